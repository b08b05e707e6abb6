import { CompiledQuery, sql } from 'kysely';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { LocalDate, UnitId } from '../../db/vocabulary.ts';
import type { KeptAnswer } from './unlink.ts';

/** One text for all answers. */
export const spendInvitationText = `/* keep plan: spend-invitation */
  with spent as (
    update invitations set answer_key_hash = $1
    where unit_id = $2 and token_hash = $3
      and answer_key_hash is null and not withdrawn and not on_paper and expires_on >= $4
      and questionnaire_version = $5
    returning unit_id, month, field_id, procedure_code, channel, questionnaire_version
  ), said as (
    insert into comment_inbox (unit_id, month, field_id, comment)
    select unit_id, month, field_id, $6::text from spent where $6::text is not null
  )
  insert into response_inbox
    (unit_id, month, field_id, procedure_code, channel, questionnaire_version, medium, language, overall, answers)
  select spent.*, $7, $8, $9, $10::jsonb
  from spent`;

/** The same for a form of a pool: any of its rights that is left, the oldest month's first. */
const spendPaperText = `/* keep plan: spend-paper */
  with free as (
    select invitation_id from invitations
    where unit_id = $2 and field_id = $3 and questionnaire_version = $5
      and on_paper and not withdrawn and not counted and answer_key_hash is null and expires_on >= $4
    order by month, invitation_id limit 1 for update skip locked
  ), spent as (
    update invitations set answer_key_hash = $1
    where unit_id = $2 and invitation_id = (select invitation_id from free)
    returning unit_id, month, field_id, procedure_code, channel, questionnaire_version
  ), said as (
    insert into comment_inbox (unit_id, month, field_id, comment)
    select unit_id, month, field_id, $6::text from spent where $6::text is not null
  )
  insert into response_inbox
    (unit_id, month, field_id, procedure_code, channel, questionnaire_version, medium, language, overall, answers)
  select spent.*, $7, $8, $9, $10::jsonb
  from spent`;

/** Spends one right of a pool and puts the form's answer into the inbox. False where none is left. */
export async function spendPaperRight(
  db: Tx,
  unitId: UnitId,
  spend: {
    fieldId: string;
    answerKeyHash: Uint8Array;
    questionnaireVersion: number;
    expiresFrom: LocalDate;
    kept: KeptAnswer;
    comment: string | undefined;
  },
): Promise<boolean> {
  const { fieldId, answerKeyHash, questionnaireVersion, expiresFrom, kept, comment = null } = spend;
  const { medium, language, overall, answers } = kept;
  const values = [answerKeyHash, unitId, fieldId, expiresFrom, questionnaireVersion, comment];
  const { numAffectedRows } = await db.executeQuery(
    CompiledQuery.raw(spendPaperText, [...values, medium, language, overall, JSON.stringify(answers)]),
  );
  return numAffectedRows === 1n;
}

/** Makes those who send the same form at once take turns, until the transaction ends. */
export async function lockKey(db: Tx, unitId: UnitId, answerKeyHash: Uint8Array): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(${unitId}::int, hashtext(encode(${answerKeyHash}::bytea, 'hex')))`.execute(db);
}

/** Whether a form with this key was taken already. */
export async function isKeySpent(db: Tx, unitId: UnitId, fieldId: string, answerKeyHash: Uint8Array): Promise<boolean> {
  const row = await db
    .selectFrom('invitations')
    .select('fieldId')
    .where('unitId', '=', unitId)
    .where('fieldId', '=', fieldId)
    .where('onPaper', '=', true)
    .where('answerKeyHash', '=', answerKeyHash)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Spends an invitation and puts its answer into the inbox, in one statement: of two racing posts one wins, and nothing
 * is ever half done. True where the answer was taken.
 */
export async function spendInvitation(
  db: Db,
  unitId: UnitId,
  spend: {
    tokenHash: Uint8Array;
    answerKeyHash: Uint8Array;
    questionnaireVersion: number;
    /** The earliest last day of invitations that are still taken. */
    expiresFrom: LocalDate;
    kept: KeptAnswer;
    comment: string | undefined;
  },
): Promise<boolean> {
  const { tokenHash, answerKeyHash, questionnaireVersion, expiresFrom, kept, comment = null } = spend;
  const { numAffectedRows } = await db.executeQuery(
    CompiledQuery.raw(spendInvitationText, [
      answerKeyHash,
      unitId,
      tokenHash,
      expiresFrom,
      questionnaireVersion,
      comment,
      kept.medium,
      kept.language,
      kept.overall,
      JSON.stringify(kept.answers),
    ]),
  );
  return numAffectedRows === 1n;
}
