import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apportion, distribution } from './distribution.ts';
import type { Levels } from './rollup.ts';

// The bill that President Washington vetoed: 15 states by the census of 1790, 120 seats. Source: COMAP, “For All Practical
// Purposes”, 10th edition, chapter 14, table 14.5; Balinski and Young, “Fair Representation”, appendix B.
const states = [
  ['Connecticut', 236_841, 8],
  ['Delaware', 55_540, 2],
  ['Georgia', 70_835, 2],
  ['Kentucky', 68_705, 2],
  ['Maryland', 278_514, 9],
  ['Massachusetts', 475_327, 16],
  ['New Hampshire', 141_822, 5],
  ['New Jersey', 179_570, 6],
  ['New York', 331_589, 11],
  ['North Carolina', 353_523, 12],
  ['Pennsylvania', 432_879, 14],
  ['Rhode Island', 68_446, 2],
  ['South Carolina', 206_236, 7],
  ['Vermont', 85_533, 3],
  ['Virginia', 630_560, 21],
] as const;

describe('largest remainder', () => {
  test('deals out the 120 seats of 1792 as published', () => {
    const populations = states.map(([, population]) => population);
    expect(apportion(populations, 120)).toEqual(states.map(([, , seats]) => seats));
  });

  test.each([
    [[1, 1, 1], 10, [4, 3, 3]],
    [[5, 0, 0], 7, [7, 0, 0]],
    [[1, 2], 0, [0, 0]],
  ])('of %j, %i seats: %j', (counts, seats, expected) => {
    expect(apportion(counts, seats)).toEqual(expected);
  });

  test.each([
    [[0, 0], 10],
    [[], 10],
    [[1, -1, 1], 10],
    [[1.5], 10],
    [[1], 2.5],
    [[2 ** 50], 1000],
  ])('%j can’t be dealt %d', (counts, seats) => {
    expect(() => apportion(counts, seats)).toThrow(RangeError);
  });
});

describe('the distribution', () => {
  test.each([
    [[4, 6, 10, 100, 280], [1, 1.5, 2.5, 25, 70], 5, 4.62],
    // A third each: the tenth that is left goes to the lower mark.
    [[1, 0, 0, 1, 1], [33.4, 0, 0, 33.3, 33.3], 4, 3.33],
    [[0, 0, 1, 2, 4], [0, 0, 14.3, 28.6, 57.1], 5, 4.43],
    // Rounded one by one these would add up to 100.1.
    [[1, 1, 1, 1, 2], [16.7, 16.7, 16.7, 16.6, 33.3], 3.5, 3.33],
    [[0, 0, 0, 1, 1], [0, 0, 0, 50, 50], 4.5, 4.5],
    [[1, 0, 0, 0, 1], [50, 0, 0, 0, 50], 3, 3],
    [[0, 0, 7, 0, 0], [0, 0, 100, 0, 0], 3, 3],
  ] as const)('of %j: shares %j, median %d, mean %d', (levels: Levels, shares, median, mean) => {
    expect(distribution(levels)).toEqual({ shares, median, mean });
  });

  test('there is none without answers', () => {
    expect(distribution([0, 0, 0, 0, 0])).toBeNull();
  });

  test('shares add up to 100.0, lie within a tenth of the exact ones, and keep the order of the counts', () => {
    fc.assert(
      fc.property(someLevels, (levels) => {
        const found = distribution(levels);
        const shares = found?.shares ?? [];
        expect(shares.reduce((sum, share) => sum + Math.round(share * 10), 0)).toBe(1000);
        const answered = levels.reduce((sum, count) => sum + count, 0);
        for (const [index, count] of levels.entries()) {
          const share = shares[index] ?? Number.NaN;
          expect(share).toBe(Number(share.toFixed(1)));
          expect(Math.abs(share - (100 * count) / answered)).toBeLessThan(0.1);
          for (const [other, fewer] of levels.entries()) {
            if (count > fewer) expect(share).toBeGreaterThanOrEqual(shares[other] ?? Number.NaN);
          }
        }
      }),
    );
  });

  test('the median is that of the answers laid out in a row', () => {
    fc.assert(
      fc.property(someLevels, (levels) => {
        const row = levels.flatMap((count, index) => Array<number>(count).fill(index + 1));
        const [left, right] = [row[Math.ceil(row.length / 2) - 1], row[Math.floor(row.length / 2)]];
        expect(distribution(levels)?.median).toBe(((left ?? 0) + (right ?? 0)) / 2);
      }),
    );
  });
});

const someLevels = fc
  .tuple(...([0, 1, 2, 3, 4] as const).map(() => fc.integer({ min: 0, max: 300 })))
  .filter((counts) => counts.some((count) => count > 0))
  .map(([a = 0, b = 0, c = 0, d = 0, e = 0]): Levels => [a, b, c, d, e]);
