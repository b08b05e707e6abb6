import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table cases (
      unit_id integer not null references units,
      case_id uuid not null default gen_random_uuid(),
      case_code text not null check (length(case_code) between 1 and 64),
      procedure_code text not null,
      channel text not null check (channel in ('counter', 'online', 'post')),
      received_on date,
      due_on date,
      closed_on date,
      outcome text not null check (outcome in ('completed', 'returned', 'refused', 'withdrawn')),
      resolving_unit text,
      counter text,
      apology_sent_on date,
      updated_at timestamptz,
      deleted boolean not null default false,
      primary key (unit_id, case_id),
      unique (unit_id, case_code),
      foreign key (unit_id, procedure_code) references procedures
    )`.execute(db);
  await sql`
    create index cases_newest_first
    on cases (unit_id, coalesce(closed_on, date '9999-12-31') desc, case_code desc)`.execute(db);
  // Room on each page lets an answer's update stay on it.
  await sql`
    create table invitations (
      unit_id integer not null references units,
      invitation_id uuid not null,
      case_id uuid not null,
      generation integer not null check (generation >= 1),
      token_hash bytea not null check (length(token_hash) = 32),
      expires_on date not null,
      withdrawn boolean not null default false,
      counted boolean not null default false,
      answer_key_hash bytea check (length(answer_key_hash) = 32),
      month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
      field_id text not null,
      procedure_code text not null,
      channel text not null check (channel in ('counter', 'online', 'post')),
      questionnaire_version integer not null,
      primary key (unit_id, invitation_id),
      unique (unit_id, token_hash),
      foreign key (unit_id, case_id) references cases,
      foreign key (unit_id, field_id) references fields,
      foreign key (unit_id, procedure_code) references procedures,
      foreign key (unit_id, questionnaire_version) references questionnaires
    ) with (fillfactor = 80)`.execute(db);
  await sql`create unique index invitations_one_in_use_a_case on invitations (unit_id, case_id) where not withdrawn`.execute(
    db,
  );
  await sql`
    create unique index invitations_one_answer_a_case on invitations (unit_id, case_id)
    where answer_key_hash is not null`.execute(db);
  await sql`create index invitations_by_month on invitations (unit_id, month)`.execute(db);
  await sql`
    create table replaced_tokens (
      unit_id integer not null,
      token_hash bytea not null check (length(token_hash) = 32),
      invitation_id uuid not null,
      primary key (unit_id, token_hash),
      foreign key (unit_id, invitation_id) references invitations
    )`.execute(db);
}
