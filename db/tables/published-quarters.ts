import type { LocalDate, Quarter, UnitId } from '../vocabulary.ts';

/** Settled quarters whose figures everybody may see. */
export interface PublishedQuartersTable {
  unitId: UnitId;
  quarter: Quarter;
  publishedOn: LocalDate;
}
