import type { Language, LocalDate, Month } from '../../db/vocabulary.ts';
import type { Period } from '../period.ts';
import { kindOf } from '../period.ts';

/**
 * How numbers, dates and periods are written in a language. Figures arrive with the decimals they are to be shown with
 * (at least one), so nothing here rounds a rate that is held against a target.
 */
export interface Format {
  /** 1234 → `1.234` */
  count(n: number): string;
  /** 97.3 → `97,3%`, 94.96 → `94,96%`, 95 → `95,0%` */
  percent(value: number): string;
  /** Percentage points without their sign: −2.1 → `2,1` */
  points(value: number): string;
  /** The same with it, the minus as wide as the plus: `+2,1`, `−2,1`, `0,0` */
  signedPoints(value: number): string;
  /** A mean mark: 4.6 → `4,60` */
  mean(value: number): string;
  /** A target as it is set: 95 → `95%`, 92.5 → `92,5%` */
  target(value: number): string;
  /** part ÷ whole as a percentage with one decimal; `whole` is not 0. */
  share(part: number, whole: number): string;
  /** Inside a sentence: `07/7/2025`, `7 July 2025` */
  date(day: LocalDate): string;
  /** In a table, all of one width: `07/07/2025`, `7 Jul 2025` */
  tableDate(day: LocalDate): string;
  /** `tháng 7/2025`, `July 2025` */
  month(month: Month): string;
  /** For narrow places: `7/2025`, `Jul 2025` */
  shortMonth(month: Month): string;
  /** On an axis, the year standing under it: `T7`, `Jul` */
  monthAlone(month: Month): string;
  /** What goes after “tháng” in a sentence about a range: `7/2025`, `7 đến tháng 9/2025`; `July to September 2025` */
  months(period: Period): string;
  /** `quý III/2025`, `6 tháng cuối năm 2025`, `từ tháng 7 đến tháng 8/2025` */
  period(period: Period): string;
  list(items: readonly string[]): string;
}

export const formats: Readonly<Record<Language, Format>> = {
  vi: formatOf({
    decimalComma: true,
    and: ' và ',
    date: (year, month, day) => `${two(day)}/${viMonth(month)}/${year}`,
    tableDate: (year, month, day) => `${two(day)}/${two(month)}/${year}`,
    month: (year, month) => `tháng ${viMonth(month)}/${year}`,
    shortMonth: (year, month) => `${viMonth(month)}/${year}`,
    monthAlone: (month) => `T${month}`,
    months: (from, to) =>
      same(from, to)
        ? `${viMonth(to.month)}/${to.year}`
        : `${viMonth(from.month)}${from.year === to.year ? '' : `/${from.year}`} đến tháng ${viMonth(to.month)}/${to.year}`,
    quarter: (year, quarter) => `quý ${['I', 'II', 'III', 'IV'][quarter - 1] ?? ''}/${year}`,
    half: (year, half) => `6 tháng ${half === 1 ? 'đầu' : 'cuối'} năm ${year}`,
    year: (year) => `năm ${year}`,
    range: (months) => `từ tháng ${months}`,
  }),
  en: formatOf({
    decimalComma: false,
    and: ' and ',
    date: (year, month, day) => `${day} ${enMonth(month)} ${year}`,
    tableDate: (year, month, day) => `${day} ${enMonth(month).slice(0, 3)} ${year}`,
    month: (year, month) => `${enMonth(month)} ${year}`,
    shortMonth: (year, month) => `${enMonth(month).slice(0, 3)} ${year}`,
    monthAlone: (month) => enMonth(month).slice(0, 3),
    months: (from, to) =>
      same(from, to)
        ? `${enMonth(to.month)} ${to.year}`
        : `${enMonth(from.month)}${from.year === to.year ? '' : ` ${from.year}`} to ${enMonth(to.month)} ${to.year}`,
    quarter: (year, quarter) => `Q${quarter} ${year}`,
    half: (year, half) => `${half === 1 ? 'first' : 'second'} half of ${year}`,
    year: (year) => `${year}`,
    range: (months) => months,
  }),
};

interface YearMonth {
  readonly year: number;
  readonly month: number;
}

interface Spelling {
  readonly decimalComma: boolean;
  readonly and: string;
  date(year: number, month: number, day: number): string;
  tableDate(year: number, month: number, day: number): string;
  month(year: number, month: number): string;
  shortMonth(year: number, month: number): string;
  monthAlone(month: number): string;
  months(from: YearMonth, to: YearMonth): string;
  quarter(year: number, quarter: number): string;
  half(year: number, half: number): string;
  year(year: number): string;
  range(months: string): string;
}

function formatOf(spelling: Spelling): Format {
  const decimal = (text: string) => (spelling.decimalComma ? text.replace('.', ',') : text);
  const months = ({ from, to }: Period) => spelling.months(partsOf(from), partsOf(to));
  const points = (value: number) => decimal(withDecimal(Math.abs(value)));
  return {
    count: (n) => String(n).replace(/\B(?=(\d{3})+$)/g, spelling.decimalComma ? '.' : ','),
    percent: (value) => `${decimal(withDecimal(value))}%`,
    points,
    mean: (value) => decimal(value.toFixed(2)),
    signedPoints: (value) => `${['−', '', '+'][Math.sign(value) + 1]}${points(value)}`,
    target: (value) => `${decimal(String(value))}%`,
    share: (part, whole) => `${decimal(tenths(part, whole))}%`,
    date: (day) => spelling.date(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))),
    tableDate: (day) => spelling.tableDate(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))),
    month: (month) => spelling.month(Number(month.slice(0, 4)), Number(month.slice(5))),
    shortMonth: (month) => spelling.shortMonth(Number(month.slice(0, 4)), Number(month.slice(5))),
    monthAlone: (month) => spelling.monthAlone(Number(month.slice(5))),
    months,
    period(period) {
      const { year, month } = partsOf(period.to);
      switch (kindOf(period)) {
        case 'month':
          return spelling.month(year, month);
        case 'quarter':
          return spelling.quarter(year, month / 3);
        case 'half':
          return spelling.half(year, month / 6);
        case 'year':
          return spelling.year(year);
        case undefined:
          return spelling.range(months(period));
      }
    },
    list: (items) =>
      items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')}${spelling.and}${items.at(-1) ?? ''}`,
  };
}

function withDecimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** Half up, in whole numbers: 1 of 16 is 6.3. */
function tenths(part: number, whole: number): string {
  const rounded = Math.floor((part * 2000 + whole) / (2 * whole));
  return `${Math.floor(rounded / 10)}.${rounded % 10}`;
}

function partsOf(month: Month): YearMonth {
  return { year: Number(month.slice(0, 4)), month: Number(month.slice(5)) };
}

function same(a: YearMonth, b: YearMonth): boolean {
  return a.year === b.year && a.month === b.month;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

// NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.4: days under 10 and the months 1 and 2 get a zero in front, other months none.
function viMonth(month: number): string {
  return month <= 2 ? two(month) : String(month);
}

function enMonth(month: number): string {
  return (
    [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ][month - 1] ?? ''
  );
}
