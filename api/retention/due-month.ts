import type { LocalDate, Month } from '../../db/vocabulary.ts';

/** The shortest time that case codes are kept. What was closed since needs no look at how far they are forgotten. */
export const fewestMonths = 12;
/** The longest; a unit may also keep them for ever. */
export const mostMonths = 120;

/** The last month that has been over for so many whole months: its case codes are due to be forgotten. */
export function dueMonth(today: LocalDate, keptMonths: number): Month {
  const since = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  const due = since - keptMonths - 1;
  return `${String(Math.floor(due / 12)).padStart(4, '0')}-${String((due % 12) + 1).padStart(2, '0')}` as Month;
}
