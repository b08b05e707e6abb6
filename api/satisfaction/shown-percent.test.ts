import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interval } from './interval.ts';
import { shownBound, shownPercent } from './shown-percent.ts';
import { reaches, verdict } from './verdict.ts';

describe('a rate as shown', () => {
  test.each([
    [380, 400, 95, 95],
    [2374, 2500, 95, 94.96],
    [9_499_999, 10_000_000, 95, 94.99999],
    [1_899_999, 2_000_000, 95, 94.99995],
    [389, 400, 95, 97.3],
    [9502, 10_000, 95, 95],
    [94, 100, 95, 94],
    [37, 40, 92.5, 92.5],
    [9254, 10_000, 92.53, 92.54],
    [9253, 10_000, 92.53, 92.53],
    [9252, 10_000, 92.53, 92.5],
    [9999, 10_000, 100, 99.99],
    [1, 10_000, 0, 0],
    [0, 7, 95, 0],
    [7, 7, 95, 100],
  ])('%i of %i against %d is shown as %d', (part, whole, target, expected) => {
    expect(shownPercent(part, whole, target)).toBe(expected);
  });

  test.each([
    [2374, 2500, 95],
    [9999, 10_000, 100],
    [1, 3, 33.3],
    [2, 3, 66.7],
    [1, 2000, 0.1],
    [3, 2000, 0.2],
    [0, 1, 0],
  ])('%i of %i without a target is shown with one decimal: %d', (part, whole, expected) => {
    expect(shownPercent(part, whole, null)).toBe(expected);
  });

  test('halves go up at every step, where floats would lose some: 0.05, 0.15 … 99.95', () => {
    for (let step = 0; step < 1000; step++) expect(shownPercent(2 * step + 1, 2000, null)).toBe((step + 1) / 10);
  });
});

describe('an end of the interval as shown', () => {
  test.each([
    [94.97, 95, 94.97],
    [94.94, 95, 94.9],
    [94.999_999_4, 95, 94.999_999],
    [95.04, 95, 95],
    [89.9966, 90, 89.997],
    [0, 95, 0],
    [100, 95, 100],
    [99.98, 95, 100],
    [99.98, 100, 99.98],
    [92.383_302_7, 95, 92.4],
  ])('%d against %d is shown as %d', (percent, target, expected) => {
    expect(shownBound(percent, target)).toBe(expected);
  });

  test('without a target: one decimal', () => {
    expect(shownBound(94.97, null)).toBe(95);
  });

  test('the float next to the target stays on its side', () => {
    expect(shownBound(95 - 2 ** -46, 95)).toBeLessThan(95);
    expect(shownBound(95 + 2 ** -46, 95)).toBe(95);
  });
});

describe('what a reader of the shown figures concludes', () => {
  test('is the verdict, whatever the counts and the target', () => {
    fc.assert(
      fc.property(nearTargets, ({ satisfied, answered, target }) => {
        const { low, high } = interval(satisfied, answered);
        const percent = shownPercent(satisfied, answered, target);
        expect(percent >= target).toBe(reaches({ satisfied, answered }, target));
        const read = readVerdict(percent, shownBound(low, target), shownBound(high, target), target);
        expect(read).toBe(verdict({ satisfied, answered }, target, 1));
      }),
      { numRuns: 1000 },
    );
  });

  test('and the shown figures keep their order', () => {
    fc.assert(
      fc.property(nearTargets, ({ satisfied, answered, target }) => {
        const { low, high } = interval(satisfied, answered);
        const percent = shownPercent(satisfied, answered, target);
        expect(shownBound(low, target)).toBeLessThanOrEqual(percent);
        expect(shownBound(high, target)).toBeGreaterThanOrEqual(percent);
      }),
      { numRuns: 1000 },
    );
  });

  test('no decimal is shown that is not needed', () => {
    fc.assert(
      fc.property(nearTargets, ({ satisfied, answered, target }) => {
        const percent = shownPercent(satisfied, answered, target);
        const decimals = (String(percent).split('.')[1] ?? '').length;
        expect(decimals).toBeLessThanOrEqual(9);
        if (decimals < 2) return;
        // One decimal less, half up, lies on the other side of the target than the rate.
        const shorter = Number(`${Math.round(Number(`${percent}e${decimals - 1}`))}e-${decimals - 1}`);
        const exact = reaches({ satisfied, answered }, target);
        const shortest = shownPercent(satisfied, answered, null);
        expect(shortest >= target && shorter >= target).toBe(!exact);
      }),
    );
  });
});

function readVerdict(percent: number, low: number, high: number, target: number): string {
  if (percent >= target) return low >= target ? 'met' : 'met-uncertain';
  return high >= target ? 'missed-uncertain' : 'missed';
}

/** Counts whose rate lies anywhere, or within a few answers of the target. */
const nearTargets = fc
  .record({
    answered: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 10_000_000 })),
    target: fc.oneof(
      fc.constantFrom(90, 95),
      fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100),
    ),
    off: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -1_000_000, max: 1_000_000 })),
  })
  .map(({ answered, target, off }) => {
    const satisfied = Math.max(0, Math.min(answered, Math.round((answered * target) / 100) + off));
    return { satisfied, answered, target };
  });
