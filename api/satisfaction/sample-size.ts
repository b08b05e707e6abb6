import { atLeast, binomial } from './binomial.ts';
import { oneSide } from './interval.ts';
import { type Rate, reaches, verdict } from './verdict.ts';

/** Advice that asks for more answers than this is none. */
const mostAdvised = 1_000_000;

/**
 * How many more answers make the verdict certain if the rate stays as it is: the smallest n' ≥ n for which
 * n' answers, of which rate × n' (rounded half up) are satisfied, are `met` or `missed`; given as n' − n.
 *
 * 0 where it is certain already. Null where no number up to a million makes it so, as for a rate that equals its target,
 * and without answers, where there is no rate to keep. Since answers come whole, one more than advised may fall just
 * short of certain again.
 *
 * Every n' in turn is looked at, so none is overlooked; what makes that fast is `Walk`, which follows the tail of the
 * binomial from one n' to the next. It only picks the n' worth asking the exact interval about.
 *
 * `targetPercent` and `fewest` as for `verdict`, which throws RangeError.
 */
export function moreAnswersNeeded(
  rate: Rate,
  { targetPercent, fewest }: { readonly targetPercent: number; readonly fewest: number },
): number | null {
  const { satisfied, answered } = rate;
  if (answered === 0) return null;
  const isMet = reaches(rate, targetPercent);
  const wanted = isMet ? 'met' : 'missed';
  const kept = (all: number) => Math.floor((2 * satisfied * all + answered) / (2 * answered));
  const isCertain = (all: number) => verdict({ satisfied: kept(all), answered: all }, targetPercent, fewest) === wanted;

  // What has to be many: the satisfied where the target is met, the others where it is missed.
  const many = (all: number) => (isMet ? kept(all) : all - kept(all));
  const first = Math.max(answered, fewest);
  if (isCertain(first)) return first - answered;
  if (Math.round(targetPercent * 100) * answered === 10_000 * satisfied) return null;
  const chance = isMet ? targetPercent / 100 : 1 - targetPercent / 100;
  let walk = startWalk(first, many(first), chance);
  while (walk.draws < answered + mostAdvised) {
    walk = step(walk, chance, { succeeds: many(walk.draws + 1) > walk.count });
    if (walk.tail <= oneSide * (1 + roughly) && isCertain(walk.draws)) return walk.draws - answered;
  }
  return null;
}

/**
 * The fewest answers that are certainly met if everybody is satisfied: the smallest n with 0.025^(1 ÷ n) ≥ target. 72 for
 * 95 %, 36 for 90 %; null for 100 %, which no number of answers proves.
 *
 * Source: the lower end of the exact interval for x = n. Throws RangeError unless 0–100, at most two decimals.
 */
export function fewestIfAllSatisfied(targetPercent: number): number | null {
  reaches({ satisfied: 1, answered: 1 }, targetPercent);
  if (targetPercent === 100) return null;
  return Math.max(1, Math.ceil(Math.log(oneSide) / Math.log(targetPercent / 100)));
}

/**
 * Sample size for planning (cỡ mẫu tham khảo): n = N ÷ (1 + N·e²), rounded up; e is the margin, in whole percent. It
 * presumes a random sample and a rate near 50 %; a survey whose respondents choose themselves is neither, so it promises
 * nothing.
 *
 * Source: T. Yamane, “Statistics: An Introductory Analysis”, 2nd edition (1967), p. 886; given in the ministry's training
 * material. Throws RangeError unless population ≥ 0 and margin ≥ 1 are whole numbers.
 */
export function planningSize(population: number, marginPercent = 5): number {
  if (![population, marginPercent - 1].every((each) => Number.isSafeInteger(each) && each >= 0)) {
    throw new RangeError(`No sample size for ${population} at a margin of ${marginPercent} percent`);
  }
  return Math.ceil((population * 10_000) / (10_000 + population * marginPercent ** 2));
}

/** How far a walk of a million steps may drift from the exact tail, as a share of it (held against R over 799,223). */
const roughly = 1e-5;

/** Where a walk along growing numbers of draws stands. */
interface Walk {
  readonly draws: number;
  readonly count: number;
  /** P(X ≥ count) */
  readonly tail: number;
  /** P(X = count) */
  readonly exactly: number;
}

function startWalk(draws: number, count: number, chance: number): Walk {
  const distribution = binomial(draws, chance);
  const exactly = distribution.probabilities[count - distribution.from] ?? 0;
  return { draws, count, tail: atLeast(distribution, count), exactly };
}

/**
 * One draw more, and one success more or not. With X of n draws and X' of n + 1:
 *
 *   P(X' ≥ count + 1) = P(X ≥ count) − (1 − p) × P(X = count)
 *   P(X' ≥ count)     = P(X ≥ count) + p × P(X = count − 1),
 *                       where p × P(X = count − 1) = P(X = count) × (1 − p) × count ÷ (n − count + 1)
 */
function step({ draws, count, tail, exactly }: Walk, chance: number, { succeeds }: { succeeds: boolean }): Walk {
  const other = 1 - chance;
  return succeeds
    ? {
        draws: draws + 1,
        count: count + 1,
        tail: tail - other * exactly,
        exactly: (exactly * (draws + 1) * chance) / (count + 1),
      }
    : {
        draws: draws + 1,
        count,
        tail: tail + (exactly * other * count) / (draws - count + 1),
        exactly: (exactly * (draws + 1) * other) / (draws + 1 - count),
      };
}
