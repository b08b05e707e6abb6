import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atLeast, atMost, binomial, fewestSurprisinglyMany, mostSurprisinglyFew } from './binomial.ts';

describe('the binomial distribution', () => {
  test('of four tosses of a coin is 1, 4, 6, 4, 1 sixteenths', () => {
    const { from, probabilities } = binomial(4, 0.5);
    expect(from).toBe(0);
    expect(probabilities.map((each) => 16 * each)).toEqual([1, 4, 6, 4, 1]);
  });

  // Pascal's triangle in whole numbers, at the rate 19 ÷ 20.
  test('of 60 answers at 95 % is right to fourteen digits', () => {
    const { from, probabilities } = binomial(60, 0.95);
    let choose = 1n;
    for (let k = 0; k <= 60; k++) {
      const digits = 10n ** 40n;
      const exact = Number((choose * 19n ** BigInt(k) * digits) / 20n ** 60n) / 1e40;
      if (exact > 1e-20) expect((probabilities[k - from] ?? 0) / exact).toBeCloseTo(1, 13);
      choose = (choose * BigInt(60 - k)) / BigInt(k + 1);
    }
  });

  test.each([
    [0, 0.3, 0],
    [7, 0, 0],
    [7, 1, 7],
  ])('%i draws with chance %d can only give %i', (draws, chance, only) => {
    expect(binomial(draws, chance)).toEqual({ from: only, probabilities: [1] });
  });

  test('has no more than a few thousand terms worth counting, even of ten million draws', () => {
    const { from, probabilities } = binomial(10_000_000, 0.95);
    expect(probabilities.length).toBeLessThan(20_000);
    const mean = probabilities.reduce((sum, each, index) => sum + each * (from + index), 0);
    expect(mean).toBeCloseTo(9_500_000, 3);
  });

  test.each([
    [-1, 0.5],
    [2.5, 0.5],
    [10, -0.1],
    [10, 1.1],
    [10, Number.NaN],
  ])('there is none of %d draws with chance %d', (draws, chance) => {
    expect(() => binomial(draws, chance)).toThrow(RangeError);
  });

  test('adds up to 1, has the right mean, and mirrors when success and failure change places', () => {
    fc.assert(
      fc.property(draws, chances, (n, p) => {
        const { from, probabilities } = binomial(n, p);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(from + probabilities.length - 1).toBeLessThanOrEqual(n);
        expect(atLeast({ from, probabilities }, 0)).toBeCloseTo(1, 12);
        const mean = probabilities.reduce((sum, each, index) => sum + each * (from + index), 0);
        expect(mean / (n * p)).toBeCloseTo(1, 9);
        const mirrored = binomial(n, 1 - p);
        for (const count of [0, Math.floor(n * p), Math.ceil(n * p), n]) {
          expect(atMost(mirrored, n - count)).toBeCloseTo(atLeast({ from, probabilities }, count), 9);
        }
      }),
    );
  });
});

describe('what is surprising', () => {
  // P(X = 0) of five tosses is 1 ÷ 32, over 2.5 %; of six 1 ÷ 64, under it.
  test.each([
    [5, -1, 6],
    [6, 0, 6],
    [100, 39, 61],
  ])('of %i tosses of a coin, at 2.5 %% a side: at most %i or at least %i heads', (tosses, few, many) => {
    expect(mostSurprisinglyFew(binomial(tosses, 0.5), 0.025)).toBe(few);
    expect(fewestSurprisinglyMany(binomial(tosses, 0.5), 0.025)).toBe(many);
  });

  test('is where the tail stays within its bound and one step further would not', () => {
    const tails = fc.constantFrom(0.001, 0.025, 0.1);
    fc.assert(
      fc.property(draws, chances, tails, (n, p, tail) => {
        const distribution = binomial(n, p);
        const few = mostSurprisinglyFew(distribution, tail);
        expect(atMost(distribution, few)).toBeLessThanOrEqual(tail);
        expect(atMost(distribution, few + 1)).toBeGreaterThan(tail);
        const many = fewestSurprisinglyMany(distribution, tail);
        expect(atLeast(distribution, many)).toBeLessThanOrEqual(tail);
        expect(atLeast(distribution, many - 1)).toBeGreaterThan(tail);
      }),
    );
  });
});

const draws = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 100_000 }));
const chances = fc.double({ min: 0.01, max: 0.99, noNaN: true });
