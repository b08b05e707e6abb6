import { type Kysely, sql } from 'kysely';

/** The day on which an invitation was made: from then on its case could be answered. Unknown of those made before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table invitations add column made_on date`.execute(db);
}
