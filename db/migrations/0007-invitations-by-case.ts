import { type Kysely, sql } from 'kysely';

/** A case finds its invitations, the last one first, however many cases there are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index invitations_by_case on invitations (unit_id, case_id, generation)`.execute(db);
}
