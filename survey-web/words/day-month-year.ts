import type { LocalDate } from '../../db/vocabulary.ts';

/** A date as Vietnamese documents write it (NĐ 30/2020/NĐ-CP): days below 10 and months 1 and 2 take a leading zero, 07/7/2025. */
export function dayMonthYear(date: LocalDate): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${Number(month) < 3 ? month : Number(month)}/${year}`;
}
