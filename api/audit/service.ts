import type { Db } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';
import { type Actor, actorName } from '../accounts/actor.ts';
import { insertAuditEntry } from './queries.ts';

/**
 * Writes who changed what, in the transaction of the change. Secrets are left out by the caller, and citizens' answers
 * are never audited: an entry would link them to a moment.
 */
export async function recordAudit(
  db: Db,
  entry: {
    readonly unitId: UnitId | null;
    readonly actor: Actor;
    readonly now: Date;
    /** Noun and verb: `case.closed`, `target.set`. */
    readonly action: string;
    readonly subject: string;
    readonly before?: object;
    readonly after?: object;
  },
): Promise<void> {
  const { unitId, actor, now, action, subject, before, after } = entry;
  await insertAuditEntry(db, {
    unitId,
    at: now,
    actor: actorName(actor),
    action,
    subject,
    before: before ?? null,
    after: after ?? null,
  });
}
