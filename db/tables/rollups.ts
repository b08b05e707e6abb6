import type { LocalDate, Month, UnitId } from '../vocabulary.ts';

/** What `seal` stored of one field in one month; every shown figure is a sum of these rows. */
export interface RollupsTable {
  unitId: UnitId;
  month: Month;
  fieldId: string;
  /** Invitations that are answered or not withdrawn. */
  closed: number;
  level1: number;
  level2: number;
  level3: number;
  level4: number;
  level5: number;
  /** Whether the last seal left answers of this group waiting. */
  held: boolean;
}

/** Settled months: their figures never change again. */
export interface MonthsTable {
  unitId: UnitId;
  month: Month;
  settledOn: LocalDate;
  /** The unit's settings by which its verdicts were reached; null where they were not kept yet. */
  minimumAnswers: number | null;
  fallsBackToOverall: boolean | null;
}

/** The last seal of each unit. */
export interface SealsTable {
  unitId: UnitId;
  sealedOn: LocalDate;
  /** Answers that it left waiting. */
  waiting: number;
}
