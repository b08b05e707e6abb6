import { type CellStyle, type WriteSheet, type Cell as WrittenCell, writeXlsx, writeXlsxStream } from 'hucre/xlsx';
import { type Cell, column, type Look } from './cells.ts';
import { lineCount } from './line-count.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A sheet before it is bytes: rows of cells from A1 on, printed on A4 one page wide. */
export interface Sheet {
  readonly name: string;
  /** Width of each column in digits; they say how many columns are printed. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
  /** How many rows and columns stay while the others scroll. */
  readonly frozen: { readonly rows: number; readonly columns: number };
  /** First and last of the rows, from 1 on, that are printed on top of each page. */
  readonly repeated: readonly [number, number];
  readonly orientation: 'portrait' | 'landscape';
  /** Made smaller until all of it is on one page. */
  readonly onePage?: boolean;
  /** Rows, from 1 on, before which a new page begins. */
  readonly breaks?: readonly number[];
}

/** What a file says of itself. */
export interface About {
  readonly title: string;
  readonly author: string;
  readonly made: Date;
  /** Stands at the foot of each page, left of the page's number. */
  readonly foot: string;
  readonly page: string;
}

/** Sheets as the bytes of a workbook. Texts stay texts, whatever they begin with. */
export async function workbook(sheets: readonly Sheet[], about: About): Promise<Uint8Array<ArrayBuffer>> {
  const { title, author, made } = about;
  const bytes = await writeXlsx({
    sheets: sheets.map((sheet) => written(sheet, about)),
    // Print areas by their own hand: the package leaves names with spaces without quotation marks, which Excel refuses.
    namedRanges: sheets.flatMap(printRanges),
    defaultFont: font,
    properties: { title, creator: author, created: made, modified: made },
  });
  return new Uint8Array(bytes);
}

/** Rows as a workbook of one sheet, written while they are read: its memory does not grow with them. */
export function rowsWorkbook(
  name: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly (string | number | null)[]>,
): ReadableStream<Uint8Array> {
  return writeXlsxStream(mutable(rows), {
    name,
    columns: columns.map((header) => ({ header, width: Math.max(9, Math.min(24, header.length + 2)) })),
    freezePane: { rows: 1 },
  });
}

async function* mutable(rows: AsyncIterable<readonly (string | number | null)[]>) {
  for await (const row of rows) yield [...row];
}

function written(sheet: Sheet, { foot, page }: About): WriteSheet {
  const cells = new Map<string, Partial<WrittenCell>>();
  const merges: NonNullable<WriteSheet['merges']> = [];
  const rowDefs = new Map<number, { height: number }>();
  for (const [row, line] of sheet.rows.entries()) {
    for (const { cell, from, to } of placed(line)) {
      cells.set(`${row},${from}`, writtenCell(cell));
      // Covered cells keep the border of the one that covers them.
      for (let covered = from + 1; covered <= to; covered++) cells.set(`${row},${covered}`, { style: styleOf(cell) });
      if (to > from) merges.push({ startRow: row, startCol: from, endRow: row, endCol: to });
    }
    rowDefs.set(row, { height: heightOf(line, sheet.widths) });
  }
  return {
    name: sheet.name,
    columns: sheet.widths.map((width) => ({ width })),
    rows: sheet.rows.map((line) => line.map(() => null)),
    cells,
    merges,
    rowDefs,
    freezePane: sheet.frozen,
    view: { showGridLines: false },
    pageSetup: {
      paperSize: 'a4',
      orientation: sheet.orientation,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: sheet.onePage ? 1 : 0,
      horizontalCentered: true,
      margins: { top: 0.6, bottom: 0.6, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: `&L&9 ${escaped(shortened(foot))}&R&9 ${escaped(page)} &P/&N` },
    ...(sheet.breaks && { rowBreaks: sheet.breaks.map((row) => row - 2) }),
  };
}

/** Where the cells of a row stand: each takes as many columns as it goes across. */
function placed(line: readonly Cell[]): { cell: Cell; from: number; to: number }[] {
  let next = 0;
  return line.map((cell) => {
    const from = next;
    next += cell.across ?? 1;
    return { cell, from, to: next - 1 };
  });
}

const styleOf = ({ look, format, strong }: Cell): CellStyle => ({
  ...styles[look],
  ...(format && { numFmt: format }),
  ...(strong && strongStyle(styles[look])),
});

function writtenCell(cell: Cell): Partial<WrittenCell> {
  const { value, formula } = cell;
  const style = styleOf(cell);
  if (formula !== undefined) return { value: null, formula, formulaResult: value, style };
  return { value, type: typeof value === 'number' ? 'number' : 'string', style };
}

/** What Excel calls print area and print titles. */
function printRanges({ name, widths, rows, repeated }: Sheet) {
  const quoted = `'${name.replaceAll("'", "''")}'`;
  return [
    { name: '_xlnm.Print_Area', scope: name, range: `${quoted}!$A$1:$${column(widths.length - 1)}$${rows.length}` },
    { name: '_xlnm.Print_Titles', scope: name, range: `${quoted}!$${repeated[0]}:$${repeated[1]}` },
  ];
}

/** The height of a row, by the text in it that needs most lines; an empty row is half a line. */
function heightOf(line: readonly Cell[], widths: readonly number[]): number {
  const heights = placed(line).map(({ cell: { value, look }, from, to }) => {
    const size = styles[look].font?.size ?? font.size;
    const width = widths.slice(from, to + 1).reduce((sum, one) => sum + one, 0) - (styles[look].border ? 2 : 0);
    const lines = typeof value === 'string' ? lineCount(value, (width * font.size) / size) : 1;
    return lines * size * 1.2 + (styles[look].border ? 5 : 3);
  });
  return Math.max(8, ...heights);
}

const escaped = (words: string): string => words.replaceAll('&', '&&');

/** Excel takes no foot of more than 255 signs, and offers to repair a file that has one. */
function shortened(words: string): string {
  return words.length > 110 ? `${words.slice(0, 109).trimEnd()}…` : words;
}

const font = { name: 'Times New Roman', size: 11 };
const line = { style: 'thin', color: { rgb: 'A6A6A6' } } as const;
const box = { top: line, right: line, bottom: line, left: line };

const styles: Readonly<Record<Look, CellStyle>> = {
  unit: { font: { ...font, bold: true }, alignment: { vertical: 'center' } },
  title: { font: { ...font, size: 15, bold: true }, alignment: { vertical: 'center', wrapText: true } },
  lead: { font: { ...font, size: 12, bold: true }, alignment: { vertical: 'center', wrapText: true } },
  note: { font: { ...font, size: 10, color: { rgb: '404040' } }, alignment: { vertical: 'top', wrapText: true } },
  block: { font: { ...font, size: 12, bold: true }, alignment: { vertical: 'center', wrapText: true } },
  band: {
    font: { ...font, bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F3F5F8' } },
    border: box,
    alignment: { horizontal: 'left', vertical: 'center', wrapText: true, indent: 1 },
  },
  head: {
    font: { ...font, bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E2E8F0' } },
    border: box,
    alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  },
  label: { font, border: box, alignment: { horizontal: 'left', vertical: 'center', wrapText: true, indent: 1 } },
  text: { font, border: box, alignment: { horizontal: 'left', vertical: 'center', wrapText: true, indent: 1 } },
  // What is below target: in words and bold, so that it stands out in black and white as well.
  alert: {
    font: { ...font, bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FBE3DF' } },
    border: box,
    alignment: { horizontal: 'left', vertical: 'center', wrapText: true, indent: 1 },
  },
  dash: { font, border: box, alignment: { horizontal: 'center', vertical: 'center' } },
  figure: { font, border: box, alignment: { horizontal: 'right', vertical: 'center' } },
  plain: { font },
};

function strongStyle({ font: usual, fill, border }: CellStyle): CellStyle {
  return {
    font: { ...usual, bold: true },
    fill: fill ?? { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F3F5F8' } },
    ...(border && { border: { ...border, top: { style: 'medium', color: { rgb: '595959' } } } }),
  };
}
