import { lastDayOf } from '../api/calendar.ts';
import { isFlagged, verdict } from '../api/satisfaction/verdict.ts';
import { type Target as Bar, targetInForce } from '../api/targets/target-in-force.ts';
import type { LocalDate, Verdict } from '../db/vocabulary.ts';
import type { Group, NewTarget, Satisfaction, Settings, Target } from './client.ts';

/** The unit's targets before and after what is about to be done, and from which day on that counts. */
export interface TargetChange {
  readonly before: readonly Target[];
  readonly after: readonly Target[];
  readonly effectiveFrom: LocalDate;
}

type Proposal = Pick<NewTarget, 'field' | 'percent' | 'effectiveFrom' | 'legalBasis' | 'plannedTo'>;

/** The list with one more target; one that begins on the same day for the same field gives way, as on the server. */
export function withTarget(before: readonly Target[], proposal: Proposal): TargetChange {
  const others = before.filter((target) => !beginsAlike(target, proposal));
  const { field, percent, effectiveFrom, legalBasis, plannedTo = null } = proposal;
  const proposed: Target = { targetId: '', field, percent, effectiveFrom, legalBasis, plannedTo, changeable: true };
  return { before, after: [...others, proposed], effectiveFrom };
}

/** The list without a target that is taken back. */
export function withoutTarget(before: readonly Target[], taken: Target): TargetChange {
  const after = before.filter(({ targetId }) => targetId !== taken.targetId);
  return { before, after, effectiveFrom: taken.effectiveFrom };
}

/** Whether two targets are for the same field from the same day on, so that one takes the other's place. */
export function beginsAlike(a: Pick<Proposal, 'field' | 'effectiveFrom'>, b: Pick<Target, 'field' | 'effectiveFrom'>) {
  return a.field === b.field && a.effectiveFrom === b.effectiveFrom;
}

/** A row of figures held against one list of targets. */
export interface Standing {
  /** Null where no target is in force. */
  readonly percent: number | null;
  readonly verdict: Verdict;
  readonly flagged: boolean;
}

export interface PreviewRow {
  readonly group: Group;
  readonly now: Standing;
  readonly after: Standing;
}

export interface Preview {
  /** Rows whose target changes, fields before the total; with answers enough or not. */
  readonly rows: readonly PreviewRow[];
  /** The change counts for the period itself; else what is shown is how a later period with such figures would stand. */
  readonly countsForPeriod: boolean;
}

/**
 * A period's figures held against the targets before and after a change, by the same calculations as on the server. What
 * counts is the target in force at the end of the period, or on the day from which the change counts if that is later.
 */
export function preview(
  { total, groups, period, minimum }: Satisfaction,
  { before, after, effectiveFrom }: TargetChange,
  settings: Pick<Settings, 'fallsBackToOverall'>,
): Preview {
  const end = lastDayOf(period.to);
  const on = effectiveFrom > end ? effectiveFrom : end;
  const standing = (group: Group, targets: readonly Target[]): Standing => {
    const field = group === total ? null : group.key;
    const percent = inForce(targets, field, on, settings)?.percent ?? null;
    return { percent, verdict: verdict(group, percent, minimum), flagged: isFlagged(group, percent, minimum) };
  };
  const rows = [...groups, total].map((group) => ({
    group,
    now: standing(group, before),
    after: standing(group, after),
  }));
  return {
    rows: rows.filter(({ now, after }) => now.percent !== after.percent),
    countsForPeriod: effectiveFrom <= end,
  };
}

/** The target of the list that is in force on a day for a field, or for all together (null). */
export function inForce(
  targets: readonly Target[],
  field: string | null,
  on: LocalDate,
  settings: Pick<Settings, 'fallsBackToOverall'>,
): (Target & Bar) | undefined {
  const bars = targets.map((target) => ({ ...target, fieldId: target.field }));
  return targetInForce(bars, field, on, settings);
}

/** Fields that come to be under their target, and those that no longer are. The total is no field. */
export function flagsOf(
  rows: readonly PreviewRow[],
  total: Group,
): { raised: readonly Group[]; lowered: readonly Group[] } {
  const fields = rows.filter(({ group }) => group !== total);
  return {
    raised: fields.filter(({ now, after }) => !now.flagged && after.flagged).map(({ group }) => group),
    lowered: fields.filter(({ now, after }) => now.flagged && !after.flagged).map(({ group }) => group),
  };
}
