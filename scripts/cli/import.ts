import { readFile, stat } from 'node:fs/promises';
import { type CaseColumn, caseColumns } from '../../api/imports/case-columns.ts';
import { isCaseColumn } from '../../api/imports/header.ts';
import { problemText } from '../../api/imports/row-problems.ts';
import { type Checked, discardImport, importNow, openImport, readImport } from '../../api/imports/service.ts';
import { largestFile } from '../../api/imports/upload.ts';
import { Problem } from '../../api/problems.ts';
import { randomId } from '../../api/random-id.ts';
import { listUnits, type Unit } from '../../api/units/queries.ts';
import type { Db } from '../../db/tables/index.ts';
import { type Command, Failure, type Typed, WrongUse } from './command.ts';
import { findUnit } from './find-unit.ts';

export const importCases: Command = {
  usage: 'import FILE [--dry-run] [--skip] [--unit C] [--column HEADER=COLUMN …]',
  summary: 'Puts the closed cases of a .csv or .xlsx in, all or none; the same file again changes nothing.',
  details: [
    '--dry-run: only says what would become of the rows. --skip: leaves out the rows that are wrong, and lists them.',
    '--unit: needed where there are several.',
    `--column: where a header is not recognised. COLUMN: ${caseColumns.join(', ')}, or none.`,
    'Columns that speak of a person are dropped as they are read.',
  ],
  operand: 'FILE',
  options: {
    'dry-run': { type: 'boolean' },
    skip: { type: 'boolean' },
    unit: { type: 'string' },
    column: { type: 'string', multiple: true },
  },
  read(typed) {
    const path = typed.FILE;
    if (typeof path !== 'string') throw new WrongUse('FILE is needed.');
    const mapping = mappingIn(typed);
    return async ({ db, actor, now, timeZone, secretKey, randomBytes, say, warn }) => {
      const unit = await unitFor(db, typed.unit);
      const newId = () => randomId(randomBytes);
      const file = { unit, bytes: await bytesOf(path), mapping, actor, now, timeZone, newId };
      const checked = await readImport(db, await openImport(db, file), file);
      const key = { unitId: unit.unitId, importId: checked.importId };
      tellProblems(checked, warn);
      if (typed['dry-run'] === true) {
        await discardImport(db, key);
        say(`${countsOf(checked)} Nothing saved yet.`);
        return checked.rejectedRows > 0 ? 1 : 0;
      }
      const onError = typed.skip === true ? 'skip' : 'refuse';
      const work = { secretKey: secretKey(), timeZone, clock: () => now, newId };
      const done = await importNow(db, { ...key, onError }, work).catch(async (error: unknown) => {
        if (!(error instanceof Problem && error.code === 'rows-rejected')) throw error;
        await discardImport(db, key);
        throw new Failure(`${checked.rejectedRows} of ${checked.rows} rows need correcting, so none was imported.`);
      });
      say(countsOf({ ...checked, ...done }));
      return 0;
    };
  },
};

function tellProblems({ problems, personalColumns }: Checked, warn: (line: string) => void): void {
  if (personalColumns.length > 0) {
    warn(`Columns ${personalColumns.join(', ')} hold personal data and were dropped: not stored, not logged.`);
  }
  for (const problem of problems) {
    const { row, column, value } = problem;
    warn(`Row ${row}, column “${column}”: “${value}” – ${problemText(problem).en}`);
  }
}

const countsOf = (counted: Pick<Checked, 'rows' | 'created' | 'updated' | 'unchanged' | 'rejectedRows'>): string =>
  `${counted.rows} rows: ${counted.created} new, ${counted.updated} updated, ${counted.unchanged} unchanged, ${counted.rejectedRows} to fix.`;

async function unitFor(db: Db, code: Typed[string]): Promise<Unit> {
  if (typeof code === 'string') return findUnit(db, code);
  const units = await listUnits(db);
  const [unit] = units;
  if (unit && units.length === 1) return unit;
  throw new Failure(`--unit is needed: ${units.map(({ code }) => code).join(', ')}.`);
}

async function bytesOf(path: string): Promise<Uint8Array> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new Failure(`There is no file ${path}.`);
  if (found.size > largestFile) throw new Failure(`${path} is over 50 MiB; split it into several files.`);
  return readFile(path);
}

/** `Số TT=caseCode`, several times. */
function mappingIn({ column = [] }: Typed): Record<string, CaseColumn | null> {
  const pairs = [column].flat().map((pair): [string, CaseColumn | null] => {
    const [, header = '', meant = ''] = /^(.+)=([^=]+)$/.exec(String(pair)) ?? [];
    if (meant !== 'none' && !isCaseColumn(meant)) {
      throw new WrongUse(
        `--column has “${pair}”, but HEADER=COLUMN is expected, COLUMN one of ${caseColumns.join(', ')}, none.`,
      );
    }
    return [header, meant === 'none' ? null : meant];
  });
  return Object.fromEntries(pairs);
}
