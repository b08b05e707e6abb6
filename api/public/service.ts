import type { Db } from '../../db/tables/index.ts';
import type { Language, LocalDate, Quarter, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/service.ts';
import { monthsOf } from '../calendar.ts';
import { problem } from '../problems.ts';
import { settledQuarters } from '../quarters/service.ts';
import { readSatisfaction } from '../satisfaction/service.ts';
import type { Unit } from '../units/service.ts';
import { type PublicQuarter, publicQuarter } from './public-quarter.ts';
import { deletePublished, insertPublished, listPublished } from './queries.ts';

/** What other nouns may ask of what is public. */
export { hasPublished, listPublished, listPublishingUnits } from './queries.ts';

interface Publication {
  readonly unitId: UnitId;
  readonly quarter: Quarter;
  readonly actor: Actor;
  readonly now: Date;
}

/** Shows a quarter's figures to everybody. Once more changes nothing. Throws `quarter-not-settled`. */
export async function publish(db: Db, args: Publication & { today: LocalDate }): Promise<void> {
  const { unitId, quarter, actor, now, today: publishedOn } = args;
  await db.transaction().execute(async (db) => {
    // A settled quarter stays settled, so nothing has to be held while this looks.
    if (!(await settledQuarters(db, unitId)).has(quarter)) throw problem('quarter-not-settled');
    const after = { quarter, publishedOn };
    if (!(await insertPublished(db, unitId, after))) return;
    await recordAudit(db, { unitId, actor, now, action: 'quarter.published', subject: quarter, after });
  });
}

/** Shows them to nobody any more without an account. Throws `not-found` where they were not public. */
export async function takeBack(db: Db, { unitId, quarter, actor, now }: Publication): Promise<void> {
  await db.transaction().execute(async (db) => {
    const before = await deletePublished(db, unitId, quarter);
    if (!before) throw problem('not-found');
    await recordAudit(db, { unitId, actor, now, action: 'quarter.taken-back', subject: quarter, before });
  });
}

export interface PublicResults {
  /** Every published quarter, the newest first. */
  readonly published: readonly Quarter[];
  /** Those that are shown with their figures. */
  readonly quarters: readonly PublicQuarter[];
}

/**
 * A unit's published figures, to the last digit as `/satisfaction` has them: of the quarter that is asked for, or of the
 * newest. Throws `not-found` for a quarter that is not published, the same as for one that is not there.
 */
export async function readPublic(
  db: Db,
  args: { unit: Unit; quarter: Quarter | undefined; newest: number; language: Language; today: LocalDate },
): Promise<PublicResults> {
  const { unit, quarter, newest, language, today } = args;
  const published = (await listPublished(db, unit.unitId)).map(({ quarter }) => quarter);
  if (quarter !== undefined && !published.includes(quarter)) throw problem('not-found');
  const asked = quarter === undefined ? published.slice(0, newest) : [quarter];
  const quarters = await Promise.all(
    asked.map(async (quarter) => {
      const [from, , to] = monthsOf(quarter);
      const period = { units: [unit], by: 'field', from, to, fieldId: null, series: false, settledOnly: true } as const;
      return publicQuarter(quarter, await readSatisfaction(db, { ...period, language, today }));
    }),
  );
  return { published, quarters };
}
