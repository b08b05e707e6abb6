import type { LocalDate } from '../../db/vocabulary.ts';
import { addDays } from '../calendar.ts';

/** Days off and worked Saturdays, as decreed year by year: only the years entered are known. */
export interface WorkingCalendar {
  readonly daysOff: ReadonlySet<LocalDate>;
  readonly workedWeekends: ReadonlySet<LocalDate>;
  /** The last year that is entered. */
  readonly lastYear: number;
}

interface Entry {
  readonly date: string;
  readonly certain: boolean;
}

/** The calendar from what was entered. What is not certain is left out: a day off too many would put an answer off. */
export function workingCalendar(entered: {
  readonly holidays: readonly Entry[];
  readonly makeupWorkingDays: readonly Entry[];
}): WorkingCalendar {
  const certain = (entries: readonly Entry[]) =>
    new Set(entries.filter((entry) => entry.certain).map(({ date }) => date as LocalDate));
  const daysOff = certain(entered.holidays);
  const years = [...daysOff].map((date) => Number(date.slice(0, 4)));
  return { daysOff, workedWeekends: certain(entered.makeupWorkingDays), lastYear: Math.max(...years) };
}

/** Whether offices work. Throws RangeError past the last entered year: days off move by decree, and a guess would be a false promise. */
export function isWorkingDay(date: LocalDate, calendar: WorkingCalendar): boolean {
  if (Number(date.slice(0, 4)) > calendar.lastYear) {
    throw new RangeError(`No days off are entered after ${calendar.lastYear}`);
  }
  const weekday = new Date(date).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  return isWeekend ? calendar.workedWeekends.has(date) : !calendar.daysOff.has(date);
}

/** Working days after `from` up to `to`, that one included; 0 where it is not later. Throws as `isWorkingDay` does. */
export function workingDaysBetween(from: LocalDate, to: LocalDate, calendar: WorkingCalendar): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) count += 1;
  return count;
}
