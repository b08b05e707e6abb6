import { halfUp } from './half-up.ts';
import { shownPercent } from './shown-percent.ts';
import type { Rate } from './verdict.ts';

/** How much of what was asked was answered, and how far silence could move the rate. Percents as shown, 0–100. */
export interface Coverage {
  /** Closed cases from which no answer is counted. */
  readonly silent: number;
  /** Answers beyond the closed cases: they were left over when earlier months were settled. */
  readonly carried: number;
  /** 100 × answered ÷ closed; null where nothing was closed, or more was answered than closed: that is no share. */
  readonly responsePercent: number | null;
  /** The rate if everybody silent were dissatisfied; null where nothing was closed and nothing answered. */
  readonly low: number | null;
  /** The rate if everybody silent were satisfied. */
  readonly high: number | null;
}

/**
 * Response rate, and the bounds within which the rate of all closed cases lies whatever the silent ones think:
 * satisfied ÷ closed and (satisfied + silent) ÷ closed. They assume nothing, so they are wide; a target outside them is
 * missed or met for certain, whoever chose to answer.
 *
 * Source: C. F. Manski, “Anatomy of the selection problem”, Journal of Human Resources 24 (1989); “Identification for
 * Prediction and Decision” (2007), chapter 2.
 *
 * One to four answers of a settled month may count in a later one (contract, section 4). Where that leaves fewer cases
 * than answers nobody is known to be silent, and both bounds are the rate itself.
 *
 * Whole numbers, 0 ≤ satisfied ≤ answered, closed ≥ 0 (else RangeError). The target, or null, decides only how many
 * decimals the bounds need, as for the rate.
 */
export function coverage(
  { satisfied, answered, closed }: Rate & { readonly closed: number },
  targetPercent: number | null,
): Coverage {
  if (![satisfied, answered - satisfied, closed].every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(`No coverage of ${closed} closed cases by ${satisfied} satisfied of ${answered} answers`);
  }
  const silent = Math.max(0, closed - answered);
  const all = answered + silent;
  return {
    silent,
    carried: Math.max(0, answered - closed),
    responsePercent: closed === 0 || answered > closed ? null : halfUp(100 * answered, closed, 1),
    low: all === 0 ? null : shownPercent(satisfied, all, targetPercent),
    high: all === 0 ? null : shownPercent(satisfied + silent, all, targetPercent),
  };
}
