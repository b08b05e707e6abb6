import type { Db, Tx } from '../../db/tables/index.ts';
import type { LocalDate, Month, UnitId } from '../../db/vocabulary.ts';
import type { Target } from './target-in-force.ts';

export interface StoredTarget extends Target {
  readonly targetId: string;
}

const targetColumns = ['targetId', 'fieldId', 'percent', 'effectiveFrom', 'legalBasis', 'plannedTo'] as const;

/** Every target a unit ever had, the latest begun first. */
export function listTargets(db: Db, unitId: UnitId): Promise<StoredTarget[]> {
  return db
    .selectFrom('targets')
    .select(targetColumns)
    .where('unitId', '=', unitId)
    .orderBy('effectiveFrom', 'desc')
    .orderBy('fieldId')
    .execute();
}

/** A target, locked until the transaction ends. */
export function lockTarget(db: Tx, unitId: UnitId, targetId: string): Promise<StoredTarget | undefined> {
  return db
    .selectFrom('targets')
    .select(targetColumns)
    .where('unitId', '=', unitId)
    .where('targetId', '=', targetId)
    .forUpdate()
    .executeTakeFirst();
}

/** The target that begins for a field, or overall, on that very day. */
export function findTargetFrom(
  db: Tx,
  unitId: UnitId,
  fieldId: string | null,
  effectiveFrom: LocalDate,
): Promise<StoredTarget | undefined> {
  return db
    .selectFrom('targets')
    .select(targetColumns)
    .where('unitId', '=', unitId)
    .where('fieldId', 'is not distinct from', fieldId)
    .where('effectiveFrom', '=', effectiveFrom)
    .executeTakeFirst();
}

/** Sets a target; one that begins on the same day for the same field gives way. */
export async function upsertTarget(db: Tx, unitId: UnitId, target: Target): Promise<void> {
  const { percent, legalBasis, plannedTo } = target;
  await db
    .insertInto('targets')
    .values({ unitId, ...target })
    .onConflict((conflict) =>
      conflict.columns(['unitId', 'fieldId', 'effectiveFrom']).doUpdateSet({ percent, legalBasis, plannedTo }),
    )
    .execute();
}

export async function deleteTarget(db: Tx, unitId: UnitId, targetId: string): Promise<void> {
  await db.deleteFrom('targets').where('unitId', '=', unitId).where('targetId', '=', targetId).execute();
}

/** The unit's last settled month; undefined before the first. */
export async function lastSettledMonth(db: Db, unitId: UnitId): Promise<Month | undefined> {
  const row = await db
    .selectFrom('months')
    .select('month')
    .where('unitId', '=', unitId)
    .orderBy('month', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.month;
}
