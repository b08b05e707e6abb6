import { describe, expect, test } from 'vitest';
import { holidayCalendar } from '../../db/starting-catalogue.ts';
import type { LocalDate } from '../../db/vocabulary.ts';
import { deadline } from './deadline.ts';
import { daysOverdue } from './progress.ts';
import { isWorkingDay, workingCalendar, workingDaysBetween } from './working-days.ts';

const calendar = workingCalendar(holidayCalendar);
const day = (text: string) => text as LocalDate;

test.each([
  ['2025-07-07', true, 'a Monday'],
  ['2025-07-05', false, 'a Saturday'],
  ['2025-07-06', false, 'a Sunday'],
  ['2025-09-02', false, 'Quốc khánh'],
  ['2025-01-29', false, 'Tết'],
  ['2025-05-02', false, 'a day swapped for a Saturday'],
  ['2025-04-26', true, 'that Saturday'],
  ['2026-11-24', true, 'a day off that is announced and not yet certain'],
])('%s is a working day: %s (%s)', (date, expected) => {
  expect(isWorkingDay(day(date), calendar)).toBe(expected);
});

test.each([
  ['2025-07-07', 1, '2025-07-08'],
  ['2025-07-04', 1, '2025-07-07'],
  ['2025-07-05', 1, '2025-07-07'],
  ['2025-07-07', 15, '2025-07-28'],
  ['2025-08-29', 1, '2025-09-03'],
  ['2025-04-25', 1, '2025-04-26'],
  ['2025-12-31', 1, '2026-01-05'],
])('what comes on %s is answered within %i working days until %s', (received, days, expected) => {
  expect(deadline(day(received), days, calendar)).toBe(expected);
  expect(workingDaysBetween(day(received), day(expected), calendar)).toBe(days);
});

test('a deadline past the last entered year is an error and not a guess', () => {
  expect(calendar.lastYear).toBe(2027);
  expect(deadline(day('2027-12-30'), 1, calendar)).toBe('2027-12-31');
  expect(() => deadline(day('2027-12-31'), 1, calendar)).toThrow(RangeError);
  expect(() => isWorkingDay(day('2028-01-03'), calendar)).toThrow('2027');
});

describe('overdue', () => {
  const open = { state: 'received', dueOn: day('2025-07-25') } as const;
  test.each([
    [open, '2025-07-25', 0],
    [open, '2025-07-26', 1],
    [open, '2025-07-28', 1],
    [open, '2025-07-29', 2],
    [{ ...open, state: 'in-progress' } as const, '2025-07-29', 2],
    [{ ...open, state: 'answered' } as const, '2025-07-29', 0],
    [{ ...open, state: 'transferred' } as const, '2025-07-29', 0],
    [{ ...open, dueOn: null }, '2025-07-29', 0],
    [open, '2028-01-10', 1],
  ])('%o on %s: %i working days', (feedback, today, expected) => {
    expect(daysOverdue(feedback, day(today), calendar)).toBe(expected);
  });
});
