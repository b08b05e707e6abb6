import { expect, test } from 'vitest';
import type { LocalDate } from '../../db/vocabulary.ts';
import { dueMonth } from './due-month.ts';

test.each([
  // July 2025 is over for 24 months once August 2027 begins.
  ['2027-07-31', 24, '2025-06'],
  ['2027-08-01', 24, '2025-07'],
  ['2026-01-01', 12, '2024-12'],
  ['2025-12-31', 12, '2024-11'],
  ['2025-02-15', 120, '2015-01'],
] as const)('on %s, with %i months kept, the codes to the end of %s are due', (today, keptMonths, month) => {
  expect(dueMonth(today as LocalDate, keptMonths)).toBe(month);
});
