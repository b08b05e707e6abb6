import type { Rejection } from './import-report.ts';

/**
 * The refused rows as CSV for a spreadsheet, as `api/exports/csv.ts` writes it: a byte order mark, CRLF, and an apostrophe
 * before what would run as a formula. Written here for the pages, which make it of what only they still know.
 */
export function refusedList(
  headings: readonly [row: string, column: string, value: string, problem: string],
  rejected: readonly Rejection[],
): string {
  const rows = rejected.map(({ row, column, value, problem }) => [String(row), column, value ?? '', problem]);
  return `\u{FEFF}${[headings, ...rows].map((cells) => `${cells.map(field).join(',')}\r\n`).join('')}`;
}

function field(text: string): string {
  const harmless = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
