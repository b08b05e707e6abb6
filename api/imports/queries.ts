import { sql } from 'kysely';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { CaseCode, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import type { CaseReport } from '../cases/case-facts.ts';
import type { Counts, ImportRow, StoredProblem } from './import-report.ts';

/** A case of a file, as it waits for its import. */
export interface StagedCase {
  readonly caseCode: CaseCode;
  readonly closed: CaseReport;
}

export async function insertImport(
  db: Db,
  unitId: UnitId,
  made: {
    importId: string;
    actor: Actor;
    madeAt: Date;
    ignoredColumns: readonly string[];
    personalColumns: readonly string[];
    mapping: Readonly<Record<string, string | null>>;
  },
): Promise<void> {
  const { actor, ignoredColumns, personalColumns, mapping, ...rest } = made;
  await db
    .insertInto('imports')
    .values({
      unitId,
      state: 'reading',
      ...rest,
      actor: JSON.stringify(actor),
      ignoredColumns: JSON.stringify(ignoredColumns),
      personalColumns: JSON.stringify(personalColumns),
      mapping: JSON.stringify(mapping),
    })
    .execute();
}

/** Puts cases aside until the import begins. */
export async function insertStaged(
  db: Db,
  unitId: UnitId,
  importId: string,
  cases: readonly StagedCase[],
): Promise<void> {
  await sql`
    insert into import_rows (unit_id, import_id, case_code, closed)
    select ${unitId}, ${importId}, given."caseCode", given.closed
    from json_to_recordset(${JSON.stringify(cases)}::json) as given ("caseCode" text, closed jsonb)`.execute(db);
}

/** The file has been read to its end. */
export async function finishReading(
  db: Db,
  unitId: UnitId,
  importId: string,
  read: Counts & { rejected: number; readRows: number; problems: readonly StoredProblem[] },
): Promise<void> {
  const { problems, ...counts } = read;
  await db
    .updateTable('imports')
    .set({ ...counts, state: 'checked', problems: JSON.stringify(problems) })
    .where('unitId', '=', unitId)
    .where('importId', '=', importId)
    .execute();
}

const importColumns = [
  'i.importId',
  'i.state',
  'i.actor',
  'i.madeAt',
  'i.endedAt',
  'i.readRows',
  'i.created',
  'i.updated',
  'i.unchanged',
  'i.rejected',
  'i.ignoredColumns',
  'i.personalColumns',
] as const;

function importRows(db: Db, unitId: UnitId) {
  return db
    .selectFrom('imports as i')
    .leftJoin('importProgress as p', (join) =>
      join.onRef('p.unitId', '=', 'i.unitId').onRef('p.importId', '=', 'i.importId'),
    )
    .select([...importColumns, 'p.doneRows'])
    .where('i.unitId', '=', unitId);
}

/** An import with all that is kept of its problems. */
export async function findImport(
  db: Db,
  unitId: UnitId,
  importId: string,
): Promise<(ImportRow & { problems: StoredProblem[] }) | undefined> {
  const row = await importRows(db, unitId).select('i.problems').where('i.importId', '=', importId).executeTakeFirst();
  return row && { ...row, actor: row.actor as Actor, problems: row.problems as StoredProblem[] };
}

/** The unit's last imports, those that were only looked at left out. */
export async function listImports(db: Db, unitId: UnitId, limit: number): Promise<ImportRow[]> {
  const rows = await importRows(db, unitId)
    .where('i.state', 'in', ['running', 'done', 'failed'])
    .orderBy('i.madeAt', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, actor: row.actor as Actor }));
}

/** Sets a checked import going; false where it is none. */
export async function markRunning(db: Db, unitId: UnitId, importId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('imports')
    .set({ state: 'running' })
    .where('unitId', '=', unitId)
    .where('importId', '=', importId)
    .where('state', '=', 'checked')
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** An import in this state for whoever is first to it, until the transaction ends. */
export async function claimImport(
  db: Tx,
  unitId: UnitId,
  importId: string,
  state: 'checked' | 'running',
): Promise<{ actor: Actor; mapping: Record<string, string | null>; rejected: number; readRows: number } | undefined> {
  const row = await db
    .selectFrom('imports')
    .select(['actor', 'mapping', 'rejected', 'readRows'])
    .where('unitId', '=', unitId)
    .where('importId', '=', importId)
    .where('state', '=', state)
    // No key of it changes, so that its progress can be told meanwhile by who holds another lock on the key.
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row && { ...row, actor: row.actor as Actor };
}

/** The next cases of an import, in the order of their codes: all who write many cases lock them in this order. */
export async function stagedAfter(
  db: Db,
  unitId: UnitId,
  importId: string,
  place: { after: string; limit: number },
): Promise<StagedCase[]> {
  const rows = await db
    .selectFrom('importRows')
    .select(['caseCode', 'closed'])
    .where('unitId', '=', unitId)
    .where('importId', '=', importId)
    .where('caseCode', '>', place.after as CaseCode)
    .orderBy('caseCode')
    .limit(place.limit)
    .execute();
  return rows.map(({ caseCode, closed }) => ({ caseCode, closed: closed as CaseReport }));
}

/**
 * Has every plan of this connection made anew, those of foreign keys' checks among them. They are kept from one statement to
 * the next, and one that was made while a table was all but empty takes any index of it for as good as the right one. Inside
 * a long transaction nobody else sees the table grow, so nobody else has them made anew.
 */
export async function forgetPlans(db: Tx): Promise<void> {
  await sql`discard plans`.execute(db);
}

export async function saveProgress(db: Db, unitId: UnitId, importId: string, doneRows: number): Promise<void> {
  await db
    .insertInto('importProgress')
    .values({ unitId, importId, doneRows })
    .onConflict((conflict) => conflict.columns(['unitId', 'importId']).doUpdateSet({ doneRows }))
    .execute();
}

/** Ends an import: what was put aside for it is gone. */
export async function endImport(
  db: Db,
  unitId: UnitId,
  importId: string,
  end: { state: 'done' | 'failed'; endedAt: Date } & Counts,
): Promise<void> {
  await db.deleteFrom('importRows').where('unitId', '=', unitId).where('importId', '=', importId).execute();
  await db.updateTable('imports').set(end).where('unitId', '=', unitId).where('importId', '=', importId).execute();
}

/** Throws an import away that has not begun; false where it is none. */
export async function deleteUnbegun(db: Db, unitId: UnitId, importId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('imports')
    .where('unitId', '=', unitId)
    .where('importId', '=', importId)
    .where('state', 'in', ['reading', 'checked'])
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

/** Every unit's imports that run, or ran when the service ended; the oldest first. */
export function runningImports(db: Db): Promise<{ unitId: UnitId; importId: string; madeAt: Date }[]> {
  return db
    .selectFrom('imports')
    .select(['unitId', 'importId', 'madeAt'])
    .where('state', '=', 'running')
    .orderBy('madeAt')
    .execute();
}

/** Deletes what was never begun, and the reports of what ended long ago. */
export async function deleteOldImports(db: Db, before: { unbegun: Date; ended: Date }): Promise<void> {
  await db
    .deleteFrom('imports')
    .where((where) =>
      where.or([
        where.and([where('state', 'in', ['reading', 'checked']), where('madeAt', '<', before.unbegun)]),
        where.and([where('state', 'in', ['done', 'failed']), where('madeAt', '<', before.ended)]),
      ]),
    )
    .execute();
}

/** What the unit's headers were once said to mean. */
export function rememberedMappings(db: Db, unitId: UnitId): Promise<{ header: string; caseColumn: string | null }[]> {
  return db.selectFrom('importMappings').select(['header', 'caseColumn']).where('unitId', '=', unitId).execute();
}

export async function rememberMappings(
  db: Tx,
  unitId: UnitId,
  mapping: Readonly<Record<string, string | null>>,
): Promise<void> {
  const rows = Object.entries(mapping).map(([header, caseColumn]) => ({ unitId, header, caseColumn }));
  if (rows.length === 0) return;
  await db
    .insertInto('importMappings')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['unitId', 'header']).doUpdateSet((set) => ({ caseColumn: set.ref('excluded.caseColumn') })),
    )
    .execute();
}
