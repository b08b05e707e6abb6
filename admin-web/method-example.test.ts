import { describe, expect, test } from 'vitest';
import { heldAgainst } from './held-against.ts';
import {
  decimals,
  ends,
  errorRows,
  illustration,
  sheetFormulas,
  sizes,
  targetsOf,
  workedCounts,
} from './method-example.ts';

describe('the interval in a spreadsheet', () => {
  test.each([
    [380, 400, '=BETA.INV(0,025; 380; 21)', '=BETA.INV(0,975; 381; 20)', '92,38%', '96,92%'],
    [20, 20, '=BETA.INV(0,025; 20; 1)', undefined, '83,16%', '100,00%'],
    [0, 5, undefined, '=BETA.INV(0,975; 1; 5)', '0,00%', '52,18%'],
  ])('%i of %i', (satisfied, answered, low, high, lowEnd, highEnd) => {
    expect(sheetFormulas({ satisfied, answered }, 'vi')).toEqual({ low, high });
    expect(ends({ satisfied, answered }, 'vi')).toEqual({ low: lowEnd, high: highEnd });
  });

  test('in English has a decimal point and commas', () => {
    expect(sheetFormulas({ satisfied: 380, answered: 400 }, 'en')).toEqual({
      low: '=BETA.INV(0.025, 380, 21)',
      high: '=BETA.INV(0.975, 381, 20)',
    });
  });

  // docs/methodology.md, “The exact interval”
  test('of the worked counts is that of the reference', () => {
    expect(workedCounts.map((one) => Object.values(ends(one, 'en')).join(' – '))).toEqual([
      '83.16% – 100.00%',
      '88.72% – 98.36%',
      '92.38% – 96.92%',
      '95.13% – 98.62%',
    ]);
  });
});

test('the illustration agrees with itself', () => {
  const { levels, answered, satisfied, percent, low, high, verdict, flagged } = illustration;
  expect(levels.reduce((sum, count) => sum + count)).toBe(answered);
  expect(satisfied).toBe((levels[3] ?? 0) + (levels[4] ?? 0));
  expect({ percent, low, high, verdict, flagged }).toEqual({
    percent: 95,
    low: 92.4,
    high: 96.9,
    verdict: 'met-uncertain',
    flagged: false,
  });
});

test('the targets are those that figures are held against, else the plan’s', () => {
  const other = { ...illustration, key: 'dat-dai', target: heldAgainst(90) };
  const result = {
    rule: { id: '', version: 1, text: '' },
    field: null,
    minimum: 5,
    waiting: 0,
    total: illustration,
    groups: [other, illustration, { ...other, target: null }],
  };
  expect(targetsOf({ ...result, period: {} as never })).toEqual([95, 90]);
  expect(targetsOf({ ...result, total: other, groups: [], period: {} as never })).toEqual([90]);
  expect(targetsOf(undefined)).toEqual([95, 90]);
});

test('the table of wrong verdicts has a cell for each number of answers, and no certain one errs over 2.5 %', () => {
  const rows = errorRows(95);
  expect(rows.map(({ truePercent }) => Math.round(truePercent * 100) / 100)).toEqual([93, 94, 95, 95, 96, 97]);
  for (const { bySize, worst } of rows) {
    expect(bySize).toHaveLength(sizes.length);
    expect(worst.certain).toBeLessThanOrEqual(0.025);
  }
});

test.each([
  [2.5, 2, 'vi', '2,50'],
  [36.93, 1, 'en', '36.9'],
] as const)('%d with %i decimals', (value, places, language, text) => {
  expect(decimals(value, places, language)).toBe(text);
});
