/** How a cell looks; the sheet of styles is in xlsx.ts. */
export type Look =
  | 'alert'
  | 'dash'
  | 'unit'
  | 'title'
  | 'lead'
  | 'note'
  | 'block'
  | 'band'
  | 'head'
  | 'label'
  | 'text'
  | 'figure'
  | 'plain';

/** A cell: what it shows, and where a reader expects to see how that comes about, the formula that yields the same. */
export interface Cell {
  readonly value: string | number | null;
  readonly look: Look;
  readonly formula?: string;
  /** How a number is shown, in the spreadsheet's own notation. */
  readonly format?: string;
  /** A row of totals. */
  readonly strong?: boolean;
  /** How many columns a text goes across. */
  readonly across?: number;
}

export const text = (value: string | null, look: Look = 'text', across = 1): Cell => ({ value, look, across });

/** No figure, where a sheet's foot says what that means. */
export const dash: Cell = text('–', 'dash');

/** A whole number. */
export const count = (value: number | null, formula?: string): Cell => figure(value, '#,##0', formula);

/** A number with as many decimals as are given. */
export const decimal = (value: number | null, decimals: number, formula?: string): Cell =>
  figure(value, `0.${'0'.repeat(decimals)}`, formula);

/**
 * A percent as the API shows it, 0–100, as a number that the spreadsheet shows the same: 94.96 is 0.9496 as 0.00%. The
 * formula of the unrounded share is rounded to what is shown, so that what is recalculated is what was there.
 */
export function percent(shown: number | null, share?: string): Cell {
  if (shown === null) return figure(null, '0.0%');
  const decimals = decimalsOf(shown);
  const format = `0.${'0'.repeat(decimals)}%`;
  // Past 12 places a spreadsheet's own rounding is no longer to be relied on.
  return figure(hundredth(shown), format, share && decimals <= 10 ? `ROUND(${share},${decimals + 2})` : undefined);
}

/** A target, 0–100, without decimals that say nothing. */
export const target = (shown: number | null): Cell =>
  figure(shown === null ? null : hundredth(shown), Number.isInteger(shown) ? '0%' : '0.0#%');

/** The same cell in a row of totals. */
export const strong = (cell: Cell): Cell => ({ ...cell, strong: true });

/** 0 → A, 26 → AA. */
export function column(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${column(Math.floor(index / 26) - 1)}${letter}`;
}

/** A cell's address from a column's index and a row's number, which begins at 1. */
export const at = (index: number, row: number): string => `${column(index)}${row}`;

/** The sum of a column's rows. */
export const sumOf = (index: number, first: number, last: number): string =>
  `SUM(${at(index, first)}:${at(index, last)})`;

/** The ends of the exact interval (Clopper–Pearson), as a spreadsheet computes them from two cells. */
export function intervalFormulas(satisfied: string, answered: string): { low: string; high: string } {
  // BETA.INV is newer than the file format, which therefore wants it marked.
  return {
    low: `IF(${satisfied}=0,0,_xlfn.BETA.INV(0.025,${satisfied},${answered}-${satisfied}+1))`,
    high: `IF(${satisfied}=${answered},1,_xlfn.BETA.INV(0.975,${satisfied}+1,${answered}-${satisfied}))`,
  };
}

/** `_)` keeps a parenthesis' width free on the right, so that figures stand off the line. */
function figure(value: number | null, format: string, formula?: string): Cell {
  return { value, look: 'figure', format: `${format}_)`, ...(formula !== undefined && value !== null && { formula }) };
}

/** How many decimals a shown percent has, one at least. */
function decimalsOf(shown: number): number {
  const [digits = '', exponent = '0'] = String(shown).split('e');
  return Math.max(1, (digits.split('.')[1] ?? '').length - Number(exponent));
}

/** 94.96 → 0.9496, as it would be typed: a division by 100 may miss it by a hair. */
function hundredth(shown: number): number {
  const [digits = '', exponent = '0'] = String(shown).split('e');
  return Number(`${digits}e${Number(exponent) - 2}`);
}
