import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // How often each option was chosen, by field and version. A question with one to four answers there is one row that is
  // withheld, without its options.
  await sql`
    create table quarter_choices (
      unit_id integer not null,
      quarter text not null check (quarter ~ '^[0-9]{4}-Q[1-4]$'),
      field_id text not null,
      question_id text not null,
      version text not null,
      option_id text not null,
      answered integer not null check (answered >= 0),
      withheld boolean not null,
      primary key (unit_id, quarter, field_id, question_id, version, option_id),
      check (withheld = (option_id = '') and (not withheld or answered = 0)),
      foreign key (unit_id, quarter) references quarters,
      foreign key (unit_id, field_id) references fields
    )`.execute(db);
  // Quarters that are settled already are counted from the rows that they kept.
  await sql`
    with told as (
      select unit_id, quarter, field_id, version, key as question_id, value #>> '{}' as option_id
      from quarter_responses cross join lateral jsonb_each(answers)
      where jsonb_typeof(value) = 'string' and value <> '"na"'
      union all
      select unit_id, quarter, field_id, version, key, value
      from quarter_responses cross join lateral jsonb_each_text(demographics)
    ), counted as (
      select unit_id, quarter, field_id, question_id, version, option_id, count(*)::int as answered,
        sum(count(*)) over (partition by unit_id, quarter, field_id, question_id, version) < 5 as withheld
      from told group by 1, 2, 3, 4, 5, 6
    )
    insert into quarter_choices (unit_id, quarter, field_id, question_id, version, option_id, answered, withheld)
    select unit_id, quarter, field_id, question_id, version,
      case when withheld then '' else option_id end, case when withheld then 0 else answered end, withheld
    from counted
    on conflict do nothing`.execute(db);
}
