import type { Db } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';
import { type Actor, actorName } from '../accounts/actor.ts';
import { insertAuditEntries } from './queries.ts';

/** What is written of a change. Secrets are left out by the caller. */
export interface Change {
  readonly unitId: UnitId | null;
  readonly actor: Actor;
  readonly now: Date;
  /** Noun and verb: `case.closed`, `target.set`. */
  readonly action: string;
  readonly subject: string;
  readonly before?: object;
  readonly after?: object;
}

/**
 * Writes who changed what, in the transaction of the change. Citizens' answers are never audited: an entry would link
 * them to a moment.
 */
export async function recordAudit(db: Db, ...changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const entries = changes.map(({ unitId, actor, now, action, subject, before, after }) => ({
    unitId,
    at: now,
    actor: actorName(actor),
    action,
    subject,
    before: before ?? null,
    after: after ?? null,
  }));
  await insertAuditEntries(db, entries);
}
