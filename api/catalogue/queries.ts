import { sql } from 'kysely';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { Quarter, UnitId } from '../../db/vocabulary.ts';
import type { Field, Procedure } from '../units/catalogue-entries.ts';

const fieldColumns = ['fieldId', 'nameVi', 'nameEn', 'enabled', 'revision'] as const;
const procedureColumns = [
  'procedureCode',
  'nameVi',
  'nameEn',
  'fieldId',
  'reviewed',
  'closed',
  'mergedInto',
  'revision',
] as const;

/** The fields and procedures of the catalogue, procedures locked until the transaction ends. */
export async function lockCatalogue(
  db: Tx,
  unitId: UnitId,
): Promise<{ fields: readonly Field[]; procedures: readonly Procedure[] }> {
  return {
    fields: await db
      .selectFrom('fields')
      .select(fieldColumns)
      .where('unitId', '=', unitId)
      .orderBy('position')
      .execute(),
    procedures: await db
      .selectFrom('procedures')
      .select(procedureColumns)
      .where('unitId', '=', unitId)
      .orderBy('procedureCode')
      .forUpdate()
      .execute(),
  };
}

/** The field, locked until the transaction ends. */
export function lockField(db: Tx, unitId: UnitId, fieldId: string): Promise<Field | undefined> {
  return db
    .selectFrom('fields')
    .select(fieldColumns)
    .where('unitId', '=', unitId)
    .where('fieldId', '=', fieldId)
    .forUpdate()
    .executeTakeFirst();
}

/** Adds a field at the end of the list; false where its code is taken. */
export async function insertField(
  db: Tx,
  unitId: UnitId,
  field: { fieldId: string; nameVi: string; nameEn: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('fields')
    .values({
      unitId,
      ...field,
      enabled: true,
      position: sql<number>`(select coalesce(max(position), 0) + 1 from fields where unit_id = ${unitId})`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateField(
  db: Tx,
  unitId: UnitId,
  fieldId: string,
  changed: Omit<Field, 'fieldId'>,
): Promise<void> {
  await db.updateTable('fields').set(changed).where('unitId', '=', unitId).where('fieldId', '=', fieldId).execute();
}

/** The procedure, locked until the transaction ends. */
export function lockProcedure(db: Tx, unitId: UnitId, procedureCode: string): Promise<Procedure | undefined> {
  return db
    .selectFrom('procedures')
    .select(procedureColumns)
    .where('unitId', '=', unitId)
    .where('procedureCode', '=', procedureCode)
    .forUpdate()
    .executeTakeFirst();
}

/** Adds a procedure; false where its code is taken. */
export async function insertKnownProcedure(
  db: Tx,
  unitId: UnitId,
  procedure: Pick<Procedure, 'procedureCode' | 'nameVi' | 'nameEn' | 'fieldId'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('procedures')
    .values({ unitId, ...procedure, reviewed: true })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateProcedure(
  db: Tx,
  unitId: UnitId,
  procedureCode: string,
  changed: Partial<Omit<Procedure, 'procedureCode'>>,
): Promise<void> {
  await db
    .updateTable('procedures')
    .set(changed)
    .where('unitId', '=', unitId)
    .where('procedureCode', '=', procedureCode)
    .execute();
}

/** Leads the codes that were merged into one procedure to another, so that no code ever needs two steps. */
export async function redirectMerged(db: Tx, unitId: UnitId, from: string, to: string): Promise<void> {
  await db
    .updateTable('procedures')
    .set({ mergedInto: to })
    .where('unitId', '=', unitId)
    .where('mergedInto', '=', from)
    .execute();
}

/** The codes that were merged into a procedure. */
export async function mergedCodes(db: Db, unitId: UnitId, into: string): Promise<string[]> {
  const rows = await db
    .selectFrom('procedures')
    .select('procedureCode')
    .where('unitId', '=', unitId)
    .where('mergedInto', '=', into)
    .orderBy('procedureCode')
    .execute();
  return rows.map(({ procedureCode }) => procedureCode);
}

/** Keeps the cases with these codes in the field where they were counted, before their procedure goes to another one. */
export async function keepCasesIn(
  db: Tx,
  unitId: UnitId,
  fieldId: string,
  procedureCodes: readonly string[],
): Promise<void> {
  await db
    .updateTable('cases')
    .set({ countedFieldId: fieldId })
    .where('unitId', '=', unitId)
    .where('procedureCode', 'in', procedureCodes)
    .where('countedFieldId', 'is', null)
    .execute();
}

/** How many cases came with each of the codes. */
export async function countCases(
  db: Db,
  unitId: UnitId,
  only: { readonly unreviewed: true } | { readonly codes: readonly string[] },
): Promise<Map<string, number>> {
  let rows = db
    .selectFrom('cases as c')
    .select((select) => ['c.procedureCode', select.fn.countAll<number>().as('cases')])
    .where('c.unitId', '=', unitId)
    .where('c.deleted', '=', false)
    .groupBy('c.procedureCode');
  if ('codes' in only) rows = rows.where('c.procedureCode', 'in', only.codes);
  else {
    rows = rows.where('c.procedureCode', 'in', (from) =>
      from
        .selectFrom('procedures')
        .select('procedureCode')
        .where('unitId', '=', unitId)
        .where('reviewed', '=', false)
        .where('mergedInto', 'is', null),
    );
  }
  return new Map((await rows.execute()).map(({ procedureCode, cases }) => [procedureCode, cases]));
}

/** The settled quarters whose stored detail names one of the codes; they keep it. */
export async function quartersNaming(db: Db, unitId: UnitId, codes: readonly string[]): Promise<Quarter[]> {
  const rows = await db
    .selectFrom('quarterCases')
    .select('quarter')
    .distinct()
    .where('unitId', '=', unitId)
    .where('procedure', 'in', codes)
    .orderBy('quarter')
    .execute();
  return rows.map(({ quarter }) => quarter);
}
