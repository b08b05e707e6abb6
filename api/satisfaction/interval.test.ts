import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interval } from './interval.ts';

describe('the exact interval', () => {
  // As in the methodology: BETA.INV of any spreadsheet gives the same.
  test.each([
    [20, 20, '83.16', '100.00'],
    [95, 100, '88.72', '98.36'],
    [380, 400, '92.38', '96.92'],
    [388, 400, '94.82', '98.44'],
    [389, 400, '95.13', '98.62'],
    [392, 400, '96.10', '99.13'],
    [45, 50, '78.19', '96.67'],
    [0, 5, '0.00', '52.18'],
    [4, 5, '28.36', '99.49'],
    [71, 71, '94.94', '100.00'],
    [72, 72, '95.01', '100.00'],
    [35, 35, '90.00', '100.00'],
    [36, 36, '90.26', '100.00'],
  ])('%i of %i: %s to %s percent', (satisfied, answered, low, high) => {
    const found = interval(satisfied, answered);
    expect([found.low.toFixed(2), found.high.toFixed(2)]).toEqual([low, high]);
  });

  // R. G. Newcombe, “Two-sided confidence intervals for the single proportion: comparison of seven methods”, Statistics in
  // Medicine 17 (1998), table I, method 5.
  test.each([
    [81, 263, '0.2527', '0.3676'],
    [15, 148, '0.0578', '0.1617'],
    [0, 20, '0.0000', '0.1684'],
    [1, 29, '0.0009', '0.1776'],
  ])('%i of %i is as published: %s to %s', (satisfied, answered, low, high) => {
    const found = interval(satisfied, answered);
    expect([(found.low / 100).toFixed(4), (found.high / 100).toFixed(4)]).toEqual([low, high]);
  });

  test('35 of 35 stays under 90 percent, by three thousandths', () => {
    expect(interval(35, 35).low).toBeCloseTo(89.997, 3);
  });

  test('none of n begins at 0 and all of n ends at 100, exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (answered) => {
        expect(interval(0, answered).low).toBe(0);
        expect(interval(answered, answered).high).toBe(100);
      }),
    );
  });

  test('by whole numbers alone: at each end, the tail of the binomial crosses 2.5 percent (all n up to 40)', () => {
    for (let answered = 1; answered <= 40; answered++) {
      for (let satisfied = 0; satisfied <= answered; satisfied++) {
        const { low, high } = interval(satisfied, answered);
        if (satisfied > 0) expectCrossing(satisfied, answered, low);
        if (satisfied < answered) expectCrossing(answered - satisfied, answered, 100 - high);
      }
    }
  });

  test('by logarithms: the same for counts up to a hundred thousand', () => {
    fc.assert(
      fc.property(rates(100_000), ([satisfied, answered]) => {
        const { low, high } = interval(satisfied, answered);
        if (satisfied > 0) expect(upperTail(satisfied, answered, low / 100)).toBeCloseTo(0.025, 7);
        if (satisfied < answered)
          expect(upperTail(answered - satisfied, answered, 1 - high / 100)).toBeCloseTo(0.025, 7);
      }),
    );
  });

  test('it holds the rate, mirrors when satisfied and unsatisfied change places, and moves up with each satisfied answer', () => {
    fc.assert(
      fc.property(rates(10_000_000), ([satisfied, answered]) => {
        const { low, high } = interval(satisfied, answered);
        const rate = (100 * satisfied) / answered;
        expect(low).toBeLessThanOrEqual(rate);
        expect(high).toBeGreaterThanOrEqual(rate);
        const mirrored = interval(answered - satisfied, answered);
        expect(mirrored.low).toBeCloseTo(100 - high, 9);
        expect(mirrored.high).toBeCloseTo(100 - low, 9);
        if (satisfied === answered) return;
        expect(interval(satisfied + 1, answered).low).toBeGreaterThan(low);
        expect(interval(satisfied + 1, answered).high).toBeGreaterThan(high);
      }),
    );
  });

  test('it lies within the one before when every answer is given twice, or three times', () => {
    fc.assert(
      fc.property(rates(1_000_000), fc.integer({ min: 2, max: 3 }), ([satisfied, answered], times) => {
        const [narrow, wide] = [interval(times * satisfied, times * answered), interval(satisfied, answered)];
        expect(narrow.low).toBeGreaterThanOrEqual(wide.low);
        expect(narrow.high).toBeLessThanOrEqual(wide.high);
      }),
    );
  });

  test.each([
    [5, 0.9],
    [30, 0.5],
    [30, 0.95],
    [72, 0.95],
    [100, 0.9],
    [400, 0.95],
    [1000, 0.9],
  ])(
    'with %i answers and a true rate of %f, each side is wrong at most 2.5 percent of the time',
    (answered, trueRate) => {
      let [tooHigh, tooLow] = [0, 0];
      for (let satisfied = 0; satisfied <= answered; satisfied++) {
        const { low, high } = interval(satisfied, answered);
        if (low > 100 * trueRate) tooHigh += probability(satisfied, answered, trueRate);
        if (high < 100 * trueRate) tooLow += probability(satisfied, answered, trueRate);
      }
      expect(tooHigh).toBeLessThanOrEqual(0.025);
      expect(tooLow).toBeLessThanOrEqual(0.025);
    },
  );

  test.each([
    [0, 0],
    [-1, 5],
    [6, 5],
    [2.5, 5],
    [1, 4.5],
    [Number.NaN, 5],
    [5, Number.POSITIVE_INFINITY],
  ])('there is none for %d of %d', (satisfied, answered) => {
    expect(() => interval(satisfied, answered)).toThrow(RangeError);
  });
});

function rates(most: number): fc.Arbitrary<[satisfied: number, answered: number]> {
  return fc
    .integer({ min: 1, max: most })
    .chain((answered) => fc.tuple(fc.integer({ min: 0, max: answered }), fc.constant(answered)));
}

/** P(X ≥ x) is under 2.5 % just below the end and over it just above, a billionth of a percent to each side. */
function expectCrossing(x: number, n: number, percent: number): void {
  const end = BigInt(Math.round(percent * 1e9));
  expect(isTailOver(x, n, end - 2n)).toBe(false);
  expect(isTailOver(x, n, end + 2n)).toBe(true);
}

/** Whether P(X ≥ x) > 1/40 for n draws at the rate p ÷ 10¹¹, in whole numbers. */
function isTailOver(x: number, n: number, p: bigint): boolean {
  const whole = 10n ** 11n;
  let tail = 0n;
  let choose = 1n;
  for (let k = n; k >= x; k--) {
    tail += choose * p ** BigInt(k) * (whole - p) ** BigInt(n - k);
    choose = (choose * BigInt(k)) / BigInt(n - k + 1);
  }
  return 40n * tail > whole ** BigInt(n);
}

function upperTail(x: number, n: number, p: number): number {
  let sum = 0;
  for (let k = x; k <= n; k++) {
    const term = probability(k, n, p);
    sum += term;
    if (k > n * p && term < 1e-18) break;
  }
  return sum;
}

function probability(k: number, n: number, p: number): number {
  return Math.exp(logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

const logFactorials = [0];

function logFactorial(n: number): number {
  for (let i = logFactorials.length; i <= n; i++) logFactorials[i] = (logFactorials[i - 1] ?? 0) + Math.log(i);
  return logFactorials[n] ?? 0;
}
