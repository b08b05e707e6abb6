/**
 * What a reader of a table makes of a cell: a text, a number (a spreadsheet's day is one), nothing, or a reason why it has
 * no value.
 */
export type Cell = string | number | FaultyCell | undefined;

export interface FaultyCell {
  /** A formula without a stored result, or one that ended in an error such as #N/A. */
  readonly fault: 'formula-empty' | 'error';
  readonly text: string;
}

/** A row as a person sees it: its number in the sheet, from 1 on, and its cells from column A on. */
export interface SheetRow {
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** Excel takes no longer text; of a longer one so much is kept that it is seen to be too long. */
export const longestText = 32_767;

/** What stands in a cell, in composed letters, with blanks of every kind as single spaces; a dash alone is nothing. */
export function textOf(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return numberText(cell);
  if (typeof cell === 'object') return cell.text;
  // ="00123" is how exports make Excel keep a number as text.
  const bare = /^="([^"]*)"$/.exec(cell)?.[1] ?? cell;
  const text = bare
    .normalize('NFC')
    .replace(/[\u{200B}\u{200C}\u{FEFF}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return /^[-–—.]$/.test(text) ? '' : text;
}

/** A number as one would type it, without an exponent as far as that goes. */
function numberText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
}

/** Whether nothing is to be seen in any cell of a row. */
export const isBlank = (row: SheetRow): boolean => row.cells.every((cell) => textOf(cell) === '');
