import type { Generated } from 'kysely';
import type { UnitId } from '../vocabulary.ts';

/** A procedure (thủ tục hành chính) of a unit's catalogue. */
export interface ProceduresTable {
  unitId: UnitId;
  procedureCode: string;
  fieldId: string;
  nameVi: string;
  /** False for what arrived with a case and nobody has looked at yet. */
  reviewed: boolean;
  /** Null where nobody has translated it yet. */
  nameEn: Generated<string | null>;
  /** No longer offered; a case that comes with it all the same is taken. */
  closed: Generated<boolean>;
  /** The procedure that new cases with this code belong to; never one that is merged itself. */
  mergedInto: Generated<string | null>;
  /** Raised by each change, so that of two who change at once the second is told. */
  revision: Generated<number>;
}
