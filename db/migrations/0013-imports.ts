import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Of a file only what a case holds is kept, and that only until its import ends; what a refused cell held is not.
  await sql`
    create table imports (
      unit_id integer not null references units,
      import_id uuid not null,
      state text not null check (state in ('reading', 'checked', 'running', 'done', 'failed')),
      actor jsonb not null,
      made_at timestamptz not null,
      ended_at timestamptz,
      read_rows integer not null default 0,
      created integer not null default 0,
      updated integer not null default 0,
      unchanged integer not null default 0,
      rejected integer not null default 0,
      problems jsonb not null default '[]',
      ignored_columns jsonb not null default '[]',
      personal_columns jsonb not null default '[]',
      mapping jsonb not null default '{}',
      primary key (unit_id, import_id)
    )`.execute(db);
  await sql`
    create table import_rows (
      unit_id integer not null,
      import_id uuid not null,
      case_code text not null check (length(case_code) between 1 and 64),
      closed jsonb not null,
      primary key (unit_id, import_id, case_code),
      foreign key (unit_id, import_id) references imports on delete cascade
    )`.execute(db);
  // Beside the import's row, which is locked as long as the import runs.
  await sql`
    create table import_progress (
      unit_id integer not null,
      import_id uuid not null,
      done_rows integer not null,
      primary key (unit_id, import_id),
      foreign key (unit_id, import_id) references imports on delete cascade
    )`.execute(db);
  await sql`
    create table import_mappings (
      unit_id integer not null references units,
      header text not null check (length(header) between 1 and 300),
      case_column text,
      primary key (unit_id, header)
    )`.execute(db);
}
