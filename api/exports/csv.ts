import { stringify } from 'csv-stringify/sync';

type Cell = string | number | boolean | null;

/**
 * A table as CSV for people and programs alike: UTF-8 with a byte order mark, so that Excel reads Vietnamese; RFC 4180
 * line ends; cells that a spreadsheet would run as a formula get an apostrophe in front.
 */
export function csv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return byteOrderMark + lines([columns, ...rows]);
}

/** The same a page of rows at a time, so that a long table is never whole in memory. */
export async function* csvPages(
  columns: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncIterable<string> {
  yield csv(columns, []);
  for await (const rows of pages) yield lines(rows);
}

const byteOrderMark = '\u{FEFF}';

function lines(rows: readonly (readonly Cell[])[]): string {
  return stringify([...rows], {
    record_delimiter: 'windows',
    // RFC 4180 has a lone one quoted as well: readers take it for the end of the line.
    quoted_match: /[\r\n]/,
    escape_formulas: true,
    cast: { boolean: String },
  });
}
