import { type NotNull, sql } from 'kysely';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { CaseCode, InvitationState, LocalDate, UnitId } from '../../db/vocabulary.ts';
import type { CaseFacts } from './case-facts.ts';
import type { CaseRow } from './case-view.ts';
import type { CasePosition } from './cursor.ts';

export interface StoredCase extends CaseFacts {
  readonly caseId: string;
  readonly caseCode: CaseCode;
  readonly updatedAt: Date | null;
  readonly deleted: boolean;
}

/** The cases of these codes; deleted ones too, since their answer stays counted. */
export function storedCases(db: Db, unitId: UnitId, caseCodes: readonly CaseCode[]): Promise<StoredCase[]> {
  return selectStored(db, unitId, caseCodes).execute();
}

/** The same, locked until the transaction ends, in the order of their codes so that no two lock each other out. */
export function lockCases(db: Tx, unitId: UnitId, caseCodes: readonly CaseCode[]): Promise<StoredCase[]> {
  return selectStored(db, unitId, caseCodes).orderBy('caseCode').forUpdate().execute();
}

function selectStored(db: Db, unitId: UnitId, caseCodes: readonly CaseCode[]) {
  return db
    .selectFrom('cases')
    .select([
      'caseId',
      'caseCode',
      'procedureCode',
      'channel',
      'receivedOn',
      'dueOn',
      'closedOn',
      'outcome',
      'resolvingUnit',
      'counter',
      'apologySentOn',
      'updatedAt',
      'deleted',
    ])
    .where('unitId', '=', unitId)
    .where('caseCode', '=', anyOf(caseCodes))
    .$narrowType<{ caseCode: NotNull }>();
}

/**
 * Adds cases, in the order of their codes; those that somebody else just added are left out of what is returned. One
 * parameter holds them all, so that the statement has one text and its plan is kept.
 */
export async function insertCases(
  db: Tx,
  unitId: UnitId,
  added: readonly (CaseFacts & { caseCode: CaseCode; updatedAt: Date | null })[],
): Promise<{ caseId: string; caseCode: CaseCode }[]> {
  const { rows } = await sql<{ caseId: string; caseCode: CaseCode }>`/* keep plan: insert-cases */
    insert into cases (
      unit_id, case_code, procedure_code, channel, received_on, due_on, closed_on, outcome, resolving_unit, counter,
      apology_sent_on, updated_at
    )
    select
      ${unitId}::integer, "caseCode", "procedureCode", channel, "receivedOn", "dueOn", "closedOn", outcome,
      "resolvingUnit", counter, "apologySentOn", "updatedAt"
    from json_to_recordset(${JSON.stringify(added)}::json) as given (
      "caseCode" text, "procedureCode" text, channel text, "receivedOn" date, "dueOn" date, "closedOn" date,
      outcome text, "resolvingUnit" text, counter text, "apologySentOn" date, "updatedAt" timestamptz
    )
    order by "caseCode"
    on conflict (unit_id, case_code) do nothing
    returning case_id, case_code`.execute(db);
  return rows;
}

/** Replaces what is kept of cases; a deleted one is there again. */
export async function updateCases(
  db: Tx,
  unitId: UnitId,
  changed: readonly (CaseFacts & { caseId: string; updatedAt: Date | null })[],
): Promise<void> {
  await sql`/* keep plan: update-cases */
    update cases set
      procedure_code = given."procedureCode", channel = given.channel, received_on = given."receivedOn",
      due_on = given."dueOn", closed_on = given."closedOn", outcome = given.outcome,
      resolving_unit = given."resolvingUnit", counter = given.counter, apology_sent_on = given."apologySentOn",
      updated_at = given."updatedAt", deleted = false
    from json_to_recordset(${JSON.stringify(changed)}::json) as given (
      "caseId" uuid, "procedureCode" text, channel text, "receivedOn" date, "dueOn" date, "closedOn" date,
      outcome text, "resolvingUnit" text, counter text, "apologySentOn" date, "updatedAt" timestamptz
    )
    where cases.unit_id = ${unitId}::integer and cases.case_id = given."caseId"`.execute(db);
}

export async function markDeleted(db: Tx, unitId: UnitId, caseId: string): Promise<void> {
  await db
    .updateTable('cases')
    .set({ deleted: true })
    .where('unitId', '=', unitId)
    .where('caseId', '=', caseId)
    .execute();
}

const anyOf = (texts: readonly CaseCode[]) => sql<CaseCode>`any(${texts}::text[])`;

export async function findCase(db: Db, unitId: UnitId, caseCode: CaseCode): Promise<CaseRow | undefined> {
  return (await findCases(db, unitId, [caseCode]))[0];
}

/** The cases of these codes that are there for readers, in no order. */
export function findCases(db: Db, unitId: UnitId, caseCodes: readonly CaseCode[]): Promise<CaseRow[]> {
  return shownCases(db, unitId).where('c.caseCode', '=', anyOf(caseCodes)).execute();
}

/** Cases in the order of their closing, newest first; those open again come before all. */
export function listCases(
  db: Db,
  unitId: UnitId,
  filter: {
    closedFrom?: LocalDate | undefined;
    closedTo?: LocalDate | undefined;
    fieldId?: string | undefined;
    state?: InvitationState | undefined;
    after?: CasePosition | undefined;
    limit: number;
    today: LocalDate;
  },
): Promise<CaseRow[]> {
  const { closedFrom, closedTo, fieldId, state, after, limit, today } = filter;
  const neverClosed = sql<LocalDate>`date '9999-12-31'`;
  const closing = sql<LocalDate>`coalesce(c.closed_on, ${neverClosed})`;
  let rows = shownCases(db, unitId);
  if (closedFrom) rows = rows.where('c.closedOn', '>=', closedFrom);
  if (closedTo) rows = rows.where('c.closedOn', '<=', closedTo);
  if (fieldId) rows = rows.where((where) => where(where.fn.coalesce('c.countedFieldId', 'p.fieldId'), '=', fieldId));
  // The codes in use are asked by their last day, so that no match is found without reading every case.
  const inUse = db
    .selectFrom('invitations')
    .select('caseId')
    .where('unitId', '=', unitId)
    .where('withdrawn', '=', false);
  const byCode = inUse.where('onPaper', '=', false);
  if (state === 'open') rows = rows.where('c.caseId', 'in', byCode.where('expiresOn', '>=', today));
  if (state === 'expired') rows = rows.where('c.caseId', 'in', byCode.where('expiresOn', '<', today));
  if (state === 'paper') rows = rows.where('c.caseId', 'in', inUse.where('onPaper', '=', true));
  // Without a code in use is the case that is open again: at the head of the list.
  if (state === 'withdrawn') rows = rows.where('i.withdrawn', '=', true).where(closing, '=', neverClosed);
  if (state === 'replaced') rows = rows.where(sql<boolean>`false`);
  if (after) {
    const place = sql`(coalesce(${after.closedOn}::date, date '9999-12-31'), ${after.caseCode}::text)`;
    rows = rows.where(sql<boolean>`(${closing}, c.case_code) < ${place}`);
  }
  return rows.orderBy(closing, 'desc').orderBy('c.caseCode', 'desc').limit(limit).execute();
}

/** Which slips are printed together. */
export interface SlipFilter {
  readonly closedOn: LocalDate;
  readonly fieldId: string | undefined;
  readonly counter: string | undefined;
  readonly today: LocalDate;
}

/** How many cases of a day have a code that can be handed out. Whether it was used makes no difference. */
export async function countSlips(db: Db, unitId: UnitId, filter: SlipFilter): Promise<number> {
  const { count } = await withOpenCode(db, unitId, filter)
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** These cases in the order of their codes, from behind the one given. */
export function listSlips(
  db: Db,
  unitId: UnitId,
  filter: SlipFilter & { after: CaseCode | undefined; limit: number },
): Promise<CaseRow[]> {
  const { after, limit } = filter;
  let rows = withOpenCode(db, unitId, filter);
  if (after !== undefined) rows = rows.where('c.caseCode', '>', after);
  return rows.orderBy('c.caseCode').limit(limit).execute();
}

function withOpenCode(db: Db, unitId: UnitId, { closedOn, fieldId, counter, today }: SlipFilter) {
  let rows = shownCases(db, unitId)
    .where('c.closedOn', '=', closedOn)
    .where('i.withdrawn', '=', false)
    .where('i.onPaper', '=', false)
    .where('i.expiresOn', '>=', today);
  if (fieldId !== undefined) {
    rows = rows.where((where) => where(where.fn.coalesce('c.countedFieldId', 'p.fieldId'), '=', fieldId));
  }
  if (counter !== undefined) rows = rows.where('c.counter', '=', counter);
  return rows;
}

function shownCases(db: Db, unitId: UnitId) {
  return db
    .selectFrom('cases as c')
    .innerJoin('procedures as own', (join) =>
      join.onRef('own.unitId', '=', 'c.unitId').onRef('own.procedureCode', '=', 'c.procedureCode'),
    )
    .innerJoin('procedures as p', (join) =>
      join
        .onRef('p.unitId', '=', 'own.unitId')
        .on('p.procedureCode', '=', (on) => on.fn.coalesce('own.mergedInto', 'own.procedureCode')),
    )
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('invitations')
          .select([
            'invitationId',
            'generation',
            'expiresOn',
            'withdrawn',
            'onPaper',
            'fieldId',
            'questionnaireVersion',
          ])
          .whereRef('invitations.unitId', '=', 'c.unitId')
          .whereRef('invitations.caseId', '=', 'c.caseId')
          .orderBy('withdrawn')
          .orderBy('generation', 'desc')
          .limit(1)
          .as('i'),
      (join) => join.onTrue(),
    )
    .where('c.unitId', '=', unitId)
    .where('c.deleted', '=', false)
    .where('c.caseCode', 'is not', null)
    .select((select) => [
      'c.caseCode',
      // A merged code stands for the procedure that stays; a case stays in the field where it was counted.
      'p.procedureCode',
      'p.nameVi as procedureName',
      select.fn.coalesce('c.countedFieldId', 'p.fieldId').as('fieldId'),
      'c.channel',
      'c.receivedOn',
      'c.dueOn',
      'c.closedOn',
      'c.outcome',
      'c.resolvingUnit',
      'c.counter',
      'c.apologySentOn',
      'i.invitationId',
      'i.generation',
      'i.expiresOn',
      'i.withdrawn',
      'i.onPaper',
      'i.fieldId as invitedFieldId',
      'i.questionnaireVersion',
    ])
    .$narrowType<{ caseCode: NotNull }>();
}
