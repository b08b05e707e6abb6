import { atLeast, atMost, binomial, fewestSurprisinglyMany, mostSurprisinglyFew } from './binomial.ts';
import { oneSide } from './interval.ts';
import { reaches } from './verdict.ts';

/** The verdicts that say something about the rate. */
export const judgements = ['met', 'met-uncertain', 'missed-uncertain', 'missed'] as const;
export type Judgement = (typeof judgements)[number];

/** A situation to judge: percents 0–100, the target with at most two decimals; answers a whole number ≥ 1. */
export interface Situation {
  readonly answered: number;
  /** What the share satisfied would be if everybody were asked and answered. */
  readonly truePercent: number;
  readonly targetPercent: number;
}

/**
 * How likely each verdict is, 0–1, if every answer is satisfied with the true rate, independently: exact sums of the
 * binomial distribution.
 *
 * The interval's lower end reaches the target exactly where so many satisfied are surprising at the target itself,
 * P(X ≥ x) ≤ 2.5 %; its upper end stays under it where so few are. That is how Clopper and Pearson made it (1934).
 *
 * Throws RangeError for percents out of range and answers that are no whole number.
 */
export function verdictChances({ answered, truePercent, targetPercent }: Situation): Record<Judgement, number> {
  const atTarget = binomial(answered, targetPercent / 100);
  const inTruth = binomial(answered, truePercent / 100);
  const met = atLeast(inTruth, fewestSurprisinglyMany(atTarget, oneSide));
  const missed = atMost(inTruth, mostSurprisinglyFew(atTarget, oneSide));
  const reached = atLeast(inTruth, fewestReaching(answered, targetPercent));
  return { met, 'met-uncertain': reached - met, 'missed-uncertain': 1 - reached - missed, missed };
}

/** Whether a verdict tells something untrue: met though the true rate is under the target, or missed though it is not. */
export function isWrong(judgement: Judgement, { truePercent, targetPercent }: Situation): boolean {
  return (judgement === 'met' || judgement === 'met-uncertain') === truePercent < targetPercent;
}

/** How likely a verdict is wrong, 0–1: any that is, and those that call themselves certain. */
export interface VerdictErrors {
  readonly any: number;
  readonly certain: number;
}

export function verdictErrors(situation: Situation): VerdictErrors {
  const chances = verdictChances(situation);
  const wrong = judgements.filter((judgement) => isWrong(judgement, situation));
  return {
    any: wrong.reduce((sum, judgement) => sum + chances[judgement], 0),
    certain: wrong.includes('met') ? chances.met : chances.missed,
  };
}

/**
 * How likely at least one of several fields is wrong, 0–1, if each is with the same chance and independently:
 * 1 − (1 − chance)^fields. Ten fields of which each errs 2.5 % of the time: 22.4 %.
 */
export function atLeastOne(chance: number, fields: number): number {
  return 1 - (1 - chance) ** fields;
}

/** For how many answers the table looks at every number. */
const [fewestAnswers, mostAnswers] = [5, 2000];

/** How far under the target “just under” is, in percent: as good as the target itself, but not it. */
const aHair = 1e-9;

/** A row of the table on the method page: one true rate, several numbers of answers. Chances 0–1. */
export interface VerdictErrorRow {
  readonly truePercent: number;
  /** The true rate is a hair under the target, where `met` errs most often. */
  readonly isJustUnder: boolean;
  readonly bySize: readonly VerdictErrors[];
  /** The most often that a certain verdict is wrong, over all numbers of answers from 5 to 2,000, and for which. */
  readonly worst: { readonly certain: number; readonly answered: number };
}

/**
 * How often verdicts against a target are wrong, at true rates of the target itself, just under it, and one and two
 * percent points to each side (those within 0–100).
 */
export function verdictErrorTable(targetPercent: number, sizes: readonly number[]): VerdictErrorRow[] {
  return [-2, -1, -aHair, 0, 1, 2]
    .map((offset) => ({ truePercent: targetPercent + offset, targetPercent, isJustUnder: offset === -aHair }))
    .filter(({ truePercent }) => truePercent >= 0 && truePercent <= 100)
    .map(({ truePercent, isJustUnder }) => ({
      truePercent,
      isJustUnder,
      bySize: sizes.map((answered) => verdictErrors({ answered, truePercent, targetPercent })),
      worst: worstOf(truePercent, targetPercent),
    }));
}

function worstOf(truePercent: number, targetPercent: number): VerdictErrorRow['worst'] {
  let worst = { certain: 0, answered: fewestAnswers };
  for (let answered = fewestAnswers; answered <= mostAnswers; answered++) {
    const { certain } = verdictErrors({ answered, truePercent, targetPercent });
    if (certain > worst.certain) worst = { certain, answered };
  }
  return worst;
}

/** The fewest satisfied with which a rate reaches the target. */
function fewestReaching(answered: number, targetPercent: number): number {
  // Also refuses what is no target.
  if (reaches({ satisfied: 0, answered }, targetPercent)) return 0;
  return Math.ceil((answered * Math.round(targetPercent * 100)) / 10_000);
}
