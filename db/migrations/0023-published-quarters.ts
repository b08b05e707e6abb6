import { type Kysely, sql } from 'kysely';

/** Quarters whose figures everybody may see. Only a settled one can be: what is public does not change any more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table published_quarters (
      unit_id integer not null,
      quarter text not null,
      published_on date not null,
      primary key (unit_id, quarter),
      foreign key (unit_id, quarter) references quarters
    )`.execute(db);
}
