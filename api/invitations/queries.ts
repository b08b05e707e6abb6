import type { Db, Tx } from '../../db/tables/index.ts';
import type { Channel, LocalDate, Month, UnitId } from '../../db/vocabulary.ts';

/** What is frozen when an invitation is made (contract, section 3). */
export interface FrozenFacts {
  readonly month: Month;
  readonly fieldId: string;
  readonly procedureCode: string;
  readonly channel: Channel;
  readonly questionnaireVersion: number;
}

/** The part of an invitation that a case shows. */
export interface CaseInvitation {
  readonly invitationId: string;
  readonly generation: number;
  readonly expiresOn: LocalDate;
  readonly withdrawn: boolean;
  readonly counted: boolean;
}

const caseInvitationColumns = ['invitationId', 'generation', 'expiresOn', 'withdrawn', 'counted'] as const;

/** The case's invitation in use, locked until the transaction ends. */
export function lockInvitationInUse(db: Tx, unitId: UnitId, caseId: string): Promise<CaseInvitation | undefined> {
  return db
    .selectFrom('invitations')
    .select(caseInvitationColumns)
    .where('unitId', '=', unitId)
    .where('caseId', '=', caseId)
    .where('withdrawn', '=', false)
    .forUpdate()
    .executeTakeFirst();
}

/** The withdrawn invitation of a case that was answered before it was opened again. */
export function lockAnsweredInvitation(db: Tx, unitId: UnitId, caseId: string): Promise<CaseInvitation | undefined> {
  return db
    .selectFrom('invitations')
    .select(caseInvitationColumns)
    .where('unitId', '=', unitId)
    .where('caseId', '=', caseId)
    .where('answerKeyHash', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
}

/** The number that a case's next rating code gets: they are counted through all its invitations, so that the last one is known. */
export async function nextGeneration(db: Tx, unitId: UnitId, caseId: string): Promise<number> {
  const { last } = await db
    .selectFrom('invitations')
    .select((select) => select.fn.max('generation').as('last'))
    .where('unitId', '=', unitId)
    .where('caseId', '=', caseId)
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}

export async function insertInvitation(
  db: Tx,
  unitId: UnitId,
  invitation: FrozenFacts & {
    invitationId: string;
    caseId: string;
    generation: number;
    tokenHash: Uint8Array;
    expiresOn: LocalDate;
  },
): Promise<void> {
  await db
    .insertInto('invitations')
    .values({ unitId, ...invitation })
    .execute();
}

/** Whether another invitation has, or had, a token with this hash. */
export async function isTokenTaken(db: Tx, unitId: UnitId, tokenHash: Uint8Array): Promise<boolean> {
  const row = await db
    .selectFrom('invitations')
    .select('tokenHash')
    .where('unitId', '=', unitId)
    .where('tokenHash', '=', tokenHash)
    .unionAll(
      db
        .selectFrom('replacedTokens')
        .select('tokenHash')
        .where('unitId', '=', unitId)
        .where('tokenHash', '=', tokenHash),
    )
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives an invitation a new token; the old one's hash is kept so that its page can say that it was replaced. */
export async function replaceToken(
  db: Tx,
  unitId: UnitId,
  invitationId: string,
  next: { generation: number; tokenHash: Uint8Array; expiresOn: LocalDate },
): Promise<void> {
  await db
    .insertInto('replacedTokens')
    .columns(['unitId', 'tokenHash', 'invitationId'])
    .expression((from) =>
      from
        .selectFrom('invitations')
        .select(['unitId', 'tokenHash', 'invitationId'])
        .where('unitId', '=', unitId)
        .where('invitationId', '=', invitationId),
    )
    .execute();
  await db
    .updateTable('invitations')
    .set({ ...next, withdrawn: false })
    .where('unitId', '=', unitId)
    .where('invitationId', '=', invitationId)
    .execute();
}

/** Takes the case's invitation out of use. Whether it still counts is settled by its answer and its month. */
export async function withdrawInUse(db: Tx, unitId: UnitId, caseId: string): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ withdrawn: true })
    .where('unitId', '=', unitId)
    .where('caseId', '=', caseId)
    .where('withdrawn', '=', false)
    .execute();
}

/** Whether a month's figures are final. */
export async function isSettled(db: Db, unitId: UnitId, month: Month): Promise<boolean> {
  const row = await db
    .selectFrom('months')
    .select('month')
    .where('unitId', '=', unitId)
    .where('month', '=', month)
    .executeTakeFirst();
  return row !== undefined;
}

/** The version that new invitations get: the latest published one. */
export async function latestQuestionnaireVersion(db: Db, unitId: UnitId): Promise<number> {
  const { version } = await db
    .selectFrom('questionnaires')
    .select((select) => select.fn.max('version').as('version'))
    .where('unitId', '=', unitId)
    .executeTakeFirstOrThrow();
  return version;
}

/** What a citizen's page needs to know of the invitation behind a token. */
export interface OpenedInvitation {
  readonly expiresOn: LocalDate;
  readonly withdrawn: boolean;
  readonly replaced: boolean;
  readonly answerKeyHash: Uint8Array | null;
  readonly fieldId: string;
  readonly questionnaireVersion: number;
  readonly procedureName: string;
  readonly closedOn: LocalDate | null;
  readonly unitName: string;
}

/**
 * The invitation behind a token's hash. One whose case was given another after it counts as replaced, whatever became of
 * that, so that an old slip says the same whether its case was answered (and kept its invitation) or not.
 */
export async function findInvitation(
  db: Db,
  unitId: UnitId,
  tokenHash: Uint8Array,
): Promise<OpenedInvitation | undefined> {
  const current = await pageRows(db, unitId).where('i.tokenHash', '=', tokenHash).executeTakeFirst();
  if (current) return { ...current, replaced: current.hasSuccessor };
  const old = await pageRows(db, unitId)
    .innerJoin('replacedTokens as r', (join) =>
      join.onRef('r.unitId', '=', 'i.unitId').onRef('r.invitationId', '=', 'i.invitationId'),
    )
    .where('r.tokenHash', '=', tokenHash)
    .executeTakeFirst();
  return old && { ...old, replaced: true };
}

function pageRows(db: Db, unitId: UnitId) {
  return db
    .selectFrom('invitations as i')
    .innerJoin('cases as c', (join) => join.onRef('c.unitId', '=', 'i.unitId').onRef('c.caseId', '=', 'i.caseId'))
    .innerJoin('procedures as p', (join) =>
      join.onRef('p.unitId', '=', 'c.unitId').onRef('p.procedureCode', '=', 'c.procedureCode'),
    )
    .innerJoin('units as u', 'u.unitId', 'i.unitId')
    .where('i.unitId', '=', unitId)
    .select((select) => [
      'i.expiresOn',
      'i.withdrawn',
      'i.answerKeyHash',
      'i.fieldId',
      'i.questionnaireVersion',
      'p.nameVi as procedureName',
      'c.closedOn',
      'u.name as unitName',
      select
        .exists(
          select
            .selectFrom('invitations as other')
            .select('other.invitationId')
            .whereRef('other.unitId', '=', 'i.unitId')
            .whereRef('other.caseId', '=', 'i.caseId')
            .whereRef('other.generation', '>', 'i.generation'),
        )
        .$castTo<boolean>()
        .as('hasSuccessor'),
    ]);
}
