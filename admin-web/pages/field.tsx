import { isMonth } from '../../api/calendar.ts';
import { nameOf, type Satisfaction } from '../client.ts';
import { useTexts } from '../language.ts';
import { address } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { BothRoles } from '../parts/both-roles.tsx';
import { CaseHandling } from '../parts/case-handling.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { EmptyResults } from '../parts/empty-results.tsx';
import { groupColumns } from '../parts/group-columns.tsx';
import { LevelBars } from '../parts/level-bars.tsx';
import { MonthLine } from '../parts/month-line.tsx';
import { Notes } from '../parts/notes.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PeriodChooser } from '../parts/period-chooser.tsx';
import { Progress } from '../parts/progress.tsx';
import { QuarterDetail } from '../parts/quarter-detail.tsx';
import { ResultsFailure } from '../parts/results-failure.tsx';
import { Standing } from '../parts/standing.tsx';
import { monthOn, type Period } from '../period.ts';
import { useResource } from '../resource.ts';
import { scaleOf } from '../scale.ts';
import { useShownPeriod } from '../shown-period.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';

/** One field: month by month, by mark, and what its settled quarters tell of questions and procedures. */
export default function FieldResults({ url, params }: PageProps) {
  const { client, clock } = useSurroundings();
  const { words, format, language } = useTexts();
  const { fieldId = '' } = params;
  const period = useShownPeriod(url);
  const { from, to } = period;
  const fields = useResource('fields', (signal) => client.fields(signal));
  const result = useResource(`${language} ${from} ${to} ${fieldId}`, (signal) =>
    client.satisfaction({ from, to, by: 'month', field: fieldId }, signal),
  );
  const known = fields.data?.fields.find((candidate) => candidate.fieldId === fieldId);
  const named = result.data?.field?.key === fieldId ? result.data.field.name : undefined;
  // An account over all units has no catalogue; without figures either there is the field's code. While both are on their
  // way, nothing that would be replaced.
  const field = known ? nameOf(known, language) : (named ?? (fields.failure && result.failure && fieldId));
  return (
    <>
      <p class="back">
        <a href={address('/admin/results', { from, to })}>
          ‹ {fill(words.backToResults, { period: format.period(period) })}
        </a>
      </p>
      <PageTitle text={field ? fill(words.fieldOf, { field, period: format.period(period) }) : words.results} />
      <PeriodChooser url={url} period={period} thisMonth={monthOn(clock())} />
      <BothRoles />
      {result.busy && <Progress />}
      <ResultsFailure url={url} resource={result} />
      {result.data && !result.failure && (
        <Shown url={url} period={period} fieldId={fieldId} result={result.data} busy={result.busy} />
      )}
    </>
  );
}

interface ShownProps {
  readonly url: URL;
  readonly period: Period;
  readonly fieldId: string;
  readonly result: Satisfaction;
  readonly busy: boolean;
}

function Shown({ url, period, fieldId, result, busy }: ShownProps) {
  const { session } = useSurroundings();
  const texts = useTexts();
  const { words, format } = texts;
  const { total, groups } = result;
  if (groups.length === 0) return <EmptyResults url={url} result={result} busy={busy} field={fieldId} />;
  const scale = scaleOf([total, ...groups]);
  const columns = groupColumns(texts, {
    scale,
    first: {
      heading: words.columns.month,
      cell: (group) => (
        <>
          {isMonth(group.key) ? format.month(group.key) : words.all}{' '}
          {group.key !== total.key && (
            <span class={group.provisional ? 'tag tag-open' : 'tag'}>
              {group.provisional ? words.provisional : words.settled}
            </span>
          )}
        </>
      ),
    },
  });
  return (
    <div class={busy ? 'stack stale' : 'stack'}>
      <Standing result={result} ofOneField />
      <div class="tools">
        {session?.roles.includes('leader') && (
          <a class="button" href={address('/admin/comments', { field: fieldId })}>
            {words.detail.comments}
          </a>
        )}
        <button type="button" class="button" onClick={() => print()}>
          {words.print}
        </button>
      </div>
      <h2>{words.byMonth}</h2>
      {groups.length > 1 && <MonthLine result={result} scale={scale} />}
      <DataTable
        caption={words.byMonth}
        columns={columns}
        rows={groups}
        rowKey={(group) => group.key}
        rowClass={(group) => (group.flagged ? 'flagged' : undefined)}
        foot={groups.length > 1 ? total : undefined}
        busy={busy}
      />
      <LevelBars
        groups={groups.length > 1 ? [total, ...groups] : groups}
        nameOf={({ key }) => (isMonth(key) ? format.month(key) : words.all)}
      />
      <QuarterDetail url={url} period={period} fieldId={fieldId} provisional={total.provisional} />
      <CaseHandling period={period} field={fieldId} />
      <Notes result={result} />
    </div>
  );
}
