import { sql } from 'kysely';
import type { Tx } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';

/** A figure that was found twice, with two values. */
export interface Difference {
  readonly unitId: UnitId;
  /** What was compared, e.g. `2025-07 ho-tich`. */
  readonly subject: string;
  readonly stored: number;
  readonly counted: number;
}

/** The quarter of a month column: `2025-07` → `2025-Q3`. */
const quarterOfMonth = sql`left(r.month, 4) || '-Q' || (substr(r.month, 6, 2)::int + 2) / 3`;

/** Months (of settled quarters: quarters) and fields whose rollups are not the sum of the answers, mark by mark. */
export async function rollupsAgainstResponses(db: Tx): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with stored as (
      select r.unit_id, coalesce(q.quarter, r.month) as period, r.field_id, mark, sum(number)::int as number
      from rollups r
      left join quarters q on q.unit_id = r.unit_id and q.quarter = ${quarterOfMonth}
      cross join lateral
        (values (1, r.level1), (2, r.level2), (3, r.level3), (4, r.level4), (5, r.level5)) as levels (mark, number)
      group by 1, 2, 3, 4 having sum(number) > 0
    ), counted as (
      select unit_id, month as period, field_id, overall::int as mark, count(*)::int as number
      from responses group by 1, 2, 3, 4
      union all
      select unit_id, quarter, field_id, overall::int, count(*)::int
      from quarter_responses group by 1, 2, 3, 4
    )
    select unit_id as "unitId", concat_ws(' ', period, field_id, 'mark ' || mark) as subject,
      coalesce(stored.number, 0) as stored, coalesce(counted.number, 0) as counted
    from stored full join counted using (unit_id, period, field_id, mark)
    where stored.number is distinct from counted.number
    order by 1, 2`.execute(db);
  return rows;
}

/** Classes of settled quarters whose marks are not those of their rows. */
export async function classesAgainstRows(db: Tx): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with stored as (
      select unit_id, quarter, field_id, procedure, channel, medium, mark, number
      from quarter_rollups
      cross join lateral (values (1, level1), (2, level2), (3, level3), (4, level4), (5, level5)) as levels (mark, number)
      where number > 0
    ), counted as (
      select unit_id, quarter, field_id, procedure, channel, medium, overall::int as mark, count(*)::int as number
      from quarter_responses group by 1, 2, 3, 4, 5, 6, 7
    )
    select unit_id as "unitId",
      concat_ws(' ', quarter, field_id, procedure, channel, medium, 'mark ' || mark) as subject,
      coalesce(stored.number, 0) as stored, coalesce(counted.number, 0) as counted
    from stored full join counted using (unit_id, quarter, field_id, procedure, channel, medium, mark)
    where stored.number is distinct from counted.number
    order by 1, 2`.execute(db);
  return rows;
}

/** Questions of settled quarters whose marks are not those of the rows; withheld ones have one to four there. */
export async function questionsAgainstRows(db: Tx, fewest: number): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with stored as (
      select unit_id, quarter, field_id, question_id, version, mark, number, withheld
      from quarter_questions
      cross join lateral (values (1, level1), (2, level2), (3, level3), (4, level4), (5, level5)) as levels (mark, number)
    ), counted as (
      select unit_id, quarter, field_id, key as question_id, version, value::int as mark, count(*)::int as number,
        sum(count(*)) over (partition by unit_id, quarter, field_id, key, version) as answered
      from quarter_responses cross join lateral jsonb_each(answers)
      where jsonb_typeof(value) = 'number'
      group by 1, 2, 3, 4, 5, 6
    )
    select unit_id as "unitId", concat_ws(' ', quarter, field_id, question_id, version, 'mark ' || mark) as subject,
      coalesce(stored.number, 0) as stored, coalesce(counted.number, 0) as counted
    from stored full join counted using (unit_id, quarter, field_id, question_id, version, mark)
    where case when withheld then coalesce(answered, 0) >= ${fewest}::int
      else coalesce(stored.number, 0) <> coalesce(counted.number, 0) end
    order by 1, 2`.execute(db);
  return rows;
}

/** The same of questions with one choice; of a withheld one nothing but that it is withheld. */
export async function choicesAgainstRows(db: Tx, fewest: number): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with told as (
      select unit_id, quarter, field_id, version, key as question_id, value #>> '{}' as option_id
      from quarter_responses cross join lateral jsonb_each(answers)
      where jsonb_typeof(value) = 'string' and value <> '"na"'
      union all
      select unit_id, quarter, field_id, version, key, value
      from quarter_responses cross join lateral jsonb_each_text(demographics)
    ), numbered as (
      select unit_id, quarter, field_id, question_id, version, option_id, count(*)::int as number,
        sum(count(*)) over (partition by unit_id, quarter, field_id, question_id, version) < ${fewest}::int as small
      from told group by 1, 2, 3, 4, 5, 6
    ), counted as (
      select unit_id, quarter, field_id, question_id, version, option_id, number from numbered where not small
      union
      select unit_id, quarter, field_id, question_id, version, '', 0 from numbered where small
    )
    select unit_id as "unitId",
      concat_ws(' ', quarter, field_id, question_id, version, coalesce(nullif('option ' || option_id, 'option '), 'withheld'))
        as subject,
      coalesce(answered, 0) as stored, coalesce(number, 0) as counted
    from quarter_choices full join counted using (unit_id, quarter, field_id, question_id, version, option_id)
    where answered is distinct from number
    order by 1, 2`.execute(db);
  return rows;
}

/** Sensitive questions that have more answers than their unit and quarter has, or fewer than may be shown. */
export async function sensitiveAgainstRows(db: Tx, fewest: number): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with stored as (
      select unit_id, quarter, question_id, sum(answered)::int as number from quarter_sensitive group by 1, 2, 3
    ), counted as (
      select unit_id, quarter, count(*)::int as number from quarter_responses group by 1, 2
    )
    select unit_id as "unitId", concat_ws(' ', quarter, question_id, 'sensitive') as subject,
      stored.number as stored, coalesce(counted.number, 0) as counted
    from stored left join counted using (unit_id, quarter)
    where stored.number < ${fewest}::int or stored.number > coalesce(counted.number, 0)
    order by 1, 2`.execute(db);
  return rows;
}

/** Fields of settled quarters whose closed cases by class are not the invitations that their months count. */
export async function classesAgainstInvitations(db: Tx): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with stored as (
      select unit_id, quarter, field_id, sum(closed)::int as number from quarter_cases group by 1, 2, 3
    ), counted as (
      select r.unit_id, q.quarter, r.field_id, count(*)::int as number
      from invitations r join quarters q on q.unit_id = r.unit_id and q.quarter = ${quarterOfMonth}
      where r.counted group by 1, 2, 3
    )
    select unit_id as "unitId", concat_ws(' ', quarter, field_id, 'closed') as subject,
      coalesce(stored.number, 0) as stored, coalesce(counted.number, 0) as counted
    from stored full join counted using (unit_id, quarter, field_id)
    where coalesce(stored.number, 0) <> coalesce(counted.number, 0)
    order by 1, 2`.execute(db);
  return rows;
}

/** Settled months and fields whose closed cases are not the invitations counted in them. */
export async function closedAgainstInvitations(db: Tx): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with stored as (
      select unit_id, month, field_id, closed as number
      from rollups join months using (unit_id, month) where closed > 0
    ), counted as (
      select unit_id, month, field_id, count(*)::int as number
      from invitations where counted group by unit_id, month, field_id
    )
    select unit_id as "unitId", concat_ws(' ', month, field_id, 'closed') as subject,
      coalesce(stored.number, 0) as stored, coalesce(counted.number, 0) as counted
    from stored full join counted using (unit_id, month, field_id)
    where stored.number is distinct from counted.number
    order by 1, 2`.execute(db);
  return rows;
}

/** Fields in which not every answered invitation has its answer, revealed or waiting, or the other way round. */
export async function answersAgainstInvitations(db: Tx): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with kept as (
      select unit_id, field_id, count(*)::int as number
      from (
        select unit_id, field_id from responses
        union all
        select unit_id, field_id from quarter_responses
        union all
        select unit_id, field_id from response_inbox
      ) as answers
      group by unit_id, field_id
    ), spent as (
      select unit_id, field_id, count(*)::int as number
      from invitations where answer_key_hash is not null group by unit_id, field_id
    )
    select unit_id as "unitId", concat_ws(' ', field_id, 'answered') as subject,
      coalesce(kept.number, 0) as stored, coalesce(spent.number, 0) as counted
    from kept full join spent using (unit_id, field_id)
    where kept.number is distinct from spent.number
    order by 1, 2`.execute(db);
  return rows;
}

/** Units in whose inbox fewer answers wait than the last seal left there. */
export async function waitingAgainstInbox(db: Tx): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    select seals.unit_id as "unitId", 'waiting' as subject, waiting as stored, count(inbox_id)::int as counted
    from seals left join response_inbox using (unit_id)
    group by seals.unit_id, waiting having count(inbox_id) < waiting
    order by 1`.execute(db);
  return rows;
}

/** Months and fields, and classes of settled quarters, that show figures of fewer answers than a batch has. */
export async function tooSmallToShow(db: Tx, fewest: number): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    select unit_id as "unitId", concat_ws(' ', month, field_id, 'too few to show') as subject,
      level1 + level2 + level3 + level4 + level5 as stored, ${fewest}::int as counted
    from rollups where level1 + level2 + level3 + level4 + level5 between 1 and ${fewest}::int - 1
    union all
    select unit_id, concat_ws(' ', quarter, field_id, procedure, channel, medium, 'too few to show'),
      level1 + level2 + level3 + level4 + level5, ${fewest}::int
    from quarter_rollups where level1 + level2 + level3 + level4 + level5 < ${fewest}::int
    order by 1, 2`.execute(db);
  return rows;
}
