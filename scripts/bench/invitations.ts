import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';

/** What all invitations of a measure share: a procedure of the starting catalogue. */
export interface Facts {
  readonly unitId: UnitId;
  readonly fieldId: string;
  readonly procedureCode: string;
  readonly questionnaireVersion: number;
}

export function findFacts(db: Db): Promise<Facts> {
  return db
    .selectFrom('procedures as p')
    .innerJoin('questionnaires as q', 'q.unitId', 'p.unitId')
    .select(['p.unitId', 'p.fieldId', 'p.procedureCode', 'q.version as questionnaireVersion'])
    .orderBy('p.unitId')
    .orderBy('p.procedureCode')
    .orderBy('q.version', 'desc')
    .executeTakeFirstOrThrow();
}

/** As many closed cases as hashes, each with an open invitation: what a `PUT` of each would have left. */
export async function insertInvitations(
  db: Db,
  facts: Facts,
  invitations: readonly { invitationId: string; tokenHash: Uint8Array }[],
): Promise<void> {
  const { unitId, fieldId, procedureCode, questionnaireVersion } = facts;
  const cases = invitations.map(() => randomUUID());
  await sql`
    with given as (
      select * from unnest(
        ${cases}::uuid[],
        ${invitations.map(({ invitationId }) => invitationId)}::uuid[],
        ${invitations.map(({ tokenHash }) => Buffer.from(tokenHash))}::bytea[]
      ) as given (case_id, invitation_id, token_hash)
    ), closed as (
      insert into cases (unit_id, case_id, case_code, procedure_code, channel, closed_on, outcome)
      select ${unitId}, case_id, upper(case_id::text), ${procedureCode}, 'counter', current_date, 'completed' from given
    )
    insert into invitations (
      unit_id, invitation_id, case_id, generation, token_hash, expires_on,
      month, field_id, procedure_code, channel, questionnaire_version, made_on
    )
    select
      ${unitId}, invitation_id, case_id, 1, token_hash, current_date + 15,
      to_char(current_date, 'YYYY-MM'), ${fieldId}, ${procedureCode}, 'counter', ${questionnaireVersion}, current_date
    from given`.execute(db);
}
