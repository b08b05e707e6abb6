/**
 * Days, months and quarters: the only place that knows the time zone.
 * Dates are words (`2025-07-07`), so they compare, sort and travel as they are read, and no clock hides in them.
 */
import type { LocalDate, Month, Quarter } from '../db/vocabulary.ts';

const hourInMs = 3_600_000;
const dayInMs = 24 * hourInMs;

/** The calendar day of an instant in a time zone (IANA name). Throws RangeError for an invalid date or an unknown zone. */
export function localDate(instant: Date, timeZone: string): LocalDate {
  return dayOf(wallClock(instant.getTime(), timeZone));
}

/** `2025-07-07` → `2025-07`. */
export function monthOf(date: LocalDate): Month {
  return date.slice(0, 7) as Month;
}

/** `2025-07` → `2025-Q3`. */
export function quarterOf(month: Month): Quarter {
  return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}` as Quarter;
}

/** `2025-Q3` → its three months, first to last. */
export function monthsOf(quarter: Quarter): readonly [Month, Month, Month] {
  const year = Number(quarter.slice(0, 4));
  const first = Number(quarter.slice(6)) * 3 - 2;
  return [monthAt(year, first), monthAt(year, first + 1), monthAt(year, first + 2)];
}

/** Every month from `from` to `to`, both included; none when `from` comes after `to`. */
export function monthsBetween(from: Month, to: Month): Month[] {
  const months: Month[] = [];
  for (let month = from; month <= to; month = monthAt(Number(month.slice(0, 4)), Number(month.slice(5)) + 1)) {
    months.push(month);
  }
  return months;
}

/** `2025-02` → `2025-02-28`. */
export function lastDayOf(month: Month): LocalDate {
  return dayOf(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0));
}

/** The day `days` days after `date` (before it when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dayOf(Date.parse(date) + days * dayInMs);
}

/** Whether a text is a real day of the calendar, `YYYY-MM-DD`, from 2000-01-01 to 2100-12-31. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = Date.parse(text);
  // Date.parse lets 30 February pass as 2 March, so the day must come out as it went in.
  return !Number.isNaN(instant) && dayOf(instant) === text && text >= '2000-01-01' && text <= '2100-12-31';
}

/** Whether a text is a month, `YYYY-MM`, from 2000-01 to 2100-12. */
export function isMonth(text: string): text is Month {
  return /^\d{4}-\d{2}$/.test(text) && isLocalDate(`${text}-01`);
}

/** Whether a text is a quarter, `YYYY-Qn`, of a year from 2000 to 2100. */
export function isQuarter(text: string): text is Quarter {
  return /^\d{4}-Q[1-4]$/.test(text) && isMonth(`${text.slice(0, 4)}-01`);
}

/**
 * The first instant after `now` at which clocks in the zone show `hour` (0–23) o'clock sharp; once a day at most.
 * Where that hour is skipped (start of summer time), the instant at which the skipped hour would have been on the old clock.
 */
export function nextNightly(now: Date, timeZone: string, hour: number): Date {
  const today = localDate(now, timeZone);
  const tonight = instantAt(today, hour, timeZone);
  return tonight > now ? tonight : instantAt(addDays(today, 1), hour, timeZone);
}

function instantAt(date: LocalDate, hour: number, timeZone: string): Date {
  const shown = Date.parse(date) + hour * hourInMs;
  const near = shown - offset(shown, timeZone);
  const exact = shown - offset(near, timeZone);
  // Where no clock shows that hour, the later one is as long after midnight as the hour says.
  return new Date(wallClock(exact, timeZone) === shown ? exact : Math.max(near, exact));
}

/** How far clocks in the zone are ahead of UTC, in milliseconds. */
function offset(instant: number, timeZone: string): number {
  return wallClock(instant, timeZone) - Math.floor(instant / 1000) * 1000;
}

/** What a clock in the zone shows, to the second, as if it were UTC, in milliseconds. */
function wallClock(instant: number, timeZone: string): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(instant)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

// Making a formatter takes a hundred times as long as using one.
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const numeric = 'numeric';
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  clocks.set(timeZone, clock);
  return clock;
}

function dayOf(instant: number): LocalDate {
  return new Date(instant).toISOString().slice(0, 10) as LocalDate;
}

/** Months past 12 run into the next year. */
function monthAt(year: number, month: number): Month {
  return new Date(Date.UTC(year, month - 1)).toISOString().slice(0, 7) as Month;
}
