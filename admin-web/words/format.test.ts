import { expect, test } from 'vitest';
import type { LocalDate, Month } from '../../db/vocabulary.ts';
import { formats } from './format.ts';

const { vi, en } = formats;
const period = (from: string, to: string) => ({ from: from as Month, to: to as Month });

test.each([
  [0, '0', '0'],
  [999, '999', '999'],
  [1234, '1.234', '1,234'],
  [10_000_000, '10.000.000', '10,000,000'],
])('%i is counted as %s and %s', (n, inVietnamese, inEnglish) => {
  expect([vi.count(n), en.count(n)]).toEqual([inVietnamese, inEnglish]);
});

test.each([
  [95, '95,0%', '95.0%'],
  [97.3, '97,3%', '97.3%'],
  [94.96, '94,96%', '94.96%'],
  [94.9999999, '94,9999999%', '94.9999999%'],
  [0, '0,0%', '0.0%'],
  [100, '100,0%', '100.0%'],
])('the rate %f keeps the decimals it came with: %s, %s', (rate, inVietnamese, inEnglish) => {
  expect([vi.percent(rate), en.percent(rate)]).toEqual([inVietnamese, inEnglish]);
});

test.each([
  [2.1, '2,1', '+2,1', '+2.1'],
  [-2.1, '2,1', '−2,1', '−2.1'],
  [0, '0,0', '0,0', '0.0'],
  [-0.04, '0,04', '−0,04', '−0.04'],
  [40, '40,0', '+40,0', '+40.0'],
])('%f points are %s without their sign and %s or %s with it', (points, bare, inVietnamese, inEnglish) => {
  expect([vi.points(points), vi.signedPoints(points), en.signedPoints(points)]).toEqual([
    bare,
    inVietnamese,
    inEnglish,
  ]);
});

test('a mean mark has two decimals', () => {
  expect([vi.mean(4.6), en.mean(4)]).toEqual(['4,60', '4.00']);
});

test('a target is written as it was set', () => {
  expect([vi.target(95), vi.target(92.5), en.target(92.5)]).toEqual(['95%', '92,5%', '92.5%']);
});

test.each([
  [380, 400, '95,0%'],
  [1, 16, '6,3%'],
  [1, 3, '33,3%'],
  [2, 3, '66,7%'],
  [0, 7, '0,0%'],
  [7, 7, '100,0%'],
])('%i of %i is a share of %s', (part, whole, expected) => {
  expect(vi.share(part, whole)).toBe(expected);
});

test.each([
  ['2025-07-07', '07/7/2025', '07/07/2025', '7 July 2025', '7 Jul 2025'],
  ['2025-02-28', '28/02/2025', '28/02/2025', '28 February 2025', '28 Feb 2025'],
  ['2025-12-31', '31/12/2025', '31/12/2025', '31 December 2025', '31 Dec 2025'],
])('the day %s is written %s in a sentence and %s in a table; in English %s and %s', (day, ...expected) => {
  const date = day as LocalDate;
  expect([vi.date(date), vi.tableDate(date), en.date(date), en.tableDate(date)]).toEqual(expected);
});

test.each([
  ['2025-07', '2025-07', 'tháng 7/2025', 'July 2025'],
  ['2025-01', '2025-01', 'tháng 01/2025', 'January 2025'],
  ['2025-07', '2025-09', 'quý III/2025', 'Q3 2025'],
  ['2025-10', '2025-12', 'quý IV/2025', 'Q4 2025'],
  ['2025-01', '2025-06', '6 tháng đầu năm 2025', 'first half of 2025'],
  ['2025-07', '2025-12', '6 tháng cuối năm 2025', 'second half of 2025'],
  ['2025-01', '2025-12', 'năm 2025', '2025'],
  ['2025-07', '2025-08', 'từ tháng 7 đến tháng 8/2025', 'July to August 2025'],
  ['2024-11', '2025-01', 'từ tháng 11/2024 đến tháng 01/2025', 'November 2024 to January 2025'],
])('%s to %s is called %s, %s', (from, to, inVietnamese, inEnglish) => {
  expect([vi.period(period(from, to)), en.period(period(from, to))]).toEqual([inVietnamese, inEnglish]);
});

test('months go into a sentence after the word for month', () => {
  expect(vi.months(period('2025-11', '2025-12'))).toBe('11 đến tháng 12/2025');
  expect(vi.months(period('2025-11', '2025-11'))).toBe('11/2025');
});

test('the last of several is joined by a word', () => {
  expect([vi.list(['Đất đai']), vi.list(['A', 'B']), vi.list(['A', 'B', 'C'])]).toEqual([
    'Đất đai',
    'A và B',
    'A, B và C',
  ]);
  expect(en.list(['A', 'B', 'C'])).toBe('A, B and C');
});
