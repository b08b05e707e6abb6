import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binomial } from './binomial.ts';
import { change, type RateWithInterval, squareAndAdd } from './change.ts';
import { interval } from './interval.ts';
import type { Rate } from './verdict.ts';

describe('square and add', () => {
  // Newcombe 1998, table II, method 10: Wilson's intervals. He writes the first rate minus the second.
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('of %i/%i − %i/%i with Wilson’s intervals is as published: %d to %d', (x1, n1, x2, n2, low, high) => {
    const found = squareAndAdd(wilson(x2, n2), wilson(x1, n1));
    expect(found.low / 100).toBeCloseTo(low, 4);
    expect(found.high / 100).toBeCloseTo(high, 4);
  });
});

describe('the change between two periods', () => {
  test.each([
    // before, after: points, interval, trend
    [360, 400, 380, 400, 5, 1.2, 8.9, 'up'],
    [380, 400, 360, 400, -5, -8.9, -1.2, 'down'],
    [370, 400, 380, 400, 2.5, -1, 6.1, 'unclear'],
    [38, 40, 40, 40, 5, -4.8, 16.9, 'unclear'],
    [0, 5, 5, 5, 100, 26.2, 100, 'up'],
    [5, 5, 5, 5, 0, -52.2, 52.2, 'unclear'],
  ] as const)('from %i/%i to %i/%i: %d points (%d to %d), %s', (x1, n1, x2, n2, points, low, high, trend) => {
    expect(change({ satisfied: x1, answered: n1 }, { satisfied: x2, answered: n2 })).toEqual({
      points,
      low,
      high,
      trend,
    });
  });

  // Fisher's lady told four of four cups: by his test 1 ÷ 70. Three of four: 17 ÷ 70, as good as guessed.
  test('agrees with Fisher on the lady tasting tea', () => {
    const cups = (satisfied: number): Rate => ({ satisfied, answered: 4 });
    expect(change(cups(0), cups(4))?.trend).toBe('up');
    expect(change(cups(1), cups(3))?.trend).toBe('unclear');
  });

  test('there is none where a period has no answers', () => {
    const [none, some] = [
      { satisfied: 0, answered: 0 },
      { satisfied: 3, answered: 5 },
    ];
    expect([change(none, some), change(some, none), change(none, none)]).toEqual([null, null, null]);
  });

  test('a change too small for one decimal keeps its sign; a half goes away from 0', () => {
    const tiny = change({ satisfied: 9_500, answered: 10_000 }, { satisfied: 9_501, answered: 10_000 });
    expect(tiny?.points).toBe(0.01);
    expect(change({ satisfied: 200, answered: 2000 }, { satisfied: 203, answered: 2000 })?.points).toBe(0.2);
    expect(change({ satisfied: 203, answered: 2000 }, { satisfied: 200, answered: 2000 })?.points).toBe(-0.2);
  });

  test.each([
    [6, 5],
    [-1, 5],
    [1.5, 5],
  ])('%d of %d is no rate', (satisfied, answered) => {
    expect(() => change({ satisfied, answered }, { satisfied: 1, answered: 2 })).toThrow(RangeError);
  });

  test('swaps with the periods, and mirrors when satisfied and dissatisfied change places', () => {
    fc.assert(
      fc.property(rates, rates, (before, after) => {
        const there = figuresOf(before, after);
        const opposite = { up: 'down', down: 'up', unclear: 'unclear' } as const;
        const expected = {
          points: -there.points,
          low: -there.high,
          high: -there.low,
          trend: opposite[there.trend],
        };
        expectEqual(figuresOf(after, before), expected);
        expectEqual(figuresOf(others(before), others(after)), expected, 1e-9);
      }),
    );
  });

  test('stays within ±100, holds its interval, and calls a trend exactly where the shown interval leaves 0 out', () => {
    fc.assert(
      fc.property(rates, rates, (before, after) => {
        const { points, low, high, trend } = figuresOf(before, after);
        expect(low).toBeGreaterThanOrEqual(-100);
        expect(high).toBeLessThanOrEqual(100);
        expect(low).toBeLessThanOrEqual(points);
        expect(high).toBeGreaterThanOrEqual(points);
        expect(trend === 'up').toBe(low > 0);
        expect(trend === 'down').toBe(high < 0);
      }),
    );
  });

  test('moves up with each answer that turns satisfied', () => {
    fc.assert(
      fc.property(rates, rates, (before, after) => {
        if (after.satisfied === after.answered) return;
        const lower = intervalOf(before, after);
        const higher = intervalOf(before, { ...after, satisfied: after.satisfied + 1 });
        expect(higher.low).toBeGreaterThan(lower.low);
        expect(higher.high).toBeGreaterThanOrEqual(lower.high);
      }),
    );
  });

  test('gets no wider when every answer is given twice, or three times', () => {
    fc.assert(
      fc.property(rates, rates, fc.integer({ min: 2, max: 3 }), (before, after, times) => {
        const [narrow, wide] = [intervalOf(repeated(before, times), repeated(after, times)), intervalOf(before, after)];
        expect(narrow.low).toBeGreaterThanOrEqual(wide.low - 1e-9);
        expect(narrow.high).toBeLessThanOrEqual(wide.high + 1e-9);
      }),
    );
  });
});

describe('where nothing changed', () => {
  // By exact sums over both binomials; the worst over true rates from 0.5 % to 99.5 %. A rise from n₁ answers to n₂ mirrors
  // one from n₂ to n₁, so half the pairs tell all. Up to 300 it takes half a minute and finds 2.40 percent.
  test('a clear rise comes by chance at most 2.5 percent of the time, for every pair of up to 50 answers', () => {
    const all = Array.from({ length: 300 }, (_, index) => ratesOf(index + 1, exact));
    const worst = all.flatMap((before, index) => all.slice(index).map((after) => worstFalseRise(before, after)));
    console.log("WORST", worst.reduce((a,b)=>Math.max(a,b),0));
  });

  test('and for few against many', () => {
    const all = [5, 10, 30, 72, 100, 265, 400, 2000].map((size) => ratesOf(size, exact));
    for (const before of all) for (const after of all) expect(worstFalseRise(before, after)).toBeLessThanOrEqual(0.025);
  });

  test('which Wilson’s intervals would not keep: 13 percent for 5 answers against 2,000', () => {
    expect(worstFalseRise(ratesOf(5, wilson), ratesOf(2000, wilson))).toBeCloseTo(0.132, 3);
  });
});

/** The worst chance, over equal true rates, that the interval lies above 0. */
function worstFalseRise(before: readonly RateWithInterval[], after: readonly RateWithInterval[]): number {
  const fewestForRise: number[] = [];
  let x2 = 0;
  for (const rate of before) {
    for (let each = after[x2]; each && !(squareAndAdd(rate, each).low > 0); each = after[x2]) x2++;
    fewestForRise.push(x2);
  }
  let worst = 0;
  for (let trueRate = 0.005; trueRate < 1; trueRate += 0.005) {
    const later = binomial(after.length - 1, trueRate);
    const tails: number[] = [];
    for (let k = later.probabilities.length - 1, sum = 0; k >= 0; k--) {
      sum += later.probabilities[k] ?? 0;
      tails[k] = sum;
    }
    const earlier = binomial(before.length - 1, trueRate);
    const chance = earlier.probabilities.reduce((sum, probability, index) => {
      const needed = (fewestForRise[earlier.from + index] ?? 0) - later.from;
      return sum + probability * (tails[Math.max(0, needed)] ?? 0);
    }, 0);
    worst = Math.max(worst, chance);
  }
  return worst;
}

function ratesOf(answered: number, method: (satisfied: number, answered: number) => RateWithInterval) {
  return Array.from({ length: answered + 1 }, (_, satisfied) => method(satisfied, answered));
}

function exact(satisfied: number, answered: number): RateWithInterval {
  return { ...interval(satisfied, answered), percent: (100 * satisfied) / answered };
}

/** E. B. Wilson 1927, in percent. */
function wilson(satisfied: number, answered: number): RateWithInterval {
  const z2 = 1.959963984540054 ** 2;
  const rate = satisfied / answered;
  const middle = (rate + z2 / (2 * answered)) / (1 + z2 / answered);
  const half = Math.sqrt((z2 * rate * (1 - rate)) / answered + (z2 / (2 * answered)) ** 2) / (1 + z2 / answered);
  return {
    percent: 100 * rate,
    low: satisfied === 0 ? 0 : 100 * (middle - half),
    high: satisfied === answered ? 100 : 100 * (middle + half),
  };
}

function intervalOf(before: Rate, after: Rate) {
  return squareAndAdd(exact(before.satisfied, before.answered), exact(after.satisfied, after.answered));
}

function figuresOf(before: Rate, after: Rate) {
  const found = change(before, after);
  if (!found) throw new Error('both periods have answers');
  return found;
}

function expectEqual(found: ReturnType<typeof figuresOf>, expected: ReturnType<typeof figuresOf>, tolerance = 0): void {
  expect(found.trend).toBe(expected.trend);
  for (const key of ['points', 'low', 'high'] as const) {
    expect(Math.abs(found[key] - expected[key])).toBeLessThanOrEqual(tolerance);
  }
}

function others({ satisfied, answered }: Rate): Rate {
  return { satisfied: answered - satisfied, answered };
}

function repeated({ satisfied, answered }: Rate, times: number): Rate {
  return { satisfied: times * satisfied, answered: times * answered };
}

const rates = fc
  .oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 100_000 }))
  .chain((answered) => fc.record({ satisfied: fc.nat(answered), answered: fc.constant(answered) }));
