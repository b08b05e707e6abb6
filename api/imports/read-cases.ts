import type { CaseColumn } from './case-columns.ts';
import type { SheetRow } from './cell.ts';
import { unreadable } from './file-problems.ts';
import type { Header } from './header.ts';
import { type RowCase, type RowRules, readRow, rowWords } from './row-case.ts';
import type { RowProblem } from './row-problems.ts';

/** A hundred thousand are promised; more than twice that is refused. */
const rowsAtMost = 200_000;

/** What some rows of a sheet came to. */
export interface ReadPart {
  /** Rows that are cases, good or not; blank rows, headings and sums are none. */
  readonly rows: number;
  readonly cases: readonly RowCase[];
  readonly problems: readonly RowProblem[];
  /** How many of the rows have problems. */
  readonly rejected: number;
}

/** Reads the cases below a header, some at a time, never all at once. */
export async function* readCases(
  table: { header: Header; rows(): AsyncIterable<readonly SheetRow[]> },
  rules: Omit<RowRules, 'columns' | 'seen' | 'words'>,
): AsyncIterable<ReadPart> {
  const columns = new Map<CaseColumn, { index: number; header: string }>();
  for (const { index, header, use } of table.header.columns) {
    if (use !== 'personal' && use !== 'unused') columns.set(use, { index, header });
  }
  const all = { ...rules, columns, seen: new Map<string, number>(), words: rowWords() };
  let total = 0;
  for await (const rows of table.rows()) {
    const cases: RowCase[] = [];
    const problems: RowProblem[] = [];
    let rejected = 0;
    for (const row of rows) {
      if (row.number < table.header.firstRow) continue;
      const read = readRow(row, all);
      if (read === undefined) continue;
      if ('caseCode' in read) cases.push(read);
      else {
        rejected += 1;
        problems.push(...read);
      }
    }
    total += cases.length + rejected;
    if (total > rowsAtMost) throw unreadable('rows');
    yield { rows: cases.length + rejected, cases, problems, rejected };
  }
}
