import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf } from './day.ts';

const rules = { from1904: false, timeZone: 'Asia/Ho_Chi_Minh' };

test.each([
  ['31/12/2025', '2025-12-31'],
  ['1/7/2025', '2025-07-01'],
  ['07-07-2025', '2025-07-07'],
  ['07.07.2025', '2025-07-07'],
  ['07/07/2025 09:30', '2025-07-07'],
  ['07/07/2025 9:30:15 SA', '2025-07-07'],
  ['09:30 07/07/2025', '2025-07-07'],
  [' 07/07/2025\u00A0', '2025-07-07'],
  ['ngày 07 tháng 7 năm 2025', '2025-07-07'],
  ['2025-07-07', '2025-07-07'],
  ['2025-07-07T09:30:00', '2025-07-07'],
  // An instant: late in the evening in UTC it is the next day here.
  ['2025-07-07T23:30:00Z', '2025-07-08'],
  ['2025-07-07T23:30:00+07:00', '2025-07-07'],
  ['45845', '2025-07-07'],
  [45845, '2025-07-07'],
  [45845.99, '2025-07-07'],
  ['31/02/2025', undefined],
  ['12/31/2025', undefined],
  ['07/07/25', undefined],
  ['07/07-2025', undefined],
  ['7/2025', undefined],
  ['hôm qua', undefined],
  ['', undefined],
  [0, undefined],
  [20250707, undefined],
  [1.001193, undefined],
  ['2025-13-01', undefined],
  [{ fault: 'error', text: '#N/A' } as const, undefined],
])('%j is %s', (cell, day) => {
  expect(dayOf(cell, rules)).toBe(day);
});

test('a workbook that counts from 1904 means 1,462 days later', () => {
  expect(dayOf(44383, { ...rules, from1904: true })).toBe('2025-07-07');
});

test('every day of ours is read from its number and from how it is written here', () => {
  fc.assert(
    fc.property(fc.integer({ min: 36_526, max: 73_415 }), (serial) => {
      const day = dayOf(serial, rules) ?? '';
      const [year = '', month = '', date = ''] = day.split('-');
      expect(Date.parse(day)).toBe(Date.UTC(1899, 11, 30) + serial * 86_400_000);
      expect(dayOf(`${date}/${month}/${year}`, rules)).toBe(day);
      expect(dayOf(serial - 1462, { ...rules, from1904: true })).toBe(day);
    }),
  );
});
