import { describe, expect, test } from 'vitest';
import { countOf, emptyCount, type Levels } from './rollup.ts';
import { figures, overallRule } from './satisfaction.ts';

describe('the figures of a group', () => {
  test('of the example in the interface: 380 of 400 against 95 %', () => {
    expect(figures(countOf([4, 6, 10, 100, 280], { closed: 420 }), { targetPercent: 95, fewest: 5 })).toEqual({
      closed: 420,
      answered: 400,
      satisfied: 380,
      percent: 95,
      low: 92.4,
      high: 96.9,
      mean: 4.62,
      levels: [4, 6, 10, 100, 280],
      verdict: 'met-uncertain',
      flagged: false,
      held: false,
      pooled: false,
    });
  });

  test('of several marks of one person have no interval, all else stands', () => {
    const count = countOf([4, 6, 10, 100, 280]);
    const bar = { targetPercent: null, fewest: 5 };
    expect(figures(count, { ...bar, pooled: true })).toEqual({
      ...figures(count, bar),
      low: null,
      high: null,
      pooled: true,
    });
  });

  test('nine of ten satisfied against 95 %: 90.0, flagged, not certain', () => {
    const found = figures(countOf([0, 1, 0, 0, 9], { closed: 10 }), { targetPercent: 95, fewest: 5 });
    expect(found).toMatchObject({
      percent: 90,
      low: 55.5,
      high: 99.7,
      mean: 4.7,
      verdict: 'missed-uncertain',
      flagged: true,
    });
  });

  test('without answers there is no number at all, and no verdict, target or not', () => {
    const nothing = { percent: null, low: null, high: null, mean: null, verdict: 'insufficient', flagged: false };
    expect(figures(emptyCount, { targetPercent: 95, fewest: 5 })).toMatchObject(nothing);
    expect(
      figures(countOf([0, 0, 0, 0, 0], { closed: 12, held: true }), { targetPercent: null, fewest: 5 }),
    ).toMatchObject({
      ...nothing,
      closed: 12,
      held: true,
    });
  });

  test('with fewer answers than the unit asks for there are numbers, but no verdict and no flag', () => {
    const found = figures(countOf([6, 0, 0, 0, 0]), { targetPercent: 95, fewest: 30 });
    expect(found).toMatchObject({ percent: 0, mean: 1, verdict: 'insufficient', flagged: false });
  });

  test('silence counts for nothing: closed cases without answers change no figure', () => {
    const bar = { targetPercent: 95, fewest: 5 };
    const few = figures(countOf([0, 1, 0, 0, 9], { closed: 10 }), bar);
    const many = figures(countOf([0, 1, 0, 0, 9], { closed: 1000 }), bar);
    expect({ ...many, closed: 10 }).toEqual(few);
  });

  test.each([
    [[0, 0, 0, 3, 5], 4.63],
    [[0, 0, 0, 0, 1], 5],
    [[1, 0, 0, 0, 0], 1],
    [[1, 1, 1, 0, 0], 2],
    [[0, 0, 1, 1, 1], 4],
    [[2, 1, 0, 0, 0], 1.33],
    [[1, 2, 0, 0, 0], 1.67],
    [[0, 0, 0, 199, 1], 4.01],
  ] as const)('the mean of %j is %d, half up', (levels: Levels, expected) => {
    expect(figures(countOf(levels), { targetPercent: null, fewest: 5 }).mean).toBe(expected);
  });
});

test('the rule has a name, a version and a sentence in each language', () => {
  expect(overallRule).toMatchObject({ id: 'satisfaction.overall.top2', version: 1 });
  expect(overallRule.text.vi).toContain('÷ số phiếu trả lời câu 1');
  expect(overallRule.text.en).toContain('÷ answers to question 1');
});
