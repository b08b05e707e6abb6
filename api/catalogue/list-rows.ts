import { type SheetRow, textOf } from '../imports/cell.ts';
import { openCsv } from '../imports/csv-table.ts';
import { fileKind } from '../imports/file-kind.ts';
import { unreadable } from '../imports/file-problems.ts';
import { folded } from '../imports/folded.ts';
import { looksLikeOldEncoding } from '../imports/old-encoding.ts';
import { openXlsx } from '../imports/xlsx-table.ts';

/** A procedure as a sheet lists it. */
export interface ListRow {
  /** As the sheet counts, from 1 on. */
  readonly row: number;
  readonly code: string;
  readonly name: string;
  readonly field: string;
}

const headers = {
  code: ['ma thu tuc', 'ma thu tuc hanh chinh', 'ma tthc', 'ma so', 'ma so tthc', 'ma so thu tuc', 'ma', 'code'],
  name: [
    'ten thu tuc',
    'ten thu tuc hanh chinh',
    'ten tthc',
    'thu tuc hanh chinh',
    'thu tuc',
    'ten',
    'procedure',
    'name',
  ],
  field: ['linh vuc', 'ten linh vuc', 'linh vuc thu tuc', 'field'],
} as const;
type Column = keyof typeof headers;
type Columns = Readonly<Partial<Record<Column, number>>>;

/** Above the header stand titles; so far down it is looked for. */
const headerWithin = 40;
const rowsAtMost = 200_000;
/** All cells and texts of a list together; the national one has some two million. A workbook can name one text endlessly. */
const lettersAtMost = 20_000_000;
/** Longer than any name that is taken; of a longer text so much is kept that it is seen to be too long. */
const longestKept = 600;

/**
 * The procedures of a national list, from a CSV or a workbook: of the first sheet that has columns for codes and names. A row
 * with nothing but a title (“II. Lĩnh vực Hộ tịch”) names the field of what follows, where there is no column for it.
 * Throws `unreadable-file`.
 */
export async function readListRows(bytes: Uint8Array): Promise<ListRow[]> {
  if (fileKind(bytes) === 'csv') {
    return listed(openCsv(bytes, (rows) => headerIn(rows)?.found ?? 0).rows());
  }
  const { sheets } = await openXlsx(bytes);
  let refusal: unknown = unreadable('empty');
  for (const { rows } of sheets.slice(0, 30)) {
    try {
      return await listed(rows());
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}

async function listed(parts: AsyncIterable<readonly SheetRow[]>): Promise<ListRow[]> {
  const rows: SheetRow[] = [];
  let letters = 0;
  for await (const part of parts) {
    for (const { number, cells } of part) {
      const kept = cells.map((cell) => short(textOf(cell)));
      for (const text of kept) letters += 1 + text.length;
      if (letters > lettersAtMost) throw unreadable('inflated');
      rows.push({ number, cells: kept });
    }
    if (rows.length > rowsAtMost) throw unreadable('rows');
  }
  const head = rows.slice(0, headerWithin);
  if (looksLikeOldEncoding(head)) throw unreadable('encoding');
  const header = headerIn(head);
  if (!header) throw unreadable('listHeader');
  const { columns } = header;
  let field = '';
  return rows
    .filter(({ number }) => number > header.row)
    .flatMap((row) => {
      const at = (column: Column) => textIn(row, columns[column]);
      const [code, name] = [at('code'), at('name')];
      const texts = row.cells.map(textOf).filter((text) => text !== '');
      if (isNumbering(texts)) return [];
      const title = titleAmong(texts);
      if (title !== undefined && (code === '' || (name === '' && code === title))) {
        field = titleText(title);
        return [];
      }
      if (code === '' && name === '') return [];
      return [{ row: row.number, code, name, field: at('field') || field }];
    });
}

function headerIn(rows: readonly SheetRow[]): { row: number; columns: Columns; found: number } | undefined {
  for (const row of rows.slice(0, headerWithin)) {
    const columns: Partial<Record<Column, number>> = {};
    for (const [index, cell] of row.cells.entries()) {
      const text = folded(textOf(cell));
      for (const column of ['code', 'name', 'field'] as const) {
        if (columns[column] === undefined && headers[column].some((known) => known === text)) columns[column] = index;
      }
    }
    const found = Object.keys(columns).length;
    if (columns.code !== undefined && columns.name !== undefined) return { row: row.number, columns, found };
  }
  return undefined;
}

/** By itself: a piece cut out of a large text keeps all of that in memory. */
const short = (text: string): string =>
  text.length > longestKept ? Buffer.from(text.slice(0, longestKept)).toString() : text;

const textIn = (row: SheetRow, index: number | undefined): string =>
  index === undefined ? '' : textOf(row.cells[index]);

/** “(1) (2) (3)”: forms number their columns in a row of its own. */
const isNumbering = (texts: readonly string[]): boolean =>
  texts.length >= 3 && texts.every((text) => /^[([]?\d{1,2}[)\]]?$/.test(text));

/** The title of a part of the list: alone in its row, or behind a Roman number or a letter, in words. */
function titleAmong(texts: readonly string[]): string | undefined {
  const title = texts.at(-1);
  if (title === undefined || texts.length > 2) return undefined;
  const isInWords = /\p{L}{2}/u.test(title.slice(0, title.lastIndexOf(' ') + 1)) || /^\p{L}{2,}$/u.test(title);
  if (!isInWords) return undefined;
  return texts.length === 1 || /^([IVXLC]+|[A-Z])\.?$/u.test(texts[0] ?? '') ? title : undefined;
}

/** “II. LĨNH VỰC HỘ TỊCH (27 TTHC)” → “Hộ tịch”: titles are set in capitals, names of fields are not. */
function titleText(text: string): string {
  const name = text
    .replace(/^\s*([IVXLC]+|\d+|[A-Z])\s*[.):–-]\s*/u, '')
    .replace(/^lĩnh vực\s*:?\s*/iu, '')
    .replace(/\s*\(.*\)\s*$/u, '')
    .trim();
  return name === name.toUpperCase() ? name.slice(0, 1) + name.slice(1).toLowerCase() : name;
}
