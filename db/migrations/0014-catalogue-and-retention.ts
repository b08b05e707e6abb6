import { type Kysely, sql } from 'kysely';

/** Procedures that are closed or merged, and case codes that are forgotten after a time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table fields add column revision integer not null default 1`.execute(db);
  await sql`
    alter table procedures
      add column name_en text check (length(name_en) between 1 and 500),
      add column closed boolean not null default false,
      add column merged_into text check (merged_into <> procedure_code),
      add column revision integer not null default 1,
      add foreign key (unit_id, merged_into) references procedures (unit_id, procedure_code)`.execute(db);
  // The field in which a case was counted, once its procedure has gone to another one.
  await sql`
    alter table cases
      add column counted_field_id text,
      alter column case_code drop not null,
      add foreign key (unit_id, counted_field_id) references fields (unit_id, field_id)`.execute(db);
  await sql`create index cases_by_procedure on cases (unit_id, procedure_code)`.execute(db);
  await sql`
    alter table settings add column retention_months integer default 24
      check (retention_months between 12 and 120)`.execute(db);
  await sql`
    create table retentions (
      unit_id integer primary key references units,
      forgotten_to text not null check (forgotten_to ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
      done_on date not null
    )`.execute(db);
  await sql`
    alter table invitations add column new_code_month text
      check (new_code_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$')`.execute(db);
  await sql`create index invitations_by_last_day on invitations (unit_id, expires_on) where not withdrawn`.execute(db);
}
