import quantile from '@stdlib/stats-base-dists-beta-quantile';

/** A 95 % interval of a rate, in percent (0–100), unrounded. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** How often each side of the interval may be wrong, 0–1. */
export const oneSide = 0.025;

/**
 * The exact (Clopper–Pearson) 95 % interval of `satisfied` out of `answered`, in percent, unrounded.
 *
 *   low  = BETA.INV(0.025; x; n − x + 1), 0 for x = 0
 *   high = BETA.INV(0.975; x + 1; n − x), 100 for x = n
 *
 * Source: C. J. Clopper, E. S. Pearson, “The use of confidence or fiducial limits illustrated in the case of the
 * binomial”, Biometrika 26 (1934). Each side errs at most 2.5 % of the time, whatever n and the true rate; Wilson's
 * interval errs up to 10 % on one side below n = 30, and a verdict looks at one side only.
 *
 * Throws RangeError unless both are whole numbers with 0 ≤ satisfied ≤ answered and answered ≥ 1.
 */
export function interval(satisfied: number, answered: number): Interval {
  if (
    !Number.isSafeInteger(satisfied) ||
    !Number.isSafeInteger(answered) ||
    satisfied < 0 ||
    satisfied > answered ||
    answered < 1
  ) {
    throw new RangeError(`No interval for ${satisfied} satisfied of ${answered} answers`);
  }
  const others = answered - satisfied;
  return {
    low: satisfied === 0 ? 0 : 100 * quantile(oneSide, satisfied, others + 1),
    high: others === 0 ? 100 : 100 * quantile(1 - oneSide, satisfied + 1, others),
  };
}
