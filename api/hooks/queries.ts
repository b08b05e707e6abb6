import { sql } from 'kysely';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { CaseCode, LocalDate, ReportOutcome, UnitId } from '../../db/vocabulary.ts';

export interface KeptSecret {
  readonly secretId: string;
  readonly encrypted: Uint8Array;
  readonly createdAt: Date;
  readonly lastUsedOn: LocalDate | null;
}

export function listSecrets(db: Db, unitId: UnitId): Promise<KeptSecret[]> {
  return db
    .selectFrom('webhookSecrets')
    .select(['secretId', 'encrypted', 'createdAt', 'lastUsedOn'])
    .where('unitId', '=', unitId)
    .orderBy('createdAt')
    .orderBy('secretId')
    .execute();
}

/** Makes those who make or end a unit's secrets take turns until the transaction ends. */
export async function lockSecrets(db: Tx, unitId: UnitId): Promise<void> {
  await sql`select pg_advisory_xact_lock(${secretLock}::int, ${unitId}::int)`.execute(db);
}

const secretLock = 7301;

export async function insertSecret(
  db: Tx,
  unitId: UnitId,
  secret: { secretId: string; encrypted: Uint8Array; createdAt: Date },
): Promise<void> {
  await db
    .insertInto('webhookSecrets')
    .values({ unitId, ...secret })
    .execute();
}

/** Removes a secret; false where the unit has none with that id. */
export async function deleteSecret(db: Tx, unitId: UnitId, secretId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('webhookSecrets')
    .where('unitId', '=', unitId)
    .where('secretId', '=', secretId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function markSecretUsed(db: Db, unitId: UnitId, secretId: string, day: LocalDate): Promise<void> {
  await db
    .updateTable('webhookSecrets')
    .set({ lastUsedOn: day })
    .where('unitId', '=', unitId)
    .where('secretId', '=', secretId)
    .execute();
}

/** What is kept of an event. */
export interface KeptEvent {
  readonly eventHash: Uint8Array;
  readonly receivedAt: Date;
  readonly type: string;
  readonly caseCode: CaseCode | null;
  readonly outcome: ReportOutcome;
  readonly problem: string | null;
  readonly complaints: readonly string[];
}

/** Those of the events that were taken before, for good; one that was refused may be sent again. */
export function takenEvents(
  db: Tx,
  unitId: UnitId,
  hashes: readonly Uint8Array[],
): Promise<{ eventHash: Uint8Array }[]> {
  return db
    .selectFrom('caseEvents')
    .select('eventHash')
    .where('unitId', '=', unitId)
    .where('eventHash', '=', sql<Uint8Array>`any(${hashes}::bytea[])`)
    .where('outcome', '!=', 'refused')
    .where('type', '!=', testType)
    .execute();
}

/** Of a test nothing stays but that there was one, so its id may be used again. */
const testType = 'case.test';

/** Keeps what became of events; how many, without those that somebody else took meanwhile. */
export async function saveEvents(db: Tx, unitId: UnitId, events: readonly KeptEvent[]): Promise<number> {
  const given = events.map((event) => ({ ...event, eventHash: Buffer.from(event.eventHash).toString('hex') }));
  const { rows } = await sql`/* keep plan: save-case-events */
    insert into case_events (unit_id, event_hash, received_at, type, case_code, outcome, problem, complaints)
    select
      ${unitId}::integer, decode("eventHash", 'hex'), "receivedAt", type, "caseCode", outcome, problem,
      array(select json_array_elements_text(complaints))
    from json_to_recordset(${JSON.stringify(given)}::json) as given (
      "eventHash" text, "receivedAt" timestamptz, type text, "caseCode" text, outcome text, problem text,
      complaints json
    )
    order by "eventHash"
    on conflict (unit_id, event_hash) do update set
      received_at = excluded.received_at, type = excluded.type, case_code = excluded.case_code,
      outcome = excluded.outcome, problem = excluded.problem, complaints = excluded.complaints
    where case_events.outcome = 'refused' or case_events.type = ${testType}::text
    returning 1`.execute(db);
  return rows.length;
}

/** The unit's last events, newest first. */
export function listEvents(
  db: Db,
  unitId: UnitId,
  filter: { outcome?: ReportOutcome | undefined; skip: number; limit: number },
): Promise<Omit<KeptEvent, 'eventHash'>[]> {
  const { outcome, skip, limit } = filter;
  let rows = db
    .selectFrom('caseEvents')
    .select(['receivedAt', 'type', 'caseCode', 'outcome', 'problem', 'complaints'])
    .where('unitId', '=', unitId);
  if (outcome) rows = rows.where('outcome', '=', outcome);
  return rows.orderBy('receivedAt', 'desc').orderBy('eventNumber', 'desc').offset(skip).limit(limit).execute();
}

/** Removes the units' events of before; how many. */
export async function deleteEventsBefore(db: Db, unitIds: readonly UnitId[], before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('caseEvents')
    .where('unitId', 'in', unitIds)
    .where('receivedAt', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
