import type { Generated, JSONColumnType } from 'kysely';
import type { UnitId } from '../vocabulary.ts';

/** Who changed what, written in the transaction of the change. Citizens' answers are never in it. */
export interface AuditEntriesTable {
  /** Null for what concerns no single unit. */
  unitId: UnitId | null;
  entryNumber: Generated<number>;
  at: Date;
  actor: string;
  action: string;
  subject: string;
  before: JSONColumnType<object> | null;
  after: JSONColumnType<object> | null;
}
