import { type Kysely, sql } from 'kysely';

const month = sql`month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$')`;
const answerColumns = sql`
  ${month},
  field_id text not null,
  procedure_code text not null,
  channel text not null check (channel in ('counter', 'online', 'post')),
  medium text not null check (medium in ('phone', 'kiosk', 'paper', 'link')),
  language text not null check (language in ('vi', 'en')),
  questionnaire_version integer not null,
  overall smallint not null check (overall between 1 and 5),
  answers jsonb not null check (
    jsonb_typeof(answers) = 'object'
    and not jsonb_path_exists(answers, '$.* ? (@.type() != "string" && @.type() != "number")')
    and not jsonb_path_exists(answers, '$.* ? (@.type() == "number" && (@ < 1 || @ > 5 || @.floor() != @))'))`;

export async function up(db: Kysely<unknown>): Promise<void> {
  // No foreign keys on the way in: each would lock one catalogue row for all who answer at once. The invitation
  // whose facts are copied has them, and so has the table into which seal moves the answer.
  await sql`
    create table response_inbox (
      unit_id integer not null,
      inbox_id uuid not null default gen_random_uuid(),
      ${answerColumns},
      primary key (unit_id, inbox_id)
    )`.execute(db);
  await sql`
    create table responses (
      unit_id integer not null,
      response_id uuid not null default gen_random_uuid(),
      ${answerColumns},
      primary key (unit_id, response_id),
      foreign key (unit_id, field_id) references fields,
      foreign key (unit_id, procedure_code) references procedures,
      foreign key (unit_id, questionnaire_version) references questionnaires
    )`.execute(db);
  await sql`
    create table comment_inbox (
      unit_id integer not null,
      comment_id uuid not null default gen_random_uuid(),
      ${month},
      field_id text not null,
      comment text not null check (length(comment) between 1 and 1000),
      primary key (unit_id, comment_id)
    )`.execute(db);
  await sql`
    create table comments (
      unit_id integer not null,
      comment_id uuid not null default gen_random_uuid(),
      field_id text not null,
      comment text not null check (length(comment) between 1 and 1000),
      primary key (unit_id, comment_id),
      foreign key (unit_id, field_id) references fields
    )`.execute(db);
  await sql`
    create table rollups (
      unit_id integer not null,
      ${month},
      field_id text not null,
      closed integer not null default 0 check (closed >= 0),
      level1 integer not null default 0 check (level1 >= 0),
      level2 integer not null default 0 check (level2 >= 0),
      level3 integer not null default 0 check (level3 >= 0),
      level4 integer not null default 0 check (level4 >= 0),
      level5 integer not null default 0 check (level5 >= 0),
      held boolean not null default false,
      primary key (unit_id, month, field_id),
      foreign key (unit_id, field_id) references fields
    )`.execute(db);
  await sql`
    create table months (
      unit_id integer not null references units,
      ${month},
      settled_on date not null,
      primary key (unit_id, month)
    )`.execute(db);
  await sql`
    create table seals (
      unit_id integer primary key references units,
      sealed_on date not null,
      waiting integer not null check (waiting >= 0)
    )`.execute(db);
}
