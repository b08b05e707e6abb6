import type { Language } from '../../db/vocabulary.ts';
import { at, type Cell, count, decimal, intervalFormulas, percent, strong, sumOf, text } from './cells.ts';
import { words } from './words.ts';

/** What a row of figures is made from, as the API answers it. */
export interface Figured {
  readonly answered: number | null;
  readonly satisfied: number | null;
  readonly percent: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly mean: number | null;
  readonly levels: readonly number[] | null;
}

/** Headings of the columns below. */
export function figureHeads(language: Language, answered: string): Cell[] {
  const { columns, levels } = words[language];
  const best = [...levels].reverse();
  const heads = [...best, answered, columns.satisfied, columns.percent, columns.low, columns.high, columns.mean];
  return heads.map((head) => text(head, 'head'));
}

/** Widths of the columns below: a word of a heading must not be broken. */
export const figureWidths: Readonly<Record<Language, readonly number[]>> = {
  vi: [7, 7, 8, 8.5, 8.5, 8.5, 10, 9, 10.5, 9, 8],
  en: [10, 10, 9, 12, 12, 9, 10, 12, 10, 9, 8],
};

/**
 * The marks from 5 down to 1, then all that follows from them: their sum, how many are satisfied, rate, interval, mean;
 * each with the formula that makes it from the cells on its left. Stands in row `row` from column `from` on.
 *
 * `parts`: first and last row of which the marks are the sum, for a row of totals.
 */
export function figureCells(
  { levels, answered, satisfied, ...shown }: Figured,
  place: {
    readonly row: number;
    readonly from: number;
    readonly language: Language;
    readonly parts?: readonly [number, number];
  },
): Cell[] {
  const { row, from, language, parts } = place;
  if (levels === null || answered === null || satisfied === null) {
    const blanks = figureWidths[language].map(() => count(null));
    return blanks.with(7, text(words[language].none));
  }
  const [five, one, sum, good] = [at(from, row), at(from + 4, row), at(from + 5, row), at(from + 6, row)];
  const ends = intervalFormulas(good, sum);
  const weighed = [5, 4, 3, 2, 1].map((mark, index) => `${mark}*${at(from + index, row)}`).join('+');
  return [
    ...[...levels].reverse().map((marks, index) => count(marks, parts && sumOf(from + index, ...parts))),
    count(answered, `SUM(${five}:${one})`),
    count(satisfied, `${five}+${at(from + 1, row)}`),
    shown.percent === null ? text(words[language].none) : percent(shown.percent, `${good}/${sum}`),
    percent(shown.low, ends.low),
    percent(shown.high, ends.high),
    decimal(shown.mean, 2, `ROUND((${weighed})/${sum},2)`),
  ];
}

/** A row of totals. */
export const strongRow = (cells: readonly Cell[]): Cell[] => cells.map(strong);
