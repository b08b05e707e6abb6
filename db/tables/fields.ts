import type { Generated } from 'kysely';
import type { UnitId } from '../vocabulary.ts';

/** A field (lĩnh vực) of a unit's catalogue. */
export interface FieldsTable {
  unitId: UnitId;
  fieldId: string;
  nameVi: string;
  nameEn: string;
  position: number;
  enabled: boolean;
  /** Raised by each change, so that of two who change at once the second is told. */
  revision: Generated<number>;
}
