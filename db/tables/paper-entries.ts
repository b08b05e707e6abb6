import type { LocalDate, UnitId } from '../vocabulary.ts';

/** How many paper forms somebody typed in on a day; all that is kept of who typed. */
export interface PaperEntriesTable {
  unitId: UnitId;
  enteredOn: LocalDate;
  username: string;
  forms: number;
}
