import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFlagged, reaches, verdict } from './verdict.ts';

describe('the verdict', () => {
  test.each([
    [4, 4, 'insufficient'],
    [85, 100, 'missed'],
    [94, 100, 'missed-uncertain'],
    [95, 100, 'met-uncertain'],
    [96, 100, 'met-uncertain'],
    [990, 1000, 'met'],
    [9, 10, 'missed-uncertain'],
    [380, 400, 'met-uncertain'],
    [388, 400, 'met-uncertain'],
    [389, 400, 'met'],
  ] as const)('%i satisfied of %i against 95 %% is %s', (satisfied, answered, expected) => {
    expect(verdict({ satisfied, answered }, 95, 5)).toBe(expected);
  });

  test.each([
    [45, 50, 'met-uncertain'],
    [44, 50, 'missed-uncertain'],
    [0, 5, 'missed'],
    [4, 5, 'missed-uncertain'],
    [5, 5, 'met-uncertain'],
  ] as const)('%i satisfied of %i against 90 %% is %s', (satisfied, answered, expected) => {
    expect(verdict({ satisfied, answered }, 90, 5)).toBe(expected);
  });

  // Fewest satisfied for “met”, most for “missed”: one answer to the other side and it is no longer certain.
  test.each([
    [95, 72, 72, null],
    [90, 36, 36, null],
    [95, 100, 100, 89],
    [95, 200, 197, 183],
    [95, 400, 389, 370],
    [95, 800, 773, 747],
    [90, 100, 96, 83],
    [90, 200, 189, 170],
    [90, 400, 372, 347],
    [90, 800, 737, 702],
  ])(
    'against %i %%, of %i answers it takes %i to be met and at most %s to be missed, certainly',
    (target, answered, met, missed) => {
      expect(verdict({ satisfied: met, answered }, target, 5)).toBe('met');
      expect(verdict({ satisfied: met - 1, answered }, target, 5)).not.toBe('met');
      if (missed === null) return;
      expect(verdict({ satisfied: missed, answered }, target, 5)).toBe('missed');
      expect(verdict({ satisfied: missed + 1, answered }, target, 5)).toBe('missed-uncertain');
    },
  );

  // Of one answer the ends are 2.5 and 97.5 exactly: an end that equals the target counts as reaching it, as a rate does.
  test.each([
    [1, 2.5, 'met'],
    [0, 97.5, 'missed-uncertain'],
    [0, 97.51, 'missed'],
  ] as const)('%i of 1 against %d is %s', (satisfied, target, expected) => {
    expect(verdict({ satisfied, answered: 1 }, target, 1)).toBe(expected);
  });

  test('nothing is met before 72 answers against 95 % or 36 against 90 %, even if everyone is satisfied', () => {
    for (let all = 5; all < 72; all++) expect(verdict({ satisfied: all, answered: all }, 95, 5)).toBe('met-uncertain');
    for (let all = 5; all < 36; all++) expect(verdict({ satisfied: all, answered: all }, 90, 5)).toBe('met-uncertain');
  });

  test.each([
    [0, 0, 95, 5, 'insufficient'],
    [0, 0, null, 5, 'insufficient'],
    [0, 0, 95, 0, 'insufficient'],
    [4, 4, null, 5, 'insufficient'],
    [29, 29, 95, 30, 'insufficient'],
    [30, 30, 95, 30, 'met-uncertain'],
    [5, 5, null, 5, 'no-target'],
    [1000, 1000, null, 5, 'no-target'],
    [0, 100, 0, 5, 'met'],
    [100, 100, 100, 5, 'met-uncertain'],
    [99, 100, 100, 5, 'missed'],
  ] as const)('%i of %i against %s with at least %i answers is %s', (satisfied, answered, target, fewest, expected) => {
    expect(verdict({ satisfied, answered }, target, fewest)).toBe(expected);
  });
});

describe('the flag', () => {
  test.each([
    [94, 100, 95, true],
    [9, 10, 95, true],
    [95, 100, 95, false],
    [4, 5, 95, true],
    [3, 4, 95, false],
    [0, 0, 95, false],
    [0, 100, null, false],
  ])('%i of %i against %s is flagged: %s', (satisfied, answered, target, expected) => {
    expect(isFlagged({ satisfied, answered }, target, 5)).toBe(expected);
  });

  test('it stands exactly where the verdict is missed, certain or not', () => {
    fc.assert(
      fc.property(rates, targets, ([satisfied, answered], target) => {
        const missed = verdict({ satisfied, answered }, target, 5).startsWith('missed');
        expect(isFlagged({ satisfied, answered }, target, 5)).toBe(missed);
      }),
    );
  });
});

describe('a rate reaches its target', () => {
  test.each([
    [19, 20, 95, true],
    [9496, 10_000, 95, false],
    [37, 40, 92.5, true],
    [369, 400, 92.5, false],
    [1283, 2000, 64.15, true],
    [1282, 2000, 64.15, false],
    // 29 ÷ 50 × 100 is 57.99999999999999 in floats, and 58 in whole numbers.
    [29, 50, 58, true],
    [899_999_999_999, 900_000_000_000, 100, false],
  ])('%i of %i against %d: %s', (satisfied, answered, target, expected) => {
    expect(reaches({ satisfied, answered }, target)).toBe(expected);
  });

  test('every target of two decimals can be met exactly', () => {
    for (let hundredths = 0; hundredths <= 10_000; hundredths++) {
      expect(reaches({ satisfied: hundredths, answered: 10_000 }, hundredths / 100)).toBe(true);
      expect(reaches({ satisfied: 10 * hundredths - 1, answered: 100_000 }, hundredths / 100)).toBe(false);
    }
  });

  test.each([92.555, -1, 100.01, Number.NaN, Number.POSITIVE_INFINITY])('%d is no target', (target) => {
    expect(() => reaches({ satisfied: 1, answered: 2 }, target)).toThrow(RangeError);
  });
});

const rates = fc
  .integer({ min: 0, max: 2000 })
  .chain((answered) => fc.tuple(fc.integer({ min: 0, max: answered }), fc.constant(answered)));
const targets = fc.option(fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100));
