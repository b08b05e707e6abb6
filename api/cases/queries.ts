import { sql } from 'kysely';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { CaseCode, Channel, InvitationState, LocalDate, Outcome, UnitId } from '../../db/vocabulary.ts';
import type { CaseRow } from './case-view.ts';
import type { CasePosition } from './cursor.ts';

/** What a PUT may change. */
export interface CaseFacts {
  readonly procedureCode: string;
  readonly channel: Channel;
  readonly receivedOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
  readonly outcome: Outcome;
  readonly resolvingUnit: string | null;
  readonly counter: string | null;
  readonly apologySentOn: LocalDate | null;
}

export interface StoredCase extends CaseFacts {
  readonly caseId: string;
  readonly updatedAt: Date | null;
  readonly deleted: boolean;
}

const factColumns = [
  'procedureCode',
  'channel',
  'receivedOn',
  'dueOn',
  'closedOn',
  'outcome',
  'resolvingUnit',
  'counter',
  'apologySentOn',
] as const;

/** The case, locked until the transaction ends; deleted ones too, since their answer stays counted. */
export function lockCase(db: Tx, unitId: UnitId, caseCode: CaseCode): Promise<StoredCase | undefined> {
  return db
    .selectFrom('cases')
    .select(['caseId', ...factColumns, 'updatedAt', 'deleted'])
    .where('unitId', '=', unitId)
    .where('caseCode', '=', caseCode)
    .forUpdate()
    .executeTakeFirst();
}

/** Adds a case; undefined where somebody else just did. */
export async function insertCase(
  db: Tx,
  unitId: UnitId,
  added: CaseFacts & { caseCode: CaseCode; updatedAt: Date | null },
): Promise<string | undefined> {
  const row = await db
    .insertInto('cases')
    .values({ unitId, ...added })
    .onConflict((conflict) => conflict.columns(['unitId', 'caseCode']).doNothing())
    .returning('caseId')
    .executeTakeFirst();
  return row?.caseId;
}

export async function updateCase(
  db: Tx,
  unitId: UnitId,
  caseId: string,
  changed: Partial<CaseFacts> & { updatedAt?: Date | null; deleted: boolean },
): Promise<void> {
  await db.updateTable('cases').set(changed).where('unitId', '=', unitId).where('caseId', '=', caseId).execute();
}

export function findCase(db: Db, unitId: UnitId, caseCode: CaseCode): Promise<CaseRow | undefined> {
  return shownCases(db, unitId).where('c.caseCode', '=', caseCode).executeTakeFirst();
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
  const closing = sql<LocalDate>`coalesce(c.closed_on, date '9999-12-31')`;
  let rows = shownCases(db, unitId);
  if (closedFrom) rows = rows.where('c.closedOn', '>=', closedFrom);
  if (closedTo) rows = rows.where('c.closedOn', '<=', closedTo);
  if (fieldId) rows = rows.where('p.fieldId', '=', fieldId);
  if (state === 'open') rows = rows.where('i.withdrawn', '=', false).where('i.expiresOn', '>=', today);
  if (state === 'expired') rows = rows.where('i.withdrawn', '=', false).where('i.expiresOn', '<', today);
  if (state === 'withdrawn') rows = rows.where('i.withdrawn', '=', true);
  if (state === 'replaced') rows = rows.where(sql<boolean>`false`);
  if (after) {
    const place = sql`(coalesce(${after.closedOn}::date, date '9999-12-31'), ${after.caseCode}::text)`;
    rows = rows.where(sql<boolean>`(${closing}, c.case_code) < ${place}`);
  }
  return rows.orderBy(closing, 'desc').orderBy('c.caseCode', 'desc').limit(limit).execute();
}

function shownCases(db: Db, unitId: UnitId) {
  return db
    .selectFrom('cases as c')
    .innerJoin('procedures as p', (join) =>
      join.onRef('p.unitId', '=', 'c.unitId').onRef('p.procedureCode', '=', 'c.procedureCode'),
    )
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('invitations')
          .select(['invitationId', 'generation', 'expiresOn', 'withdrawn'])
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
    .select([
      'c.caseCode',
      'c.procedureCode',
      'p.nameVi as procedureName',
      'p.fieldId',
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
    ]);
}
