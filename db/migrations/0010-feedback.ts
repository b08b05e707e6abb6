import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table settings
      add column feedback_days integer not null default 15 check (feedback_days between 1 and 60)`.execute(db);
  // No column leads to a case, an invitation or an answer, and none is finer than the day.
  await sql`
    create table feedback (
      unit_id integer not null references units,
      feedback_id uuid not null,
      code_hash bytea not null check (length(code_hash) = 32),
      topic text not null check (topic in ('officer', 'waiting', 'procedure', 'fee', 'result', 'place', 'online', 'other')),
      message text not null check (length(message) between 1 and 3000),
      contact text check (length(contact) between 1 and 200),
      language text not null check (language in ('vi', 'en')),
      received_on date not null,
      due_on date check (due_on >= received_on),
      state text not null default 'received' check (state in ('received', 'in-progress', 'answered', 'transferred')),
      answer text check (length(answer) between 1 and 3000),
      agency text check (length(agency) between 1 and 200),
      handled_on date,
      revision integer not null default 1,
      mixed boolean not null default false,
      primary key (unit_id, feedback_id),
      unique (unit_id, code_hash),
      check ((state in ('answered', 'transferred')) = (handled_on is not null)),
      check (state <> 'answered' or answer is not null),
      check ((state = 'transferred') = (agency is not null))
    )`.execute(db);
  await sql`create index feedback_by_due_day on feedback (unit_id, due_on)`.execute(db);
}
