import { isMonth } from '../api/calendar.ts';
import type { LocalDate, Month } from '../db/vocabulary.ts';

/** Months, both ends included. */
export interface Period {
  readonly from: Month;
  readonly to: Month;
}

export const periodKinds = ['month', 'quarter', 'half', 'year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

const lengths: Readonly<Record<PeriodKind, number>> = { month: 1, quarter: 3, half: 6, year: 12 };

/** The period of a kind that the month belongs to: `2025-08`, quarter → July to September 2025. */
export function periodAround(kind: PeriodKind, month: Month): Period {
  const position = Number(month.slice(5)) - 1;
  const from = addMonths(month, -(position % lengths[kind]));
  return { from, to: addMonths(from, lengths[kind] - 1) };
}

/** What a period is if it is a calendar month, quarter, half year or year. */
export function kindOf(period: Period): PeriodKind | undefined {
  return periodKinds.find((kind) => isSame(periodAround(kind, period.from), period));
}

/** The period of the same length right before (-1) or after (1). */
export function neighbour({ from, to }: Period, direction: -1 | 1): Period {
  const length = monthCount({ from, to }) * direction;
  return { from: addMonths(from, length), to: addMonths(to, length) };
}

function monthCount({ from, to }: Period): number {
  return indexOf(to) - indexOf(from) + 1;
}

export function isSame(a: Period, b: Period): boolean {
  return a.from === b.from && a.to === b.to;
}

/** The period of a URL, its ends put in order; undefined where there is none or one that can't be. */
export function readPeriod(search: URLSearchParams): Period | undefined {
  const from = search.get('from') ?? '';
  const to = search.get('to') ?? '';
  if (!isMonth(from) || !isMonth(to)) return undefined;
  return from <= to ? { from, to } : { from: to, to: from };
}

/**
 * What is shown when nobody asked for a period: the current quarter, but in its first month, when there is next to
 * nothing in it, the three months that end now. Whoever sees settled months only gets the last quarter that is over
 * long enough for its codes to have expired (15 days, 3 of grace, and the night's run).
 */
export function usualPeriod(today: Date, options: { settledOnly: boolean }): Period {
  const now = monthOn(today);
  if (options.settledOnly) return periodAround('quarter', addMonths(monthOn(daysBefore(today, 20)), -3));
  const quarter = periodAround('quarter', now);
  return quarter.from === now ? { from: addMonths(now, -2), to: now } : quarter;
}

/** The month in which a person here and now lives. */
export function monthOn(today: Date): Month {
  return monthAt(today.getFullYear() * 12 + today.getMonth());
}

/** The day on which a person here and now lives. */
export function dayOn(today: Date): LocalDate {
  return `${monthOn(today)}-${String(today.getDate()).padStart(2, '0')}` as LocalDate;
}

export function addMonths(month: Month, count: number): Month {
  return monthAt(indexOf(month) + count);
}

function daysBefore(day: Date, count: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - count);
}

function indexOf(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}

function monthAt(index: number): Month {
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}` as Month;
}
