import { qd766, rules } from '../satisfaction/rules.ts';
import { shownPercent } from '../satisfaction/shown-percent.ts';

/** What the case records say of a group; whole numbers. */
export interface HandledCount {
  readonly closed: number;
  /** Closed no later than their due day; cases without one are in neither figure. */
  readonly onTime: number;
  readonly late: number;
  /** Late cases for which an apology was sent. */
  readonly apologised: number;
}

/** The same with the share on time, 0–100, one decimal; null where no case had a due day. */
export interface Handling extends HandledCount {
  readonly shareOnTime: number | null;
}

/** Source of “đúng hẹn” and of the apology: Nghị định 118/2025/NĐ-CP on one-stop handling; plan, section III.3. */
export function handling(count: HandledCount): Handling {
  const dated = count.onTime + count.late;
  return { ...count, shareOnTime: dated === 0 ? null : shownPercent(count.onTime, dated, null) };
}

/** Two counts together. */
export function addHandled(a: HandledCount, b: HandledCount): HandledCount {
  return {
    closed: a.closed + b.closed,
    onTime: a.onTime + b.onTime,
    late: a.late + b.late,
    apologised: a.apologised + b.apologised,
  };
}

export const nothingHandled: HandledCount = { closed: 0, onTime: 0, late: 0, apologised: 0 };

/**
 * The national index's rate (`admin.qd766`) of a group, as far as it can be known. It subtracts a case that is late and
 * disliked once, but an answer has no way back to its case, so how many are both is unknown: between none and the
 * smaller of the two. `low` and `high` are the rates at either end; null without cases.
 */
export function nationalRate(counts: { closed: number; late: number; disliked: number }) {
  const { closed, late } = counts;
  const disliked = Math.min(counts.disliked, closed);
  const fewestBoth = Math.max(0, late + disliked - closed);
  const mostBoth = Math.min(late, disliked);
  return {
    rule: `${rules.qd766.id}@${rules.qd766.version}`,
    low: qd766({ closed, late, disliked, both: fewestBoth }).percent,
    high: qd766({ closed, late, disliked, both: mostBoth }).percent,
  };
}
