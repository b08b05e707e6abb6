import { sql } from 'kysely';
import type { Db } from '../../db/tables/index.ts';
import type { Language, LocalDate, Month, UnitId } from '../../db/vocabulary.ts';
import { countOf } from './rollup.ts';
import type { StoredCount } from './slices.ts';
import type { SettledMonth } from './standards.ts';

/** What seal stored for months from–to, both included; the cost follows units × months × fields, never answers. */
export async function listCounts(
  db: Db,
  filter: { unitIds: readonly UnitId[]; from: Month; to: Month },
): Promise<StoredCount[]> {
  const rows = await db
    .selectFrom('rollups')
    .select(['unitId', 'month', 'fieldId', 'closed', 'level1', 'level2', 'level3', 'level4', 'level5', 'held'])
    .where('unitId', 'in', filter.unitIds)
    .where('month', '>=', filter.from)
    .where('month', '<=', filter.to)
    // What lost its last case, taken back, counts nothing and must keep no month from being settled.
    .where(sql<boolean>`(held or closed + level1 + level2 + level3 + level4 + level5 > 0)`)
    .orderBy('unitId')
    .orderBy('month')
    .orderBy('fieldId')
    .execute();
  return rows.map((row) => ({
    unitId: row.unitId,
    month: row.month,
    fieldId: row.fieldId,
    count: countOf([row.level1, row.level2, row.level3, row.level4, row.level5], {
      closed: row.closed,
      held: row.held,
    }),
  }));
}

/** The settled months of the units, with the settings that they were settled by. */
export async function listSettledMonths(
  db: Db,
  filter: { unitIds: readonly UnitId[]; from: Month; to: Month },
): Promise<SettledMonth[]> {
  const rows = await db
    .selectFrom('months')
    .select(['unitId', 'month', 'minimumAnswers', 'fallsBackToOverall'])
    .where('unitId', 'in', filter.unitIds)
    .where('month', '>=', filter.from)
    .where('month', '<=', filter.to)
    .execute();
  return rows.map(({ unitId, month, minimumAnswers, fallsBackToOverall }) => ({
    unitId,
    month,
    standards: minimumAnswers === null || fallsBackToOverall === null ? null : { minimumAnswers, fallsBackToOverall },
  }));
}

/** The last seal of the units, and how many answers it left waiting in all of them. */
export async function lastSeal(
  db: Db,
  unitIds: readonly UnitId[],
): Promise<{ sealedOn: LocalDate | null; waiting: number }> {
  const row = await db
    .selectFrom('seals')
    .select((select) => [
      select.fn.max<LocalDate | null>('sealedOn').as('sealedOn'),
      select.fn.coalesce(select.fn.sum<number>('waiting'), select.lit(0)).as('waiting'),
    ])
    .where('unitId', 'in', unitIds)
    .executeTakeFirstOrThrow();
  return { sealedOn: row.sealedOn, waiting: Number(row.waiting) };
}

/** Names of the units' procedures, Vietnamese where there is none in English, and the fields they belong to. */
export async function procedureNames(
  db: Db,
  unitIds: readonly UnitId[],
  language: Language,
): Promise<Map<string, { name: string; fieldId: string }>> {
  const rows = await db
    .selectFrom('procedures')
    .select(['procedureCode', 'nameVi', 'nameEn', 'fieldId'])
    .where('unitId', 'in', unitIds)
    .orderBy('unitId', 'desc')
    .execute();
  return new Map(
    rows.map(({ procedureCode, nameVi, nameEn, fieldId }) => [
      procedureCode,
      { name: language === 'en' ? (nameEn ?? nameVi) : nameVi, fieldId },
    ]),
  );
}
