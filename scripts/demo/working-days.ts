import { addDays } from '../../api/calendar.ts';
import type { LocalDate } from '../../db/vocabulary.ts';

/**
 * Whether a centre is open: Monday to Friday but for the holidays of Bộ luật Lao động 2019, Điều 112. Good enough for
 * stories: swapped days are decreed each year and are not known here.
 */
export function isWorkingDay(date: LocalDate): boolean {
  const weekday = new Date(date).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !solar.has(date.slice(5)) && !lunar.has(lunarDay(date));
}

/** The day `count` working days after a date, before it when negative. */
export function addWorkingDays(date: LocalDate, count: number): LocalDate {
  const step = Math.sign(count);
  let day = date;
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, step);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

const solar = new Set(['01-01', '04-30', '05-01', '09-01', '09-02']);
/** Tết Nguyên đán and Giỗ Tổ Hùng Vương. */
const lunar = new Set(['12/29', '12/30', '1/1', '1/2', '1/3', '1/4', '3/10']);

/** The Vietnamese lunar calendar differs from the Chinese one in few years. */
const lunarDay = (date: LocalDate): string => calendar.format(new Date(date));
const calendar = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
