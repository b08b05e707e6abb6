/** How likely each number of successes is; what is left out on both sides weighs less than 10⁻²⁰ together. */
export interface Binomial {
  /** The number of successes that `probabilities[0]` belongs to. */
  readonly from: number;
  /** Each 0–1, together 1. */
  readonly probabilities: readonly number[];
}

/** Against the likeliest number of successes, set to 1. */
const negligible = 1e-25;

/**
 * The binomial distribution of `draws` independent draws that succeed with `chance` (0–1).
 *
 * From the likeliest number outwards, neighbours by their ratio, f(k+1) ÷ f(k) = (n−k) ÷ (k+1) × p ÷ (1−p), divided by
 * their sum in the end: no factorial, so nothing overflows, and no logarithm, so nothing is lost. The work grows with √n.
 *
 * Throws RangeError unless draws is a whole number ≥ 0 and chance lies in 0–1.
 */
export function binomial(draws: number, chance: number): Binomial {
  if (!Number.isSafeInteger(draws) || draws < 0 || !(chance >= 0 && chance <= 1)) {
    throw new RangeError(`No binomial distribution of ${draws} draws with chance ${chance}`);
  }
  const odds = chance / (1 - chance);
  const mode = Math.min(draws, Math.floor((draws + 1) * chance));
  const above: number[] = [];
  for (let k = mode, term = 1; k < draws; k++) {
    term *= ((draws - k) / (k + 1)) * odds;
    if (term < negligible) break;
    above.push(term);
  }
  const below: number[] = [];
  for (let k = mode, term = 1; k > 0; k--) {
    term *= k / ((draws - k + 1) * odds);
    if (term < negligible) break;
    below.push(term);
  }
  const terms = [...below.reverse(), 1, ...above];
  const sum = terms.reduce((total, term) => total + term, 0);
  return { from: mode - below.length, probabilities: terms.map((term) => term / sum) };
}

/** P(X ≤ count). */
export function atMost({ from, probabilities }: Binomial, count: number): number {
  return sumOf(probabilities.slice(0, Math.max(0, count - from + 1)));
}

/** P(X ≥ count). */
export function atLeast({ from, probabilities }: Binomial, count: number): number {
  return sumOf(probabilities.slice(Math.max(0, count - from)).reverse());
}

/** The most successes that are surprisingly few, P(X ≤ count) ≤ tail; −1 where even none at all is no surprise. */
export function mostSurprisinglyFew({ from, probabilities }: Binomial, tail: number): number {
  let sum = 0;
  const within = probabilities.findIndex((probability) => {
    sum += probability;
    return sum > tail;
  });
  return from + within - 1;
}

/** The fewest successes that are surprisingly many, P(X ≥ count) ≤ tail; draws + 1 where even all are no surprise. */
export function fewestSurprisinglyMany({ from, probabilities }: Binomial, tail: number): number {
  let sum = 0;
  const within = probabilities.findLastIndex((probability) => {
    sum += probability;
    return sum > tail;
  });
  return from + within + 1;
}

/** From the small end on, so that small terms are not swallowed by the sum. */
function sumOf(probabilities: readonly number[]): number {
  return probabilities.reduce((total, probability) => total + probability, 0);
}
