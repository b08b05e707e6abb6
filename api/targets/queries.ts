import type { Db } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';
import type { Target } from './target-in-force.ts';

/** Every target a unit ever had. */
export function listTargets(db: Db, unitId: UnitId): Promise<Target[]> {
  return db
    .selectFrom('targets')
    .select(['fieldId', 'percent', 'effectiveFrom', 'legalBasis'])
    .where('unitId', '=', unitId)
    .orderBy('effectiveFrom')
    .execute();
}
