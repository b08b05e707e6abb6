import type { Db } from '../../db/tables/index.ts';
import type { Language, LocalDate, Month, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { may } from '../accounts/permissions.ts';
import { lastDayOf, localDate, monthOf, monthsBetween, monthsOf, quarterOf } from '../calendar.ts';
import { problem } from '../problems.ts';
import { readQuarters } from '../quarters/service.ts';
import { listQuestionnaires } from '../questionnaires/service.ts';
import { barsOf } from '../targets/service.ts';
import { isPlanOver, type Target } from '../targets/target-in-force.ts';
import { fieldNames, unitsSeenBy, unknownField } from '../units/service.ts';
import { lastSeal, listCounts, listSettledMonths, procedureNames } from './queries.ts';
import { type Count, emptyCount } from './rollup.ts';
import { figures, overallRule } from './satisfaction.ts';
import type { CountedGroup, HeldAgainst, SatisfactionGroup, SatisfactionReport } from './satisfaction-report.ts';
import type { SatisfactionQuery } from './schema.ts';
import { isPeriodSettled, type PeriodStanding, settledTo } from './settled.ts';
import {
  type MonthlyDimension,
  monthlyDimensions,
  monthlySlices,
  monthsOfSlice,
  type Names,
  type QuarterlyDimension,
  quarterlySlices,
  type Scope,
  type Slice,
  type Span,
  type StoredCount,
  type StoredDetail,
  totalSlice,
} from './slices.ts';
import { standardsIn } from './standards.ts';

interface SatisfactionRequest extends Scope {
  readonly by: MonthlyDimension | QuarterlyDimension;
  readonly language: Language;
  readonly today: LocalDate;
  /** Adds its months to each group. */
  readonly series: boolean;
  /** Refuses a period in which something may still change (a clerk's view). */
  readonly settledOnly: boolean;
}

/** What a caller asks and who asks it. */
export interface SatisfactionQuestion {
  readonly query: SatisfactionQuery;
  readonly actor: Actor;
  readonly language: Language;
  readonly now: Date;
  readonly timeZone: string;
}

/**
 * Answers a caller: its own unit, or for one over all units those asked for. Throws `not-found` for a unit that is not
 * the caller's to see, `settled-months-only` where a caller who sees settled periods only asks for another.
 */
export async function answerSatisfaction(db: Db, question: SatisfactionQuestion): Promise<SatisfactionReport> {
  const { query, actor, language, now, timeZone } = question;
  const units = await unitsSeenBy(db, actor, query.unit);
  return readSatisfaction(db, {
    units,
    by: query.by,
    from: query.from,
    to: query.to,
    fieldId: query.field ?? null,
    language,
    today: localDate(now, timeZone),
    series: query.series !== undefined,
    settledOnly: !may(actor, 'results'),
  });
}

/**
 * The figures of a period (contract, section 4), read from what seal stored and from nothing else. Throws
 * `settled-months-only` where the caller may see settled periods only and this one is not, `whole-quarters-only` where the
 * dimension exists for settled quarters only and the period is not made of them.
 */
export async function readSatisfaction(db: Db, request: SatisfactionRequest): Promise<SatisfactionReport> {
  const { units, by, from, to, fieldId, language, today, series, settledOnly } = request;
  const currentMonth = monthOf(today);
  const unitIds = units.map(({ unitId }) => unitId);
  const [everything, settledMonths, seal, fields, barsBy] = await Promise.all([
    listCounts(db, { unitIds, from, to }),
    listSettledMonths(db, { unitIds, from, to }),
    lastSeal(db, unitIds),
    fieldNames(db, unitIds),
    barsOf(db, unitIds),
  ]);
  if (fieldId !== null && !fields.has(fieldId)) throw unknownField(fieldId);
  const isSettled = settledIn(settledMonths);
  const standing = standingOf({ from, to }, unitIds, everything, isSettled);
  if (settledOnly && !isPeriodSettled(standing, currentMonth)) throw problem('settled-months-only');

  const rows = everything.filter((row) => fieldId === null || row.fieldId === fieldId);
  const barsIn = once(({ from, to }: Span) => barsBy(standardsIn({ from, to }, everything, settledMonths)));
  const counted = (slice: Slice, count: Count): CountedGroup => {
    const { fewest, target: targetOn } = barsIn(slice.span);
    const end = lastDayOf(slice.span.to);
    const target = slice.barField === undefined ? undefined : targetOn(slice.barField, end);
    return {
      key: slice.key,
      name: slice.name,
      ...figures(count, { targetPercent: target?.percent ?? null, fewest, pooled: slice.pooled ?? false }),
      target: target ? heldAgainst(target, end, today) : null,
      provisional: slice.rows.some(({ unitId, month }) => !isSettled(unitId, month)),
    };
  };
  const groupOf = (slice: Slice): SatisfactionGroup => ({
    ...counted(slice, slice.count ?? emptyCount),
    ...(slice.count === null && { answered: null, satisfied: null, levels: null }),
    closed: slice.closed,
    ...(series && { months: monthsOfSlice(slice, names).map((month) => counted(month, month.count ?? emptyCount)) }),
  });
  const names = { language, fields, procedures: new Map(), questions: new Map() };
  const all = totalSlice(rows, request, names);
  const slices = isMonthly(by)
    ? monthlySlices(by, rows, request, names)
    : quarterlySlices(
        by,
        await detailOf(db, request, standing, everything),
        request,
        await namesOf(db, unitIds, names),
      );
  return {
    rule: { ...overallRule, text: overallRule.text[language] },
    period: { from, to, settledTo: settledTo(standing), sealedOn: seal.sealedOn },
    field: fieldId === null ? null : { key: fieldId, name: fields.get(fieldId)?.[language] ?? fieldId },
    minimum: barsIn({ from, to }).fewest,
    waiting: seal.waiting,
    total: { ...counted(all, all.count ?? emptyCount), provisional: !isPeriodSettled(standing, currentMonth) },
    groups: slices.map(groupOf),
  };
}

/** A period that goes on past today does not end the plan before its time. */
function heldAgainst(target: Target, end: LocalDate, today: LocalDate): HeldAgainst {
  const { percent, legalBasis, effectiveFrom, plannedTo } = target;
  const planOver = isPlanOver(target, end) && isPlanOver(target, today);
  return { percent, legalBasis, effectiveFrom, plannedTo, planOver };
}

/** Works it out once for each span. */
function once<T>(work: (span: Span) => T): (span: Span) => T {
  const known = new Map<string, T>();
  return (span) => {
    const key = `${span.from} ${span.to}`;
    const found = known.get(key) ?? work(span);
    known.set(key, found);
    return found;
  };
}

const isMonthly = (by: MonthlyDimension | QuarterlyDimension): by is MonthlyDimension =>
  monthlyDimensions.some((dimension) => dimension === by);

/** The stored detail of a period that is made of whole quarters, settled in each unit that has figures in them. */
async function detailOf(
  db: Db,
  request: SatisfactionRequest,
  standing: PeriodStanding,
  rows: readonly StoredCount[],
): Promise<StoredDetail> {
  const { units, from, to, today } = request;
  const quarters = [...new Set(monthsBetween(from, to).map(quarterOf))];
  const [first, last] = [quarters[0], quarters.at(-1)];
  const isWhole = first && last && monthsOf(first)[0] === from && monthsOf(last)[2] === to;
  if (!isWhole || !isPeriodSettled(standing, monthOf(today))) throw problem('whole-quarters-only');
  const unitIds = units.map(({ unitId }) => unitId);
  const stored = await readQuarters(db, { unitIds, quarters });
  const kept = new Set(stored.quarters.map(({ unitId, quarter }) => `${unitId} ${quarter}`));
  // A unit whose quarter is not stored yet would be in the total and in no group.
  if (!rows.every(({ unitId, month }) => kept.has(`${unitId} ${quarterOf(month)}`)))
    throw problem('whole-quarters-only');
  return stored;
}

/** The names that the finer dimensions need as well. */
async function namesOf(db: Db, unitIds: readonly UnitId[], names: Names): Promise<Names> {
  const [first] = unitIds;
  const questionnaires = first === undefined ? [] : await listQuestionnaires(db, first);
  const questions = questionnaires.flatMap(({ version, questions }) =>
    questions.map(({ id, text }) => [`${id}@${version}`, text] as const),
  );
  return { ...names, procedures: await procedureNames(db, unitIds, names.language), questions: new Map(questions) };
}

function settledIn(months: readonly { unitId: UnitId; month: Month }[]): (unitId: UnitId, month: Month) => boolean {
  const settled = new Set(months.map(({ unitId, month }) => `${unitId} ${month}`));
  return (unitId, month) => settled.has(`${unitId} ${month}`);
}

/** A month of several units is settled when it is in each that uses it, and in one at least. */
function standingOf(
  { from, to }: { from: Month; to: Month },
  unitIds: readonly UnitId[],
  stored: readonly StoredCount[],
  isSettled: (unitId: UnitId, month: Month) => boolean,
): PeriodStanding {
  const used = new Set(stored.map(({ month }) => month));
  const open = new Set(stored.filter(({ unitId, month }) => !isSettled(unitId, month)).map(({ month }) => month));
  const settled = monthsBetween(from, to).filter(
    (month) => !open.has(month) && unitIds.some((unitId) => isSettled(unitId, month)),
  );
  return { from, to, used, settled: new Set(settled) };
}

/** How many shown answers gave a mark under 3, by field: what the national index calls not satisfied. */
export async function dislikedByField(
  db: Db,
  period: { unitIds: readonly UnitId[]; from: Month; to: Month },
): Promise<Map<string, number>> {
  const groups = Map.groupBy(await listCounts(db, period), ({ fieldId }) => fieldId);
  const disliked = (rows: readonly StoredCount[]) =>
    rows.reduce((sum, { count }) => sum + count.levels[0] + count.levels[1], 0);
  return new Map([...groups].map(([fieldId, rows]) => [fieldId, disliked(rows)]));
}
