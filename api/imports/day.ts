import type { LocalDate } from '../../db/vocabulary.ts';
import { addDays, isLocalDate, localDate } from '../calendar.ts';
import { type Cell, textOf } from './cell.ts';

/** What a day in a sheet depends on. */
export interface DayRules {
  /** Some workbooks count days from 1904 and not from 1900. */
  readonly from1904: boolean;
  readonly timeZone: string;
}

/**
 * The day in a cell: 31/12/2025 (also with dots, hyphens or a time of day), 2025-12-31, “ngày 31 tháng 12 năm 2025”, or a
 * spreadsheet's number of a day. Undefined for anything else: a day is never guessed, so 12/31/2025 and 31/12/25 are none.
 */
export function dayOf(cell: Cell, rules: DayRules): LocalDate | undefined {
  if (typeof cell === 'number') return serialDay(cell, rules);
  const text = textOf(cell);
  const [, day, , month, year] = vietnamese.exec(text) ?? worded.exec(text) ?? [];
  if (day && month && year) return realDay(year, month, day);
  const iso = isoDay.exec(text);
  if (iso) {
    const [, isoYear = '', isoMonth = '', isoDate = '', offset] = iso;
    // With an offset it is an instant, whose day depends on where one stands.
    if (offset && !Number.isNaN(Date.parse(text))) return localDate(new Date(text), rules.timeZone);
    return realDay(isoYear, isoMonth, isoDate);
  }
  // What Excel leaves of a day in a CSV whose column was not formatted as one.
  return /^[34567]\d{4}([.,]\d+)?$/.test(text) ? serialDay(Number(text.replace(',', '.')), rules) : undefined;
}

const time = String.raw`\d{1,2}[:hg]\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s*(?:SA|CH|AM|PM))?`;
const vietnamese = new RegExp(
  String.raw`^(?:${time}[\s,]+)?(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[\s,]+${time})?$`,
  'i',
);
const worded = /^(?:ngày\s+)?(\d{1,2})(\s+)tháng\s+(\d{1,2})\s+năm\s+(\d{4})$/i;
const isoDay = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

function serialDay(serial: number, { from1904 }: DayRules): LocalDate | undefined {
  // Of what a year of ours can be; anything else is an ordinary number.
  const days = Math.floor(serial) + (from1904 ? 1462 : 0);
  if (!(days >= 36_526 && days <= 73_415)) return undefined;
  // 1899-12-30 and not 1900-01-01: Excel counts from one, and takes 1900 for a leap year.
  return addDays('1899-12-30' as LocalDate, days);
}

function realDay(year: string, month: string, day: string): LocalDate | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isLocalDate(date) ? date : undefined;
}
