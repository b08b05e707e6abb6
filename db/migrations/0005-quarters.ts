import { type Kysely, sql } from 'kysely';

const quarter = sql`quarter text not null check (quarter ~ '^[0-9]{4}-Q[1-4]$')`;
const levels = sql.raw(
  [1, 2, 3, 4, 5].map((mark) => `level${mark} integer not null default 0 check (level${mark} >= 0)`).join(', '),
);

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table quarters (
      unit_id integer not null references units,
      ${quarter},
      settled_on date not null,
      primary key (unit_id, quarter)
    )`.execute(db);
  // What a settled quarter keeps of its answers: each aspect a kept value or “khac”, and no month.
  await sql`
    create table quarter_responses (
      unit_id integer not null,
      ${quarter},
      response_id uuid not null default gen_random_uuid(),
      field_id text not null,
      procedure text not null,
      channel text not null,
      medium text not null,
      language text not null,
      version text not null,
      demographics jsonb not null check (jsonb_typeof(demographics) = 'object'),
      overall smallint not null check (overall between 1 and 5),
      answers jsonb not null check (
        jsonb_typeof(answers) = 'object'
        and not jsonb_path_exists(answers, '$.* ? (@.type() == "number" && (@ < 1 || @ > 5 || @.floor() != @))')),
      primary key (unit_id, quarter, response_id),
      foreign key (unit_id, quarter) references quarters,
      foreign key (unit_id, field_id) references fields
    )`.execute(db);
  await sql`
    create table quarter_rollups (
      unit_id integer not null,
      ${quarter},
      field_id text not null,
      procedure text not null,
      channel text not null,
      medium text not null,
      ${levels},
      primary key (unit_id, quarter, field_id, procedure, channel, medium),
      foreign key (unit_id, quarter) references quarters,
      foreign key (unit_id, field_id) references fields
    )`.execute(db);
  await sql`
    create table quarter_cases (
      unit_id integer not null,
      ${quarter},
      field_id text not null,
      procedure text not null,
      channel text not null,
      closed integer not null check (closed >= 0),
      primary key (unit_id, quarter, field_id, procedure, channel),
      foreign key (unit_id, quarter) references quarters,
      foreign key (unit_id, field_id) references fields
    )`.execute(db);
  // Harassment and extra fees: for the whole unit, from five answers on, and nowhere else.
  await sql`
    create table quarter_sensitive (
      unit_id integer not null,
      ${quarter},
      question_id text not null,
      option_id text not null,
      answered integer not null check (answered >= 0),
      primary key (unit_id, quarter, question_id, option_id),
      foreign key (unit_id, quarter) references quarters
    )`.execute(db);
  // A question with one to four answers in a field and version is kept as withheld, without its marks.
  await sql`
    create table quarter_questions (
      unit_id integer not null,
      ${quarter},
      field_id text not null,
      question_id text not null,
      version text not null,
      ${levels},
      withheld boolean not null,
      primary key (unit_id, quarter, field_id, question_id, version),
      check (not withheld or level1 + level2 + level3 + level4 + level5 = 0),
      foreign key (unit_id, quarter) references quarters,
      foreign key (unit_id, field_id) references fields
    )`.execute(db);
}
