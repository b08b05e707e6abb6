import { type Insertable, sql } from 'kysely';
import type { Database, Db, Tx } from '../../db/tables/index.ts';
import type { EmblemType, QrLevel, UnitId } from '../../db/vocabulary.ts';
import { type Brand, brandFrom, type Colour } from './brand.ts';
import type { CaseProcedure, Field, Procedure } from './catalogue-entries.ts';
import type { Emblem } from './emblem.ts';

export interface Unit {
  readonly unitId: UnitId;
  readonly code: string;
  readonly name: string;
}

/** Columns of `brands`, beside the unit's code, that `brandFrom` reads. */
const brandColumns = ['b.colour', 'b.emblemTag', 'b.emblemWidth', 'b.emblemHeight'] as const;

/** How a unit looks; undefined for a unit that does not exist. */
export async function brandOf(db: Db, unitId: UnitId): Promise<Brand | undefined> {
  const row = await db
    .selectFrom('units as u')
    .leftJoin('brands as b', 'b.unitId', 'u.unitId')
    .select(['u.code as unitCode', ...brandColumns])
    .where('u.unitId', '=', unitId)
    .executeTakeFirst();
  return row && brandFrom(row);
}

/** A unit as its public pages need it. */
export interface PageUnit {
  readonly unitId: UnitId;
  readonly unitCode: string;
  readonly unitName: string;
  readonly brand: Brand;
}

/** The unit with a code; without one, the only unit that there is. Undefined where there is none, or the choice is open. */
export async function pageUnit(db: Db, code: string | undefined): Promise<PageUnit | undefined> {
  const rows = await db
    .selectFrom('units as u')
    .leftJoin('brands as b', 'b.unitId', 'u.unitId')
    .select(['u.unitId', 'u.code as unitCode', 'u.name as unitName', ...brandColumns])
    .$if(code !== undefined, (query) => query.where('u.code', '=', code ?? ''))
    .limit(2)
    .execute();
  const [row, ...more] = rows;
  if (!row || more.length > 0) return undefined;
  return { unitId: row.unitId, unitCode: row.unitCode, unitName: row.unitName, brand: brandFrom(row) };
}

export interface Settings {
  readonly validityDays: number;
  readonly settlingDays: number;
  readonly minimumAnswers: number;
  readonly fallsBackToOverall: boolean;
  /** Months after which a settled case loses its code; null keeps it for ever. */
  readonly retentionMonths: number | null;
  readonly qrLevel: QrLevel;
  readonly feedbackDays: number;
  readonly revision: number;
}

export function listUnits(db: Db): Promise<Unit[]> {
  return db.selectFrom('units').select(['unitId', 'code', 'name']).orderBy('code').execute();
}

export function findUnit(db: Db, unitId: UnitId): Promise<Unit | undefined> {
  return db.selectFrom('units').select(['unitId', 'code', 'name']).where('unitId', '=', unitId).executeTakeFirst();
}

export function findUnitByCode(db: Db, code: string): Promise<Unit | undefined> {
  return db.selectFrom('units').select(['unitId', 'code', 'name']).where('code', '=', code).executeTakeFirst();
}

/** The unit's settings; a unit is made with them, so their absence is a bug. */
export function unitSettings(db: Db, unitId: UnitId): Promise<Settings> {
  return db
    .selectFrom('settings')
    .select([
      'validityDays',
      'settlingDays',
      'minimumAnswers',
      'fallsBackToOverall',
      'retentionMonths',
      'qrLevel',
      'feedbackDays',
      'revision',
    ])
    .where('unitId', '=', unitId)
    .executeTakeFirstOrThrow();
}

/** Changes the settings that somebody has seen; false where another was faster. */
export async function updateSettings(db: Tx, unitId: UnitId, { revision, ...changed }: Settings): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('settings')
    .set({ ...changed, revision: revision + 1 })
    .where('unitId', '=', unitId)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function renameUnit(db: Tx, unitId: UnitId, name: string): Promise<void> {
  await db.updateTable('units').set({ name }).where('unitId', '=', unitId).execute();
}

export function listFields(db: Db, unitId: UnitId): Promise<Field[]> {
  return db
    .selectFrom('fields')
    .select(['fieldId', 'nameVi', 'nameEn', 'enabled', 'revision'])
    .where('unitId', '=', unitId)
    .orderBy('position')
    .execute();
}

/** Names of the units' fields; where units call a field differently, the first unit's name stands. */
export async function fieldNames(db: Db, unitIds: readonly UnitId[]): Promise<Map<string, { vi: string; en: string }>> {
  const rows = await db
    .selectFrom('fields')
    .select(['fieldId', 'nameVi', 'nameEn'])
    .where('unitId', 'in', unitIds)
    .orderBy('unitId', 'desc')
    .execute();
  return new Map(rows.map(({ fieldId, nameVi, nameEn }) => [fieldId, { vi: nameVi, en: nameEn }]));
}

export async function hasField(db: Db, unitId: UnitId, fieldId: string): Promise<boolean> {
  const row = await db
    .selectFrom('fields')
    .select('fieldId')
    .where('unitId', '=', unitId)
    .where('fieldId', '=', fieldId)
    .executeTakeFirst();
  return row !== undefined;
}

export function listProcedures(db: Db, unitId: UnitId): Promise<Procedure[]> {
  return db
    .selectFrom('procedures')
    .select(['procedureCode', 'nameVi', 'nameEn', 'fieldId', 'reviewed', 'closed', 'mergedInto', 'revision'])
    .where('unitId', '=', unitId)
    .orderBy('procedureCode')
    .execute();
}

/** The procedures that these codes stand for, as far as the catalogue has them: merged ones for the one that stays. */
export function findProcedures(
  db: Db,
  unitId: UnitId,
  codes: readonly string[],
): Promise<(CaseProcedure & { askedCode: string })[]> {
  return db
    .selectFrom('procedures as asked')
    .innerJoin('procedures as p', (join) =>
      join
        .onRef('p.unitId', '=', 'asked.unitId')
        .on('p.procedureCode', '=', (on) => on.fn.coalesce('asked.mergedInto', 'asked.procedureCode')),
    )
    .select(['asked.procedureCode as askedCode', 'p.procedureCode', 'p.nameVi', 'p.fieldId', 'p.reviewed'])
    .where('asked.unitId', '=', unitId)
    .where('asked.procedureCode', '=', sql<string>`any(${codes}::text[])`)
    .execute();
}

/** Adds procedures; how many, without those that somebody else just added. */
export async function insertProcedures(db: Db, unitId: UnitId, procedures: readonly CaseProcedure[]): Promise<number> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('procedures')
    .values(procedures.map((procedure) => ({ unitId, ...procedure })))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows);
}

/** Adds a unit; undefined where its code is taken. */
export function insertUnit(db: Tx, unit: { code: string; name: string; createdAt: Date }): Promise<Unit | undefined> {
  return db
    .insertInto('units')
    .values(unit)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning(['unitId', 'code', 'name'])
    .executeTakeFirst();
}

type Rows<Table extends keyof Database> = readonly Omit<Insertable<Database[Table]>, 'unitId'>[];

/** Fills a new unit's catalogue. */
export async function insertCatalogue(
  db: Tx,
  unitId: UnitId,
  rows: {
    fields: Rows<'fields'>;
    procedures: Rows<'procedures'>;
    targets: Rows<'targets'>;
    questionnaires: Rows<'questionnaires'>;
  },
): Promise<void> {
  const owned = <Row extends object>(row: Row) => ({ unitId, ...row });
  await db.insertInto('settings').values({ unitId }).execute();
  await db.insertInto('fields').values(rows.fields.map(owned)).execute();
  await db.insertInto('procedures').values(rows.procedures.map(owned)).execute();
  await db.insertInto('targets').values(rows.targets.map(owned)).execute();
  await db.insertInto('questionnaires').values(rows.questionnaires.map(owned)).execute();
}

/** Makes starters take turns until the transaction ends. */
export async function lockFirstStart(db: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('hai-long first start'))`.execute(db);
}

/** Keeps a unit's months from being settled while a case is put into one; many may hold it at once. */
export async function holdMonths(db: Tx, unitId: UnitId): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${sealLock}::int, ${unitId}::int)`.execute(db);
}

/** Waits until no case is being put into the unit's months, and keeps others out until the transaction ends. */
export async function claimMonths(db: Tx, unitId: UnitId): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sealLock}::int, ${unitId}::int)`.execute(db);
}

/** The first key of the advisory locks around sealing; the second is the unit. */
const sealLock = 7300;

/** The picture itself, as it is served and printed. */
export interface EmblemFile {
  readonly mediaType: EmblemType;
  readonly content: Uint8Array;
}

/** A unit's emblem; undefined where it has none. */
export async function emblemOf(db: Db, unitId: UnitId): Promise<EmblemFile | undefined> {
  const row = await db
    .selectFrom('brands')
    .select(['emblem as content', 'emblemType as mediaType'])
    .where('unitId', '=', unitId)
    .executeTakeFirst();
  return row?.content && row.mediaType ? { content: row.content, mediaType: row.mediaType } : undefined;
}

/** The emblem behind a public address: a unit's code and the tag of the very picture. */
export async function findEmblem(db: Db, unitCode: string, tag: string): Promise<EmblemFile | undefined> {
  const row = await db
    .selectFrom('brands as b')
    .innerJoin('units as u', 'u.unitId', 'b.unitId')
    .select(['b.emblem as content', 'b.emblemType as mediaType'])
    .where('u.code', '=', unitCode)
    .where('b.emblemTag', '=', tag)
    .executeTakeFirst();
  return row?.content && row.mediaType ? { content: row.content, mediaType: row.mediaType } : undefined;
}

export async function saveColour(db: Tx, unitId: UnitId, colour: Colour | null): Promise<void> {
  await db
    .insertInto('brands')
    .values({ unitId, colour })
    .onConflict((conflict) => conflict.column('unitId').doUpdateSet({ colour }))
    .execute();
}

/** Replaces the unit's emblem, or takes it away. */
export async function saveEmblem(db: Tx, unitId: UnitId, emblem: Emblem | null): Promise<void> {
  const columns = {
    emblem: emblem?.content ?? null,
    emblemType: emblem?.mediaType ?? null,
    emblemTag: emblem?.tag ?? null,
    emblemWidth: emblem?.width ?? null,
    emblemHeight: emblem?.height ?? null,
  };
  await db
    .insertInto('brands')
    .values({ unitId, ...columns })
    .onConflict((conflict) => conflict.column('unitId').doUpdateSet(columns))
    .execute();
}
