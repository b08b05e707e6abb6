import { CompiledQuery } from 'kysely';
import type { Db } from '../../db/tables/index.ts';
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
