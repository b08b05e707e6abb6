import { expect, test } from 'vitest';
import type { LocalDate, Month } from '../db/vocabulary.ts';
import type { Group } from './client.ts';
import { isWholeQuarters, lastSettledQuarter } from './quarters.ts';

const period = (from: string, to: string) => ({ from: from as Month, to: to as Month });

test.each([
  ['2025-07', '2025-09', true],
  ['2025-01', '2025-12', true],
  ['2025-10', '2026-03', true],
  ['2025-07', '2025-08', false],
  ['2025-08', '2025-10', false],
  ['2025-09', '2025-09', false],
])('%s to %s is made of whole quarters: %s', (from, to, expected) => {
  expect(isWholeQuarters(period(from, to))).toBe(expected);
});

test.each([
  ['settled to a quarter’s end', '2025-09', ['2025-07'], period('2025-07', '2025-09')],
  ['settled into a quarter', '2025-11', ['2025-07', '2025-10'], period('2025-07', '2025-09')],
  ['a quarter without figures before it', '2025-12', ['2025-04'], period('2025-04', '2025-06')],
  ['nothing settled', null, ['2025-07'], undefined],
  ['nothing but the quarter that is not over', '2025-11', ['2025-10', '2025-11'], undefined],
])('the last settled quarter: %s', (_, settledTo, months, expected) => {
  const report = {
    period: {
      ...period('2025-01', '2025-12'),
      settledTo: settledTo as Month | null,
      sealedOn: '2025-12-15' as LocalDate,
    },
    groups: months.map((key) => ({ key }) as Group),
  };
  expect(lastSettledQuarter(report)).toEqual(expected);
});
