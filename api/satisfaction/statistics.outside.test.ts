import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { atLeast, atMost, binomial } from './binomial.ts';
import { squareAndAdd } from './change.ts';
import { distribution } from './distribution.ts';
import { funnelLimits } from './funnel.ts';
import { interval } from './interval.ts';
import type { Levels } from './rollup.ts';
import { moreAnswersNeeded } from './sample-size.ts';
import type { Rate } from './verdict.ts';
import { verdictChances } from './verdict-errors.ts';

// Every formula held against R (https://www.r-project.org), by its own functions and few lines of our own, written from the
// published formulas and not from the code.

const run = promisify(execFile);

/** Counts near the targets and far from them, few and many. */
const counts: readonly Rate[] = [1, 4, 5, 20, 36, 72, 100, 265, 400, 2000, 100_000, 10_000_000].flatMap((answered) =>
  [0, 0.003, 0.1, 0.5, 0.88, 0.9, 0.95, 0.97, 0.999, 1].map((rate) => ({
    satisfied: Math.round(rate * answered),
    answered,
  })),
);

describe('R agrees on', () => {
  test('the exact interval: qbeta, and binom.test where that is quick', async () => {
    const few = counts.filter(({ answered }) => answered <= 2000);
    const ends = await r(
      `say(100 * t(ends(x, n)))
       for (i in which(n <= 2000)) say(100 * binom.test(x[i], n[i])$conf.int)`,
      columns(counts),
    );
    expectClose(
      [...counts, ...few].flatMap(({ satisfied, answered }) => {
        const { low, high } = interval(satisfied, answered);
        return [low, high];
      }),
      ends,
      1e-10,
    );
  });

  test('the binomial distribution: dbinom, pbinom', async () => {
    const cases = counts.flatMap(({ answered }) => [0.5, 0.9, 0.95].map((chance) => ({ answered, chance })));
    const sums = await r(
      `for (i in seq_along(n)) { k <- floor(n[i] * p[i] - sqrt(n[i]) / 2)
         say(c(pbinom(k, n[i], p[i]), pbinom(k - 1, n[i], p[i], lower.tail = FALSE), dbinom(max(k, 0), n[i], p[i]))) }`,
      { n: cases.map(({ answered }) => answered), p: cases.map(({ chance }) => chance) },
    );
    expectClose(
      cases.flatMap(({ answered, chance }) => {
        const all = binomial(answered, chance);
        const count = Math.floor(answered * chance - Math.sqrt(answered) / 2);
        return [atMost(all, count), atLeast(all, count), all.probabilities[Math.max(count, 0) - all.from] ?? 0];
      }),
      sums,
      1e-9,
    );
  });

  test('the interval of a change from the exact intervals of both periods', async () => {
    const pairs = counts.flatMap((before, index) => [7, 31].map((step) => ({ before, after: at(index * 5 + step) })));
    const ends = await r(
      `a <- ends(x1, n1); b <- ends(x2, n2); p1 <- x1 / n1; p2 <- x2 / n2; d <- p2 - p1
       say(100 * rbind(d - sqrt((p2 - b[, 1])^2 + (a[, 2] - p1)^2), d + sqrt((b[, 2] - p2)^2 + (p1 - a[, 1])^2)))`,
      pairColumns(pairs),
    );
    expectClose(
      pairs.flatMap(({ before, after }) => {
        const { low, high } = squareAndAdd(exact(before), exact(after));
        return [low, high];
      }),
      ends,
      1e-10,
    );
  });

  test('Newcombe’s own interval, from Wilson’s: prop.test without correction', async () => {
    const pairs = [
      { before: { satisfied: 48, answered: 80 }, after: { satisfied: 56, answered: 70 } },
      { before: { satisfied: 3, answered: 10 }, after: { satisfied: 9, answered: 10 } },
      { before: { satisfied: 370, answered: 400 }, after: { satisfied: 389, answered: 400 } },
    ];
    const numbers = await r(
      `for (i in seq_along(x1)) say(100 * c(prop.test(x1[i], n1[i], correct = FALSE)$conf.int,
                                            prop.test(x2[i], n2[i], correct = FALSE)$conf.int))
       for (i in seq_along(x1)) { a <- prop.test(x1[i], n1[i], correct = FALSE)$conf.int
         b <- prop.test(x2[i], n2[i], correct = FALSE)$conf.int; p <- c(x1[i] / n1[i], x2[i] / n2[i])
         say(100 * (diff(p) + c(-1, 1) * sqrt(c((p[2] - b[1])^2 + (a[2] - p[1])^2, (b[2] - p[2])^2 + (p[1] - a[1])^2)))) }`,
      pairColumns(pairs),
    );
    const found = pairs.flatMap(({ before, after }, index) => {
      const [low1 = 0, high1 = 0, low2 = 0, high2 = 0] = numbers.slice(4 * index);
      const earlier = { percent: (100 * before.satisfied) / before.answered, low: low1, high: high1 };
      const later = { percent: (100 * after.satisfied) / after.answered, low: low2, high: high2 };
      const { low, high } = squareAndAdd(earlier, later);
      return [low, high];
    });
    expectClose(found, numbers.slice(4 * pairs.length), 1e-10);
    expect(found.slice(0, 4).map((end) => (end / 100).toFixed(4))).toEqual(['0.0524', '0.3339', '0.1705', '0.8090']);
  });

  // Fisher's one-sided test at 2.5 %, by the hypergeometric distribution; its own example to show that it is that test.
  test('when a change is clear: always where Fisher’s exact test says so, never where its p is over 5 percent', async () => {
    const [worst = 1, missed = 1, largest = 1, tea = 0, teaByFisher] = await r(
      `fisher <- function(x1, n1, x2, n2) phyper(x2 - 1, n2, n1, x1 + x2, lower.tail = FALSE)
       worst <- 0; missed <- 0; largest <- 0
       for (n1 in c(5, 30, 100, 400)) for (n2 in c(5, 30, 100, 400)) {
         a <- ends(0:n1, n1); b <- ends(0:n2, n2); p1 <- 0:n1 / n1; p2 <- 0:n2 / n2
         rise <- t(sapply(0:n1, function(i) p2 - p1[i + 1] > sqrt((p2 - b[, 1])^2 + (a[i + 1, 2] - p1[i + 1])^2)))
         p <- outer(0:n1, 0:n2, function(i, j) fisher(i, n1, j, n2))
         missed <- missed + sum(!rise & p <= .025); largest <- max(largest, p[rise])
         for (q in seq(.005, .995, .005)) worst <- max(worst, dbinom(0:n1, n1, q) %*% rise %*% dbinom(0:n2, n2, q)) }
       tea <- matrix(c(3, 1, 1, 3), 2)
       say(c(worst, missed, largest, fisher(1, 4, 3, 4), fisher.test(tea, alternative = "greater")$p.value))`,
    );
    expect(worst).toBeLessThanOrEqual(0.025);
    expect(missed).toBe(0);
    expect(largest).toBeLessThan(0.05);
    expect(tea).toBeCloseTo(17 / 70, 12);
    expect(teaByFisher).toBeCloseTo(17 / 70, 12);
  });

  test('how likely each verdict is', async () => {
    const situations = [5, 36, 72, 100, 265, 400, 2000].flatMap((answered) =>
      [88, 90, 93, 95, 97].flatMap((truePercent) =>
        [90, 95].map((targetPercent) => ({ answered, truePercent, targetPercent })),
      ),
    );
    const chances = await r(
      `for (i in seq_along(n)) { x <- 0:n[i]; t <- target[i] / 100; w <- dbinom(x, n[i], truth[i] / 100)
         low <- ends(x, n[i])[, 1]; high <- ends(x, n[i])[, 2]
         reaches <- 100 * x >= target[i] * n[i]
         say(c(sum(w[reaches & low >= t]), sum(w[reaches & low < t]), sum(w[!reaches & high >= t]), sum(w[!reaches & high < t]))) }`,
      {
        n: situations.map(({ answered }) => answered),
        truth: situations.map(({ truePercent }) => truePercent),
        target: situations.map(({ targetPercent }) => targetPercent),
      },
    );
    expectClose(
      situations.flatMap((situation) => {
        const found = verdictChances(situation);
        return [found.met, found['met-uncertain'], found['missed-uncertain'], found.missed];
      }),
      chances,
      1e-10,
    );
  });

  test('how many more answers make a verdict certain, up to a million', async () => {
    const rates = [
      [388, 400],
      [97, 100],
      [93, 100],
      [20, 20],
      [951, 1000],
      [949, 1000],
      [95_045, 100_000],
    ] as const;
    const more = await r(
      `for (i in seq_along(x)) { m <- n[i]:(n[i] + 1e6); k <- floor(x[i] / n[i] * m + .5 + 1e-9)
         certain <- if (x[i] / n[i] > .95) pbinom(k - 1, m, .95, lower.tail = FALSE) <= .025 else pbinom(k, m, .95) <= .025
         say(which(certain)[1] - 1) }`,
      { x: rates.map(([satisfied]) => satisfied), n: rates.map(([, answered]) => answered) },
    );
    const found = rates.map(([satisfied, answered]) =>
      moreAnswersNeeded({ satisfied, answered }, { targetPercent: 95, fewest: 5 }),
    );
    expect(found).toEqual(more);
  });

  // Spiegelhalter 2005, appendix: r − (F(r) − p) ÷ f(r), with r from qbinom; the upper side as its mirror image.
  test('the control limits of a funnel', async () => {
    const cases = [1, 6, 20, 100, 400, 2000, 100_000].flatMap((answered) =>
      [50, 90, 94.3, 95].map((centre) => ({ answered, centre })),
    );
    const limits = await r(
      `lower <- function(n, p, tail) { r <- qbinom(tail, n, p); max(0, r - (pbinom(r, n, p) - tail) / dbinom(r, n, p)) / n }
       for (i in seq_along(n)) for (tail in c(.025, .001))
         say(100 * c(lower(n[i], centre[i] / 100, tail), 1 - lower(n[i], 1 - centre[i] / 100, tail)))`,
      { n: cases.map(({ answered }) => answered), centre: cases.map(({ centre }) => centre) },
    );
    expectClose(
      cases.flatMap(({ answered, centre }) => {
        const { inner, outer } = funnelLimits(answered, centre);
        return [inner.low, inner.high, outer.low, outer.high];
      }),
      limits,
      1e-9,
    );
  });

  test('median and mean of marks', async () => {
    const all: readonly Levels[] = [
      [4, 6, 10, 100, 280],
      [1, 1, 1, 1, 2],
      [0, 0, 0, 1, 1],
      [3, 0, 0, 0, 4],
      [0, 17, 0, 0, 0],
    ];
    const numbers = await r(
      all.map((levels) => `m <- rep(1:5, c(${levels})); say(c(median(m), floor(100 * mean(m) + .5) / 100))`).join('\n'),
    );
    expectClose(
      all.flatMap((levels) => {
        const found = distribution(levels);
        return [found?.median ?? Number.NaN, found?.mean ?? Number.NaN];
      }),
      numbers,
      1e-12,
    );
  });
});

/**
 * Runs lines of R after defining the vectors. There are `say`, which prints numbers in full, to be returned, and `ends`, the
 * exact interval of each x of n as a row, by the formula of Clopper and Pearson.
 */
async function r(lines: string, vectors: Readonly<Record<string, readonly number[]>> = {}): Promise<number[]> {
  const script = [
    'say <- function(numbers) cat(sprintf("%.17g", numbers), sep = "\\n", fill = TRUE)',
    'options(warn = -1)',
    'ends <- function(x, n) cbind(ifelse(x == 0, 0, qbeta(.025, x, n - x + 1)), ifelse(x == n, 1, qbeta(.975, x + 1, n - x)))',
    ...Object.entries(vectors).map(([name, numbers]) => `${name} <- c(${numbers.join(', ')})`),
    lines,
  ].join('\n');
  const { stdout } = await run('Rscript', ['--vanilla', '-e', script], { maxBuffer: 10_000_000 });
  return stdout.trim().split(/\s+/).map(Number);
}

function columns(rates: readonly Rate[]) {
  return { x: rates.map(({ satisfied }) => satisfied), n: rates.map(({ answered }) => answered) };
}

function pairColumns(pairs: readonly { readonly before: Rate; readonly after: Rate }[]) {
  const [before, after] = [columns(pairs.map((pair) => pair.before)), columns(pairs.map((pair) => pair.after))];
  return { x1: before.x, n1: before.n, x2: after.x, n2: after.n };
}

function at(index: number): Rate {
  return counts[index % counts.length] ?? { satisfied: 1, answered: 1 };
}

function exact({ satisfied, answered }: Rate) {
  return { ...interval(satisfied, answered), percent: (100 * satisfied) / answered };
}

/** Each number within a share of the expected one, and of one hundredth where that is near 0. */
function expectClose(found: readonly number[], expected: readonly number[], share: number): void {
  expect(found.length).toBe(expected.length);
  for (const [index, number] of found.entries()) {
    const other = expected[index] ?? Number.NaN;
    expect(Math.abs(number - other), `number ${index}: ${number}, R says ${other}`).toBeLessThanOrEqual(
      share * Math.max(Math.abs(other), 0.01),
    );
  }
}
