import { sql } from 'kysely';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { CaseCode, LocalDate, UnitId } from '../../db/vocabulary.ts';

export interface Endpoint {
  readonly unitId: UnitId;
  readonly url: string;
  readonly secretId: string;
  readonly encrypted: Uint8Array;
  readonly formerSecretId: string | null;
  readonly formerEncrypted: Uint8Array | null;
  readonly formerUntil: Date | null;
  readonly enabled: boolean;
  readonly lastDeliveredOn: LocalDate | null;
}

const endpointColumns = [
  'unitId',
  'url',
  'secretId',
  'encrypted',
  'formerSecretId',
  'formerEncrypted',
  'formerUntil',
  'enabled',
  'lastDeliveredOn',
] as const;

/** The endpoints that are told, over all units: the work that is to be done names its units by them. */
export function enabledEndpoints(db: Db): Promise<Endpoint[]> {
  return db
    .selectFrom('webhookEndpoints')
    .select(endpointColumns)
    .where('enabled', '=', true)
    .orderBy('unitId')
    .execute();
}

/** The units that have an endpoint, in use or not. */
export async function unitsWithEndpoint(db: Db): Promise<UnitId[]> {
  const rows = await db.selectFrom('webhookEndpoints').select('unitId').orderBy('unitId').execute();
  return rows.map(({ unitId }) => unitId);
}

export function findEndpoint(db: Db, unitId: UnitId): Promise<Endpoint | undefined> {
  return db.selectFrom('webhookEndpoints').select(endpointColumns).where('unitId', '=', unitId).executeTakeFirst();
}

/** The same, locked until the transaction ends. */
export function lockEndpoint(db: Tx, unitId: UnitId): Promise<Endpoint | undefined> {
  return db
    .selectFrom('webhookEndpoints')
    .select(endpointColumns)
    .where('unitId', '=', unitId)
    .forUpdate()
    .executeTakeFirst();
}

/** Adds the unit's endpoint; false where somebody else just did. */
export async function insertEndpoint(
  db: Tx,
  endpoint: Pick<Endpoint, 'unitId' | 'url' | 'secretId' | 'encrypted'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('webhookEndpoints')
    .values(endpoint)
    .onConflict((conflict) => conflict.column('unitId').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateEndpoint(
  db: Db,
  unitId: UnitId,
  changed: Partial<Omit<Endpoint, 'unitId'>>,
): Promise<void> {
  await db.updateTable('webhookEndpoints').set(changed).where('unitId', '=', unitId).execute();
}

/** Removes the endpoint and what was still to be told to it; false where there is none. */
export async function deleteEndpoint(db: Tx, unitId: UnitId): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('webhookEndpoints').where('unitId', '=', unitId).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Notes invitations to be told, where the unit has an endpoint. */
export async function insertDeliveries(
  db: Tx,
  unitId: UnitId,
  made: readonly { invitationId: string; generation: number }[],
  now: Date,
): Promise<void> {
  await sql`/* keep plan: insert-deliveries */
    insert into webhook_deliveries (unit_id, invitation_id, generation, made_at, next_attempt_at)
    select ${unitId}::integer, "invitationId", generation, ${now}::timestamptz, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(made.map(({ invitationId, generation }) => ({ invitationId, generation })))}::json)
      as given ("invitationId" uuid, generation integer)
    where exists (select from webhook_endpoints where unit_id = ${unitId}::integer)`.execute(db);
}

/** What is to be told, as it is at the moment. */
export interface Delivery {
  readonly deliveryId: string;
  readonly invitationId: string;
  readonly generation: number;
  readonly madeAt: Date;
  readonly attempts: number;
}

/**
 * Takes deliveries whose time has come, leaving out those that another process is taking, and counts the attempt before
 * it is made. Until `leaseUntil` nobody else takes them; a process that dies meanwhile is followed by another then.
 */
export function takeDeliveries(
  db: Db,
  unitId: UnitId,
  { now, leaseUntil, limit }: { now: Date; leaseUntil: Date; limit: number },
): Promise<Delivery[]> {
  return db
    .updateTable('webhookDeliveries')
    .set((set) => ({ attempts: set('attempts', '+', 1), nextAttemptAt: leaseUntil }))
    .where('unitId', '=', unitId)
    .where('deliveryId', 'in', (due) =>
      due
        .selectFrom('webhookDeliveries')
        .select('deliveryId')
        .where('unitId', '=', unitId)
        .where('nextAttemptAt', '<=', now)
        .orderBy('nextAttemptAt')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['deliveryId', 'invitationId', 'generation', 'madeAt', 'attempts'])
    .execute();
}

/** Of these deliveries, what is still worth telling: the code is the case's, and can be answered. */
export function tellable(
  db: Db,
  unitId: UnitId,
  deliveryIds: readonly string[],
  today: LocalDate,
): Promise<{ deliveryId: string; caseCode: CaseCode; expiresOn: LocalDate }[]> {
  return db
    .selectFrom('webhookDeliveries as d')
    .innerJoin('invitations as i', (join) =>
      join
        .onRef('i.unitId', '=', 'd.unitId')
        .onRef('i.invitationId', '=', 'd.invitationId')
        .onRef('i.generation', '=', 'd.generation'),
    )
    .innerJoin('cases as c', (join) => join.onRef('c.unitId', '=', 'i.unitId').onRef('c.caseId', '=', 'i.caseId'))
    .select(['d.deliveryId', 'c.caseCode', 'i.expiresOn'])
    .where('d.unitId', '=', unitId)
    .where('d.deliveryId', '=', sql<string>`any(${deliveryIds}::uuid[])`)
    .where('i.withdrawn', '=', false)
    .where('i.onPaper', '=', false)
    .where('i.expiresOn', '>=', today)
    .where('c.deleted', '=', false)
    .where('c.caseCode', 'is not', null)
    .$narrowType<{ caseCode: CaseCode }>()
    .execute();
}

export async function deleteDeliveries(db: Db, unitId: UnitId, deliveryIds: readonly string[]): Promise<void> {
  await db
    .deleteFrom('webhookDeliveries')
    .where('unitId', '=', unitId)
    .where('deliveryId', '=', sql<string>`any(${deliveryIds}::uuid[])`)
    .execute();
}

export async function postponeDelivery(
  db: Db,
  unitId: UnitId,
  deliveryId: string,
  changed: { nextAttemptAt: Date | null; failure: string },
): Promise<void> {
  await db
    .updateTable('webhookDeliveries')
    .set(changed)
    .where('unitId', '=', unitId)
    .where('deliveryId', '=', deliveryId)
    .execute();
}

/** How many wait to be told, and how many were given up. */
export async function countDeliveries(db: Db, unitId: UnitId): Promise<{ waiting: number; failed: number }> {
  return db
    .selectFrom('webhookDeliveries')
    .select((count) => [
      count.fn.count<number>('nextAttemptAt').as('waiting'),
      sql<number>`count(*) filter (where next_attempt_at is null)`.as('failed'),
    ])
    .where('unitId', '=', unitId)
    .executeTakeFirstOrThrow();
}

/** What failed, given up or not, the oldest first. */
export function failedDeliveries(
  db: Db,
  unitId: UnitId,
  limit: number,
): Promise<{ caseCode: CaseCode | null; attempts: number; failure: string; nextAttemptAt: Date | null }[]> {
  return db
    .selectFrom('webhookDeliveries as d')
    .innerJoin('invitations as i', (join) =>
      join.onRef('i.unitId', '=', 'd.unitId').onRef('i.invitationId', '=', 'd.invitationId'),
    )
    .innerJoin('cases as c', (join) => join.onRef('c.unitId', '=', 'i.unitId').onRef('c.caseId', '=', 'i.caseId'))
    .select(['c.caseCode', 'd.attempts', 'd.failure', 'd.nextAttemptAt'])
    .where('d.unitId', '=', unitId)
    .where('d.failure', 'is not', null)
    .orderBy('d.madeAt')
    .orderBy('c.caseCode')
    .limit(limit)
    .$narrowType<{ failure: string }>()
    .execute();
}

/** Removes what is about a code that can't be answered any more; how many. */
export async function deleteExpired(db: Db, unitId: UnitId, today: LocalDate): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('webhookDeliveries')
    .where('unitId', '=', unitId)
    .where('invitationId', 'in', (expired) =>
      expired
        .selectFrom('invitations')
        .select('invitationId')
        .where('unitId', '=', unitId)
        .where('expiresOn', '<', today),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Lets everything that failed be tried again now, from the start of the schedule; how many. */
export async function resetFailed(db: Tx, unitId: UnitId, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('webhookDeliveries')
    .set({ attempts: 0, nextAttemptAt: now, failure: null })
    .where('unitId', '=', unitId)
    .where('failure', 'is not', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
