import type { Localised, Verdict } from '../../db/vocabulary.ts';
import { halfUp } from './half-up.ts';
import { interval } from './interval.ts';
import type { Count, Levels } from './rollup.ts';
import { shownBound, shownPercent } from './shown-percent.ts';
import { isFlagged, verdict } from './verdict.ts';

/** The method, printed beside every figure: different methods never share a table without their names. */
export const overallRule: { readonly id: string; readonly version: number; readonly text: Localised } = {
  id: 'satisfaction.overall.top2',
  version: 1,
  text: {
    vi: 'Tỷ lệ hài lòng = số phiếu chọn “Hài lòng” và “Rất hài lòng” ÷ số phiếu trả lời câu 1.',
    en: 'Satisfied = “Satisfied” + “Very satisfied” ÷ answers to question 1.',
  },
};

/** A group's figures as shown; percents 0–100, mean 1–5, all four null without answers. */
export interface Figures extends Count {
  readonly percent: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly mean: number | null;
  readonly verdict: Verdict;
  readonly flagged: boolean;
}

/**
 * The figures of a count: rate, exact interval, mean, verdict and flag (contract, section 4).
 * Silence is in no figure: `closed` stands beside `answered`, it divides nothing here.
 */
export function figures(
  count: Count,
  bar: { readonly targetPercent: number | null; readonly fewest: number },
): Figures {
  const { targetPercent, fewest } = bar;
  return {
    ...count,
    ...shown(count, targetPercent),
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
    mean: mean(levels, answered),
  };
}

/** `satisfaction.mean`, version 1: the arithmetic mean of the marks, two decimals, half up; never called a percentage. */
function mean(levels: Levels, answered: number): number {
  const sum = levels.reduce((total, count, index) => total + count * (index + 1), 0);
  return halfUp(sum, answered, 2);
}
