import { expect, test } from 'vitest';
import type { Month } from '../db/vocabulary.ts';
import { addMonths, kindOf, neighbour, periodAround, readPeriod, usualPeriod } from './period.ts';

const month = (text: string) => text as Month;
const period = (from: string, to: string) => ({ from: month(from), to: month(to) });

test.each([
  ['month', '2025-08', '2025-08', '2025-08'],
  ['quarter', '2025-08', '2025-07', '2025-09'],
  ['quarter', '2025-12', '2025-10', '2025-12'],
  ['half', '2025-06', '2025-01', '2025-06'],
  ['year', '2024-02', '2024-01', '2024-12'],
] as const)('the %s around %s is %s to %s', (kind, within, from, to) => {
  expect(periodAround(kind, month(within))).toEqual(period(from, to));
  expect(kindOf(period(from, to))).toBe(kind);
});

test('three months that are no quarter are no quarter', () => {
  expect(kindOf(period('2025-08', '2025-10'))).toBeUndefined();
});

test('neighbours are as long, and cross the year', () => {
  expect(neighbour(period('2025-01', '2025-03'), -1)).toEqual(period('2024-10', '2024-12'));
  expect(neighbour(period('2025-11', '2025-12'), 1)).toEqual(period('2026-01', '2026-02'));
  expect(addMonths(month('2025-01'), -13)).toBe('2023-12');
});

test.each([
  ['from=2025-07&to=2025-09', period('2025-07', '2025-09')],
  ['from=2025-09&to=2025-07', period('2025-07', '2025-09')],
  ['from=2025-13&to=2025-09', undefined],
  ['from=2025-07', undefined],
  ['', undefined],
])('a URL with “%s” shows %o', (query, expected) => {
  expect(readPeriod(new URLSearchParams(query))).toEqual(expected);
});

test.each([
  ['2025-12-15', period('2025-10', '2025-12')],
  ['2025-11-01', period('2025-10', '2025-12')],
  // In a quarter's first month there is next to nothing in it yet.
  ['2025-10-31', period('2025-08', '2025-10')],
  ['2026-01-02', period('2025-11', '2026-01')],
])('on %s the head is shown %o', (day, expected) => {
  expect(usualPeriod(new Date(`${day}T12:00:00`), { settledOnly: false })).toEqual(expected);
});

test.each([
  ['2025-12-15', period('2025-07', '2025-09')],
  ['2025-10-15', period('2025-04', '2025-06')],
  ['2025-10-25', period('2025-07', '2025-09')],
  ['2026-01-25', period('2025-10', '2025-12')],
])('on %s who sees settled months only is shown %o', (day, expected) => {
  expect(usualPeriod(new Date(`${day}T12:00:00`), { settledOnly: true })).toEqual(expected);
});
