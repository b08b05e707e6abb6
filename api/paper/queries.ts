import { sql } from 'kysely';
import type { Db } from '../../db/tables/index.ts';
import type { LocalDate, UnitId } from '../../db/vocabulary.ts';

/** Counts a form for who typed it in, and says how many there were on that day. */
export async function countEntry(
  db: Db,
  unitId: UnitId,
  { enteredOn, username }: { enteredOn: LocalDate; username: string },
): Promise<number> {
  const { forms } = await db
    .insertInto('paperEntries')
    .values({ unitId, enteredOn, username, forms: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['unitId', 'enteredOn', 'username'])
        .doUpdateSet({ forms: sql<number>`paper_entries.forms + 1` }),
    )
    .returning('forms')
    .executeTakeFirstOrThrow();
  return forms;
}

/** How many forms somebody typed in on a day. */
export async function entriesOf(
  db: Db,
  unitId: UnitId,
  { enteredOn, username }: { enteredOn: LocalDate; username: string },
): Promise<number> {
  const row = await db
    .selectFrom('paperEntries')
    .select('forms')
    .where('unitId', '=', unitId)
    .where('enteredOn', '=', enteredOn)
    .where('username', '=', username)
    .executeTakeFirst();
  return row?.forms ?? 0;
}

/** Who typed how many on which day, the newest first. */
export function listEntries(db: Db, unitId: UnitId): Promise<{ day: LocalDate; username: string; forms: number }[]> {
  return db
    .selectFrom('paperEntries')
    .select(['enteredOn as day', 'username', 'forms'])
    .where('unitId', '=', unitId)
    .orderBy('enteredOn', 'desc')
    .orderBy('username')
    .limit(1000)
    .execute();
}
