import type { LocalDate } from '../../db/vocabulary.ts';

/** A bar from a day on, with its source: never a constant. */
export interface Target {
  /** The field that it is for; null for the overall one. */
  readonly fieldId: string | null;
  /** 0–100, at most two decimals; reached at exactly this rate (“trở lên”, “tối thiểu”). */
  readonly percent: number;
  readonly effectiveFrom: LocalDate;
  readonly legalBasis: string;
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

function latestBegun<T extends Target>(targets: readonly T[], fieldId: string | null, on: LocalDate): T | undefined {
  return targets
    .filter((target) => target.fieldId === fieldId && target.effectiveFrom <= on)
    .reduce<T | undefined>(
      (latest, target) => (latest && latest.effectiveFrom > target.effectiveFrom ? latest : target),
      undefined,
    );
}
