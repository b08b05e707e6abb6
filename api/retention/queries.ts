import { sql } from 'kysely';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { LocalDate, Month, UnitId } from '../../db/vocabulary.ts';

/** The last month whose case codes the unit has forgotten; undefined where it has forgotten none. */
export async function forgottenTo(db: Db, unitId: UnitId): Promise<Month | undefined> {
  const row = await db.selectFrom('retentions').select('forgottenTo').where('unitId', '=', unitId).executeTakeFirst();
  return row?.forgottenTo;
}

/** Every unit with the months that it keeps case codes; those that keep them for ever are left out. */
export async function listRetentions(db: Db): Promise<{ unitId: UnitId; retentionMonths: number }[]> {
  const rows = await db
    .selectFrom('settings')
    .select(['unitId', 'retentionMonths'])
    .where('retentionMonths', 'is not', null)
    .orderBy('unitId')
    .execute();
  return rows.flatMap(({ unitId, retentionMonths }) => (retentionMonths === null ? [] : [{ unitId, retentionMonths }]));
}

/**
 * Takes the codes off the cases of settled months up to one, and whatever else would lead back to them: the counter and the
 * time of the last event, both in the audit entries about it too. Left alone is what is not done with: cases that are open
 * again, and those that have, or would get, a code in a later month. Returns how many there were.
 */
export async function forgetCodes(db: Tx, unitId: UnitId, to: Month, lastDay: LocalDate): Promise<number> {
  const { rows } = await sql<{ cases: number }>`
    with due as materialized (
      select case_id, case_code from cases as c
      where unit_id = ${unitId} and case_code is not null and (closed_on is not null or deleted)
        and (closed_on is null or coalesce(closed_on, date '9999-12-31') <= ${lastDay})
        and not exists (
          select from invitations as i
          where i.unit_id = c.unit_id and i.case_id = c.case_id
            and (greatest(i.month, i.new_code_month) > ${to} or not (i.withdrawn or i.counted)))
    ), forgotten as (
      update cases set case_code = null, counter = null, updated_at = null
      from due where cases.unit_id = ${unitId} and cases.case_id = due.case_id
    ), unnamed as (
      update audit_entries set subject = 'forgotten', before = before - 'counter', after = after - 'counter'
      from due
      where audit_entries.unit_id = ${unitId} and audit_entries.subject = due.case_code
        and action ~ '^(case|invitation|paper)[.]'
    )
    select count(*)::int as cases from due`.execute(db);
  return rows[0]?.cases ?? 0;
}

/** Writes down how far the unit has forgotten; never less far than before. */
export async function noteForgotten(db: Tx, unitId: UnitId, to: Month, doneOn: LocalDate): Promise<void> {
  await db
    .insertInto('retentions')
    .values({ unitId, forgottenTo: to, doneOn })
    .onConflict((conflict) =>
      conflict.column('unitId').doUpdateSet((row) => ({
        forgottenTo: row.fn<Month>('greatest', ['retentions.forgottenTo', 'excluded.forgottenTo']),
        doneOn,
      })),
    )
    .execute();
}
