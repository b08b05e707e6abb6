import type { Generated } from 'kysely';
import type { LocalDate, UnitId } from '../vocabulary.ts';

/** A target (chỉ tiêu): the bar from a day on, for one field or overall. */
export interface TargetsTable {
  unitId: UnitId;
  targetId: Generated<string>;
  fieldId: string | null;
  /** 0 to 100, at most two decimals. */
  percent: number;
  effectiveFrom: LocalDate;
  legalBasis: string;
  /** The last day of the plan that it comes from; it stays in force until another follows. */
  plannedTo: LocalDate | null;
}
