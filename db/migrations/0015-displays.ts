import { type Kysely, sql } from 'kysely';

/** Counters' screens: each is paired once with a device, and shows one case's code for a short while. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table displays (
      unit_id integer not null references units,
      display_id text not null check (display_id ~ '^[2-9A-HJKMNP-TV-Z]{3}$'),
      counter text not null check (length(counter) between 1 and 20),
      answers_here boolean not null default false,
      shows_on_close boolean not null default false,
      secret_hash bytea check (length(secret_hash) = 32),
      pairing_hash bytea check (length(pairing_hash) = 32),
      pairing_ends_at timestamptz,
      pairing_tries smallint not null default 0 check (pairing_tries >= 0),
      seen_on date,
      call_number integer not null default 0,
      shown_invitation_id uuid,
      shown_until timestamptz,
      primary key (unit_id, display_id),
      foreign key (unit_id, shown_invitation_id) references invitations,
      check ((pairing_hash is null) = (pairing_ends_at is null)),
      check ((shown_invitation_id is null) = (shown_until is null))
    )`.execute(db);
}
