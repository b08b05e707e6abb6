import { type LocalDate, type Month, otherField } from '../../db/vocabulary.ts';
import { addDays, lastDayOf, monthsOf, quarterOf } from '../calendar.ts';

/** No shown figure, comment or row rests on fewer answers (contract, section 6). */
export const fewestInBatch = 5;

/** How many answers of a field make a batch: five, but where a demonstration shows what was just answered. */
export type FewestIn = (fieldId: string) => number;

const fiveEverywhere: FewestIn = () => fewestInBatch;

/** How the unit's months stand on the night of a seal. */
export interface MonthsTonight {
  /** Settled on an earlier night: their figures never change again. */
  readonly settled: ReadonlySet<Month>;
  /** Due tonight. */
  readonly settling: ReadonlySet<Month>;
  /** The month of today. */
  readonly current: Month;
}

/** What a case and its answer have in common, known of the case whether it was answered or not. */
export interface CaseFacts {
  readonly month: Month;
  readonly fieldId: string;
  readonly procedureCode: string;
  readonly channel: string;
  readonly questionnaireVersion: number;
}

/** The columns that hold it, of an invitation as of its answer. */
export const caseFacts = ['month', 'fieldId', 'procedureCode', 'channel', 'questionnaireVersion'] as const;

/** Cases that nothing tells apart but their day. */
export const kindOf = ({ month, fieldId, procedureCode, channel, questionnaireVersion }: CaseFacts): string =>
  JSON.stringify([month, fieldId, procedureCode, channel, questionnaireVersion]);

/**
 * Which answers may be shown tonight: those of a month that is over, and in the current month those of a kind of which
 * five cases could have been answered by now. Otherwise a night's figures and the procedure's name, told when the quarter
 * is settled, would tie a rare mark to the one or two cases of the kind that were closed so early in the month.
 *
 * `closed` counts the cases of the current month so far; those of other months may be left out.
 */
export function ripeness(
  closed: readonly (CaseFacts & { readonly closed: number })[],
  current: Month,
): (answer: CaseFacts) => boolean {
  const counts = new Map<string, number>();
  for (const kind of closed) counts.set(kindOf(kind), (counts.get(kindOf(kind)) ?? 0) + kind.closed);
  return (answer) => answer.month < current || (counts.get(kindOf(answer)) ?? 0) >= fewestInBatch;
}

/** Answers of one field and month that are revealed together. */
export interface Batch<T> {
  readonly fieldId: string;
  readonly month: Month;
  readonly rows: readonly T[];
}

/**
 * What one night's seal does with the answers that wait in a unit (contract, section 6, steps 1 and 2):
 *
 * - what is found waiting in a settled month counts in the current month;
 * - a field and month with at least five ripe answers is revealed, all that are ripe;
 * - what is left in a month that settles tonight counts in the current month, where it may complete a batch.
 *
 * Every row comes out once, in a batch or waiting, carrying the month in which it counts. One batch a field and month,
 * sorted by both; shuffling is the caller's. `isRipe` says which answers may be shown tonight at all: see `ripeness`.
 *
 * Throws RangeError when the current month is settled or settling: a clock that runs back must not reopen a month.
 */
export function planSeal<T extends { readonly fieldId: string; readonly month: Month }>(
  waiting: readonly T[],
  months: MonthsTonight,
  { isRipe, fewestIn = fiveEverywhere }: { readonly isRipe: (row: T) => boolean; readonly fewestIn?: FewestIn },
): { revealed: Batch<T>[]; waiting: T[] } {
  const { settled, settling, current } = months;
  if (settled.has(current) || settling.has(current))
    throw new RangeError(`${current} is settled and cannot be current`);
  const carried = (from: ReadonlySet<Month>) => (row: T) => (from.has(row.month) ? { ...row, month: current } : row);

  const plan = (rows: readonly T[]) => {
    const ripe = split(rows.filter(isRipe), fieldAndMonth, fewestIn);
    return { revealed: ripe.revealed, waiting: [...ripe.waiting, ...rows.filter((row) => !isRipe(row))] };
  };
  const first = plan(waiting.map(carried(settled)));
  const second = plan(first.waiting.map(carried(settling)));
  return { revealed: batchesOf([...first.revealed, ...second.revealed]), waiting: second.waiting };
}

/**
 * What one night's seal does with the comments that wait in a unit: five or more of a field are shown; on a night that
 * settles a quarter, what is left of all fields goes under `khac`, if it is five or more together.
 */
export function planComments<T extends { readonly fieldId: string }>(
  waiting: readonly T[],
  tonight: { readonly settlesQuarter: boolean },
  fewestIn: FewestIn = fiveEverywhere,
): { revealed: T[]; waiting: T[] } {
  const own = split(waiting, (row) => row.fieldId, fewestIn);
  if (!tonight.settlesQuarter || own.waiting.length < fewestInBatch) return own;
  return { revealed: [...own.revealed, ...own.waiting.map((row) => ({ ...row, fieldId: otherField }))], waiting: [] };
}

/** A month that holds cases or answers, or is settled already. */
export interface MonthStanding {
  readonly month: Month;
  /**
   * The last day on which one of its invitations may be used, grace not counted; null if all were withdrawn. Answered
   * invitations count like the others, or the day of settling would tell that a case was answered.
   */
  readonly lastOpenOn: LocalDate | null;
  readonly settled: boolean;
}

/**
 * The months that settle tonight, in order (contract, section 4): over for `settlingDays` whole days, and no invitation
 * open, `graceDays` included. A quarter that is over for as long, with all its months with cases settled, takes its
 * empty months along; a quarter without any case stays as it is.
 */
export function settlingMonths(
  months: readonly MonthStanding[],
  today: LocalDate,
  days: { readonly graceDays: number; readonly settlingDays: number },
): Month[] {
  const isOver = (month: Month) => today > addDays(lastDayOf(month), days.settlingDays);
  const isClosed = ({ lastOpenOn }: MonthStanding) =>
    lastOpenOn === null || today > addDays(lastOpenOn, days.graceDays);

  const due = months.filter((standing) => !standing.settled && isOver(standing.month) && isClosed(standing));
  const settling = new Set(due.map(({ month }) => month));
  const known = new Map(months.map((standing) => [standing.month, standing.settled || settling.has(standing.month)]));

  for (const quarter of new Set(months.map(({ month }) => quarterOf(month)))) {
    const [first, second, last] = monthsOf(quarter);
    const all = [first, second, last];
    if (!isOver(last) || all.some((month) => known.get(month) === false)) continue;
    for (const month of all) if (!known.has(month)) settling.add(month);
  }
  return [...settling].sort();
}

const fieldAndMonth = (row: { readonly fieldId: string; readonly month: Month }) => `${row.fieldId} ${row.month}`;

/** Rows whose group has enough of them, and the others; both in the order in which they came. */
function split<T extends { readonly fieldId: string }>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  fewestIn: FewestIn,
): { revealed: T[]; waiting: T[] } {
  const groups = Map.groupBy(rows, keyOf);
  const isFull = (row: T) => (groups.get(keyOf(row))?.length ?? 0) >= fewestIn(row.fieldId);
  return { revealed: rows.filter(isFull), waiting: rows.filter((row) => !isFull(row)) };
}

function batchesOf<T extends { readonly fieldId: string; readonly month: Month }>(revealed: readonly T[]): Batch<T>[] {
  return [...Map.groupBy(revealed, fieldAndMonth)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, rows]) => rows.slice(0, 1).map(({ fieldId, month }) => ({ fieldId, month, rows })));
}
