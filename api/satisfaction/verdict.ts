import type { Verdict } from '../../db/vocabulary.ts';
import { interval } from './interval.ts';

/** Whole numbers, 0 ≤ satisfied ≤ answered. */
export interface Rate {
  readonly satisfied: number;
  readonly answered: number;
}

/**
 * How a rate compares with its target (contract, section 4). The rate alone decides between met and missed; the exact
 * interval only says whether that is certain.
 *
 * `targetPercent`: 0–100 with at most two decimals, or null where no target is in force. `fewest`: the unit's minimum
 * of answers. Too few answers come first: without answers the verdict is `insufficient`, target or not.
 */
export function verdict(rate: Rate, targetPercent: number | null, fewest: number): Verdict {
  if (isTooFew(rate, fewest)) return 'insufficient';
  if (targetPercent === null) return 'no-target';
  const { low, high } = interval(rate.satisfied, rate.answered);
  if (reaches(rate, targetPercent)) return low >= targetPercent ? 'met' : 'met-uncertain';
  return high >= targetPercent ? 'missed-uncertain' : 'missed';
}

/** Whether a rate is under its target with enough answers, whatever the interval says. */
export function isFlagged(rate: Rate, targetPercent: number | null, fewest: number): boolean {
  return targetPercent !== null && !isTooFew(rate, fewest) && !reaches(rate, targetPercent);
}

/**
 * Whether 100 × satisfied ÷ answered ≥ target, compared in whole numbers: “từ 95% trở lên” includes 95 % exactly, and a
 * quotient of floats could miss it. Exact up to 900 billion answers.
 *
 * Throws RangeError unless the target is 0–100 with at most two decimals.
 */
export function reaches({ satisfied, answered }: Rate, targetPercent: number): boolean {
  return satisfied * 10_000 >= hundredths(targetPercent) * answered;
}

function isTooFew({ answered }: Rate, fewest: number): boolean {
  return answered < Math.max(fewest, 1);
}

/** 92.5 → 9250. A decimal like 64.15 is no exact float, so the product is rounded, and must round back to what came in. */
function hundredths(percent: number): number {
  const whole = Math.round(percent * 100);
  if (whole / 100 !== percent || percent < 0 || percent > 100) {
    throw new RangeError(`A target is 0 to 100 percent with at most two decimals, not ${percent}`);
  }
  return whole;
}
