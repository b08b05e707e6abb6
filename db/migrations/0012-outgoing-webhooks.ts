import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // One a unit: its province's gateway. The former secret signs beside the new one for a while.
  await sql`
    create table webhook_endpoints (
      unit_id integer primary key references units,
      url text not null check (length(url) between 1 and 2000),
      secret_id uuid not null,
      encrypted bytea not null,
      former_secret_id uuid,
      former_encrypted bytea,
      former_until timestamptz,
      enabled boolean not null default true,
      last_delivered_on date
    )`.execute(db);
  // What is still to be told. What was told leaves no trace, and what is told is looked up when it is.
  await sql`
    create table webhook_deliveries (
      unit_id integer not null references webhook_endpoints on delete cascade,
      delivery_id uuid not null default gen_random_uuid(),
      invitation_id uuid not null,
      generation integer not null,
      made_at timestamptz not null,
      attempts integer not null default 0,
      next_attempt_at timestamptz,
      failure text check (length(failure) between 1 and 64),
      primary key (unit_id, delivery_id),
      foreign key (unit_id, invitation_id) references invitations
    )`.execute(db);
  await sql`create index webhook_deliveries_due on webhook_deliveries (unit_id, next_attempt_at)`.execute(db);
}
