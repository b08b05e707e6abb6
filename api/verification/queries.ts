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

/** Months and fields whose rollup is not the sum of the responses, mark by mark. */
export async function rollupsAgainstResponses(db: Tx): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with stored as (
      select unit_id, month, field_id, mark, number
      from rollups, lateral (values (1, level1), (2, level2), (3, level3), (4, level4), (5, level5)) as levels (mark, number)
      where number > 0
    ), counted as (
      select unit_id, month, field_id, overall::int as mark, count(*)::int as number
      from responses group by unit_id, month, field_id, overall
    )
    select unit_id as "unitId", concat_ws(' ', month, field_id, 'mark ' || mark) as subject,
      coalesce(stored.number, 0) as stored, coalesce(counted.number, 0) as counted
    from stored full join counted using (unit_id, month, field_id, mark)
    where stored.number is distinct from counted.number
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

/** Months and fields that show figures of fewer answers than a batch has. */
export async function tooSmallToShow(db: Tx, fewest: number): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    select unit_id as "unitId", concat_ws(' ', month, field_id, 'too few to show') as subject,
      level1 + level2 + level3 + level4 + level5 as stored, ${fewest}::int as counted
    from rollups where level1 + level2 + level3 + level4 + level5 between 1 and ${fewest}::int - 1
    order by 1, 2`.execute(db);
  return rows;
}
