import type { Group, Satisfaction } from '../client.ts';
import { readSort, sorted, sortKeys, writeSort } from '../group-order.ts';
import { useTexts } from '../language.ts';
import { address, navigate, withQuery } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { BothRoles } from '../parts/both-roles.tsx';
import { Choices } from '../parts/choices.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { EmptyResults } from '../parts/empty-results.tsx';
import { groupColumns } from '../parts/group-columns.tsx';
import { Notes } from '../parts/notes.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PeriodChooser } from '../parts/period-chooser.tsx';
import { Progress } from '../parts/progress.tsx';
import { Publication } from '../parts/publication.tsx';
import { ResultsFailure } from '../parts/results-failure.tsx';
import { Standing } from '../parts/standing.tsx';
import { monthOn, type Period } from '../period.ts';
import { useResource } from '../resource.ts';
import { scaleOf } from '../scale.ts';
import { useShownPeriod } from '../shown-period.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';

/** How a period stands, then every field with its figures, those below target first. */
export default function Results({ url }: PageProps) {
  const { client, clock } = useSurroundings();
  const { words, format, language } = useTexts();
  const period = useShownPeriod(url);
  const { from, to } = period;
  const result = useResource(`${language} ${from} ${to}`, (signal) =>
    client.satisfaction({ from, to, by: 'field' }, signal),
  );
  return (
    <>
      <PageTitle text={fill(words.resultsOf, { period: format.period(period) })} />
      <PeriodChooser url={url} period={period} thisMonth={monthOn(clock())} />
      <BothRoles />
      {result.busy && <Progress />}
      <ResultsFailure url={url} resource={result} />
      {result.data && !result.failure && <Shown url={url} period={period} result={result.data} busy={result.busy} />}
    </>
  );
}

function Shown({ url, period, result, busy }: { url: URL; period: Period; result: Satisfaction; busy: boolean }) {
  const { words } = useTexts();
  const { session } = useSurroundings();
  if (result.groups.length === 0) return <EmptyResults url={url} result={result} busy={busy} />;
  const mayExport = session?.roles.some((role) => role === 'leader' || role === 'auditor');
  const file = address('/api/v1/exports/satisfaction.csv', { from: period.from, to: period.to, by: 'field' });
  return (
    <div class={busy ? 'stack stale' : 'stack'}>
      <Standing result={result} />
      <div class="section-head">
        <h2 id="by-field">{words.byField}</h2>
        <div class="tools">
          {mayExport && (
            <a class="button" href={file} download>
              {words.exportCsv}
            </a>
          )}
          <button type="button" class="button" onClick={() => print()}>
            {words.print}
          </button>
        </div>
      </div>
      <FieldTable url={url} period={period} result={result} busy={busy} />
      <Choices period={period} provisional={result.total.provisional} wanted="everything" />
      <Publication period={period} result={result} />
      <Notes result={result} />
    </div>
  );
}

function FieldTable({ url, period, result, busy }: { url: URL; period: Period; result: Satisfaction; busy: boolean }) {
  const texts = useTexts();
  const { words } = texts;
  const sort = readSort(url.searchParams.get('sort'));
  const { total, groups } = result;
  const partlySettled = groups.some((group) => !group.provisional);
  const nameOf = (group: Group) =>
    group.key === total.key ? (
      words.all
    ) : (
      <>
        <a href={address(`/admin/results/${encodeURIComponent(group.key)}`, { from: period.from, to: period.to })}>
          {group.name}
        </a>{' '}
        {group.provisional && partlySettled && <span class="tag tag-open">{words.provisional}</span>}
      </>
    );
  const columns = groupColumns(texts, {
    scale: scaleOf([total, ...groups]),
    first: { heading: words.columns.field, cell: nameOf },
    sorts: true,
  });
  return (
    <>
      <DataTable
        caption={words.byField}
        columns={columns}
        rows={sorted(groups, sort)}
        rowKey={(group) => group.key}
        rowClass={(group) => (group.flagged ? 'flagged' : undefined)}
        foot={total}
        busy={busy}
        sort={sort}
        onSort={({ key, down }) => {
          const known = sortKeys.find((candidate) => candidate === key);
          if (known) navigate(withQuery(url, { sort: writeSort({ key: known, down }) }), { replace: true });
        }}
      />
      {sort && (
        <p>
          <a href={withQuery(url, { sort: undefined })} data-replace>
            {words.sortReset}
          </a>
        </p>
      )}
    </>
  );
}
