import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // By what a month's verdicts were reached when it was settled; null only from a version before this one.
  await sql`
    alter table months
      add column minimum_answers integer check (minimum_answers >= 5),
      add column falls_back_to_overall boolean`.execute(db);
  await sql`
    update months set minimum_answers = s.minimum_answers, falls_back_to_overall = s.falls_back_to_overall
    from settings s where s.unit_id = months.unit_id`.execute(db);
}
