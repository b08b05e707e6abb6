import { dayOn } from './period.ts';
import type { Format } from './words/format.ts';

/** A moment in a table, to the minute, as the clock on the wall shows it: `07/07/2025 09:30`. */
export function minuteOf(instant: string, format: Format): string {
  const moment = new Date(instant);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${format.tableDate(dayOn(moment))} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
