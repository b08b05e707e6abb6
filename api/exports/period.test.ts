import { describe, expect, test } from 'vitest';
import type { LocalDate, Month } from '../../db/vocabulary.ts';
import { dayName, isQuarter, monthsOfPeriod, periodName, quartersOf } from './period.ts';

test.each([
  ['2025-Q1', true],
  ['2025-Q4', true],
  ['2025-Q5', false],
  ['2025-Q0', false],
  ['25-Q1', false],
  ['1999-Q1', false],
  ['2025-07', false],
])('%s is a quarter: %s', (text, expected) => {
  expect(isQuarter(text)).toBe(expected);
});

test.each([
  ['2025-Q3', '2025-Q4', '2025-07', '2025-12'],
  ['2025-Q3', '2025-Q3', '2025-07', '2025-09'],
  ['2025-07', '2025-Q4', '2025-07', '2025-12'],
  ['2025-07', '2025-08', '2025-07', '2025-08'],
])('from %s to %s is from %s to %s', (from, to, first, last) => {
  expect(monthsOfPeriod(from as Month, to as Month)).toEqual({ from: first, to: last });
});

test('a period touches the quarters of its months', () => {
  expect(quartersOf({ from: '2025-09' as Month, to: '2026-01' as Month })).toEqual(['2025-Q3', '2025-Q4', '2026-Q1']);
});

describe('is said', () => {
  test.each([
    ['2025-01', '2025-12', 'năm 2025', '2025'],
    ['2025-01', '2025-06', '6 tháng đầu năm 2025', 'first half of 2025'],
    ['2025-07', '2025-12', '6 tháng cuối năm 2025', 'second half of 2025'],
    ['2025-07', '2025-09', 'quý III/2025', 'Q3 2025'],
    ['2025-10', '2025-12', 'quý IV/2025', 'Q4 2025'],
    ['2025-07', '2025-07', 'tháng 7/2025', 'July 2025'],
    ['2025-07', '2025-08', 'từ tháng 7 đến tháng 8/2025', 'July to August 2025'],
    ['2025-01', '2025-09', 'từ tháng 1 đến tháng 9/2025', 'January to September 2025'],
    ['2025-11', '2026-01', 'từ tháng 11/2025 đến tháng 1/2026', 'November 2025 to January 2026'],
  ])('%s to %s: %s', (from, to, vi, en) => {
    const period = { from: from as Month, to: to as Month };
    expect([periodName(period, 'vi'), periodName(period, 'en')]).toEqual([vi, en]);
  });

  test('a day', () => {
    expect(dayName('2026-01-05' as LocalDate, 'vi')).toBe('05/01/2026');
    expect(dayName('2026-01-05' as LocalDate, 'en')).toBe('5 January 2026');
  });
});
