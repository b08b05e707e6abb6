import type { Db, Tx } from '../../db/tables/index.ts';
import type { LocalDate, Quarter, UnitId } from '../../db/vocabulary.ts';

export interface PublishedQuarter {
  readonly quarter: Quarter;
  readonly publishedOn: LocalDate;
}

/** The unit's published quarters, the newest first. */
export function listPublished(db: Db, unitId: UnitId): Promise<PublishedQuarter[]> {
  return db
    .selectFrom('publishedQuarters')
    .select(['quarter', 'publishedOn'])
    .where('unitId', '=', unitId)
    .orderBy('quarter', 'desc')
    .execute();
}

/** Whether the unit has published anything. */
export async function hasPublished(db: Db, unitId: UnitId): Promise<boolean> {
  const row = await db
    .selectFrom('publishedQuarters')
    .select('quarter')
    .where('unitId', '=', unitId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The units that have published something, by name. */
export function listPublishingUnits(db: Db): Promise<{ code: string; name: string }[]> {
  return db
    .selectFrom('units as u')
    .select(['u.code', 'u.name'])
    .where('u.unitId', 'in', (published) => published.selectFrom('publishedQuarters').select('unitId'))
    .orderBy('u.name')
    .execute();
}

/** Whether it was not published before. */
export async function insertPublished(
  db: Tx,
  unitId: UnitId,
  { quarter, publishedOn }: PublishedQuarter,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('publishedQuarters')
    .values({ unitId, quarter, publishedOn })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** What was taken back; undefined where it was not published. */
export function deletePublished(db: Tx, unitId: UnitId, quarter: Quarter): Promise<PublishedQuarter | undefined> {
  return db
    .deleteFrom('publishedQuarters')
    .where('unitId', '=', unitId)
    .where('quarter', '=', quarter)
    .returning(['quarter', 'publishedOn'])
    .executeTakeFirst();
}
