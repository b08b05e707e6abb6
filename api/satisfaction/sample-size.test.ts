import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interval } from './interval.ts';
import { fewestIfAllSatisfied, moreAnswersNeeded, planningSize } from './sample-size.ts';
import { type Rate, verdict } from './verdict.ts';

describe('how many more answers make the verdict certain', () => {
  test.each([
    // 389 of 400 is the fewest that is certain at 400; at 97 % it takes 403 (391 of 403).
    [388, 400, 95, 15],
    [389, 400, 95, 0],
    [97, 100, 95, 315],
    [98, 100, 95, 73],
    [93, 100, 95, 408],
    [89, 100, 95, 0],
    [20, 20, 95, 52],
    [3, 3, 90, 33],
    [9, 10, 95, 86],
    [44, 50, 90, 863],
    [951, 1000, 95, 180_663],
    // A unit wants five answers before it says anything.
    [0, 1, 95, 4],
    [0, 100, 0, 0],
  ])('%i of %i against %d: %i', (satisfied, answered, targetPercent, expected) => {
    expect(moreAnswersNeeded({ satisfied, answered }, { targetPercent, fewest: 5 })).toBe(expected);
  });

  test.each([
    ['the rate equals its target', 380, 400, 95],
    ['the target is everybody', 100, 100, 100],
    ['it would take more than a million', 95_001, 100_000, 95],
    ['there is no rate yet', 0, 0, 95],
  ])('there is no such number where %s', (_, satisfied, answered, targetPercent) => {
    expect(moreAnswersNeeded({ satisfied, answered }, { targetPercent, fewest: 5 })).toBeNull();
  });

  test('nonsense is refused', () => {
    const bar = { targetPercent: 95, fewest: 5 };
    expect(() => moreAnswersNeeded({ satisfied: 6, answered: 5 }, bar)).toThrow(RangeError);
    expect(() => moreAnswersNeeded({ satisfied: 4, answered: 5 }, { ...bar, targetPercent: 95.001 })).toThrow(
      RangeError,
    );
  });

  test('it is the smallest: asked of every number in turn, the verdict is certain there and nowhere before', () => {
    fc.assert(
      fc.property(ratesOffTarget, fc.constantFrom(5, 30), (rate, fewest) => {
        const more = moreAnswersNeeded(rate, { targetPercent: 90, fewest });
        if (more === null) throw new Error('the rate is off the target');
        const side = rate.satisfied >= 0.9 * rate.answered ? 'met' : 'missed';
        const at = (answered: number) => {
          const satisfied = Math.floor((2 * rate.satisfied * answered + rate.answered) / (2 * rate.answered));
          return verdict({ satisfied, answered }, 90, fewest);
        };
        expect(at(rate.answered + more)).toBe(side);
        for (let n = rate.answered; n < rate.answered + more; n++) expect(at(n)).not.toBe(side);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the fewest that prove it if all are satisfied', () => {
  test.each([
    [95, 72],
    [90, 36],
    [50, 6],
    [99, 368],
    [99.99, 36_887],
    [0, 1],
    [2.5, 1],
    [100, null],
  ])('for %d %%: %s', (targetPercent, expected) => {
    expect(fewestIfAllSatisfied(targetPercent)).toBe(expected);
  });

  test('is where the exact interval first reaches the target', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 9_990 }), (hundredths) => {
        const fewest = fewestIfAllSatisfied(hundredths / 100) ?? Number.NaN;
        expect(interval(fewest, fewest).low).toBeGreaterThanOrEqual(hundredths / 100);
        if (fewest > 1) expect(interval(fewest - 1, fewest - 1).low).toBeLessThan(hundredths / 100);
      }),
    );
  });

  test.each([-1, 100.5, 95.555])('%d is no target', (targetPercent) => {
    expect(() => fewestIfAllSatisfied(targetPercent)).toThrow(RangeError);
  });
});

describe('the sample size for planning', () => {
  test.each([
    [100, 80],
    [500, 223],
    [1_000, 286],
    [2_000, 334],
    [5_000, 371],
    [10_000, 385],
    [20_000, 393],
    // Whole to begin with: no rounding may push it up.
    [400, 200],
    [0, 0],
    [1, 1],
  ])('of %i at 5 points: %i', (population, expected) => {
    expect(planningSize(population)).toBe(expected);
  });

  test('grows with the population, never over it, and never over 1 ÷ e²', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.integer({ min: 1, max: 20 }), (population, margin) => {
        const size = planningSize(population, margin);
        expect(size).toBeLessThanOrEqual(Math.min(population, Math.ceil(10_000 / margin ** 2)));
        expect(planningSize(population + 1, margin)).toBeGreaterThanOrEqual(size);
        expect(planningSize(population, margin + 1)).toBeLessThanOrEqual(size);
      }),
    );
  });

  test.each([
    [-1, 5],
    [10.5, 5],
    [100, 0],
    [100, 2.5],
  ])('%d at %d points is refused', (population, margin) => {
    expect(() => planningSize(population, margin)).toThrow(RangeError);
  });
});

/** Rates that are not 90 %, and not so near that trying every number takes long. */
const ratesOffTarget = fc
  .integer({ min: 1, max: 400 })
  .chain((answered) => fc.record({ satisfied: fc.nat(answered), answered: fc.constant(answered) }))
  .filter(({ satisfied, answered }: Rate) => Math.abs(satisfied / answered - 0.9) > 0.02);
