import type { Db } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';

export interface AuditEntry {
  readonly unitId: UnitId | null;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly before: object | null;
  readonly after: object | null;
}

/** Appends one entry. */
export async function insertAuditEntry(db: Db, entry: AuditEntry): Promise<void> {
  const { before, after, ...rest } = entry;
  await db
    .insertInto('auditEntries')
    .values({ ...rest, before: before && JSON.stringify(before), after: after && JSON.stringify(after) })
    .execute();
}
