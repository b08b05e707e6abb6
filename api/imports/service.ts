import type { Db } from '../../db/tables/index.ts';
import type { LocalDate, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/service.ts';
import { localDate } from '../calendar.ts';
import { untilNotOvertaken } from '../cases/overtaken.ts';
import { previewCases, putCases } from '../cases/service.ts';
import { Problem, problem } from '../problems.ts';
import { findUnit, listFields, listProcedures, type Unit } from '../units/service.ts';
import type { CaseColumn } from './case-columns.ts';
import { catalogueOf } from './catalogue.ts';
import { unreadable } from './file-problems.ts';
import { folded } from './folded.ts';
import { isCaseColumn, type Mapping, missingColumns } from './header.ts';
import { type Counts, problemsAtMost } from './import-report.ts';
import {
  claimImport,
  deleteOldImports,
  deleteUnbegun,
  endImport,
  findImport,
  finishReading,
  forgetPlans,
  insertImport,
  insertStaged,
  markRunning,
  rememberedMappings,
  rememberMappings,
  runningImports,
  saveProgress,
  stagedAfter,
} from './queries.ts';
import { readCases } from './read-cases.ts';
import type { RowCase } from './row-case.ts';
import type { RowProblem } from './row-problems.ts';
import { type OpenedTable, openTable } from './table.ts';
import { columnsUnknown } from './unknown-columns.ts';

/** A file and what reading it needs. */
export interface ImportFile {
  readonly unit: Unit;
  readonly bytes: Uint8Array;
  /** Header → what it holds, said by hand; remembered once the import has run. */
  readonly mapping: Readonly<Record<string, CaseColumn | null>>;
  readonly actor: Actor;
  readonly now: Date;
  readonly timeZone: string;
  readonly newId: () => string;
}

/** What reading a file came to; nothing of it is a case yet. */
export interface Checked extends Counts {
  readonly importId: string;
  readonly rows: number;
  readonly rejectedRows: number;
  /** The newest day on which a case of it was closed, whose slips are likely to be printed next. */
  readonly lastClosedOn: LocalDate | null;
  /** With what stands there, for who sent it. */
  readonly problems: readonly RowProblem[];
  /** Every column of the file that is not taken, among them those about persons. */
  readonly ignoredColumns: readonly string[];
  readonly personalColumns: readonly string[];
}

/** A file whose columns are known. */
export type OpenedFile = OpenedTable & { readonly header: NonNullable<OpenedTable['header']> };

/**
 * Opens a file and finds its columns: by hand, as the unit said before, or by their names. Throws `unreadable-file`, or
 * `columns-unknown` where it has none for the code, the procedure or the day of closing.
 */
export async function openImport(db: Db, file: Pick<ImportFile, 'unit' | 'bytes' | 'mapping'>): Promise<OpenedFile> {
  const remembered = await rememberedMappings(db, file.unit.unitId);
  const mapping: Mapping = new Map<string, CaseColumn | null>([
    ...remembered.flatMap(({ header, caseColumn }): [string, CaseColumn | null][] =>
      caseColumn === null || isCaseColumn(caseColumn) ? [[header, caseColumn]] : [],
    ),
    ...Object.entries(foldedKeys(file.mapping)),
  ]);
  const table = await openTable(file.bytes, mapping);
  const { header } = table;
  if (!header) throw unreadable('header');
  const missing = missingColumns(header);
  if (missing.length > 0) throw columnsUnknown(header, missing);
  return { ...table, header };
}

/**
 * Reads a file to its end: puts its cases aside, without a word about persons, and says what would become of them.
 * `onRows` hears how many rows have been read, and ends it by throwing. Leaves nothing where it fails.
 */
export async function readImport(
  db: Db,
  table: OpenedFile,
  file: ImportFile,
  onRows: (rows: number) => Promise<void> | void = () => {},
): Promise<Checked> {
  const { unit, now, newId } = file;
  const { unitId } = unit;
  const today = localDate(now, file.timeZone);
  const importId = newId();
  const unused = table.header.columns.filter(({ use }) => use === 'personal' || use === 'unused');
  const ignoredColumns = unused.map(({ header }) => header);
  const personalColumns = unused.filter(({ use }) => use === 'personal').map(({ header }) => header);
  const made = { importId, actor: file.actor, madeAt: now, ignoredColumns, personalColumns };
  await insertImport(db, unitId, { ...made, mapping: foldedKeys(file.mapping) });
  try {
    const catalogue = catalogueOf(await listProcedures(db, unitId), await listFields(db, unitId));
    const rules = { from1904: table.from1904, timeZone: file.timeZone, catalogue, unit, today };
    const problems: RowProblem[] = [];
    const counts = { created: 0, updated: 0, unchanged: 0 };
    let [rows, rejectedRows] = [0, 0];
    let lastClosedOn: LocalDate | null = null;
    for await (const part of readCases(table, rules)) {
      rows += part.rows;
      for (const { closedOn } of part.cases) if (!lastClosedOn || closedOn > lastClosedOn) lastClosedOn = closedOn;
      const refused = await stage(db, { unit, importId, today, cases: part.cases, counts });
      rejectedRows += part.rejected + refused.length;
      const found = [...part.problems, ...refused.map((row) => refusedBecauseOld(row, table.header))];
      problems.push(...found.slice(0, problemsAtMost - problems.length));
      await onRows(rows);
    }
    const stored = problems.map(({ value, ...kept }) => kept);
    await finishReading(db, unitId, importId, { ...counts, rejected: rejectedRows, readRows: rows, problems: stored });
    return { importId, rows, rejectedRows, lastClosedOn, ...counts, problems, ignoredColumns, personalColumns };
  } catch (error) {
    await deleteUnbegun(db, unitId, importId).catch(() => undefined);
    throw error;
  }
}

/** Puts cases aside, counts what would become of them, and gives back those that would be refused. */
async function stage(
  db: Db,
  args: {
    unit: Unit;
    importId: string;
    today: LocalDate;
    cases: readonly RowCase[];
    counts: Record<keyof Counts, number>;
  },
): Promise<RowCase[]> {
  const { unit, importId, today, cases, counts } = args;
  if (cases.length === 0) return [];
  const events = cases.map(({ row, caseCode, ...closed }) => ({ caseCode, closed }));
  const outcomes = await previewCases(db, { unit, today, events });
  for (const { outcome } of outcomes) if (outcome !== 'refused') counts[outcome] += 1;
  const isRefused = (index: number) => outcomes[index]?.outcome === 'refused';
  await insertStaged(
    db,
    unit.unitId,
    importId,
    events.filter((_, index) => !isRefused(index)),
  );
  return cases.filter((_, index) => isRefused(index));
}

/** Every other reason for a refusal has been looked for in the row itself. */
function refusedBecauseOld({ row, closedOn }: RowCase, header: OpenedFile['header']): RowProblem {
  const column = header.columns.find(({ use }) => use === 'closedOn')?.header ?? '';
  return { row, column, code: 'forgotten', value: closedOn };
}

/**
 * Sets a checked import going. Throws `rows-rejected` where some rows are refused and nobody said to leave them out, or
 * where there are too many to list; `import-begun` where it has begun or is gone.
 */
export async function startImport(
  db: Db,
  args: { unitId: UnitId; importId: string; onError: 'refuse' | 'skip' },
): Promise<void> {
  await mayRun(db, args);
  if (!(await markRunning(db, args.unitId, args.importId))) throw problem('import-begun');
}

/**
 * Puts the cases of a checked import in while somebody waits for it. Throws `rows-rejected` as `startImport` does, and
 * whatever an import fails of.
 */
export async function importNow(
  db: Db,
  args: { unitId: UnitId; importId: string; onError: 'refuse' | 'skip' },
  work: ImportWork,
): Promise<Counts> {
  await mayRun(db, args);
  // Never `running`, so that nobody who continues what was left takes it for such.
  await runImport(db, args, work, 'checked');
  const ended = await findImport(db, args.unitId, args.importId);
  if (ended?.state !== 'done') throw problem('import-failed');
  const { created, updated, unchanged } = ended;
  return { created, updated, unchanged };
}

async function mayRun(db: Db, args: { unitId: UnitId; importId: string; onError: 'refuse' | 'skip' }): Promise<void> {
  const { unitId, importId, onError } = args;
  const found = await findImport(db, unitId, importId);
  if (!found) throw problem('not-found');
  if (found.rejected > 0 && (onError === 'refuse' || found.problems.length >= problemsAtMost)) {
    throw problem('rows-rejected');
  }
}

/** Throws a checked import away. Throws `not-found`, `import-begun`. */
export async function discardImport(db: Db, args: { unitId: UnitId; importId: string }): Promise<void> {
  const { unitId, importId } = args;
  if (await deleteUnbegun(db, unitId, importId)) return;
  throw problem((await findImport(db, unitId, importId)) ? 'import-begun' : 'not-found');
}

/** What running imports needs of the world. */
export interface ImportWork {
  readonly secretKey: string;
  readonly timeZone: string;
  readonly clock: () => Date;
  readonly newId: () => string;
  /** True once the service is to end: what is under way is undone, and done by the next start. */
  readonly isEnding?: () => boolean;
}

/**
 * Puts the cases of a running import in, all in one transaction: whatever ends it leaves nothing half done. Of several
 * processes that try, one does it.
 */
async function runImport(
  db: Db,
  key: { unitId: UnitId; importId: string },
  work: ImportWork,
  from: 'checked' | 'running' = 'running',
): Promise<void> {
  const { unitId, importId } = key;
  const unit = await findUnit(db, unitId);
  if (!unit) return;
  await untilNotOvertaken(() => runOnce(db, { unit, importId, from }, work)).catch(async (error: unknown) => {
    if (error instanceof EndingService) return;
    // What was refused will be refused again; anything else (a database that is away) is tried again later.
    if (!(error instanceof Problem)) throw error;
    await fail(db, key, work.clock());
  });
}

const fail = (db: Db, { unitId, importId }: { unitId: UnitId; importId: string }, endedAt: Date): Promise<void> =>
  endImport(db, unitId, importId, { state: 'failed', endedAt, created: 0, updated: 0, unchanged: 0 });

/** Few, so that little of a file is in memory at a time, as cases and as what is written of them. */
const writtenAtOnce = 250;

async function runOnce(
  db: Db,
  key: { unit: Unit; importId: string; from: 'checked' | 'running' },
  work: ImportWork,
): Promise<void> {
  const { unit, importId, from } = key;
  const { unitId } = unit;
  const tell = (done: number) => saveProgress(db, unitId, importId, done);
  await db.transaction().execute(async (db) => {
    const claimed = await claimImport(db, unitId, importId, from);
    if (!claimed) return;
    const now = work.clock();
    const { actor } = claimed;
    const { secretKey, newId } = work;
    const batch = { unit, actor, now, today: localDate(now, work.timeZone), secretKey, newId };
    const counts = { created: 0, updated: 0, unchanged: 0 };
    let done = 0;
    for (let after = ''; ; ) {
      if (work.isEnding?.()) throw new EndingService();
      const events = await stagedAfter(db, unitId, importId, { after, limit: writtenAtOnce });
      const last = events.at(-1);
      if (!last) break;
      await forgetPlans(db);
      for (const { outcome, ...more } of await putCases(db, { ...batch, events })) {
        if (outcome === 'refused') throw 'problem' in more ? more.problem : problem('invalid');
        counts[outcome] += 1;
      }
      after = last.caseCode;
      done += events.length;
      await tell(done);
    }
    await rememberMappings(db, unitId, claimed.mapping);
    await endImport(db, unitId, importId, { state: 'done', endedAt: now, ...counts });
    const after = { rows: claimed.readRows, rejected: claimed.rejected, ...counts };
    await recordAudit(db, { unitId, actor, now, action: 'cases.imported', subject: importId, after });
  });
}

/** The service is ending; the transaction is undone, and the import goes on at the next start. */
class EndingService extends Error {}

/** Goes on with every import that runs, or ran when the service ended, and deletes what is old. */
export async function continueImports(db: Db, work: ImportWork): Promise<void> {
  const before = (hours: number) => new Date(work.clock().getTime() - hours * 3_600_000);
  await deleteOldImports(db, { unbegun: before(24), ended: before(24 * 30) });
  for (const { madeAt, ...key } of await runningImports(db)) {
    if (work.isEnding?.()) return;
    if (madeAt < before(24)) await fail(db, key, work.clock());
    else await runImport(db, key, work);
  }
}

const foldedKeys = <Value>(mapping: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(mapping).map(([header, value]) => [folded(header), value]));
