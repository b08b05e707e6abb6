import { createHash } from 'node:crypto';
import { folded } from './folded.ts';
import { repeated } from './repeated.ts';
import type { RowProblemCode } from './row-problems.ts';

export interface KnownProcedure {
  readonly procedureCode: string;
  readonly nameVi: string;
  readonly fieldId: string;
  /** The procedure that took this one in. */
  readonly mergedInto: string | null;
}

export interface KnownField {
  readonly fieldId: string;
  readonly nameVi: string;
  readonly nameEn: string;
}

/** A procedure as a case names it; `added` where the catalogue does not have it yet. */
export interface FoundProcedure {
  readonly procedure: string;
  readonly added?: { readonly procedureName: string; readonly field: string };
}

export interface Catalogue {
  /**
   * The procedure that a row means, by its code or else by its name (case and accents aside), and where the catalogue has
   * neither, a new one of the row's field. New ones are remembered, so that later rows may name them by name alone.
   */
  find(row: { code: string; name: string; field: string }): FoundProcedure | Missing;
}

/** Why there is none, and the cell to blame. */
export interface Missing {
  readonly missing: RowProblemCode;
  readonly in: 'procedure' | 'field';
}

/** A unit's catalogue, for looking up what the rows of a sheet call things. */
export function catalogueOf(procedures: readonly KnownProcedure[], fields: readonly KnownField[]): Catalogue {
  const byCode = new Map(procedures.map((procedure) => [procedure.procedureCode.toUpperCase(), procedure]));
  const exact = grouped(procedures, ({ nameVi }) => exactName(nameVi));
  const loose = grouped(procedures, ({ nameVi }) => folded(nameVi));
  const fieldIds = new Map<string, string>();
  for (const { fieldId, nameVi, nameEn } of fields) {
    for (const name of [nameEn, nameVi, fieldId]) fieldIds.set(folded(name), fieldId);
  }
  const newCode = repeated(codeFor);
  const added = new Map<string, FoundProcedure>();

  const fieldOf = repeated((name) => fieldIds.get(folded(name).replace(/^linh vuc /, '')));
  const byName = repeated((name) => exact.get(exactName(name)) ?? loose.get(folded(name)) ?? []);
  const named = (name: string, field: string): readonly string[] => {
    const candidates = byName(name);
    const codes = new Set(candidates.map(standing));
    if (codes.size < 2) return [...codes];
    const inField = candidates.filter(({ fieldId }) => fieldId === fieldOf(field));
    return inField.length === 1 ? inField.map(standing) : [...codes];
  };

  return {
    find(row) {
      const { code, name } = split(row);
      const known = code === '' ? undefined : (byCode.get(code.toUpperCase()) ?? byCode.get(nationalCode(code)));
      if (known) return { procedure: known.procedureCode };
      if (code === '') {
        const candidates = named(name, row.field);
        if (candidates.length > 1) return { missing: 'ambiguous', in: 'procedure' };
        if (candidates[0]) return { procedure: candidates[0] };
      }
      const procedure = code === '' ? newCode(name) : nationalCode(code);
      const before = added.get(procedure);
      if (before) return before;
      if (name === '') return { missing: 'name-needed', in: 'procedure' };
      if (row.field === '') return { missing: 'field-needed', in: 'procedure' };
      const field = fieldOf(row.field);
      if (!field) return { missing: 'field-unknown', in: 'field' };
      const found = { procedure, added: { procedureName: name, field } };
      added.set(procedure, found);
      return found;
    },
  };
}

const standing = ({ procedureCode, mergedInto }: KnownProcedure): string => mergedInto ?? procedureCode;

/** Sheets put both into one cell: “1.001193 - Đăng ký khai sinh”, in a column called either. */
function split({ code, name }: { code: string; name: string }): { code: string; name: string } {
  const both = /^(\d\.\d{6}(?:\.[\w.]+)?)\s*[-–—:.]?\s+(\p{L}.*)$/u;
  const [, inCode, nameInCode] = both.exec(code) ?? [];
  if (inCode && nameInCode) return { code: inCode, name: name || nameInCode };
  const [, inName, nameInName] = both.exec(name) ?? [];
  if (inName && nameInName) return { code: code || inName, name: nameInName };
  if (code === '' && nationalForm.test(name)) return { code: name, name: '' };
  // A name in the column of codes: words, no digits.
  if (name === '' && /^\p{L}[^\d]*\s[^\d]*$/u.test(code)) return { code: '', name: code };
  return { code, name };
}

const nationalForm = /^\d[.,]\d{2,6}$/;

/** National codes have six digits behind the point; a spreadsheet that took one for a number drops the last zeros. */
export function nationalCode(code: string): string {
  if (!nationalForm.test(code)) return code;
  const [register = '', number = ''] = code.split(/[.,]/);
  return `${register}.${number.padEnd(6, '0')}`;
}

/** A code for what has a name only: readable, and the same each time that name comes. */
function codeFor(name: string): string {
  const digest = createHash('sha256').update(folded(name)).digest('hex').slice(0, 8);
  const words = folded(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/-$/, '');
  return `ten.${words}-${digest}`;
}

const exactName = (name: string): string => name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
