import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halfUp } from './half-up.ts';

test.each([
  [0, 7, 1, 0],
  [1, 2, 0, 1],
  [1, 20, 1, 0.1],
  [1, 3, 2, 0.33],
  [2, 3, 2, 0.67],
  [37, 8, 2, 4.63],
  [4625, 1000, 2, 4.63],
  [4624, 1000, 2, 4.62],
  // As floats, 1.005 and 0.285 lie below the half and 8.345 lies above it.
  [1005, 1000, 2, 1.01],
  [285, 1000, 2, 0.29],
  [8345, 1000, 2, 8.35],
  [999, 1000, 2, 1],
  [9_007_199_254_740_991, 1, 1, 9_007_199_254_740_991],
])('%i ÷ %i to %i decimals is %d', (numerator, denominator, decimals, expected) => {
  expect(halfUp(numerator, denominator, decimals)).toBe(expected);
});

test('every half goes up: k.05 becomes k.1, at each step from 0 to 100', () => {
  for (let step = 0; step < 1000; step++) expect(halfUp(2 * step + 1, 20, 1)).toBe((step + 1) / 10);
});

test('no result is further than half a step from the quotient, and it prints with no more than its decimals', () => {
  const counts = fc.integer({ min: 0, max: 10_000_000 });
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 0, max: 6 }), (n, d, decimals) => {
      const rounded = halfUp(n, d, decimals);
      expect(Number(rounded.toFixed(decimals))).toBe(rounded);
      const steps = BigInt(rounded.toFixed(decimals).replace('.', ''));
      const twice = 2n * (steps * BigInt(d) - BigInt(n) * 10n ** BigInt(decimals));
      expect(twice > -BigInt(d) && twice <= BigInt(d)).toBe(true);
    }),
  );
});

test.each([
  [1, 0],
  [-1, 5],
  [0.5, 5],
  [1, 2.5],
  [Number.NaN, 1],
])('%d ÷ %d is refused', (numerator, denominator) => {
  expect(() => halfUp(numerator, denominator, 1)).toThrow(RangeError);
});
