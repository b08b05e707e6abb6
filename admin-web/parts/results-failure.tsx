import { useTexts } from '../language.ts';
import { withQuery } from '../navigation.ts';
import { usualPeriod } from '../period.ts';
import type { Resource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';
import { Failure } from './failure.tsx';

/** Why there are no results; who may see settled periods only is led to one that should be. */
export function ResultsFailure({ url, resource }: { url: URL; resource: Resource<unknown> }) {
  const { clock } = useSurroundings();
  const { words, format } = useTexts();
  const { failure, reload } = resource;
  if (!failure) return null;
  if (failure.code !== 'settled-months-only') return <Failure refusal={failure} retry={reload} />;
  const settled = usualPeriod(clock(), { settledOnly: true });
  return (
    <div class="notice">
      <p>{words.settledOnly}</p>
      <p>
        <a class="button" href={withQuery(url, { from: settled.from, to: settled.to })}>
          {fill(words.showPeriod, { period: format.period(settled) })}
        </a>
      </p>
    </div>
  );
}
