import type { Db } from '../../db/tables/index.ts';
import type { CaseCode, LocalDate, ReportOutcome } from '../../db/vocabulary.ts';
import type { Actor, HookActor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/service.ts';
import type { CaseReport } from '../cases/case-facts.ts';
import { type CaseOutcome, type CaseWork, inOneGo, overtaken, previewCases, putCases } from '../cases/service.ts';
import { keyedHash } from '../keyed-hash.ts';
import { type Problem, problem } from '../problems.ts';
import { findUnitByCode, listUnits, type Unit } from '../units/service.ts';
import { keepingTakes, keepSecret, readSecret, webhookSecretText } from './kept-secret.ts';
import {
  deleteEventsBefore,
  deleteSecret,
  insertSecret,
  type KeptSecret,
  listSecrets,
  lockSecrets,
  markSecretUsed,
  saveEvents,
  takenEvents,
} from './queries.ts';
import { isSigned, type SignedMessage } from './signature.ts';

/** While one secret replaces another, both are good. */
const mostSecrets = 2;

/** Days that are kept of what became of events; longer than any sender tries again. */
export const eventsKeptDays = 30;

/** A secret as its unit may know of it. */
export interface SecretStanding extends Omit<KeptSecret, 'encrypted'> {
  /** False where the service's secret key has changed since: nobody can sign with it any more. */
  readonly readable: boolean;
}

export async function listSecretStandings(
  db: Db,
  { unitId, secretKey }: { unitId: Unit['unitId']; secretKey: string },
): Promise<SecretStanding[]> {
  const kept = await listSecrets(db, unitId);
  return kept.map(({ encrypted, ...secret }) => ({
    ...secret,
    readable: readSecret(secretKey, { unitId, secretId: secret.secretId }, encrypted) !== undefined,
  }));
}

/**
 * Makes a secret by which the unit's one-stop system signs its events. Its text is in the answer and nowhere else
 * readable. Throws `two-secrets` where there are two already.
 */
export async function createSecret(
  db: Db,
  args: {
    unitId: Unit['unitId'];
    secretKey: string;
    actor: Actor;
    now: Date;
    newId: () => string;
    randomBytes: (length: number) => Uint8Array;
  },
): Promise<{ secretId: string; secret: string }> {
  const { unitId, secretKey, actor, now, newId, randomBytes } = args;
  const secret = webhookSecretText(randomBytes(32));
  const secretId = newId();
  const encrypted = keepSecret(secretKey, { unitId, secretId }, secret, randomBytes(keepingTakes));
  await db.transaction().execute(async (db) => {
    await lockSecrets(db, unitId);
    if ((await listSecrets(db, unitId)).length >= mostSecrets) throw problem('two-secrets');
    await insertSecret(db, unitId, { secretId, encrypted, createdAt: now });
    await recordAudit(db, { unitId, actor, now, action: 'webhook-secret.created', subject: secretId });
  });
  return { secretId, secret };
}

/** Ends a secret at once. Throws `not-found`. */
export async function endSecret(
  db: Db,
  args: { unitId: Unit['unitId']; secretId: string; actor: Actor; now: Date },
): Promise<void> {
  const { unitId, secretId, actor, now } = args;
  await db.transaction().execute(async (db) => {
    await lockSecrets(db, unitId);
    if (!(await deleteSecret(db, unitId, secretId))) throw problem('not-found');
    await recordAudit(db, { unitId, actor, now, action: 'webhook-secret.deleted', subject: secretId });
  });
}

/**
 * The unit for which a message is signed, and who signed it; undefined alike for a unit that does not exist, one without
 * secrets and a signature that is wrong or old.
 */
export async function findSender(
  db: Db,
  args: { unitCode: string; message: SignedMessage; secretKey: string; now: Date; today: LocalDate },
): Promise<{ unit: Unit; actor: HookActor } | undefined> {
  const { unitCode, message, secretKey, now, today } = args;
  const unit = await findUnitByCode(db, unitCode);
  if (!unit) return undefined;
  const { unitId } = unit;
  for (const { secretId, encrypted, lastUsedOn } of await listSecrets(db, unitId)) {
    const secret = readSecret(secretKey, { unitId, secretId }, encrypted);
    if (secret === undefined || !isSigned(message, [secret], now)) continue;
    if (lastUsedOn !== today) await markSecretUsed(db, unitId, secretId, today);
    return { unit, actor: { kind: 'hook', name: secretId.slice(0, 8), unitId } };
  }
  return undefined;
}

/** An event whose signature is right. */
export interface CaseEventIn {
  /** The sender's `webhook-id`. */
  readonly id: string;
  readonly type: string;
  readonly isTest: boolean;
  readonly caseCode: CaseCode | null;
  /** The case, or what is wrong with the event. */
  readonly read: { readonly closed: CaseReport } | { readonly problem: Problem };
}

/** What became of it. `repeated`: it was taken before, and nothing happened. */
export type EventFate = CaseOutcome | { readonly outcome: 'repeated' };

/**
 * Takes events, all in one transaction with what they do to cases: what is answered is on the disk, once, however often
 * and by however many it is sent. A refused one is kept as such and read anew when it is sent again.
 */
export function takeEvents(db: Db, work: CaseWork, events: readonly CaseEventIn[]): Promise<EventFate[]> {
  const { unit, now, secretKey } = work;
  const hashed = events.map((event) => ({ ...event, eventHash: keyedHash(secretKey, 'webhook-id', event.id) }));
  return inOneGo(db, async (db) => {
    const seen = new Set(
      (
        await takenEvents(
          db,
          unit.unitId,
          hashed.map(({ eventHash }) => eventHash),
        )
      ).map(hashOf),
    );
    const fates = new Map<(typeof hashed)[number], EventFate>();
    const first = new Map<string, (typeof hashed)[number]>();
    for (const event of hashed) {
      const hash = hashOf(event);
      if (seen.has(hash) || first.has(hash)) fates.set(event, { outcome: 'repeated' });
      else if ('problem' in event.read) fates.set(event, { outcome: 'refused', problem: event.read.problem });
      if (!first.has(hash)) first.set(hash, event);
    }
    const left = hashed.flatMap((event) =>
      fates.has(event) || event.caseCode === null || 'problem' in event.read
        ? []
        : [{ event, caseCode: event.caseCode, closed: event.read.closed }],
    );
    const real = left.filter(({ event }) => !event.isTest);
    const tests = left.filter(({ event }) => event.isTest);
    const put = real.length > 0 ? await putCases(db, { ...work, events: real }) : [];
    for (const [index, { event }] of real.entries()) fates.set(event, put[index] ?? { outcome: 'unchanged' });
    const seenTests = tests.length > 0 ? await previewCases(db, { ...work, events: tests }) : [];
    for (const [index, { event }] of tests.entries()) fates.set(event, seenTests[index] ?? { outcome: 'unchanged' });

    const kept = hashed.flatMap((event) => {
      const fate = fates.get(event);
      return fate && fate.outcome !== 'repeated' ? [keptEvent(event, fate, now)] : [];
    });
    if (kept.length > 0 && (await saveEvents(db, unit.unitId, kept)) < kept.length) throw overtaken();
    // Sent twice at once: whoever hears that it was taken must not be told so of one that was refused.
    return hashed.map((event) => {
      const ofFirst = fates.get(first.get(hashOf(event)) ?? event);
      return (ofFirst?.outcome === 'refused' ? ofFirst : fates.get(event)) ?? { outcome: 'repeated' };
    });
  });
}

/** Forgets what became of events longer ago than they are kept; how many. */
export async function forgetOldEvents(db: Db, { now }: { now: Date }): Promise<number> {
  const before = new Date(now.getTime() - eventsKeptDays * 24 * 60 * 60 * 1000);
  const units = (await listUnits(db)).map(({ unitId }) => unitId);
  return units.length > 0 ? deleteEventsBefore(db, units, before) : 0;
}

const hashOf = ({ eventHash }: { readonly eventHash: Uint8Array }): string => Buffer.from(eventHash).toString('hex');

function keptEvent(event: CaseEventIn & { eventHash: Uint8Array }, fate: CaseOutcome, now: Date) {
  const { eventHash, type, caseCode } = event;
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const refusal = fate.outcome === 'refused' ? fate.problem : undefined;
  return {
    eventHash,
    receivedAt: minute,
    type,
    caseCode,
    outcome: fate.outcome as ReportOutcome,
    problem: refusal?.code ?? null,
    complaints: (refusal?.extra.errors ?? []).slice(0, 20).map(({ path }) => nameOf(path)),
  };
}

/** A property's name as a programmer gives it; anything else may be more than a name. */
const nameOf = (path: string): string => (/^[A-Za-z][A-Za-z0-9_.]{0,63}$/.test(path) ? path : '?');
