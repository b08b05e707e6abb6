import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverage } from './coverage.ts';
import { shownPercent } from './shown-percent.ts';

describe('coverage', () => {
  // Of 106 homeless men 64 were found again, of whom 21 were housed: between 21 ÷ 106 and 63 ÷ 106. Source: Manski 1989
  // and 2007, after I. Piliavin and M. Sosin's study of Minneapolis.
  test('of the published example: 106 asked, 64 answered, 21 of them yes', () => {
    expect(coverage({ satisfied: 21, answered: 64, closed: 106 }, null)).toEqual({
      silent: 42,
      carried: 0,
      responsePercent: 60.4,
      low: 19.8,
      high: 59.4,
    });
  });

  test.each([
    [380, 400, 420, 95.2, 90.5, 95.2],
    [0, 0, 10, 0, 0, 100],
    [10, 10, 10, 100, 100, 100],
    [0, 10, 10, 100, 0, 0],
    [1, 1, 2000, 0.1, 0.1, 100],
  ])('%i of %i, %i closed: %s %% answered, between %s and %s', (satisfied, answered, closed, share, low, high) => {
    const found = coverage({ satisfied, answered, closed }, null);
    expect([found.responsePercent, found.low, found.high]).toEqual([share, low, high]);
  });

  test('where more was answered than closed there is no response rate, and the bounds are the rate', () => {
    expect(coverage({ satisfied: 10, answered: 12, closed: 9 }, null)).toEqual({
      silent: 0,
      carried: 3,
      responsePercent: null,
      low: 83.3,
      high: 83.3,
    });
  });

  test('where nothing was closed, carried answers still have a rate', () => {
    expect(coverage({ satisfied: 4, answered: 5, closed: 0 }, null)).toEqual({
      silent: 0,
      carried: 5,
      responsePercent: null,
      low: 80,
      high: 80,
    });
  });

  test('where there is nothing at all there are no numbers', () => {
    expect(coverage({ satisfied: 0, answered: 0, closed: 0 }, 95)).toEqual({
      silent: 0,
      carried: 0,
      responsePercent: null,
      low: null,
      high: null,
    });
  });

  test('bounds are shown with as many decimals as it takes beside the target', () => {
    expect(coverage({ satisfied: 2374, answered: 2400, closed: 2500 }, 95)).toMatchObject({ low: 94.96, high: 99 });
    expect(coverage({ satisfied: 2374, answered: 2400, closed: 2500 }, null)).toMatchObject({ low: 95 });
  });

  test.each([
    [3, 2, 5],
    [-1, 2, 5],
    [1, 2, -1],
    [0.5, 2, 5],
    [1, 2, Number.NaN],
  ])('%d satisfied of %d with %d closed is refused', (satisfied, answered, closed) => {
    expect(() => coverage({ satisfied, answered, closed }, null)).toThrow(RangeError);
  });

  test('the bounds hold the rate, mirror when satisfied and dissatisfied change places, and close as silence goes', () => {
    const counts = fc
      .integer({ min: 1, max: 5000 })
      .chain((answered) => fc.tuple(fc.integer({ min: 0, max: answered }), fc.constant(answered), fc.nat(10_000)));
    fc.assert(
      fc.property(counts, ([satisfied, answered, closed]) => {
        const { low, high, silent } = coverage({ satisfied, answered, closed }, null);
        if (low === null || high === null) throw new Error('there are answers');
        const rate = shownPercent(satisfied, answered, null);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(rate);
        expect(high).toBeGreaterThanOrEqual(rate);
        expect(high).toBeLessThanOrEqual(100);
        const mirrored = coverage({ satisfied: answered - satisfied, answered, closed }, null);
        expect(Math.abs((mirrored.low ?? Number.NaN) - (100 - high))).toBeLessThan(0.1001);
        expect(silent > 0 || high === low).toBe(true);
        if (silent === 0) return;
        const oneMore = coverage({ satisfied: satisfied + 1, answered: answered + 1, closed }, null);
        expect(oneMore.low).toBeGreaterThanOrEqual(low);
        expect(oneMore.high).toBe(high);
      }),
    );
  });
});
