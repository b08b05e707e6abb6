import { isMonth } from '../../api/calendar.ts';
import type { Satisfaction } from '../client.ts';
import { useTexts } from '../language.ts';
import { withQuery } from '../navigation.ts';
import { addMonths, monthOn } from '../period.ts';
import { useResource } from '../resource.ts';
import { waitingSentence } from '../summary.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';
import { Progress } from './progress.tsx';

/** How far back the newest month with figures is looked for. */
const lookBack = 60;

/** A period without figures: leads to one that has some, or to the first case. */
export function EmptyResults(props: { url: URL; result: Satisfaction; busy: boolean; field?: string }) {
  const { url, result, busy, field } = props;
  const { client, clock, session } = useSurroundings();
  const texts = useTexts();
  const { words, format, language } = texts;
  const now = monthOn(clock());
  const months = useResource(`${language} ${now} ${field}`, (signal) =>
    client.satisfaction({ from: addMonths(now, -lookBack), to: now, by: 'month', ...(field && { field }) }, signal),
  );
  if (busy || months.busy) return <Progress />;
  const latest = months.data?.groups
    .map((group) => group.key)
    .filter(isMonth)
    .at(-1);
  const nothingAtAll = !latest && !months.failure;
  return (
    <div class="empty">
      <p class="lead">{nothingAtAll ? words.empty.results : words.empty.period}</p>
      {latest && (
        <p>
          <a class="button" href={withQuery(url, { from: latest, to: latest })}>
            {fill(words.empty.latest, { period: format.month(latest) })}
          </a>
        </p>
      )}
      {nothingAtAll && session?.roles.includes('clerk') && (
        <p>
          <a class="button primary" href="/admin/cases/new">
            {words.caseList.add}
          </a>
        </p>
      )}
      <p class="aside">{waitingSentence(result, texts)}</p>
    </div>
  );
}
