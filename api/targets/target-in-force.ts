import type { LocalDate } from '../../db/vocabulary.ts';

/** A bar from a day on, with its source: never a constant. */
export interface Target {
  /** The field that it is for; null for the overall one. */
  readonly fieldId: string | null;
  /** 0–100, at most two decimals; reached at exactly this rate (“trở lên”, “tối thiểu”). */
  readonly percent: number;
  readonly effectiveFrom: LocalDate;
  readonly legalBasis: string;
  /** The last day of the plan that it comes from, where that is known; it stays in force until another follows. */
  readonly plannedTo: LocalDate | null;
}

/** What of a unit's settings a verdict depends on. */
export interface Standards {
  readonly minimumAnswers: number;
  /** Whether a field without a target of its own is held against the overall one. */
  readonly fallsBackToOverall: boolean;
}

/**
 * The target in force on a day for a field, or for all fields together (`fieldId` null): a field's own beats the overall
 * one, among equals the latest begun wins, and each stays until replaced. A field without its own is held against the
 * overall one where the unit's setting says so.
 */
export function targetInForce<T extends Target>(
  targets: readonly T[],
  fieldId: string | null,
  on: LocalDate,
  setting: { readonly fallsBackToOverall: boolean },
): T | undefined {
  const own = latestBegun(targets, fieldId, on);
  return own ?? (setting.fallsBackToOverall ? latestBegun(targets, null, on) : undefined);
}

/** Whether the plan that a target comes from was over on a day, so that the target goes on for want of a newer plan. */
export function isPlanOver({ plannedTo }: Pick<Target, 'plannedTo'>, on: LocalDate): boolean {
  return plannedTo !== null && plannedTo < on;
}

function latestBegun<T extends Target>(targets: readonly T[], fieldId: string | null, on: LocalDate): T | undefined {
  return targets
    .filter((target) => target.fieldId === fieldId && target.effectiveFrom <= on)
    .reduce<T | undefined>(
      (latest, target) => (latest && latest.effectiveFrom > target.effectiveFrom ? latest : target),
      undefined,
    );
}
