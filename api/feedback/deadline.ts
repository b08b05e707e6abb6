import type { LocalDate } from '../../db/vocabulary.ts';
import { addDays } from '../calendar.ts';
import { isWorkingDay, type WorkingCalendar } from './working-days.ts';

/**
 * The last day for an answer: so many working days after the one on which it came. Source: Bộ luật Dân sự 91/2015/QH13,
 * Điều 147: the first day of a period by days is not counted. Throws RangeError past the last entered year.
 */
export function deadline(received: LocalDate, workingDays: number, calendar: WorkingCalendar): LocalDate {
  let day = received;
  for (let left = workingDays; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}
