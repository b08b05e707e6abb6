import type { Levels } from './rollup.ts';
import { mean, rateOf } from './rules.ts';

/** How the marks of a question spread. */
export interface Distribution {
  /** Percent of the answers at each mark, `shares[i]` for mark i + 1: one decimal, together exactly 100.0. */
  readonly shares: readonly number[];
  /** The mark in the middle, 1–5; between two marks their half, as 4.5. */
  readonly median: number;
  /** 1–5, two decimals. */
  readonly mean: number;
}

/**
 * Shares, median and mean of the marks; null without answers.
 *
 * Shares are rounded together, by largest remainder, so that a reader who adds them up finds 100: each lies within 0.1 of
 * the exact share. Where remainders are equal the lower mark gets the tenth, so that rounding never flatters.
 */
export function distribution(levels: Levels): Distribution | null {
  const { answered } = rateOf(levels);
  const average = mean(levels);
  if (average === null) return null;
  const tenths = apportion(levels, 1000);
  return {
    shares: tenths.map((tenth) => tenth / 10),
    median: (markAt(levels, Math.ceil(answered / 2)) + markAt(levels, Math.floor(answered / 2) + 1)) / 2,
    mean: average,
  };
}

/**
 * Deals out `seats` in proportion to `counts`: to each the whole part of its exact share, then one more to those with the
 * largest remainders, among equals to the first.
 *
 * Source: A. Hamilton, 1792, for the seats of the US House; M. L. Balinski, H. P. Young, “Fair Representation” (1982).
 *
 * Counts and seats are whole numbers ≥ 0 with a product under 2⁵³, counts not all 0 (else RangeError).
 */
export function apportion(counts: readonly number[], seats: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (![...counts, seats, total * seats].every((each) => Number.isSafeInteger(each) && each >= 0) || total === 0) {
    throw new RangeError(`Cannot deal out ${seats} among ${counts.join(', ')}`);
  }
  const remainders = counts.map((count) => (count * seats) % total);
  const shares = counts.map((count, index) => (count * seats - (remainders[index] ?? 0)) / total);
  const left = seats - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = [...counts.keys()].sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0));
  const luckier = new Set(byRemainder.slice(0, left));
  return shares.map((share, index) => share + Number(luckier.has(index)));
}

/** The mark of the answer at a place, 1 for the lowest. */
function markAt(levels: Levels, place: number): number {
  let passed = 0;
  return (
    levels.findIndex((count) => {
      passed += count;
      return passed >= place;
    }) + 1
  );
}
