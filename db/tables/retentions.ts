import type { LocalDate, Month, UnitId } from '../vocabulary.ts';

/** How far a unit has forgotten its case codes; one row a unit, absent until the first time. */
export interface RetentionsTable {
  unitId: UnitId;
  /** The last month whose codes are gone. */
  forgottenTo: Month;
  doneOn: LocalDate;
}
