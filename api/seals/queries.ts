import { sql } from 'kysely';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { LocalDate, Month, UnitId } from '../../db/vocabulary.ts';
import { inParts } from '../in-parts.ts';
import { type StoredAnswer, storedAnswerColumns } from '../responses/stored-answer.ts';
import { type CaseFacts, caseFacts, type MonthStanding } from '../satisfaction/batches.ts';
import type { RollupChange } from '../satisfaction/rollup.ts';

export interface WaitingComment {
  readonly month: Month;
  readonly fieldId: string;
  readonly comment: string;
}

/** Takes everything out of the unit's inbox; what must wait is put back by the same transaction, with new ids. */
export async function emptyInbox(
  db: Tx,
  unitId: UnitId,
): Promise<{ answers: StoredAnswer[]; comments: WaitingComment[] }> {
  const answers = await db
    .deleteFrom('responseInbox')
    .where('unitId', '=', unitId)
    .returning(storedAnswerColumns)
    .execute();
  const comments = await db
    .deleteFrom('commentInbox')
    .where('unitId', '=', unitId)
    .returning(['month', 'fieldId', 'comment'])
    .execute();
  return { answers, comments };
}

/** Adds answers in the order given, with new ids. */
export async function insertAnswers(
  db: Tx,
  unitId: UnitId,
  table: 'responses' | 'responseInbox',
  answers: readonly StoredAnswer[],
): Promise<void> {
  for (const part of inParts(answers)) {
    const rows = part.map((answer) => ({ unitId, ...answer, answers: JSON.stringify(answer.answers) }));
    await db.insertInto(table).values(rows).execute();
  }
}

/** Adds comments in the order given, with new ids. */
export async function insertComments(
  db: Tx,
  unitId: UnitId,
  comments: { revealed: readonly WaitingComment[]; waiting: readonly WaitingComment[] },
): Promise<void> {
  for (const part of inParts(comments.revealed)) {
    const rows = part.map(({ fieldId, comment }) => ({ unitId, fieldId, comment }));
    await db.insertInto('comments').values(rows).execute();
  }
  for (const part of inParts(comments.waiting)) {
    await db
      .insertInto('commentInbox')
      .values(part.map((comment) => ({ unitId, ...comment })))
      .execute();
  }
}

/** Adds a batch to the rollups, in key order. */
export async function addToRollups(db: Tx, unitId: UnitId, changes: readonly RollupChange[]): Promise<void> {
  for (const { month, fieldId, levels } of changes) {
    const [level1, level2, level3, level4, level5] = levels;
    await sql`
      insert into rollups (unit_id, month, field_id, level1, level2, level3, level4, level5)
      values (${unitId}, ${month}, ${fieldId}, ${level1}, ${level2}, ${level3}, ${level4}, ${level5})
      on conflict (unit_id, month, field_id) do update set
        level1 = rollups.level1 + excluded.level1, level2 = rollups.level2 + excluded.level2,
        level3 = rollups.level3 + excluded.level3, level4 = rollups.level4 + excluded.level4,
        level5 = rollups.level5 + excluded.level5`.execute(db);
  }
}

/**
 * Months that hold cases or answers, or are settled, with the last day on which one of their invitations may be used.
 * To be read before the inbox is emptied.
 */
export async function monthStandings(db: Tx, unitId: UnitId): Promise<MonthStanding[]> {
  const { rows } = await sql<MonthStanding>`
    select month, max(last_open_on) as "lastOpenOn", bool_or(settled) as settled
    from (
      select month, max(expires_on) filter (where not withdrawn) as last_open_on, false as settled
      from invitations where unit_id = ${unitId} and (answer_key_hash is not null or not withdrawn) group by month
      union all
      select month, null, false from rollups
      where unit_id = ${unitId} and level1 + level2 + level3 + level4 + level5 > 0
      union all
      select month, null, false from response_inbox where unit_id = ${unitId}
      union all
      select month, null, true from months where unit_id = ${unitId}
    ) as standings
    group by month order by month`.execute(db);
  return rows;
}

/** How many cases of each kind a month has so far: what could have been answered by now. */
export function countKinds(db: Tx, unitId: UnitId, month: Month): Promise<(CaseFacts & { closed: number })[]> {
  return db
    .selectFrom('invitations')
    .select((select) => [...caseFacts, select.fn.countAll<number>().as('closed')])
    .where('unitId', '=', unitId)
    .where('month', '=', month)
    .where((where) => where.or([where('answerKeyHash', 'is not', null), where('withdrawn', '=', false)]))
    .groupBy(caseFacts)
    .execute();
}

/**
 * Writes a month down as settled and keeps what it counts, whatever becomes of its cases later, and the settings by which
 * its verdicts are reached.
 */
export async function settleMonth(db: Tx, unitId: UnitId, month: Month, settledOn: LocalDate): Promise<void> {
  await sql`
    insert into months (unit_id, month, settled_on, minimum_answers, falls_back_to_overall)
    select unit_id, ${month}, ${settledOn}, minimum_answers, falls_back_to_overall
    from settings where unit_id = ${unitId}`.execute(db);
  await sql`
    update invitations set counted = true
    where unit_id = ${unitId} and month = ${month} and (answer_key_hash is not null or not withdrawn)`.execute(db);
}

/**
 * Writes how many cases each field has in each month that is not settled yet. Called before the months of the night are
 * settled, so that each gets its last count.
 */
export async function countClosed(db: Tx, unitId: UnitId): Promise<void> {
  await sql`
    with counts as (
      select month, field_id, count(*) filter (where answer_key_hash is not null or not withdrawn) as closed
      from invitations
      where unit_id = ${unitId} and month not in (select month from months where unit_id = ${unitId})
      group by month, field_id
    )
    insert into rollups (unit_id, month, field_id, closed)
    select ${unitId}::int, month, field_id, closed from counts order by month, field_id
    on conflict (unit_id, month, field_id) do update set closed = excluded.closed
    where rollups.closed <> excluded.closed`.execute(db);
}

/** Marks exactly these groups as holding answers back, and notes the seal. */
export async function noteSeal(
  db: Tx,
  unitId: UnitId,
  seal: { sealedOn: LocalDate; waiting: readonly { month: Month; fieldId: string }[] },
): Promise<void> {
  await sql`update rollups set held = false where unit_id = ${unitId} and held`.execute(db);
  const groups = new Map(seal.waiting.map(({ month, fieldId }) => [`${month} ${fieldId}`, { month, fieldId }]));
  for (const { month, fieldId } of [...groups.values()]) {
    await sql`
      insert into rollups (unit_id, month, field_id, held) values (${unitId}, ${month}, ${fieldId}, true)
      on conflict (unit_id, month, field_id) do update set held = true`.execute(db);
  }
  await sql`
    insert into seals (unit_id, sealed_on, waiting) values (${unitId}, ${seal.sealedOn}, ${seal.waiting.length})
    on conflict (unit_id) do update set sealed_on = excluded.sealed_on, waiting = excluded.waiting`.execute(db);
}

/** Takes the traces of moved rows out of the inbox's files; they would keep the order of arrival until written over. */
export async function sweepInbox(db: Db): Promise<void> {
  await sql`vacuum response_inbox`.execute(db);
  await sql`vacuum comment_inbox`.execute(db);
}

/** Every unit, when it was made and the day of its last seal. */
export function listSeals(db: Db): Promise<{ unitId: UnitId; createdAt: Date; sealedOn: LocalDate | null }[]> {
  return db
    .selectFrom('units as u')
    .leftJoin('seals as s', 's.unitId', 'u.unitId')
    .select(['u.unitId', 'u.createdAt', 's.sealedOn'])
    .orderBy('u.unitId')
    .execute();
}

/** The last seal of the unit that has waited longest for one; null where a unit was never sealed. */
export async function oldestSeal(db: Db): Promise<LocalDate | null> {
  const seals = await listSeals(db);
  const days = seals.map(({ sealedOn }) => sealedOn).sort();
  return seals.some(({ sealedOn }) => sealedOn === null) ? null : (days[0] ?? null);
}

/** Whether the unit was sealed on that day or later. */
export async function isSealedSince(db: Tx, unitId: UnitId, day: LocalDate): Promise<boolean> {
  const row = await db
    .selectFrom('seals')
    .select('sealedOn')
    .where('unitId', '=', unitId)
    .where('sealedOn', '>=', day)
    .executeTakeFirst();
  return row !== undefined;
}
