import type { Month, UnitId } from '../../db/vocabulary.ts';
import type { Standards } from '../targets/target-in-force.ts';

/** A settled month of a unit, with the settings that it was settled by. */
export interface SettledMonth {
  readonly unitId: UnitId;
  readonly month: Month;
  /** Null where a version before this one did not keep them. */
  readonly standards: Standards | null;
}

/**
 * By which of a unit's settings its figures of a period are judged: once all of them are settled, by those that its last
 * month there was settled by, so that what is said of it never changes; until then by today's. A unit without cases or
 * answers in the period has no part in it (undefined): one that is founded later changes nothing either.
 */
export function standardsIn(
  period: { readonly from: Month; readonly to: Month },
  used: readonly { readonly unitId: UnitId; readonly month: Month }[],
  settled: readonly SettledMonth[],
): (unitId: UnitId, today: Standards) => Standards | undefined {
  const isInside = ({ month }: { readonly month: Month }) => month >= period.from && month <= period.to;
  const own = <Row extends { readonly unitId: UnitId; readonly month: Month }>(rows: readonly Row[], unitId: UnitId) =>
    rows.filter((row) => row.unitId === unitId && isInside(row));
  return (unitId, today) => {
    const months = own(used, unitId);
    if (months.length === 0) return undefined;
    const kept = own(settled, unitId).sort((a, b) => (a.month < b.month ? -1 : 1));
    const isSettled = months.every(({ month }) => kept.some((one) => one.month === month));
    return (isSettled ? kept.at(-1)?.standards : null) ?? today;
  };
}
