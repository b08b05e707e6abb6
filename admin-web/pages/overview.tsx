import type { Satisfaction } from '../client.ts';
import { useTexts } from '../language.ts';
import { address } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { BothRoles } from '../parts/both-roles.tsx';
import { CaseHandling } from '../parts/case-handling.tsx';
import { Changes } from '../parts/changes.tsx';
import { Choices } from '../parts/choices.tsx';
import { CoverageTable } from '../parts/coverage-table.tsx';
import { EmptyResults } from '../parts/empty-results.tsx';
import { FieldLists } from '../parts/field-lists.tsx';
import { MonthMultiples } from '../parts/month-multiples.tsx';
import { Notes } from '../parts/notes.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PeriodChooser } from '../parts/period-chooser.tsx';
import { Progress } from '../parts/progress.tsx';
import { Publication } from '../parts/publication.tsx';
import { ResultsFailure } from '../parts/results-failure.tsx';
import { Standing } from '../parts/standing.tsx';
import { TwelveMonths } from '../parts/twelve-months.tsx';
import { addMonths, monthOn, neighbour, type Period } from '../period.ts';
import { useResource } from '../resource.ts';
import { useShownPeriod } from '../shown-period.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';

/** What the head of the centre sees first: how the period stands, what needs looking at, why, and what changed. */
export default function Overview({ url }: PageProps) {
  const { client, clock } = useSurroundings();
  const { words, format, language } = useTexts();
  const period = useShownPeriod(url);
  const { from, to } = period;
  const result = useResource(`${language} ${from} ${to}`, (signal) =>
    client.satisfaction({ from, to, by: 'field' }, signal),
  );
  return (
    <>
      <PageTitle text={fill(words.overview.titleOf, { period: format.period(period) })} />
      <PeriodChooser url={url} period={period} thisMonth={monthOn(clock())} />
      <BothRoles />
      {result.busy && <Progress />}
      <ResultsFailure url={url} resource={result} />
      {result.data && !result.failure && <Shown url={url} period={period} result={result.data} busy={result.busy} />}
    </>
  );
}

function Shown({ url, period, result, busy }: { url: URL; period: Period; result: Satisfaction; busy: boolean }) {
  const { words, language } = useTexts();
  const { client } = useSurroundings();
  const earlier = neighbour(period, -1);
  const before = useResource(`${language} ${earlier.from} ${earlier.to}`, (signal) =>
    client.satisfaction({ ...earlier, by: 'field' }, signal),
  );
  // Everything that goes by the twelve months is asked for at once.
  const year = { from: addMonths(period.to, -11), to: period.to };
  const twelve = useResource(`${language} ${period.to}`, (signal) =>
    client.satisfaction({ ...year, by: 'field', series: 'month' }, signal),
  );
  if (result.groups.length === 0) return <EmptyResults url={url} result={result} busy={busy} />;
  return (
    <div class={busy ? 'stack stale' : 'stack'}>
      <Standing result={result} />
      <div class="tools">
        <a class="button" href={address('/admin/results', { from: period.from, to: period.to })}>
          {words.overview.fullTable}
        </a>
        <button type="button" class="button" onClick={() => print()}>
          {words.print}
        </button>
      </div>
      <FieldLists period={period} result={result} before={before.data} earlier={earlier} />
      <MonthMultiples period={period} result={result} twelve={twelve} />
      <Changes result={result} before={before} earlier={earlier} />
      <TwelveMonths period={period} result={result} twelve={twelve} />
      <CoverageTable result={result} />
      <CaseHandling period={period} />
      <Choices period={period} provisional={result.total.provisional} wanted="sensitive" />
      <Publication period={period} result={result} />
      <Notes result={result} />
    </div>
  );
}
