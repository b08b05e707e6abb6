import { atMost, type Binomial, binomial, fewestSurprisinglyMany, mostSurprisinglyFew } from './binomial.ts';
import { type Interval, oneSide } from './interval.ts';
import type { Rate } from './verdict.ts';

/** The control limits at one number of answers, in percent, unrounded. */
export interface FunnelLimits {
  /** Beyond each by chance at most 2.5 % of the time (95 % limits). */
  readonly inner: Interval;
  /** Beyond each by chance at most 0.1 % of the time (99.8 % limits). */
  readonly outer: Interval;
}

/** Where a unit stands in the funnel; `far` is beyond the outer limits. */
export type FunnelPlace = 'far-below' | 'below' | 'inside' | 'above' | 'far-above';

/** How often each outer limit may be passed by chance. */
const oneFarSide = 0.001;

/**
 * Control limits of a funnel plot: between which rates a unit with so many answers falls if its true rate is `centre`.
 *
 * From the binomial distribution, no approximation: a count is beyond a limit exactly where it is surprising,
 * P(X ≤ x) ≤ 2.5 % below or P(X ≥ x) ≤ 2.5 % above (0.1 % outside). Between the last count outside and the first inside the
 * limit is interpolated by their probabilities, so that the line is smooth. A limit that no count can pass is 0 or 100.
 * Around a target, beyond the inner limits is what a verdict calls certain.
 *
 * Source: D. J. Spiegelhalter, “Funnel plots for comparing institutional performance”, Statistics in Medicine 24 (2005),
 * appendix, for the lower side; the upper is its mirror image, which lies one count further out than his, whose own lets a
 * unit pass more often than 2.5 %: B. N. Manktelow, S. E. Seaton, PLoS ONE 7(9): e45723 (2012), recommend this choice.
 *
 * Chance alone: where units differ for other reasons too, more than 1 in 20 lie outside. Answers ≥ 1, centre 0–100 percent
 * (else RangeError).
 */
export function funnelLimits(answered: number, centrePercent: number): FunnelLimits {
  const satisfied = distributionOf(answered, centrePercent);
  const others = distributionOf(answered, 100 - centrePercent);
  const limits = (tail: number): Interval => ({
    low: (100 * lowerLimit(satisfied, tail)) / answered,
    high: 100 - (100 * lowerLimit(others, tail)) / answered,
  });
  return { inner: limits(oneSide), outer: limits(oneFarSide) };
}

/** Where a unit's rate lies against the limits for its own number of answers. */
export function funnelPlace({ satisfied, answered }: Rate, centrePercent: number): FunnelPlace {
  const distribution = distributionOf(answered, centrePercent);
  if (satisfied <= mostSurprisinglyFew(distribution, oneFarSide)) return 'far-below';
  if (satisfied <= mostSurprisinglyFew(distribution, oneSide)) return 'below';
  if (satisfied >= fewestSurprisinglyMany(distribution, oneFarSide)) return 'far-above';
  return satisfied >= fewestSurprisinglyMany(distribution, oneSide) ? 'above' : 'inside';
}

function distributionOf(answered: number, centrePercent: number): Binomial {
  if (answered === 0) throw new RangeError('No control limits without answers');
  return binomial(answered, centrePercent / 100);
}

/** In counts, not whole: x + (tail − P(X ≤ x)) ÷ P(X = x + 1), with x the most that is surprisingly few; 0 if none is. */
function lowerLimit(distribution: Binomial, tail: number): number {
  const few = mostSurprisinglyFew(distribution, tail);
  if (few < 0) return 0;
  const next = atMost(distribution, few + 1) - atMost(distribution, few);
  return few + (tail - atMost(distribution, few)) / next;
}
