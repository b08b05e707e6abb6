import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Levels } from './rollup.ts';
import { govuk100, mean, pooledRate, qd766, rateOf, rules } from './rules.ts';
import { overallRule } from './satisfaction.ts';

describe('the rules', () => {
  test('have the names under which figures are kept', () => {
    expect(Object.values(rules).map(({ id, version }) => `${id}@${version}`)).toEqual([
      'satisfaction.overall.top2@1',
      'satisfaction.element.top2@1',
      'satisfaction.criteria.top2@1',
      'satisfaction.criterion.top2@1',
      'satisfaction.mean@1',
      'satisfaction.govuk100@1',
      'admin.qd766@1',
    ]);
  });

  test('are told in both languages, Vietnamese with composed letters', () => {
    for (const { name, text } of Object.values(rules)) {
      for (const words of [name.vi, name.en, text.vi, text.en]) {
        expect(words).not.toBe('');
        expect(words).toBe(words.normalize('NFC'));
      }
    }
  });

  test('that pool items say that who answers more weighs more', () => {
    for (const { text } of [rules.element, rules.criteria]) {
      expect(text.vi).toContain('Phiếu trả lời nhiều câu hơn thì được tính nhiều hơn.');
      expect(text.en).toMatch(/Who answers more \w+ weighs more\./);
    }
  });

  test('answered with figures is the overall one, without its name', () => {
    const { name, ...answered } = rules.overall;
    expect(overallRule).toEqual(answered);
    expect(name.vi).toBe('Tỷ lệ hài lòng');
  });
});

describe('rates', () => {
  test.each([
    [[4, 6, 10, 100, 280], 380, 400],
    [[1, 1, 1, 0, 0], 0, 3],
    [[0, 0, 0, 0, 7], 7, 7],
    [[0, 0, 0, 0, 0], 0, 0],
  ] as const)('of %j: %i satisfied of %i', (levels: Levels, satisfied, answered) => {
    expect(rateOf(levels)).toEqual({ satisfied, answered });
  });

  test('of an element count marks, so an item that more people answered weighs more', () => {
    const everybody: Levels = [0, 0, 0, 0, 90];
    const few: Levels = [10, 0, 0, 0, 0];
    expect(pooledRate([everybody, few])).toEqual({ satisfied: 90, answered: 100 });
    expect(pooledRate([])).toEqual({ satisfied: 0, answered: 0 });
  });

  test('of an element lie between those of its items, and of one item are its own', () => {
    fc.assert(
      fc.property(fc.array(someLevels, { minLength: 1, maxLength: 6 }), (items) => {
        const percents = items.map(rateOf).map(({ satisfied, answered }) => satisfied / answered);
        const pooled = pooledRate(items);
        const percent = pooled.satisfied / pooled.answered;
        expect(percent).toBeGreaterThanOrEqual(Math.min(...percents));
        expect(percent).toBeLessThanOrEqual(Math.max(...percents));
        expect(pooledRate(items.slice(0, 1))).toEqual(rateOf(items[0] ?? [0, 0, 0, 0, 0]));
      }),
    );
  });
});

describe('mean and score', () => {
  test.each([
    [[4, 6, 10, 100, 280], 4.62, 90.4],
    [[0, 0, 0, 3, 5], 4.63, 90.6],
    [[0, 0, 0, 0, 1], 5, 100],
    [[1, 0, 0, 0, 0], 1, 0],
    [[1, 1, 1, 1, 1], 3, 50],
    // From the exact mean, 4.1666…: from the shown one, 4.17, it would be 79.3.
    [[0, 0, 1, 3, 2], 4.17, 79.2],
    [[0, 0, 0, 0, 0], null, null],
  ] as const)('of %j: mean %s, score %s', (levels: Levels, expectedMean, expectedScore) => {
    expect(mean(levels)).toBe(expectedMean);
    expect(govuk100(levels)).toBe(expectedScore);
  });

  test('the score and the share satisfied can fall on different sides of a target', () => {
    const levels: Levels = [0, 0, 0, 100, 0];
    expect(rateOf(levels)).toEqual({ satisfied: 100, answered: 100 });
    expect(govuk100(levels)).toBe(75);
  });

  test('stay on their scales and rise when a mark rises', () => {
    fc.assert(
      fc.property(someLevels, fc.integer({ min: 0, max: 3 }), (levels, step) => {
        expect(mean(levels)).toBeGreaterThanOrEqual(1);
        expect(mean(levels)).toBeLessThanOrEqual(5);
        expect(govuk100(levels)).toBeGreaterThanOrEqual(0);
        expect(govuk100(levels)).toBeLessThanOrEqual(100);
        const [lower, higher] = [levels, levels].map((each) => [...each]) as [number[], number[]];
        lower[step] = (lower[step] ?? 0) + 1;
        higher[step + 1] = (higher[step + 1] ?? 0) + 1;
        expect(mean(five(higher))).toBeGreaterThanOrEqual(mean(five(lower)) ?? Number.NaN);
        expect(govuk100(five(higher))).toBeGreaterThanOrEqual(govuk100(five(lower)) ?? Number.NaN);
      }),
    );
  });
});

describe('the national index', () => {
  // 100 cases, 10 answers of which 8 satisfied: the survey says 80 %, the index 98 %.
  test('counts who said nothing as satisfied', () => {
    expect(qd766({ closed: 100, late: 0, disliked: 2, both: 0 })).toEqual({
      undisturbed: 98,
      closed: 100,
      percent: 98,
    });
  });

  test.each([
    [100, 5, 3, 0, 92],
    [100, 5, 3, 2, 94],
    [100, 3, 3, 3, 97],
    [100, 60, 40, 0, 0],
    [100, 100, 100, 100, 0],
    [3, 1, 0, 0, 66.7],
    [2000, 1, 0, 0, 100],
    [0, 0, 0, 0, null],
  ])('of %i cases with %i late, %i disliked, %i both: %s', (closed, late, disliked, both, percent) => {
    expect(qd766({ closed, late, disliked, both }).percent).toBe(percent);
  });

  test.each([
    [10, 3, 2, 3],
    [10, 2, 3, 3],
    [10, 6, 5, 0],
    [10, -1, 0, 0],
    [10, 1.5, 0, 0],
    [10, Number.NaN, 0, 0],
  ])('%i cases can’t have %d late, %d disliked and %d both', (closed, late, disliked, both) => {
    expect(() => qd766({ closed, late, disliked, both })).toThrow(RangeError);
  });

  test('equals a count of the cases one by one', () => {
    const cases = fc.array(fc.record({ late: fc.boolean(), disliked: fc.boolean() }), { minLength: 1 });
    fc.assert(
      fc.property(cases, (all) => {
        const { undisturbed } = qd766({
          closed: all.length,
          late: all.filter(({ late }) => late).length,
          disliked: all.filter(({ disliked }) => disliked).length,
          both: all.filter(({ late, disliked }) => late && disliked).length,
        });
        expect(undisturbed).toBe(all.filter(({ late, disliked }) => !(late || disliked)).length);
      }),
    );
  });
});

function five([a = 0, b = 0, c = 0, d = 0, e = 0]: readonly number[]): Levels {
  return [a, b, c, d, e];
}

const someLevels = fc
  .array(fc.integer({ min: 0, max: 500 }), { minLength: 5, maxLength: 5 })
  .filter((counts) => counts.some((count) => count > 0))
  .map(five);
