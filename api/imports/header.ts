import { type CaseColumn, caseColumns } from './case-columns.ts';
import { isBlank, type SheetRow, textOf } from './cell.ts';
import { folded } from './folded.ts';
import { isPersonal, recognised } from './header-names.ts';

/** Columns that somebody mapped by hand: folded header → what it holds, null for nothing of ours. */
export type Mapping = ReadonlyMap<string, CaseColumn | null>;

/** A column of a sheet and what is made of it. */
export interface SheetColumn {
  /** From 0 on. */
  readonly index: number;
  /** As the sheet has it; of two header rows both. */
  readonly header: string;
  /** What is taken from it; `personal` is dropped and can't be mapped, `unused` is left out. */
  readonly use: CaseColumn | 'personal' | 'unused';
}

export interface Header {
  readonly columns: readonly SheetColumn[];
  /** The number of the first row below it. */
  readonly firstRow: number;
  /** How many of a case's columns were found. */
  readonly found: number;
}

/** Above the header stand titles; so far down it is looked for. */
export const headerWithin = 40;

/**
 * The header of a sheet among its first rows: the row, or two rows one below the other, in which most columns of a case
 * are recognised; a row of column numbers below it belongs to it. Where none is recognised, the first row that can be a
 * header, so that it can be mapped by hand. Undefined where no row looks like one.
 */
export function findHeader(rows: readonly SheetRow[], mapping: Mapping): Header | undefined {
  const above = rows.slice(0, headerWithin).filter((row) => !isBlank(row));
  const single = above.map((row) => headerOf(ownLabels(row), mapping, row.number + 1));
  const double = above.flatMap((row, position) => {
    const below = above[position + 1];
    // A title has one cell, and is no group of columns.
    const isGroups = row.cells.filter((cell) => textOf(cell) !== '').length > 1;
    return below && isGroups ? [headerOf(labelsOfTwo(row, below), mapping, below.number + 1)] : [];
  });
  const best = [...single, ...double].reduce<Header | undefined>(
    (most, header) => (header.found > (most?.found ?? 1) ? header : most),
    undefined,
  );
  const header = best ?? unrecognised(rows, mapping);
  return header && withoutNumbering(header, rows);
}

/** What an import can't do without and a header does not have. */
export function missingColumns({ columns }: Header): CaseColumn[] {
  const has = (column: CaseColumn) => columns.some(({ use }) => use === column);
  const needed = (['caseCode', 'closedOn'] as const).filter((column) => !has(column));
  return has('procedure') || has('procedureName') ? needed : [...needed, 'procedureName'];
}

/** A label of a column: what the row itself says, and what stands above it, where there are two. */
interface Label {
  readonly own: string;
  readonly above: string;
}

const ownLabels = (row: SheetRow): Label[] => Array.from(row.cells, (cell) => ({ own: textOf(cell), above: '' }));

/** A group's title stands above its first column; the others of the group are empty there, merged or not. */
function labelsOfTwo(upper: SheetRow, lower: SheetRow): Label[] {
  let group = '';
  const width = Math.max(upper.cells.length, lower.cells.length);
  return Array.from({ length: width }, (_, index) => {
    const own = textOf(lower.cells[index]);
    const title = textOf(upper.cells[index]);
    if (title !== '') group = title;
    return { own, above: title === '' && own === '' ? '' : group };
  });
}

function headerOf(labels: readonly Label[], mapping: Mapping, firstRow: number): Header {
  const named = labels.flatMap(({ own, above }, index) => {
    const header = [above, own].filter(Boolean).join(' – ');
    return header === '' ? [] : [{ index, header, ...meaningOf({ own, above }, mapping) }];
  });
  // Each of a case's columns is taken from one column of the sheet: the one that says it best, else the first.
  const taken = new Map<CaseColumn, (typeof named)[number]>();
  for (const column of named) {
    if (column.use === 'personal' || column.use === 'unused') continue;
    const other = taken.get(column.use);
    if (!other || column.rank < other.rank) taken.set(column.use, column);
  }
  const columns = named.map(({ index, header, use }): SheetColumn => {
    const isTaken = use === 'personal' || use === 'unused' || taken.get(use)?.index === index;
    return { index, header, use: isTaken ? use : 'unused' };
  });
  return { columns, firstRow, found: taken.size };
}

/** Below a column's own words the group's are asked; who mapped by hand has the last word, but about persons. */
function meaningOf({ own, above }: Label, mapping: Mapping): { use: SheetColumn['use']; rank: number } {
  const both = [above, own].filter(Boolean).join(' – ');
  const mapped = mapping.get(folded(both));
  const known = recognised(own) ?? recognised(`${above} ${own}`) ?? (own === '' ? recognised(above) : undefined);
  if (isPersonal(both) && !known) return { use: 'personal', rank: 0 };
  if (mapped !== undefined) return { use: mapped ?? 'unused', rank: -1 };
  return known ? { use: known.column, rank: known.rank } : { use: 'unused', rank: 0 };
}

/** A row of several words and no figures: titles have one cell, and a row of cases has days and codes. */
function unrecognised(rows: readonly SheetRow[], mapping: Mapping): Header | undefined {
  const row = rows.slice(0, headerWithin).find(({ cells }) => {
    const texts = cells.map(textOf).filter((text) => text !== '');
    return texts.length >= 3 && texts.every((text) => !/\d{3}|\d[/.-]\d|@/.test(text) && text.length <= 100);
  });
  return row && headerOf(ownLabels(row), mapping, row.number + 1);
}

/** “(1) (2) (3)”, “A B 1 2”: forms number their columns in a row of its own. */
function withoutNumbering(header: Header, rows: readonly SheetRow[]): Header {
  const row = rows.find(({ number }) => number === header.firstRow);
  const texts = row?.cells.map(textOf).filter((text) => text !== '') ?? [];
  const isNumbering = texts.length >= 3 && texts.every((text) => /^[([]?(\d{1,2}|[A-Z])([)\]]|=.*)?$/.test(text));
  return isNumbering ? { ...header, firstRow: header.firstRow + 1 } : header;
}

/** Whether a word names one of a case's columns. */
export const isCaseColumn = (word: string): word is CaseColumn => caseColumns.some((column) => column === word);
