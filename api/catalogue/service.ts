import type { Db, Tx } from '../../db/tables/index.ts';
import { type Localised, otherField, type Quarter, type UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/service.ts';
import { type Problem, problem } from '../problems.ts';
import type { Field, Procedure } from '../units/catalogue-entries.ts';
import { claimMonths, hasField, unknownField } from '../units/service.ts';
import { readListRows } from './list-rows.ts';
import { type ListPlan, planList, type RejectedListRow } from './plan-list.ts';
import {
  countCases,
  insertField,
  insertKnownProcedure,
  keepCasesIn,
  lockCatalogue,
  lockField,
  lockProcedure,
  mergedCodes,
  quartersNaming,
  redirectMerged,
  updateField,
  updateProcedure,
} from './queries.ts';
import type { ChangedField, ChangedProcedure, NewField, NewProcedure } from './schema.ts';

interface Change {
  readonly unitId: UnitId;
  readonly actor: Actor;
  readonly now: Date;
}

/** Adds a field at the end of the list. Throws `name-taken` where its code is in use. */
export async function addField(db: Db, args: Change & { field: NewField }): Promise<void> {
  const { unitId, actor, now } = args;
  const field = tidied(args.field);
  await db.transaction().execute(async (db) => {
    if (!(await insertField(db, unitId, field))) throw taken('fieldId', field.fieldId);
    await recordAudit(db, { unitId, actor, now, action: 'field.added', subject: field.fieldId, after: field });
  });
}

/** Renames, closes or opens a field. What it counted and its targets stay. Throws `not-found`, `changed`. */
export async function changeField(db: Db, args: Change & { fieldId: string; changed: ChangedField }): Promise<void> {
  const { unitId, actor, now, fieldId } = args;
  await db.transaction().execute(async (db) => {
    const before = seen(await lockField(db, unitId, fieldId), args.changed.revision);
    const after: Field = { fieldId, ...tidied(args.changed), revision: before.revision + 1 };
    const { fieldId: _, ...columns } = after;
    await updateField(db, unitId, fieldId, columns);
    await recordAudit(db, { unitId, actor, now, action: 'field.changed', subject: fieldId, before, after });
  });
}

/** Adds a procedure, reviewed. Throws `name-taken` where its code is in use, `invalid` for an unknown field. */
export async function addProcedure(db: Db, args: Change & { procedure: NewProcedure }): Promise<void> {
  const { unitId, actor, now } = args;
  const procedure = tidied(args.procedure);
  const { procedureCode, fieldId } = procedure;
  await db.transaction().execute(async (db) => {
    if (procedureCode === otherField) throw refused('procedureCode', reserved);
    if (!(await hasField(db, unitId, fieldId))) throw unknownField(fieldId, 'fieldId');
    if (!(await insertKnownProcedure(db, unitId, procedure))) throw taken('procedureCode', procedureCode);
    await recordAudit(db, { unitId, actor, now, action: 'procedure.added', subject: procedureCode, after: procedure });
  });
}

/**
 * Changes a procedure's names and field, closes or opens it; whoever saves it has reviewed it. Another field holds for cases
 * to come: those that are there stay in the field where they were counted. Throws `not-found`, `changed`, `invalid`.
 */
export async function changeProcedure(
  db: Db,
  args: Change & { procedureCode: string; changed: ChangedProcedure },
): Promise<void> {
  const { unitId, actor, now, procedureCode } = args;
  const { fieldId } = args.changed;
  await changeCatalogue(db, unitId, async (db) => {
    const before = seen(await lockProcedure(db, unitId, procedureCode), args.changed.revision);
    if (before.mergedInto !== null) throw alreadyMerged(before.mergedInto);
    if (!(await hasField(db, unitId, fieldId))) throw unknownField(fieldId, 'fieldId');
    if (fieldId !== before.fieldId) {
      const codes = [procedureCode, ...(await mergedCodes(db, unitId, procedureCode))];
      await keepCasesIn(db, unitId, before.fieldId, codes);
    }
    const changed = { ...tidied(args.changed), reviewed: true, revision: before.revision + 1 };
    await updateProcedure(db, unitId, procedureCode, changed);
    const after = { ...before, ...changed };
    await recordAudit(db, { unitId, actor, now, action: 'procedure.changed', subject: procedureCode, before, after });
  });
}

/** What a national list did, or would do. */
export interface ListResult {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly otherField: number;
  readonly newFields: readonly string[];
  readonly rejected: readonly RejectedListRow[];
}

/**
 * Takes a national list into the catalogue (plan-list.ts). With `dryRun` it only says what it would do; where rows are
 * rejected nothing is taken, unless they are to be left out: the result says so with `taken`. Throws `unreadable-file`.
 */
export async function importProcedures(
  db: Db,
  args: Change & { bytes: Uint8Array; mode: 'dryRun' | 'refuse' | 'skip' },
): Promise<ListResult & { taken: boolean }> {
  const { unitId, actor, now, bytes, mode } = args;
  const rows = await readListRows(bytes);
  return db.transaction().execute(async (db) => {
    await claimMonths(db, unitId);
    const plan = planList(rows, await lockCatalogue(db, unitId));
    const result = resultOf(plan, rows.length);
    if (mode === 'dryRun' || (mode === 'refuse' && plan.rejected.length > 0)) return { ...result, taken: false };
    for (const field of plan.newFields) await insertField(db, unitId, field);
    for (const procedure of plan.added) await insertKnownProcedure(db, unitId, { ...procedure, nameEn: null });
    for (const { before, after } of plan.changed) {
      const { procedureCode, ...named } = after;
      if (named.fieldId !== before.fieldId) {
        const codes = [procedureCode, ...(await mergedCodes(db, unitId, procedureCode))];
        await keepCasesIn(db, unitId, before.fieldId, codes);
      }
      await updateProcedure(db, unitId, procedureCode, { ...named, reviewed: true, revision: before.revision + 1 });
    }
    const { rejected, ...after } = result;
    const done = { ...after, rejected: rejected.length };
    await recordAudit(db, { unitId, actor, now, action: 'procedures.imported', subject: 'procedures', after: done });
    return { ...result, taken: true };
  });
}

function resultOf({ added, changed, newFields, ...plan }: ListPlan, rows: number): ListResult {
  const { unchanged, otherField, rejected } = plan;
  return {
    rows,
    added: added.length,
    changed: changed.length,
    unchanged,
    otherField,
    newFields: newFields.map(({ nameVi }) => nameVi),
    rejected,
  };
}

/** What merging one procedure into another would touch. Throws `not-found`, `invalid`. */
export async function previewMerge(
  db: Db,
  args: { unitId: UnitId; procedureCode: string; into: string },
): Promise<{ cases: number; codes: string[]; settledQuarters: Quarter[] }> {
  const { unitId, procedureCode, into } = args;
  return db.transaction().execute(async (db) => {
    await mergeable(db, { unitId, procedureCode, into });
    const codes = [procedureCode, ...(await mergedCodes(db, unitId, procedureCode))];
    const counts = await countCases(db, unitId, { codes });
    const cases = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return { cases, codes, settledQuarters: await quartersNaming(db, unitId, codes) };
  });
}

/**
 * Merges a procedure into another: its code stands for the other one from now on, for cases to come and for what a quarter
 * that is not settled yet will tell. Nothing that is counted moves: cases keep their field, settled quarters their detail.
 * Throws `not-found`, `changed`, `invalid`.
 */
export async function mergeProcedure(
  db: Db,
  args: Change & { procedureCode: string; into: string; revision: number },
): Promise<void> {
  const { unitId, actor, now, procedureCode, into, revision } = args;
  await changeCatalogue(db, unitId, async (db) => {
    const { merged, kept } = await mergeable(db, { unitId, procedureCode, into });
    seen(merged, revision);
    if (merged.fieldId !== kept.fieldId) {
      const codes = [procedureCode, ...(await mergedCodes(db, unitId, procedureCode))];
      await keepCasesIn(db, unitId, merged.fieldId, codes);
    }
    await redirectMerged(db, unitId, procedureCode, into);
    const changed = { mergedInto: into, reviewed: true, revision: revision + 1 };
    await updateProcedure(db, unitId, procedureCode, changed);
    const after = { ...merged, ...changed };
    await recordAudit(db, {
      unitId,
      actor,
      now,
      action: 'procedure.merged',
      subject: procedureCode,
      before: merged,
      after,
    });
  });
}

/**
 * Takes a merge back: the code stands for its own procedure again. What came in between stays with the other one, where it
 * was counted. Throws `not-found`, `changed`, `invalid`.
 */
export async function separateProcedure(
  db: Db,
  args: Change & { procedureCode: string; revision: number },
): Promise<void> {
  const { unitId, actor, now, procedureCode, revision } = args;
  await changeCatalogue(db, unitId, async (db) => {
    const before = seen(await lockProcedure(db, unitId, procedureCode), revision);
    const other = before.mergedInto && (await lockProcedure(db, unitId, before.mergedInto));
    if (!other) throw refused('procedureCode', notMerged);
    if (other.fieldId !== before.fieldId) await keepCasesIn(db, unitId, other.fieldId, [procedureCode]);
    const changed = { mergedInto: null, revision: revision + 1 };
    await updateProcedure(db, unitId, procedureCode, changed);
    const after = { ...before, ...changed };
    await recordAudit(db, { unitId, actor, now, action: 'procedure.separated', subject: procedureCode, before, after });
  });
}

/** A change that must not cross a case on its way in, or a quarter on its way to being settled. */
function changeCatalogue(db: Db, unitId: UnitId, change: (db: Tx) => Promise<void>): Promise<void> {
  return db.transaction().execute(async (db) => {
    await claimMonths(db, unitId);
    await change(db);
  });
}

/** The two procedures, locked, where the first may be merged into the second. */
async function mergeable(
  db: Tx,
  { unitId, procedureCode, into }: { unitId: UnitId; procedureCode: string; into: string },
): Promise<{ merged: Procedure; kept: Procedure }> {
  const merged = await lockProcedure(db, unitId, procedureCode);
  if (!merged) throw problem('not-found');
  if (merged.mergedInto !== null) throw alreadyMerged(merged.mergedInto);
  if (into === procedureCode) throw refused('into', itself);
  // What is of no told procedure goes by this code, and must never be read as one.
  if (procedureCode === otherField) throw refused('procedureCode', reserved);
  if (into === otherField) throw refused('into', reserved);
  const kept = await lockProcedure(db, unitId, into);
  if (!kept) throw refused('into', unknownProcedure(into));
  if (kept.mergedInto !== null) throw refused('into', mergedItself(kept.mergedInto));
  return { merged, kept };
}

/** What is to be changed, if it is there and as it was seen. */
function seen<Row extends { readonly revision: number }>(row: Row | undefined, revision: number): Row {
  if (!row) throw problem('not-found');
  if (row.revision !== revision) throw problem('changed');
  return row;
}

/** Texts as they are kept. */
function tidied<Texts extends object>(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.normalize('NFC').trim() : value,
    ]),
  ) as Texts;
}

const refused = (path: string, message: Localised): Problem => problem('invalid', { errors: [{ path, message }] });

const taken = (path: string, code: string): Problem =>
  problem('name-taken', {
    errors: [{ path, message: { vi: `“${code}”: đã có trong danh mục`, en: `“${code}”: already in the catalogue` } }],
  });

const alreadyMerged = (into: string): Problem =>
  refused('procedureCode', {
    vi: `đã gộp vào “${into}”; tách ra trước`,
    en: `merged into “${into}”; separate it first`,
  });

const itself: Localised = { vi: 'cần một thủ tục khác', en: 'expected another procedure' };
const reserved: Localised = {
  vi: `“${otherField}” là mã chung cho các thủ tục gộp lại`,
  en: `“${otherField}” is the code for procedures taken together`,
};
const notMerged: Localised = { vi: 'thủ tục này chưa gộp', en: 'this procedure is not merged' };
const unknownProcedure = (code: string): Localised => ({
  vi: `“${code}”: chưa có thủ tục này trong danh mục`,
  en: `“${code}”: no such procedure in the catalogue`,
});
const mergedItself = (into: string): Localised => ({
  vi: `đã gộp vào “${into}”; chọn thủ tục đó`,
  en: `merged into “${into}” itself; choose that one`,
});
