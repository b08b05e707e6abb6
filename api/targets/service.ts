import type { Db } from '../../db/tables/index.ts';
import type { LocalDate, UnitId } from '../../db/vocabulary.ts';
import { unitSettings } from '../units/service.ts';
import { listTargets } from './queries.ts';
import { type Target, targetInForce } from './target-in-force.ts';

/** The target in force for a field, or overall (`null`), on a day. */
export type TargetLookup = (fieldId: string | null, on: LocalDate) => Target | undefined;

/** How units hold figures against targets: over several units only a target that all of them share counts. */
export async function barsOf(db: Db, unitIds: readonly UnitId[]): Promise<{ fewest: number; target: TargetLookup }> {
  const units = await Promise.all(
    unitIds.map(async (unitId) => ({
      targets: await listTargets(db, unitId),
      settings: await unitSettings(db, unitId),
    })),
  );
  const target: TargetLookup = (fieldId, on) => {
    const [first, ...others] = units.map(({ targets, settings }) => targetInForce(targets, fieldId, on, settings));
    return first && others.every((other) => other?.percent === first.percent) ? first : undefined;
  };
  return { fewest: Math.max(...units.map(({ settings }) => settings.minimumAnswers)), target };
}
