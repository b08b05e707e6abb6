import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Encrypted, not hashed: to verify a signature takes the secret itself.
  await sql`
    create table webhook_secrets (
      unit_id integer not null references units,
      secret_id uuid not null,
      encrypted bytea not null,
      created_at timestamptz not null,
      last_used_on date,
      primary key (unit_id, secret_id)
    )`.execute(db);
  // What became of an event, never what was in it. To the minute: who closed which case when is nobody's business.
  await sql`
    create table case_events (
      unit_id integer not null references units,
      event_hash bytea not null check (length(event_hash) = 32),
      event_number bigint generated always as identity,
      received_at timestamptz not null check (extract(second from received_at) = 0),
      type text not null check (length(type) between 1 and 64),
      case_code text check (length(case_code) between 1 and 64),
      outcome text not null check (outcome in ('created', 'updated', 'unchanged', 'refused')),
      problem text check (length(problem) between 1 and 64),
      complaints text[] not null,
      primary key (unit_id, event_hash),
      check ((outcome = 'refused') = (problem is not null))
    )`.execute(db);
  await sql`
    create index case_events_newest_first
    on case_events (unit_id, received_at desc, event_number desc)`.execute(db);
  await sql`alter table api_keys add column last_used_on date`.execute(db);
}
