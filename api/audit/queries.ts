import { sql } from 'kysely';
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

/** Appends entries in their order. */
export async function insertAuditEntries(db: Db, entries: readonly AuditEntry[]): Promise<void> {
  await sql`/* keep plan: insert-audit-entries */
    insert into audit_entries (unit_id, at, actor, action, subject, before, after)
    select "unitId", at, actor, action, subject, before, after
    from json_to_recordset(${JSON.stringify(entries)}::json) as given (
      "unitId" integer, at timestamptz, actor text, action text, subject text, before jsonb, after jsonb
    )`.execute(db);
}
