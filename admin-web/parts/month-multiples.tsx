import { isMonth, monthsBetween } from '../../api/calendar.ts';
import type { Month } from '../../db/vocabulary.ts';
import { Chart } from '../charts/chart.tsx';
import type { TrendMonth } from '../charts/month-trend.ts';
import type { Group, Satisfaction } from '../client.ts';
import { inFirstOrder } from '../group-order.ts';
import type { Texts } from '../language.ts';
import { useTexts } from '../language.ts';
import type { Period } from '../period.ts';
import type { Resource } from '../resource.ts';
import { type Scale, scaleOf } from '../scale.ts';
import { fill } from '../words/fill.ts';
import { type Column, DataTable } from './data-table.tsx';
import { FieldLink } from './field-link.tsx';
import { VerdictBadge, VerdictMark } from './verdict-badge.tsx';

/** A field's figures of one month. */
type MonthFigures = NonNullable<Group['months']>[number];
/** Every field in each month, by month. */
type ByMonth = ReadonlyMap<Month, ReadonlyMap<string, MonthFigures>>;

interface Props {
  readonly period: Period;
  readonly result: Satisfaction;
  /** The twelve months that end with the period, each field with its months. */
  readonly twelve: Resource<Satisfaction>;
}

/** A drawing a field, all on one scale: the twelve months that end with the period. */
export function MonthMultiples({ period, result, twelve }: Props) {
  const { words, format } = useTexts();
  if (!twelve.data || twelve.failure) return null;
  const byMonth = monthsOf(twelve.data);
  const months = withoutEmptyEnds([...byMonth.keys()], byMonth);
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return null;
  const isAnswered = ({ key }: { key: string }) => months.some((month) => byMonth.get(month)?.get(key)?.answered);
  const fields = inFirstOrder(result.groups).filter(isAnswered);
  const scale = scaleOf([...byMonth.values()].flatMap((groups) => [...groups.values()]));
  return (
    <section aria-labelledby="months" class={twelve.busy ? 'block stale' : 'block'}>
      <h2 id="months">{fill(words.months.title, { months: format.period({ from: first, to: last }) })}</h2>
      <p class="aside">{words.months.lead}</p>
      <ul class="multiples">
        {fields.map((field) => (
          <Multiple key={field.key} {...{ field, months, byMonth, period, scale }} />
        ))}
      </ul>
      <details class="figures">
        <summary>{words.months.table}</summary>
        <MonthTable {...{ fields, months, byMonth, period }} />
      </details>
    </section>
  );
}

function monthsOf({ period, groups }: Satisfaction): ByMonth {
  return new Map(
    monthsBetween(period.from, period.to).map((month) => {
      const ofMonth = ({ key, months }: Group) =>
        (months ?? []).flatMap((figures): [string, MonthFigures][] => (figures.key === month ? [[key, figures]] : []));
      return [month, new Map(groups.flatMap(ofMonth))];
    }),
  );
}

interface MultipleProps {
  readonly field: Group;
  readonly months: readonly Month[];
  readonly byMonth: ByMonth;
  readonly period: Period;
  readonly scale: Scale;
}

function Multiple({ field, months, byMonth, period, scale }: MultipleProps) {
  const texts = useTexts();
  const { format, language } = texts;
  const points = months.map((month) => trendMonth(month, byMonth.get(month)?.get(field.key), period));
  const options = { scale, monthName: shortName(texts), percentName: format.target };
  return (
    <li class="multiple">
      <p class="multiple-head">
        <VerdictMark verdict={field.verdict} />
        <FieldLink field={field} period={period} />
      </p>
      <Chart
        label={labelOf(field, months, byMonth, texts)}
        of={`${language} ${scale.from} ${JSON.stringify(points)}`}
        draw={(drawings, width) => drawings.monthTrend(points, { ...options, width })}
      />
    </li>
  );
}

function MonthTable({ fields, months, byMonth, period }: Omit<MultipleProps, 'field' | 'scale'> & { fields: Group[] }) {
  const texts = useTexts();
  const { words, format } = texts;
  const isOpen = (month: Month) => [...(byMonth.get(month)?.values() ?? [])].some((group) => group.provisional);
  const columns: Column<Group>[] = [
    {
      key: 'name',
      heading: words.columns.field,
      cell: (field) => <FieldLink field={field} period={period} />,
    },
    ...months.map((month) => ({
      key: 'month',
      heading: isOpen(month)
        ? fill(words.months.provisionalMonth, { month: format.shortMonth(month) })
        : format.shortMonth(month),
      cell: (field: Group) => <MonthCell group={byMonth.get(month)?.get(field.key)} />,
    })),
  ];
  return (
    <div class="compact">
      <DataTable caption={words.months.table} columns={columns} rows={fields} rowKey={(field) => field.key} />
    </div>
  );
}

function MonthCell({ group }: { group: MonthFigures | undefined }) {
  const { words, format } = useTexts();
  if (!group || group.percent === null) return <span class="none">–</span>;
  return (
    <>
      {format.percent(group.percent)}{' '}
      <small>{fill(words.shareOf, { part: format.count(group.satisfied), whole: format.count(group.answered) })}</small>
      <span class="unseen">
        <VerdictBadge verdict={group.verdict} />
      </span>
    </>
  );
}

function trendMonth(month: Month, group: MonthFigures | undefined, period: Period): TrendMonth {
  return {
    month,
    percent: group?.percent ?? null,
    low: group?.low ?? null,
    high: group?.high ?? null,
    target: group?.target?.percent ?? null,
    verdict: group?.verdict ?? 'insufficient',
    provisional: group?.provisional ?? false,
    shown: month >= period.from,
  };
}

/** What a drawing shows, for who does not see it: its newest month in words. */
function labelOf(field: Group, months: readonly Month[], byMonth: ByMonth, { words, format }: Texts): string {
  const latest = months.findLast((month) => byMonth.get(month)?.get(field.key)?.answered);
  const group = latest && byMonth.get(latest)?.get(field.key);
  const sentence =
    latest && group && group.percent !== null
      ? fill(words.months.latest, {
          month: format.month(latest),
          percent: format.percent(group.percent),
          satisfied: format.count(group.satisfied),
          answered: format.count(group.answered),
          verdict: words.badges[group.verdict],
        })
      : '';
  return fill(words.months.chartOf, { field: field.name, latest: sentence }).trim();
}

/** January carries its year. */
function shortName({ format }: Texts): (month: string) => string {
  return (month) => {
    if (!isMonth(month)) return month;
    return month.endsWith('-01') ? format.shortMonth(month) : format.monthAlone(month);
  };
}

/** Months before the service began, or still to come, would only push the others aside. */
function withoutEmptyEnds(months: readonly Month[], byMonth: ByMonth): Month[] {
  const isUsed = (month: Month) => (byMonth.get(month)?.size ?? 0) > 0;
  const [first, last] = [months.findIndex(isUsed), months.findLastIndex(isUsed)];
  return first < 0 ? [] : months.slice(first, last + 1);
}
