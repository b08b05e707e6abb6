import { isMonth } from '../api/calendar.ts';
import type { Satisfaction } from './client.ts';
import { addMonths, type Period, periodAround } from './period.ts';

/** Whether a period is made of whole quarters: only these have detail, once they are settled. */
export function isWholeQuarters({ from, to }: Period): boolean {
  return Number(from.slice(5)) % 3 === 1 && Number(to.slice(5)) % 3 === 0;
}

/** The newest quarter with figures that is settled, as far as a report by month tells; undefined where there is none. */
export function lastSettledQuarter({ period, groups }: Pick<Satisfaction, 'period' | 'groups'>): Period | undefined {
  const { settledTo } = period;
  if (settledTo === null) return undefined;
  const months = groups.map(({ key }) => key).filter(isMonth);
  const around = periodAround('quarter', settledTo);
  const latest = around.to === settledTo ? around : periodAround('quarter', addMonths(around.from, -1));
  const isUsed = (quarter: Period) => months.some((month) => month >= quarter.from && month <= quarter.to);
  for (
    let quarter = latest;
    quarter.to >= period.from;
    quarter = periodAround('quarter', addMonths(quarter.from, -1))
  ) {
    if (isUsed(quarter)) return quarter;
  }
  return undefined;
}
