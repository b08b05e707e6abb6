import type { Month } from '../../db/vocabulary.ts';
import { monthsBetween } from '../calendar.ts';

/** How a period's months stand: those with figures, and those that are settled. */
export interface PeriodStanding {
  readonly from: Month;
  readonly to: Month;
  /** Months of the period with cases or answers. */
  readonly used: ReadonlySet<Month>;
  readonly settled: ReadonlySet<Month>;
}

/** The last settled month before which no month with cases is unsettled; null where there is none (contract, section 4). */
export function settledTo({ from, to, used, settled }: PeriodStanding): Month | null {
  const months = monthsBetween(from, to);
  const firstOpen = months.findIndex((month) => used.has(month) && !settled.has(month));
  const before = firstOpen < 0 ? months : months.slice(0, firstOpen);
  return before.findLast((month) => settled.has(month)) ?? null;
}

/** Whether nothing in the period can change any more: each month is settled, or over and empty. */
export function isPeriodSettled({ from, to, used, settled }: PeriodStanding, current: Month): boolean {
  return monthsBetween(from, to).every((month) => settled.has(month) || (month < current && !used.has(month)));
}
