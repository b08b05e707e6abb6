import type { Language, LocalDate, Month, Quarter } from '../../db/vocabulary.ts';
import { isMonth, lastDayOf, monthOf, monthsBetween, monthsOf, quarterOf } from '../calendar.ts';

/** A quarter, `2025-Q3`. */
export function isQuarter(text: string): text is Quarter {
  return /^\d{4}-Q[1-4]$/.test(text) && isMonth(monthsOf(text as Quarter)[0]);
}

/** The months of a period that is named by quarters, months, or one of each. */
export function monthsOfPeriod(from: Quarter | Month, to: Quarter | Month): { from: Month; to: Month } {
  return { from: isQuarter(from) ? monthsOf(from)[0] : from, to: isQuarter(to) ? monthsOf(to)[2] : to };
}

/** Every quarter that a month of the period belongs to. */
export function quartersOf({ from, to }: { from: Month; to: Month }): Quarter[] {
  return [...new Set(monthsBetween(from, to).map(quarterOf))];
}

/** A period as it is said: by year, half or quarter where it is one, else from month to month. */
export function periodName({ from, to }: { from: Month; to: Month }, language: Language): string {
  const year = from.slice(0, 4);
  const [first, last] = [Number(from.slice(5)), Number(to.slice(5))];
  if (to.slice(0, 4) === year) {
    const span = `${first}-${last}`;
    if (span === '1-12') return language === 'vi' ? `năm ${year}` : year;
    if (span === '1-6') return language === 'vi' ? `6 tháng đầu năm ${year}` : `first half of ${year}`;
    if (span === '7-12') return language === 'vi' ? `6 tháng cuối năm ${year}` : `second half of ${year}`;
    const quarter = quarterOf(from);
    if (monthsOf(quarter)[0] === from && monthsOf(quarter)[2] === to) return quarterName(quarter, language);
    if (first === last) return monthName(from, language);
    if (language === 'vi') return `từ tháng ${first} đến tháng ${last}/${year}`;
    return `${englishMonth(from)} to ${monthName(to, 'en')}`;
  }
  const [begin, end] = [monthName(from, language), monthName(to, language)];
  return language === 'vi' ? `từ ${begin} đến ${end}` : `${begin} to ${end}`;
}

/** For when a plan is: a period of whole months, else from day to day; undefined where no end is known. */
export function planName(
  { effectiveFrom, plannedTo }: { effectiveFrom: LocalDate; plannedTo: LocalDate | null },
  language: Language,
): string | undefined {
  if (plannedTo === null) return undefined;
  const [from, to] = [monthOf(effectiveFrom), monthOf(plannedTo)];
  if (effectiveFrom.endsWith('-01') && plannedTo === lastDayOf(to)) return periodName({ from, to }, language);
  const [begin, end] = [dayName(effectiveFrom, language), dayName(plannedTo, language)];
  return language === 'vi' ? `từ ${begin} đến ${end}` : `${begin} to ${end}`;
}

/** A day as tables show it. */
export function dayName(day: LocalDate, language: Language): string {
  const [year, month, date] = [day.slice(0, 4), day.slice(5, 7), day.slice(8)];
  if (language === 'vi') return `${date}/${month}/${year}`;
  return `${Number(date)} ${monthName(day.slice(0, 7) as Month, 'en')}`;
}

function quarterName(quarter: Quarter, language: Language): string {
  const [year, number] = [quarter.slice(0, 4), Number(quarter.slice(6))];
  return language === 'vi' ? `quý ${['I', 'II', 'III', 'IV'][number - 1]}/${year}` : `Q${number} ${year}`;
}

function monthName(month: Month, language: Language): string {
  const year = month.slice(0, 4);
  return language === 'vi' ? `tháng ${Number(month.slice(5))}/${year}` : `${englishMonth(month)} ${year}`;
}

function englishMonth(month: Month): string {
  const at = Date.UTC(2000, Number(month.slice(5)) - 1);
  return new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(at);
}
