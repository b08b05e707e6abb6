import type { SheetRow } from './cell.ts';
import { openCsv } from './csv-table.ts';
import { fileKind } from './file-kind.ts';
import { unreadable } from './file-problems.ts';
import { findHeader, type Header, headerWithin, type Mapping, missingColumns } from './header.ts';
import { looksLikeOldEncoding } from './old-encoding.ts';
import { openXlsx } from './xlsx-table.ts';

/** A file whose table has been found. */
export interface OpenedTable {
  readonly from1904: boolean;
  /** Absent where no row looks like a header. */
  readonly header: Header | undefined;
  /** The rows from the first on, some at a time. */
  rows(): AsyncIterable<readonly SheetRow[]>;
}

/**
 * Opens a file of cases: the only sheet of it in which the columns of a case are found, or of a CSV what its separator makes
 * of it. Throws `unreadable-file` with the reason and what to do about it.
 */
export async function openTable(bytes: Uint8Array, mapping: Mapping): Promise<OpenedTable> {
  if (fileKind(bytes) === 'csv') {
    const table = openCsv(bytes, (rows) => findHeader(rows, mapping)?.found ?? 0);
    return { from1904: false, header: checkedHeader(table.head, mapping), rows: table.rows };
  }
  const { from1904, sheets } = await openXlsx(bytes);
  const opened: OpenedTable[] = [];
  let blank = 0;
  for (const { rows } of sheets.slice(0, 30)) {
    const head = await firstRows(rows());
    if (head.length === 0) blank += 1;
    else opened.push({ from1904, header: checkedHeader(head, mapping), rows });
  }
  if (blank === sheets.length) throw unreadable('empty');
  const complete = opened.filter(({ header }) => header && missingColumns(header).length === 0);
  if (complete.length > 1) throw unreadable('sheets');
  const [table] = [...complete, ...opened.sort((one, other) => (other.header?.found ?? 0) - (one.header?.found ?? 0))];
  if (!table) throw unreadable('empty');
  return table;
}

function checkedHeader(head: readonly SheetRow[], mapping: Mapping): Header | undefined {
  if (looksLikeOldEncoding(head)) throw unreadable('encoding');
  return findHeader(head, mapping);
}

async function firstRows(rows: AsyncIterable<readonly SheetRow[]>): Promise<SheetRow[]> {
  const head: SheetRow[] = [];
  for await (const some of rows) {
    head.push(...some);
    if (head.length > headerWithin) break;
  }
  return head.slice(0, headerWithin + 5);
}
