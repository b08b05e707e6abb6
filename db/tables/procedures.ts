import type { UnitId } from '../vocabulary.ts';

/** A procedure (thủ tục hành chính) of a unit's catalogue. */
export interface ProceduresTable {
  unitId: UnitId;
  procedureCode: string;
  fieldId: string;
  nameVi: string;
  /** False for what arrived with a case and nobody has looked at yet. */
  reviewed: boolean;
}
