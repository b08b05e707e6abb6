import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LocalDate, Month } from '../db/vocabulary.ts';
import {
  addDays,
  isLocalDate,
  isMonth,
  lastDayOf,
  localDate,
  monthOf,
  monthsBetween,
  monthsOf,
  nextNightly,
  quarterOf,
} from './calendar.ts';

const hcm = 'Asia/Ho_Chi_Minh';

function day(text: string): LocalDate {
  if (!isLocalDate(text)) throw new Error(`${text} is no day`);
  return text;
}

function month(text: string): Month {
  if (!isMonth(text)) throw new Error(`${text} is no month`);
  return text;
}

/** Any day from 2000 to 2100. */
const days = fc.integer({ min: 0, max: 36_889 }).map((n) => addDays(day('2000-01-01'), n));

describe('the day of an instant', () => {
  test.each([
    ['2026-11-24T16:59:59.999Z', hcm, '2026-11-24'],
    ['2026-11-24T17:00:00.000Z', hcm, '2026-11-25'],
    ['2025-12-31T17:00:00Z', hcm, '2026-01-01'],
    ['2024-02-28T17:00:00Z', hcm, '2024-02-29'],
    ['2026-11-24T00:00:00Z', 'UTC', '2026-11-24'],
    ['2026-11-24T04:59:59Z', 'America/New_York', '2026-11-23'],
    ['2026-06-30T10:00:00Z', 'Pacific/Kiritimati', '2026-07-01'],
  ])('%s in %s is %s', (instant, zone, expected) => {
    expect(localDate(new Date(instant), zone)).toBe(expected);
  });

  test('no day without an instant, and none in a zone that does not exist', () => {
    expect(() => localDate(new Date(Number.NaN), hcm)).toThrow(RangeError);
    expect(() => localDate(new Date('2026-11-24T00:00:00Z'), 'Asia/Hai_Phong')).toThrow(RangeError);
  });
});

describe('months and quarters', () => {
  test.each([
    ['2025-01', '2025-Q1', ['2025-01', '2025-02', '2025-03']],
    ['2025-03', '2025-Q1', ['2025-01', '2025-02', '2025-03']],
    ['2025-04', '2025-Q2', ['2025-04', '2025-05', '2025-06']],
    ['2025-07', '2025-Q3', ['2025-07', '2025-08', '2025-09']],
    ['2025-12', '2025-Q4', ['2025-10', '2025-11', '2025-12']],
  ])('%s lies in %s, whose months are %s', (text, quarter, months) => {
    expect(quarterOf(month(text))).toBe(quarter);
    expect(monthsOf(quarterOf(month(text)))).toEqual(months);
  });

  test('a day lies in its month', () => {
    expect(monthOf(day('2025-07-07'))).toBe('2025-07');
  });

  test.each([
    ['2025-07', '2025-07', ['2025-07']],
    ['2025-11', '2026-02', ['2025-11', '2025-12', '2026-01', '2026-02']],
    ['2025-08', '2025-07', []],
  ])('from %s to %s: %j', (from, to, expected) => {
    expect(monthsBetween(month(from), month(to))).toEqual(expected);
  });

  test.each([
    ['2025-02', '2025-02-28'],
    ['2024-02', '2024-02-29'],
    ['2100-02', '2100-02-28'],
    ['2025-04', '2025-04-30'],
    ['2025-12', '2025-12-31'],
  ])('%s ends on %s', (text, expected) => {
    expect(lastDayOf(month(text))).toBe(expected);
  });
});

describe('days', () => {
  test.each([
    ['2025-07-07', 15, '2025-07-22'],
    ['2025-12-31', 1, '2026-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-03-01', -1, '2025-02-28'],
    ['2025-07-07', 0, '2025-07-07'],
  ])('%s and %i days is %s', (from, count, expected) => {
    expect(addDays(day(from), count)).toBe(expected);
  });

  test('days come in order, one after the other, none twice, and each month ends the day before the next begins', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -400, max: 400 }), (date, count) => {
        expect(addDays(addDays(date, count), -count)).toBe(date);
        expect(addDays(date, 1) > date).toBe(true);
        expect(monthOf(lastDayOf(monthOf(date)))).toBe(monthOf(date));
        expect(monthOf(addDays(lastDayOf(monthOf(date)), 1)) > monthOf(date)).toBe(true);
      }),
    );
  });

  test.each(['2000-01-01', '2024-02-29', '2025-12-31', '2100-12-31'])('%s is a day', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  test.each([
    '2025-02-29',
    '2025-02-30',
    '2100-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '2025-01-00',
    '1999-12-31',
    '2101-01-01',
    '2025-7-7',
    '2025-07-07T00:00:00Z',
    ' 2025-07-07',
    '2025-07-07\n',
    '07/07/2025',
    '２０２５-07-07',
    '+002025-07-07',
    '',
  ])('%j is no day', (text) => {
    expect(isLocalDate(text)).toBe(false);
  });

  test.each([
    ['2000-01', true],
    ['2100-12', true],
    ['2025-13', false],
    ['2025-00', false],
    ['1999-12', false],
    ['2025-1', false],
    ['2025-01-01', false],
    ['2025-01\n', false],
    ['2025-Q1', false],
  ])('whether %j is a month: %s', (text, expected) => {
    expect(isMonth(text)).toBe(expected);
  });

  test('no text makes the questions throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(isLocalDate(text)).toBe(false);
        expect(isMonth(text)).toBe(false);
      }),
    );
  });
});

describe('the next night', () => {
  test.each([
    ['2026-11-24T18:59:59Z', hcm, '2026-11-24T19:00:00Z'],
    ['2026-11-24T19:00:00Z', hcm, '2026-11-25T19:00:00Z'],
    ['2026-11-24T20:00:00Z', hcm, '2026-11-25T19:00:00Z'],
    ['2026-12-31T17:00:00Z', hcm, '2026-12-31T19:00:00Z'],
    ['2026-11-24T01:59:59.999Z', 'UTC', '2026-11-24T02:00:00Z'],
    // Berlin skips 02:00 on 29 March 2026 and has it twice on 25 October 2026; it comes once all the same.
    ['2026-03-28T22:00:00Z', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-30T00:00:00Z'],
    ['2026-10-24T22:00:00Z', 'Europe/Berlin', '2026-10-25T01:00:00Z'],
    ['2026-10-25T01:00:00Z', 'Europe/Berlin', '2026-10-26T01:00:00Z'],
    // New York skips it on 8 March 2026.
    ['2026-03-08T06:00:00Z', 'America/New_York', '2026-03-08T07:00:00Z'],
    ['2026-03-08T07:00:00Z', 'America/New_York', '2026-03-09T06:00:00Z'],
  ])('after %s in %s it is 2 o’clock at %s', (now, zone, expected) => {
    expect(nextNightly(new Date(now), zone, 2)).toEqual(new Date(expected));
  });

  test('it comes later than now, within 26 hours, and by the clock of the place', () => {
    const hours = fc.integer({ min: 0, max: 23 });
    const zones = fc.constantFrom(
      hcm,
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
    );
    const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, zones, hours, (now, zone, hour) => {
        const next = nextNightly(now, zone, hour);
        const waited = (next.getTime() - now.getTime()) / 3_600_000;
        expect(waited).toBeGreaterThan(0);
        expect(waited).toBeLessThanOrEqual(26);
        expect(nextNightly(next, zone, hour).getTime()).toBeGreaterThan(next.getTime());
        if (zone === hcm)
          expect(next.toISOString().slice(11, 16)).toBe(`${String((hour + 17) % 24).padStart(2, '0')}:00`);
      }),
    );
  });
});
