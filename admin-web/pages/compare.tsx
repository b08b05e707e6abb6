import { useId, useMemo } from 'preact/hooks';
import { Chart } from '../charts/chart.tsx';
import type { Satisfaction } from '../client.ts';
import {
  type Compared,
  type ComparedKey,
  centreOf,
  compare,
  comparedKeys,
  expectedOutside,
  funnelSteps,
  inOrder,
} from '../comparison.ts';
import { type Texts, useTexts } from '../language.ts';
import { navigate, withQuery } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { isShare } from '../parts/group-columns.tsx';
import { Message } from '../parts/message.tsx';
import { Notes } from '../parts/notes.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PeriodChooser } from '../parts/period-chooser.tsx';
import { Progress } from '../parts/progress.tsx';
import { ResultsFailure } from '../parts/results-failure.tsx';
import { monthOn, type Period } from '../period.ts';
import { useResource } from '../resource.ts';
import { scaleAround } from '../scale.ts';
import { useShownPeriod } from '../shown-period.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill, fillCounted } from '../words/fill.ts';

/** All units side by side, so that a small one is not shamed, or praised, for what luck did. */
export default function Compare({ url }: PageProps) {
  const { session } = useSurroundings();
  return session?.unit ? <Message kind="forbidden" /> : <AllUnits url={url} />;
}

function AllUnits({ url }: { url: URL }) {
  const { client, clock } = useSurroundings();
  const { words, format, language } = useTexts();
  const period = useShownPeriod(url);
  const { from, to } = period;
  const field = url.searchParams.get('field') || undefined;
  const result = useResource(`${language} ${from} ${to} ${field}`, (signal) =>
    client.satisfaction({ from, to, by: 'unit', ...(field && { field }) }, signal),
  );
  return (
    <>
      <PageTitle text={fill(words.compare.titleOf, { period: format.period(period) })} />
      <PeriodChooser url={url} period={period} thisMonth={monthOn(clock())} />
      <FieldChooser url={url} period={period} field={field} />
      {result.busy && <Progress />}
      <ResultsFailure url={url} resource={result} />
      {result.data && !result.failure && <Shown url={url} result={result.data} busy={result.busy} />}
    </>
  );
}

function FieldChooser({ url, period, field }: { url: URL; period: Period; field: string | undefined }) {
  const { client } = useSurroundings();
  const { words, language } = useTexts();
  const id = useId();
  const { from, to } = period;
  const fields = useResource(`${language} ${from} ${to}`, (signal) =>
    client.satisfaction({ from, to, by: 'field' }, signal),
  );
  const offered = fields.data?.groups ?? [];
  return (
    <form
      class="filter-form"
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = String(new FormData(event.currentTarget).get('field'));
        navigate(withQuery(url, { field: chosen || undefined }));
      }}
    >
      <span class="filter-field">
        <label for={id}>{words.compare.field}</label>
        <select id={id} name="field" key={`${field} ${offered.length}`}>
          <option value="">{words.compare.anyField}</option>
          {offered.map(({ key, name }) => (
            <option key={key} value={key} selected={key === field}>
              {name}
            </option>
          ))}
        </select>
      </span>
      <button type="submit" class="button">
        {words.period.show}
      </button>
    </form>
  );
}

function Shown({ url, result, busy }: { url: URL; result: Satisfaction; busy: boolean }) {
  const { words } = useTexts();
  const { groups, total } = result;
  const centre = centreOf(total);
  const rows = useMemo(() => (centre === null ? [] : compare(groups, centre)), [groups, centre]);
  const answered = rows.filter(({ place }) => place !== undefined);
  if (centre === null || answered.length === 0) return <p class="lead empty">{words.empty.period}</p>;
  return (
    <div class={busy ? 'stack stale' : 'stack'}>
      {groups.length === 1 && <p class="notice">{words.compare.one}</p>}
      <Funnel total={total} centre={centre} rows={answered} />
      <h2 id="by-unit">{words.compare.byUnit}</h2>
      <UnitTable url={url} rows={rows} busy={busy} />
      <Notes result={result} />
    </div>
  );
}

function Funnel({ total, centre, rows }: { total: Satisfaction['total']; centre: number; rows: Compared[] }) {
  const texts = useTexts();
  const { words, format, language } = texts;
  const most = Math.max(...rows.map(({ group }) => group.answered));
  const steps = useMemo(() => funnelSteps(Math.ceil(most * 1.05), centre), [most, centre]);
  const points = rows.map(({ group, place }) => ({
    name: group.name,
    answered: group.answered,
    percent: (100 * group.satisfied) / group.answered,
    isOutside: place !== 'inside',
  }));
  // A funnel opens to 0 where answers are few; what matters lies where the units are.
  const scale = scaleAround([centre - 10, ...points.map(({ percent }) => percent)]);
  return (
    <section aria-label={words.compare.title} class="stack">
      <p class="lead">{outsideSentence(rows, texts)}</p>
      <p>{words.compare.lead}</p>
      <div class="sheet">
        <Chart
          label={fill(words.compare.chart, { outside: outsideSentence(rows, texts) })}
          of={`${language} ${centre} ${JSON.stringify(points)}`}
          draw={(drawings, width) =>
            drawings.funnelPlot(points, {
              width,
              scale,
              steps,
              centre,
              answersAxis: words.compare.answersAxis,
              countName: format.count,
              percentName: format.target,
            })
          }
        />
      </div>
      <p class="aside">
        {total.target
          ? fill(words.compare.centreTarget, { target: format.target(centre) })
          : fill(words.compare.centreRate, {
              percent: total.percent === null ? '' : format.percent(total.percent),
            })}{' '}
        {words.compare.how}{' '}
        {fill(words.compare.many, {
          units: format.count(rows.length),
          expected: format.points(expectedOutside(rows.length)),
        })}
      </p>
    </section>
  );
}

function outsideSentence(rows: readonly Compared[], { words, format }: Texts): string {
  const outside = rows.filter(({ place }) => place !== undefined && place !== 'inside').length;
  if (outside === 0) return words.compare.outsideNone;
  return fillCounted(words.compare.outside, outside, { n: format.count(outside) });
}

function UnitTable({ url, rows, busy }: { url: URL; rows: readonly Compared[]; busy: boolean }) {
  const texts = useTexts();
  const { words } = texts;
  const sort = readSort(url.searchParams.get('sort'));
  return (
    <>
      <DataTable
        caption={words.compare.byUnit}
        columns={columnsOf(texts)}
        rows={inOrder(rows, sort)}
        rowKey={({ group }) => group.key}
        busy={busy}
        sort={sort}
        onSort={({ key, down }) => navigate(withQuery(url, { sort: down ? `-${key}` : key }), { replace: true })}
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

function readSort(text: string | null): { key: ComparedKey; down: boolean } | undefined {
  const down = text?.startsWith('-') ?? false;
  const key = comparedKeys.find((candidate) => candidate === (down ? text?.slice(1) : text));
  return key && { key, down };
}

function columnsOf({ words, format }: Texts): Column<Compared>[] {
  const none = <span class="none">{words.noFigure}</span>;
  return [
    { key: 'name', heading: words.compare.unit, sorts: true, cell: ({ group }) => group.name },
    {
      key: 'percent',
      heading: words.columns.percent,
      numeric: true,
      sorts: true,
      cell: ({ group }) => (group.percent === null ? none : <b>{format.percent(group.percent)}</b>),
    },
    {
      key: 'place',
      heading: words.compare.place,
      sorts: true,
      cell: ({ place }) => (place === undefined ? none : words.compare.places[place]),
    },
    {
      key: 'limits',
      heading: words.compare.limits,
      numeric: true,
      cell: ({ limits }) =>
        limits ? fill(words.interval, { low: tenth(limits.low), high: tenth(limits.high) }) : none,
    },
    {
      key: 'answers',
      heading: words.columns.answers,
      numeric: true,
      sorts: true,
      downFirst: true,
      cell: ({ group }) =>
        fill(words.shareOf, { part: format.count(group.satisfied), whole: format.count(group.answered) }),
    },
    {
      key: 'coverage',
      heading: words.columns.coverage,
      numeric: true,
      sorts: true,
      cell: ({ group }) => (
        <>
          {fill(words.shareOf, { part: format.count(group.answered), whole: format.count(group.closed) })}
          {isShare(group) && <small>{format.share(group.answered, group.closed)}</small>}
        </>
      ),
    },
  ];

  function tenth(percent: number): string {
    return format.percent(Math.round(percent * 10) / 10);
  }
}
