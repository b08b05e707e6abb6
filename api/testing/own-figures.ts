/** What a test has counted of a group. */
export interface OwnCount {
  readonly closed: number | null;
  /** Null where nothing may be shown. */
  readonly levels: readonly number[] | null;
  readonly held?: boolean;
}

/**
 * The figures of a count, worked out a second way: percents and means as whole numbers, the exact interval by bisecting
 * sums of the binomial distribution instead of a beta quantile.
 */
export function ownFigures({ closed, levels, held = false }: OwnCount, targetPercent: number | null) {
  const [answered, satisfied] = levels ? [sum(levels), (levels[3] ?? 0) + (levels[4] ?? 0)] : [null, null];
  const counted = { closed, answered, satisfied, levels, held };
  if (!levels || !answered || satisfied === null) {
    return { ...counted, percent: null, low: null, high: null, mean: null, verdict: 'insufficient', flagged: false };
  }
  const { low, high } = exactInterval(satisfied, answered);
  const target = targetPercent === null ? null : Math.round(targetPercent * 100);
  const reaches = target === null || BigInt(satisfied) * 10_000n >= BigInt(target) * BigInt(answered);
  const marks = sum(levels.map((count, index) => count * (index + 1)));
  const isEnough = answered >= 5;
  return {
    ...counted,
    percent: shown((decimals) => halfUp(100 * satisfied, answered, decimals), reaches, targetPercent),
    low: shown(
      (decimals) => Number(low.toFixed(decimals)),
      targetPercent === null || low >= targetPercent,
      targetPercent,
    ),
    high: shown(
      (decimals) => Number(high.toFixed(decimals)),
      targetPercent === null || high >= targetPercent,
      targetPercent,
    ),
    mean: halfUp(marks, answered, 2),
    verdict: isEnough ? verdictOf({ low, high, reaches }, targetPercent) : 'insufficient',
    flagged: isEnough && !reaches,
  };
}

function verdictOf({ low, high, reaches }: { low: number; high: number; reaches: boolean }, target: number | null) {
  if (target === null) return 'no-target';
  if (reaches) return low >= target ? 'met' : 'met-uncertain';
  return high >= target ? 'missed-uncertain' : 'missed';
}

/** One decimal, and as many more as it takes to stand on the right side of the target. */
function shown(at: (decimals: number) => number, reaches: boolean, target: number | null): number {
  let decimals = 1;
  while (target !== null && at(decimals) >= target !== reaches) decimals += 1;
  return at(decimals);
}

/** A quotient of whole numbers, half up, digit by digit. */
function halfUp(numerator: number, denominator: number, decimals: number): number {
  const [n, d] = [BigInt(numerator) * 10n ** BigInt(decimals), BigInt(denominator)];
  const digits = String((2n * (n % d) >= d ? 1n : 0n) + n / d).padStart(decimals + 1, '0');
  return Number(`${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`);
}

const intervals = new Map<string, { low: number; high: number }>();

/** Clopper and Pearson's interval in percent: at each end the observed count or a rarer one has 2.5 %. */
function exactInterval(x: number, n: number): { low: number; high: number } {
  const key = `${x} ${n}`;
  const known = intervals.get(key);
  if (known) return known;
  const made = {
    low: x === 0 ? 0 : 100 * bisect((rate) => atLeast(x, n, rate) >= 0.025),
    high: x === n ? 100 : 100 * bisect((rate) => atLeast(n - x, n, 1 - rate) < 0.025),
  };
  intervals.set(key, made);
  return made;
}

/** The smallest rate at which the condition holds. */
function bisect(holds: (rate: number) => boolean): number {
  let [below, above] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (below + above) / 2;
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}

/** The chance of `x` or more of `n` at a rate. */
function atLeast(x: number, n: number, rate: number): number {
  let total = 0;
  for (let count = x; count <= n; count++) {
    const log = logChoose(n, count) + count * Math.log(rate) + (n - count) * Math.log1p(-rate);
    total += Math.exp(log);
    if (count > n * rate && log < -60) break;
  }
  return total;
}

const logFactorials = [0];
function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next++) {
    logFactorials.push((logFactorials[next - 1] ?? 0) + Math.log(next));
  }
  return logFactorials[n] ?? 0;
}

const logChoose = (n: number, k: number) => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
