import type { Db } from '../../db/tables/index.ts';
import type { LocalDate, Month, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/service.ts';
import { lastDayOf, localDate } from '../calendar.ts';
import { claimMonths } from '../units/service.ts';
import { dueMonth } from './due-month.ts';
import { forgetCodes, listRetentions, noteForgotten } from './queries.ts';

/** What other nouns may ask of retention. */
export { forgottenTo } from './queries.ts';

/** What was forgotten of a unit. */
export interface Forgotten {
  readonly unitId: UnitId;
  readonly to: Month;
  readonly cases: number;
}

/**
 * Forgets the case codes that the units no longer keep, each unit in a transaction of its own. Every count stays: cases and
 * invitations are there as before, and nothing tells which case of the one-stop system they were.
 */
export async function forgetCases(db: Db, args: { now: Date; timeZone: string; actor: Actor }): Promise<Forgotten[]> {
  const { now, timeZone, actor } = args;
  const today = localDate(now, timeZone);
  const done: Forgotten[] = [];
  for (const { unitId, retentionMonths } of await listRetentions(db)) {
    const to = dueMonth(today, retentionMonths);
    const cases = await forgetOfUnit(db, { unitId, to, today, now, actor });
    if (cases > 0) done.push({ unitId, to, cases });
  }
  return done;
}

function forgetOfUnit(
  db: Db,
  args: { unitId: UnitId; to: Month; today: LocalDate; now: Date; actor: Actor },
): Promise<number> {
  const { unitId, to, today, now, actor } = args;
  return db.transaction().execute(async (db) => {
    await claimMonths(db, unitId);
    const cases = await forgetCodes(db, unitId, to, lastDayOf(to));
    if (cases === 0) return 0;
    await noteForgotten(db, unitId, to, today);
    await recordAudit(db, { unitId, actor, now, action: 'retention.done', subject: to, after: { cases } });
    return cases;
  });
}
