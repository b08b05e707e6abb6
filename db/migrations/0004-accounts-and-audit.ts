import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Accounts and sessions are looked up before a unit is known: reference tables, where several servers share the data.
  await sql`
    create table accounts (
      account_id uuid primary key default gen_random_uuid(),
      unit_id integer references units,
      username text not null unique check (username ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
      password_hash text not null,
      roles text[] not null check (
        cardinality(roles) > 0 and roles <@ array['admin', 'leader', 'clerk', 'handler', 'auditor']
        and (unit_id is not null or roles <@ array['admin', 'auditor'])),
      created_at timestamptz not null
    )`.execute(db);
  await sql`
    create table sessions (
      session_hash bytea primary key check (length(session_hash) = 32),
      account_id uuid not null references accounts on delete cascade,
      expires_at timestamptz not null
    )`.execute(db);
  await sql`create index sessions_by_account on sessions (account_id)`.execute(db);
  await sql`
    create table api_keys (
      unit_id integer not null references units,
      key_id uuid not null default gen_random_uuid(),
      name text not null check (length(name) between 1 and 100),
      key_hash bytea not null check (length(key_hash) = 32),
      scopes text[] not null check (
        cardinality(scopes) > 0 and scopes <@ array['cases:write', 'results:read', 'rows:read', 'comments:read']),
      created_at timestamptz not null,
      primary key (unit_id, key_id),
      unique (unit_id, key_hash),
      unique (unit_id, name)
    )`.execute(db);
  await sql`
    create table audit_entries (
      unit_id integer references units,
      entry_number bigint generated always as identity,
      at timestamptz not null,
      actor text not null,
      action text not null,
      subject text not null,
      before jsonb,
      after jsonb,
      unique nulls not distinct (unit_id, entry_number)
    )`.execute(db);
}
