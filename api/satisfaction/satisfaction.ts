import type { Verdict } from '../../db/vocabulary.ts';
import { interval } from './interval.ts';
import type { Count } from './rollup.ts';
import { mean, rules } from './rules.ts';
import { shownBound, shownPercent } from './shown-percent.ts';
import { isFlagged, verdict } from './verdict.ts';

const { id, version, text } = rules.overall;

/** The rule of the figures below, as it is answered with them; its name is for pages. */
export const overallRule = { id, version, text };

/** A group's figures as shown; percents 0–100, mean 1–5, all four null without answers; low and high also where marks are pooled. */
export interface Figures extends Count {
  readonly percent: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly mean: number | null;
  readonly verdict: Verdict;
  readonly flagged: boolean;
  /** Several marks of one person are added up in it, so it has no interval. */
  readonly pooled: boolean;
}

/**
 * The figures of a count: rate, exact interval, mean, verdict and flag (contract, section 4).
 * Silence is in no figure: `closed` stands beside `answered`, it divides nothing here. `pooled`: the marks are of several
 * questions that one person may have answered; the exact interval is for independent answers, so there is none.
 */
export function figures(
  count: Count,
  bar: { readonly targetPercent: number | null; readonly fewest: number; readonly pooled?: boolean },
): Figures {
  const { targetPercent, fewest, pooled = false } = bar;
  return {
    ...count,
    ...shown(count, targetPercent),
    ...(pooled && { low: null, high: null }),
    pooled,
    verdict: verdict(count, targetPercent, fewest),
    flagged: isFlagged(count, targetPercent, fewest),
  };
}

function shown({ satisfied, answered, levels }: Count, targetPercent: number | null) {
  if (answered === 0) return { percent: null, low: null, high: null, mean: null };
  const { low, high } = interval(satisfied, answered);
  return {
    percent: shownPercent(satisfied, answered, targetPercent),
    low: shownBound(low, targetPercent),
    high: shownBound(high, targetPercent),
    mean: mean(levels),
  };
}
