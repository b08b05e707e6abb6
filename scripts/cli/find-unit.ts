import { listUnits, type Unit } from '../../api/units/queries.ts';
import type { Db } from '../../db/tables/index.ts';
import { Failure } from './command.ts';

/** The unit with that code; says which there are where there is none. */
export async function findUnit(db: Db, code: string): Promise<Unit> {
  const units = await listUnits(db);
  const unit = units.find((candidate) => candidate.code === code.trim());
  if (unit) return unit;
  throw new Failure(`No unit has the code “${code}”; there are: ${units.map(({ code }) => code).join(', ')}.`);
}
