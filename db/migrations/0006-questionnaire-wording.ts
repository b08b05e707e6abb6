import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // What a unit starts with is a draft that nobody has read; whoever publishes confirms the wording.
  await sql`alter table questionnaires add column wording_confirmed boolean not null default false`.execute(db);
  // Until now there was the short form only.
  await sql`
    update questionnaires
    set definition = definition || '{"choice": {
      "form": "short", "set": "current", "perceptions": false, "context": false, "demographics": false}}'
    where not jsonb_exists(definition, 'choice')`.execute(db);
  // Answers are read by the questions that were asked: a version may be followed, never changed.
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% never change once they are there', tg_table_name;
    end $$`.execute(db);
  await sql`
    create trigger questionnaires_never_change before update on questionnaires
    for each row execute function refuse_change()`.execute(db);
}
