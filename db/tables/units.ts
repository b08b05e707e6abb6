import type { Generated } from 'kysely';
import type { UnitId } from '../vocabulary.ts';

/** A centre: everything else belongs to one. */
export interface UnitsTable {
  unitId: Generated<UnitId>;
  code: string;
  name: string;
  createdAt: Date;
}
