import { halfUp } from './half-up.ts';
import { reaches } from './verdict.ts';

/**
 * 100 × part ÷ whole as it is shown: one decimal, half up, and as many more as it takes that the shown figure is under
 * its target exactly when the true one is (94.96 against 95 stays 94.96). Kế hoạch 72/QĐ-UBND, mục II.5: “95% trở lên”.
 *
 * The loop ends: a rate that misses a target of two decimals misses it by at least 1 ÷ (100 × whole), which is more than
 * rounding shifts it once 10^decimals > 50 × whole: with ten million answers at nine decimals, well inside a float's 15.
 *
 * Whole numbers, 0 ≤ part ≤ whole, whole ≥ 1 (else RangeError); target 0–100, at most two decimals, or null for none.
 */
export function shownPercent(part: number, whole: number, targetPercent: number | null): number {
  const truly = targetPercent !== null && reaches({ satisfied: part, answered: whole }, targetPercent);
  for (let decimals = 1; ; decimals++) {
    const shown = halfUp(100 * part, whole, decimals);
    if (targetPercent === null || shown >= targetPercent === truly) return shown;
  }
}

/**
 * An end of the interval (0–100, unrounded) as it is shown, by the same rule: 94.97 against 95 stays 94.97, so that a
 * reader who compares the shown ends with the target arrives at the verdict. After 15 decimals the float itself is given.
 */
export function shownBound(percent: number, targetPercent: number | null): number {
  for (let decimals = 1; decimals <= 15; decimals++) {
    // toFixed rounds the float's exact value, half up; an end of the interval is never a half itself.
    const shown = Number(percent.toFixed(decimals));
    if (targetPercent === null || shown >= targetPercent === percent >= targetPercent) return shown;
  }
  return percent;
}
