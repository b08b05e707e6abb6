import type { UnitId } from '../vocabulary.ts';

/** A field (lĩnh vực) of a unit's catalogue. */
export interface FieldsTable {
  unitId: UnitId;
  fieldId: string;
  nameVi: string;
  nameEn: string;
  position: number;
  enabled: boolean;
}
