import type { Db, Tx } from '../../db/tables/index.ts';
import type { CaseCode, LocalDate, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/service.ts';
import { localDate } from '../calendar.ts';
import { keepingTakes, keepSecret, readSecret, webhookSecretText } from '../hooks/kept-secret.ts';
import { signedHeaders } from '../hooks/signature.ts';
import { tokenFor } from '../invitations/token.ts';
import { problem } from '../problems.ts';
import { findUnit } from '../units/service.ts';
import { endpointUrl } from './endpoint-url.ts';
import { invitationEvent, testEvent } from './invitation-event.ts';
import {
  countDeliveries,
  type Delivery,
  deleteDeliveries,
  deleteEndpoint,
  deleteExpired,
  type Endpoint,
  enabledEndpoints,
  failedDeliveries,
  findEndpoint,
  insertDeliveries,
  insertEndpoint,
  lockEndpoint,
  postponeDelivery,
  resetFailed,
  takeDeliveries,
  tellable,
  unitsWithEndpoint,
  updateEndpoint,
} from './queries.ts';
import { nextAttemptAt } from './retry-schedule.ts';
import { failureOf, isGone, type SendResult, type SendWebhook, wasTaken } from './send-webhook.ts';

const day = 24 * 60 * 60 * 1000;
/** For so long a former secret signs beside the new one. */
const formerDays = 7;
/** For so long what was taken to be sent is left to who took it: longer than any attempt lasts. */
const lease = 2 * 60 * 1000;
const mostAtOnce = 8;
const mostListed = 100;

/** Notes invitations to be told, in the transaction that makes them. */
export async function tellInvitations(
  db: Tx,
  args: {
    readonly unitId: UnitId;
    readonly now: Date;
    readonly invitations: readonly { readonly invitationId: string; readonly generation: number }[];
  },
): Promise<void> {
  if (args.invitations.length > 0) await insertDeliveries(db, args.unitId, args.invitations, args.now);
}

/** What sending takes of the world. */
export interface DeliveryWork {
  readonly now: () => Date;
  readonly timeZone: string;
  readonly secretKey: string;
  readonly publicUrl: string;
  readonly send: SendWebhook;
  readonly randomBytes: (length: number) => Uint8Array;
}

/**
 * Tells what is due, a few of each unit; how many were taken up. What the endpoint took is forgotten; what it did not is
 * tried again by the schedule, with the same `webhook-id`, and given up in the end. What nobody could answer any more is
 * forgotten untold.
 */
export async function deliverDue(db: Db, work: DeliveryWork): Promise<number> {
  let taken = 0;
  for (const endpoint of await enabledEndpoints(db)) taken += await deliverFor(db, endpoint, work);
  return taken;
}

/** Forgets what was given up about codes that can't be answered any more; how many. */
export async function forgetExpired(db: Db, { today }: { today: LocalDate }): Promise<number> {
  let forgotten = 0;
  for (const unitId of await unitsWithEndpoint(db)) forgotten += await deleteExpired(db, unitId, today);
  return forgotten;
}

async function deliverFor(db: Db, endpoint: Endpoint, work: DeliveryWork): Promise<number> {
  const { unitId } = endpoint;
  const now = work.now();
  const leaseUntil = new Date(now.getTime() + lease);
  const due = await takeDeliveries(db, unitId, { now, leaseUntil, limit: mostAtOnce });
  if (due.length === 0) return 0;
  const unit = await findUnit(db, unitId);
  const ids = due.map(({ deliveryId }) => deliveryId);
  const told = new Map(
    (await tellable(db, unitId, ids, localDate(now, work.timeZone))).map((fresh) => [fresh.deliveryId, fresh]),
  );
  const stale = ids.filter((id) => !told.has(id));
  if (stale.length > 0) await deleteDeliveries(db, unitId, stale);
  const results = await Promise.all(
    due.map(async (delivery): Promise<boolean> => {
      const fresh = told.get(delivery.deliveryId);
      if (!fresh || !unit) return false;
      const token = tokenFor(work.secretKey, unitId, delivery.invitationId, delivery.generation);
      const { publicUrl } = work;
      const body = invitationEvent({ ...fresh, unit, token, madeAt: delivery.madeAt, publicUrl });
      const result = await sendSigned(endpoint, { id: `msg_${delivery.deliveryId}`, body }, work);
      await settle(db, endpoint, delivery, result, work);
      return isGone(result);
    }),
  );
  if (results.includes(true)) await disable(db, endpoint, work.now());
  return due.length;
}

async function settle(
  db: Db,
  { unitId, lastDeliveredOn }: Endpoint,
  { deliveryId, attempts }: Delivery,
  result: SendResult,
  { now: clock, timeZone, randomBytes }: DeliveryWork,
): Promise<void> {
  const now = clock();
  if (wasTaken(result)) {
    await deleteDeliveries(db, unitId, [deliveryId]);
    const today = localDate(now, timeZone);
    if (lastDeliveredOn !== today) await updateEndpoint(db, unitId, { lastDeliveredOn: today });
    return;
  }
  const retryAfter = 'status' in result ? result.retryAfter : undefined;
  const chance = (randomBytes(1)[0] ?? 0) / 255;
  await postponeDelivery(db, unitId, deliveryId, {
    nextAttemptAt: nextAttemptAt({ attempts, now, chance, retryAfter }),
    failure: failureOf(result),
  });
}

/** Standard Webhooks 1.0: who answers 410 wants no more of them. An administrator can begin again. */
async function disable(db: Db, { unitId }: Endpoint, now: Date): Promise<void> {
  await db.transaction().execute(async (db) => {
    await updateEndpoint(db, unitId, { enabled: false });
    const actor = { kind: 'system', name: 'deliveries', unitId: null } as const;
    await recordAudit(db, { unitId, actor, now, action: 'webhook-endpoint.gone', subject: 'webhook-endpoint' });
  });
}

function sendSigned(
  endpoint: Endpoint,
  message: { id: string; body: string },
  { now, secretKey, send }: Pick<DeliveryWork, 'now' | 'secretKey' | 'send'>,
): Promise<SendResult> {
  const secrets = secretsOf(endpoint, secretKey, now());
  if (secrets.length === 0) return Promise.resolve({ failure: 'unreadable-secret' });
  const headers = { 'content-type': 'application/json', ...signedHeaders(message, secrets, now()) };
  return send({ url: endpoint.url, headers, body: message.body });
}

/** The secrets that sign now; none where the service's key has changed since. */
function secretsOf(endpoint: Endpoint, secretKey: string, now: Date): string[] {
  const { unitId, secretId, encrypted, formerSecretId, formerEncrypted, formerUntil } = endpoint;
  const kept = [
    { secretId, encrypted },
    ...(formerSecretId && formerEncrypted && formerUntil && formerUntil > now
      ? [{ secretId: formerSecretId, encrypted: formerEncrypted }]
      : []),
  ];
  return kept.flatMap((one) => readSecret(secretKey, { unitId, secretId: one.secretId }, one.encrypted) ?? []);
}

/** What the unit's administrators see. */
export interface EndpointStanding {
  readonly endpoint: {
    readonly url: string;
    readonly enabled: boolean;
    readonly readable: boolean;
    readonly lastDeliveredOn: LocalDate | null;
    readonly waiting: number;
    readonly failed: number;
  } | null;
  readonly failures: readonly {
    readonly caseCode: CaseCode | null;
    readonly attempts: number;
    readonly failure: string;
    readonly nextAttemptAt: Date | null;
  }[];
}

export async function readEndpoint(
  db: Db,
  { unitId, secretKey, now }: { unitId: UnitId; secretKey: string; now: Date },
): Promise<EndpointStanding> {
  const endpoint = await findEndpoint(db, unitId);
  if (!endpoint) return { endpoint: null, failures: [] };
  const { url, enabled, lastDeliveredOn } = endpoint;
  const readable = secretsOf(endpoint, secretKey, now).length > 0;
  const counts = await countDeliveries(db, unitId);
  const failures = await failedDeliveries(db, unitId, mostListed);
  return { endpoint: { url, enabled, readable, lastDeliveredOn, ...counts }, failures };
}

interface EndpointChange {
  readonly unitId: UnitId;
  readonly actor: Actor;
  readonly now: Date;
}

interface SecretMaking {
  readonly secretKey: string;
  readonly newId: () => string;
  readonly randomBytes: (length: number) => Uint8Array;
}

function makeSecret(unitId: UnitId, { secretKey, newId, randomBytes }: SecretMaking) {
  const secret = webhookSecretText(randomBytes(32));
  const secretId = newId();
  return {
    secret,
    secretId,
    encrypted: keepSecret(secretKey, { unitId, secretId }, secret, randomBytes(keepingTakes)),
  };
}

/**
 * Sets where the unit's invitations are told to, from now on. The first time it makes the signing secret, whose text is in
 * the answer and nowhere else readable; a new address keeps it. Throws `invalid`.
 */
export async function saveEndpoint(
  db: Db,
  args: EndpointChange & SecretMaking & { readonly url: string },
): Promise<{ secret: string | null }> {
  const { unitId, actor, now } = args;
  const url = endpointUrl(args.url);
  if (url === undefined) throw badUrl;
  const { secret, ...kept } = makeSecret(unitId, args);
  return db.transaction().execute(async (db) => {
    const isNew = await insertEndpoint(db, { unitId, url, ...kept });
    const before = isNew ? undefined : await lockEndpoint(db, unitId);
    if (before) await updateEndpoint(db, unitId, { url, enabled: true });
    await recordAudit(db, {
      unitId,
      actor,
      now,
      action: 'webhook-endpoint.set',
      subject: 'webhook-endpoint',
      ...(before && { before: { url: before.url, enabled: before.enabled } }),
      after: { url, enabled: true },
    });
    return { secret: isNew ? secret : null };
  });
}

/** Makes another signing secret; the former one signs beside it for a week. Throws `not-found`. */
export async function renewEndpointSecret(
  db: Db,
  args: EndpointChange & SecretMaking,
): Promise<{ secret: string; formerDays: number }> {
  const { unitId, actor, now } = args;
  const { secret, ...kept } = makeSecret(unitId, args);
  await db.transaction().execute(async (db) => {
    const endpoint = await lockEndpoint(db, unitId);
    if (!endpoint) throw problem('not-found');
    await updateEndpoint(db, unitId, {
      ...kept,
      formerSecretId: endpoint.secretId,
      formerEncrypted: endpoint.encrypted,
      formerUntil: new Date(now.getTime() + formerDays * day),
    });
    await recordAudit(db, {
      unitId,
      actor,
      now,
      action: 'webhook-endpoint.secret-renewed',
      subject: 'webhook-endpoint',
    });
  });
  return { secret, formerDays };
}

/** Tells nobody any more, and forgets what was still to be told. Throws `not-found`. */
export async function removeEndpoint(db: Db, { unitId, actor, now }: EndpointChange): Promise<void> {
  await db.transaction().execute(async (db) => {
    if (!(await deleteEndpoint(db, unitId))) throw problem('not-found');
    await recordAudit(db, { unitId, actor, now, action: 'webhook-endpoint.removed', subject: 'webhook-endpoint' });
  });
}

/** Lets everything that failed be tried again from now on; how many. Throws `not-found`. */
export async function resendFailed(db: Db, { unitId, actor, now }: EndpointChange): Promise<number> {
  return db.transaction().execute(async (db) => {
    if (!(await lockEndpoint(db, unitId))) throw problem('not-found');
    const resent = await resetFailed(db, unitId, now);
    await recordAudit(db, {
      unitId,
      actor,
      now,
      action: 'webhook-endpoint.resent',
      subject: 'webhook-endpoint',
      after: { resent },
    });
    return resent;
  });
}

/** Sends an event without an invitation, now, and says what came of it. Throws `not-found`. */
export async function testEndpoint(
  db: Db,
  args: { unitId: UnitId; newId: () => string } & Pick<DeliveryWork, 'now' | 'secretKey' | 'send'>,
): Promise<{ delivered: boolean; result: string }> {
  const [endpoint, unit] = [await findEndpoint(db, args.unitId), await findUnit(db, args.unitId)];
  if (!endpoint || !unit) throw problem('not-found');
  const result = await sendSigned(endpoint, { id: `msg_${args.newId()}`, body: testEvent(unit, args.now()) }, args);
  return { delivered: wasTaken(result), result: failureOf(result) };
}

const badUrl = problem('invalid', {
  errors: [
    {
      path: 'url',
      message: {
        vi: 'cần địa chỉ https:// không kèm tên người dùng hay mật khẩu',
        en: 'expected an https:// address without a user name or password',
      },
    },
  ],
});
