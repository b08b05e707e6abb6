import { stringify } from 'csv-stringify/sync';

/**
 * A table as CSV for people and programs alike: UTF-8 with a byte order mark, so that Excel reads Vietnamese; RFC 4180
 * line ends; cells that a spreadsheet would run as a formula get an apostrophe in front.
 */
export function csv(
  columns: readonly string[],
  rows: readonly (readonly (string | number | boolean | null)[])[],
): string {
  return stringify([columns, ...rows], {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { boolean: String },
  });
}
