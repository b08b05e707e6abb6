import type { Db } from '../../db/tables/index.ts';
import type { Language, LocalDate, Month, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { may } from '../accounts/permissions.ts';
import { lastDayOf, localDate, monthOf, monthsBetween } from '../calendar.ts';
import { problem } from '../problems.ts';
import { barsOf } from '../targets/service.ts';
import { listUnits, type Unit } from '../units/service.ts';
import { fieldNames, lastSeal, listCounts, listSettledMonths, type StoredCount } from './queries.ts';
import { addCounts, emptyCount } from './rollup.ts';
import { figures, overallRule } from './satisfaction.ts';
import type { SatisfactionGroup, SatisfactionReport } from './satisfaction-report.ts';
import type { SatisfactionQuery } from './schema.ts';
import { isPeriodSettled, type PeriodStanding, settledTo } from './settled.ts';

/** By what a period's figures are grouped. */
export type Dimension = 'field' | 'month' | 'unit';

interface SatisfactionRequest {
  readonly units: readonly Unit[];
  readonly by: Dimension;
  readonly from: Month;
  readonly to: Month;
  readonly fieldId?: string | undefined;
  readonly language: Language;
  readonly currentMonth: Month;
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
  const own = (await listUnits(db)).filter(({ unitId }) => actor.unitId === null || unitId === actor.unitId);
  const units = own.filter(({ code }) => query.unit === undefined || code === query.unit);
  if (units.length === 0) throw problem('not-found');
  return readSatisfaction(db, {
    units,
    by: query.by,
    from: query.from,
    to: query.to,
    fieldId: query.field,
    language,
    currentMonth: monthOf(localDate(now, timeZone)),
    settledOnly: !may(actor, 'results'),
  });
}

/**
 * The figures of a period (contract, section 4), read from what seal stored and from nothing else.
 * Throws `settled-months-only` where the caller may see settled periods only and this one is not.
 */
async function readSatisfaction(db: Db, request: SatisfactionRequest): Promise<SatisfactionReport> {
  const { units, by, from, to, fieldId, language, currentMonth, settledOnly } = request;
  const unitIds = units.map(({ unitId }) => unitId);
  const [everything, settledMonths, seal, names, bars] = await Promise.all([
    listCounts(db, { unitIds, from, to }),
    listSettledMonths(db, { unitIds, from, to }),
    lastSeal(db, unitIds),
    fieldNames(db, unitIds),
    barsOf(db, unitIds),
  ]);
  if (fieldId !== undefined && !names.has(fieldId)) throw unknownField(fieldId);
  const stored = everything.filter((row) => fieldId === undefined || row.fieldId === fieldId);
  const isSettled = settledIn(settledMonths);
  const standing = standingOf({ from, to }, unitIds, everything, isSettled);
  if (settledOnly && !isPeriodSettled(standing, currentMonth)) throw problem('settled-months-only');

  const group = (
    key: string,
    name: string,
    rows: readonly StoredCount[],
    bar: { fieldId: string | null; on: LocalDate },
  ) => {
    const count = rows.reduce((sum, row) => addCounts(sum, row.count), emptyCount);
    const target = bars.target(bar.fieldId, bar.on);
    return {
      key,
      name,
      ...figures(count, { targetPercent: target?.percent ?? null, fewest: bars.fewest }),
      target: target ? { percent: target.percent, legalBasis: target.legalBasis } : null,
      provisional: rows.some(({ unitId, month }) => !isSettled(unitId, month)),
    };
  };
  const end = lastDayOf(to);
  const under = fieldId ?? null;
  const groupsBy: Record<Dimension, () => SatisfactionGroup[]> = {
    field: () =>
      [...Map.groupBy(stored, (row) => row.fieldId)].map(([key, rows]) =>
        group(key, names.get(key)?.[language] ?? key, rows, { fieldId: key, on: end }),
      ),
    month: () =>
      monthsBetween(from, to).map((month) =>
        group(
          month,
          monthName(month, language),
          stored.filter((row) => row.month === month),
          {
            fieldId: under,
            on: lastDayOf(month),
          },
        ),
      ),
    unit: () =>
      units.map(({ unitId, code, name }) =>
        group(
          code,
          name,
          stored.filter((row) => row.unitId === unitId),
          { fieldId: under, on: end },
        ),
      ),
  };
  const total = group('all', language === 'vi' ? 'Tất cả' : 'All', stored, { fieldId: under, on: end });
  return {
    rule: { ...overallRule, text: overallRule.text[language] },
    period: { from, to, settledTo: settledTo(standing), sealedOn: seal.sealedOn },
    waiting: seal.waiting,
    total: { ...total, provisional: !isPeriodSettled(standing, currentMonth) },
    groups: groupsBy[by]().filter(({ closed, answered, held }) => closed > 0 || answered > 0 || held),
  };
}

function unknownField(fieldId: string) {
  const message = {
    vi: `“${fieldId}”: chưa có lĩnh vực này trong danh mục`,
    en: `“${fieldId}”: no such field in the catalogue`,
  };
  return problem('invalid', { errors: [{ path: 'field', message }] });
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

function monthName(month: Month, language: Language): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  if (language === 'vi') return `Tháng ${number}/${year}`;
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(year, number - 1),
  );
}
