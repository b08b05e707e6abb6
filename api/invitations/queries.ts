import { sql } from 'kysely';
import type { Db, Tx } from '../../db/tables/index.ts';
import {
  type CaseCode,
  type Channel,
  type LocalDate,
  type Month,
  otherField,
  type UnitId,
} from '../../db/vocabulary.ts';
import { type Brand, brandFrom } from '../units/brand.ts';

/** What is frozen when an invitation is made (contract, section 3). */
export interface FrozenFacts {
  readonly month: Month;
  readonly fieldId: string;
  readonly procedureCode: string;
  readonly channel: Channel;
  readonly questionnaireVersion: number;
}

/** An invitation of a case, as what is to become of it depends on it. */
export interface CaseInvitation {
  readonly caseId: string;
  readonly invitationId: string;
  readonly generation: number;
  readonly withdrawn: boolean;
  readonly month: Month;
  /** The month that a new code would count in, where it is another one (db/tables/invitations.ts). */
  readonly newCodeMonth: Month | null;
  /** Never to be shown, nor to be seen in what is shown. */
  readonly answered: boolean;
}

/** All invitations of these cases, locked until the transaction ends. */
export async function lockInvitations(db: Tx, unitId: UnitId, caseIds: readonly string[]): Promise<CaseInvitation[]> {
  return db
    .selectFrom('invitations')
    .select(['caseId', 'invitationId', 'generation', 'withdrawn', 'month', 'newCodeMonth'])
    .select(sql<boolean>`answer_key_hash is not null`.as('answered'))
    .where('unitId', '=', unitId)
    .where('caseId', '=', sql<string>`any(${caseIds}::uuid[])`)
    .forUpdate()
    .execute();
}

/** One parameter holds them all, so that the statement has one text and its plan is kept. */
export async function insertInvitations(
  db: Tx,
  unitId: UnitId,
  invitations: readonly (FrozenFacts & {
    invitationId: string;
    caseId: string;
    generation: number;
    tokenHash: Uint8Array;
    expiresOn: LocalDate;
    madeOn: LocalDate;
  })[],
): Promise<void> {
  const given = invitations.map((made) => ({ ...made, tokenHash: Buffer.from(made.tokenHash).toString('hex') }));
  await sql`/* keep plan: insert-invitations */
    insert into invitations (
      unit_id, invitation_id, case_id, generation, token_hash, expires_on, month, field_id, procedure_code, channel,
      questionnaire_version, made_on
    )
    select
      ${unitId}::integer, "invitationId", "caseId", generation, decode("tokenHash", 'hex'), "expiresOn", month,
      "fieldId", "procedureCode", channel, "questionnaireVersion", "madeOn"
    from json_to_recordset(${JSON.stringify(given)}::json) as given (
      "invitationId" uuid, "caseId" uuid, generation integer, "tokenHash" text, "expiresOn" date, month text,
      "fieldId" text, "procedureCode" text, channel text, "questionnaireVersion" integer, "madeOn" date
    )`.execute(db);
}

/**
 * Those of the hashes that another invitation's token has, or had. Each is looked up by itself: for many at once PostgreSQL
 * would rather read all of the unit's invitations, where it does not know yet how many there are.
 */
export async function takenTokens(db: Tx, unitId: UnitId, tokenHashes: readonly Uint8Array[]): Promise<Uint8Array[]> {
  const { rows } = await sql<{ tokenHash: Uint8Array }>`
    select taken.token_hash
    from unnest(${tokenHashes}::bytea[]) as asked (token_hash)
    cross join lateral (
      (
        select token_hash from invitations
        where unit_id = ${unitId}::integer and token_hash = asked.token_hash limit 1
      )
      union all
      (
        select token_hash from replaced_tokens
        where unit_id = ${unitId}::integer and token_hash = asked.token_hash limit 1
      )
    ) as taken`.execute(db);
  return rows.map(({ tokenHash }) => tokenHash);
}

/** Gives invitations new tokens; the old ones' hashes are kept so that their pages can say that they were replaced. */
export async function replaceTokens(
  db: Tx,
  unitId: UnitId,
  renewed: readonly {
    invitationId: string;
    generation: number;
    tokenHash: Uint8Array;
    expiresOn: LocalDate;
    /** Given where the case was closed again. */
    newCodeMonth?: Month;
  }[],
): Promise<void> {
  const ids = renewed.map(({ invitationId }) => invitationId);
  await db
    .insertInto('replacedTokens')
    .columns(['unitId', 'tokenHash', 'invitationId'])
    .expression((from) =>
      from
        .selectFrom('invitations')
        .select(['unitId', 'tokenHash', 'invitationId'])
        .where('unitId', '=', unitId)
        .where('invitationId', '=', sql<string>`any(${ids}::uuid[])`),
    )
    .execute();
  const given = renewed.map((next) => ({ ...next, tokenHash: Buffer.from(next.tokenHash).toString('hex') }));
  // Where a paper form was handed out, the code is in use again; an answer that came on paper stays of no told procedure.
  await sql`
    update invitations set
      generation = given.generation, token_hash = decode(given."tokenHash", 'hex'), expires_on = given."expiresOn",
      new_code_month = coalesce(given."newCodeMonth", new_code_month), withdrawn = false,
      on_paper = false,
      procedure_code = case when answer_key_hash is null then coalesce(kept_procedure_code, procedure_code) else procedure_code end,
      channel = case when answer_key_hash is null then coalesce(kept_channel, channel) else channel end,
      kept_procedure_code = case when answer_key_hash is not null then kept_procedure_code end,
      kept_channel = case when answer_key_hash is not null then kept_channel end
    from json_to_recordset(${JSON.stringify(given)}::json) as given (
      "invitationId" uuid, generation integer, "tokenHash" text, "expiresOn" date, "newCodeMonth" text
    )
    where invitations.unit_id = ${unitId}::integer and invitations.invitation_id = given."invitationId"`.execute(db);
}

/**
 * Takes a code out of use for a paper form. Where no answer came yet, the right is of no told procedure or channel from then
 * on; one that was answered keeps what its answer told.
 */
export async function putOnPaper(
  db: Tx,
  unitId: UnitId,
  { invitationId, expiresOn }: { invitationId: string; expiresOn: LocalDate },
): Promise<void> {
  await sql`
    update invitations set
      on_paper = true, expires_on = ${expiresOn}::date,
      kept_procedure_code = case when answer_key_hash is null then procedure_code else kept_procedure_code end,
      kept_channel = case when answer_key_hash is null then channel else kept_channel end,
      procedure_code = case when answer_key_hash is null then ${otherField} else procedure_code end,
      channel = case when answer_key_hash is null then ${otherField} else channel end
    where unit_id = ${unitId}::integer and invitation_id = ${invitationId}::uuid and not on_paper`.execute(db);
}

/** Forms of one field and questionnaire version, none of which tells its case. */
export interface PaperPool {
  readonly fieldId: string;
  readonly questionnaireVersion: number;
  /** How many were handed out and may still count. Whether an answer came before makes no difference. */
  readonly handedOut: number;
}

/** The pools of the months that are not settled. */
export function paperPools(db: Db, unitId: UnitId): Promise<PaperPool[]> {
  return db
    .selectFrom('invitations')
    .select((select) => ['fieldId', 'questionnaireVersion', select.fn.countAll<number>().as('handedOut')])
    .where('unitId', '=', unitId)
    .where('onPaper', '=', true)
    .where('withdrawn', '=', false)
    .where('counted', '=', false)
    .groupBy(['fieldId', 'questionnaireVersion'])
    .orderBy('fieldId')
    .orderBy('questionnaireVersion')
    .execute();
}

/** Takes the cases' invitations out of use. Whether they still count is settled by their answer and their month. */
export async function withdrawInUse(db: Tx, unitId: UnitId, caseIds: readonly string[]): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ withdrawn: true })
    .where('unitId', '=', unitId)
    .where('caseId', '=', sql<string>`any(${caseIds}::uuid[])`)
    .where('withdrawn', '=', false)
    .execute();
}

/** Those of the months whose figures are final. */
export async function settledAmong(db: Db, unitId: UnitId, months: readonly Month[]): Promise<ReadonlySet<Month>> {
  const rows = await db
    .selectFrom('months')
    .select('month')
    .where('unitId', '=', unitId)
    .where('month', 'in', months)
    .execute();
  return new Set(rows.map(({ month }) => month));
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
  readonly onPaper: boolean;
  readonly replaced: boolean;
  readonly answerKeyHash: Uint8Array | null;
  readonly fieldId: string;
  readonly questionnaireVersion: number;
  readonly procedureName: string;
  readonly procedureNameEn: string | null;
  readonly closedOn: LocalDate | null;
  readonly unitCode: string;
  readonly unitName: string;
  readonly brand: Brand;
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
  if (current) return { ...current, brand: brandFrom(current), replaced: current.hasSuccessor };
  const old = await pageRows(db, unitId)
    .innerJoin('replacedTokens as r', (join) =>
      join.onRef('r.unitId', '=', 'i.unitId').onRef('r.invitationId', '=', 'i.invitationId'),
    )
    .where('r.tokenHash', '=', tokenHash)
    .executeTakeFirst();
  return old && { ...old, brand: brandFrom(old), replaced: true };
}

function pageRows(db: Db, unitId: UnitId) {
  return db
    .selectFrom('invitations as i')
    .innerJoin('cases as c', (join) => join.onRef('c.unitId', '=', 'i.unitId').onRef('c.caseId', '=', 'i.caseId'))
    .innerJoin('procedures as own', (join) =>
      join.onRef('own.unitId', '=', 'c.unitId').onRef('own.procedureCode', '=', 'c.procedureCode'),
    )
    .innerJoin('procedures as p', (join) =>
      join
        .onRef('p.unitId', '=', 'own.unitId')
        .on('p.procedureCode', '=', (on) => on.fn.coalesce('own.mergedInto', 'own.procedureCode')),
    )
    .innerJoin('units as u', 'u.unitId', 'i.unitId')
    .leftJoin('brands as b', 'b.unitId', 'i.unitId')
    .where('i.unitId', '=', unitId)
    .select((select) => [
      'i.expiresOn',
      'i.withdrawn',
      'i.onPaper',
      'i.answerKeyHash',
      'i.fieldId',
      'i.questionnaireVersion',
      'p.nameVi as procedureName',
      'p.nameEn as procedureNameEn',
      'c.closedOn',
      'u.code as unitCode',
      'u.name as unitName',
      'b.colour',
      'b.emblemTag',
      'b.emblemWidth',
      'b.emblemHeight',
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

/** An invitation that can be answered now, with what a message about it needs. */
export interface LinkedInvitation {
  readonly caseCode: CaseCode;
  readonly closedOn: LocalDate;
  readonly invitationId: string;
  readonly generation: number;
  readonly expiresOn: LocalDate;
}

/** Open invitations of cases that were closed within these days, in the order of day and code. */
export function openInvitations(
  db: Db,
  unitId: UnitId,
  asked: {
    from: LocalDate;
    to: LocalDate;
    today: LocalDate;
    after: Pick<LinkedInvitation, 'closedOn' | 'caseCode'> | undefined;
    limit: number;
  },
): Promise<LinkedInvitation[]> {
  const { from, to, today, after, limit } = asked;
  let rows = db
    .selectFrom('cases as c')
    .innerJoin('invitations as i', (join) => join.onRef('i.unitId', '=', 'c.unitId').onRef('i.caseId', '=', 'c.caseId'))
    .select(['c.caseCode', 'c.closedOn', 'i.invitationId', 'i.generation', 'i.expiresOn'])
    .where('c.unitId', '=', unitId)
    .where('c.deleted', '=', false)
    .where('c.caseCode', 'is not', null)
    .where('c.closedOn', '>=', from)
    .where('c.closedOn', '<=', to)
    .where('i.withdrawn', '=', false)
    .where('i.onPaper', '=', false)
    .where('i.expiresOn', '>=', today);
  if (after)
    rows = rows.where(sql<boolean>`(c.closed_on, c.case_code) > (${after.closedOn}::date, ${after.caseCode}::text)`);
  return rows
    .orderBy('c.closedOn')
    .orderBy('c.caseCode')
    .limit(limit)
    .$narrowType<{ caseCode: CaseCode; closedOn: LocalDate }>()
    .execute();
}
