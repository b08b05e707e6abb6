import { timingSafeEqual } from 'node:crypto';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { CaseCode, DisplayId, LocalDate, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { hashSecret } from '../accounts/session.ts';
import { recordAudit } from '../audit/service.ts';
import type { CaseReport } from '../cases/case-facts.ts';
import { findCase } from '../cases/service.ts';
import { standing } from '../invitations/standing.ts';
import { keyedHash } from '../keyed-hash.ts';
import { problem } from '../problems.ts';
import type { Brand } from '../units/brand.ts';
import { brandOf, listUnits } from '../units/service.ts';
import {
  displayChannel,
  displayCode,
  newDisplayId,
  newPairingSecret,
  pairingCode,
  pairingMinutes,
  pairingTries,
} from './display-code.ts';
import { isHappeningNow, shownSeconds } from './hand-over.ts';
import {
  clearElapsed,
  clearShown,
  type Display,
  type DisplaySettings,
  deleteDisplay,
  findDisplay,
  findScreen,
  insertDisplay,
  listCalmShowers,
  listDisplays,
  notifyScreens,
  putShown,
  takePairingTry,
  updateDevice,
  updateDisplay,
  updatePairing,
  updateSeen,
} from './queries.ts';
import { isSameCounter } from './same-counter.ts';
import type { ScreenRow } from './screen-state.ts';

/** Of 27,000 ids a unit uses so few that a free one is found at once. */
const mostDisplays = 200;

/** Which display, who changes it, and when. */
export interface DisplayChange {
  readonly unitId: UnitId;
  readonly displayId: DisplayId;
  readonly actor: Actor;
  readonly now: Date;
}

/** What makes a pairing code. */
interface Chance {
  readonly secretKey: string;
  readonly randomBytes: (length: number) => Uint8Array;
}

/** Adds a display, to be paired with the code that comes with it. Throws `too-many-displays`. */
export async function addDisplay(
  db: Db,
  args: Omit<DisplayChange, 'displayId'> & Chance & { settings: DisplaySettings },
): Promise<{ display: Display; pairingCode: string }> {
  const { unitId, actor, now, randomBytes } = args;
  const settings = tidy(args.settings);
  return db.transaction().execute(async (db) => {
    if ((await listDisplays(db, unitId)).length >= mostDisplays) throw problem('too-many-displays');
    let displayId = newDisplayId(randomBytes(8));
    while (!(await insertDisplay(db, unitId, { ...settings, displayId }))) displayId = newDisplayId(randomBytes(8));
    const code = await openPairing(db, { ...args, displayId });
    await recordAudit(db, { unitId, actor, now, action: 'display.added', subject: displayId, after: settings });
    return { display: await known(db, unitId, displayId), pairingCode: code };
  });
}

/** Changes what a display is; its device sees it at once. Throws `not-found`. */
export async function changeDisplay(db: Db, args: DisplayChange & { settings: DisplaySettings }): Promise<Display> {
  const { unitId, displayId, actor, now } = args;
  const settings = tidy(args.settings);
  return db.transaction().execute(async (db) => {
    const { counter, answersHere, showsOnClose } = await known(db, unitId, displayId);
    await updateDisplay(db, unitId, displayId, settings);
    await tellScreens(db, unitId, displayId);
    await recordAudit(db, {
      unitId,
      actor,
      now,
      action: 'display.changed',
      subject: displayId,
      before: { counter, answersHere, showsOnClose },
      after: settings,
    });
    return known(db, unitId, displayId);
  });
}

/** Gives a new code to pair with; the device in use stays until the code is used. Throws `not-found`. */
export async function renewPairing(
  db: Db,
  args: DisplayChange & Chance,
): Promise<{ display: Display; pairingCode: string }> {
  const { unitId, displayId, actor, now } = args;
  return db.transaction().execute(async (db) => {
    await known(db, unitId, displayId);
    const code = await openPairing(db, args);
    await recordAudit(db, { unitId, actor, now, action: 'display.pairing-opened', subject: displayId });
    return { display: await known(db, unitId, displayId), pairingCode: code };
  });
}

/** Takes a display away; its device shows nothing more from now on. Throws `not-found`. */
export async function removeDisplay(db: Db, args: DisplayChange): Promise<void> {
  const { unitId, displayId, actor, now } = args;
  await db.transaction().execute(async (db) => {
    const { counter } = await known(db, unitId, displayId);
    await deleteDisplay(db, unitId, displayId);
    await tellScreens(db, unitId, displayId);
    await recordAudit(db, { unitId, actor, now, action: 'display.removed', subject: displayId, before: { counter } });
  });
}

/**
 * Pairs a device: gives the secret that it keeps, and puts another one out; undefined for a code that is not, or no longer,
 * right. A wrong one costs one of the few tries that a code has, counted in the database for all processes together.
 */
export async function pairDevice(
  db: Db,
  args: { unitId: UnitId; displayId: DisplayId; secret: string; now: Date; today: LocalDate } & Chance,
): Promise<string | undefined> {
  const { unitId, displayId, secret, now, today, secretKey, randomBytes } = args;
  return db.transaction().execute(async (db) => {
    const taken = await takePairingTry(db, unitId, displayId, now);
    const given = hashPairing(secretKey, unitId, displayId, secret);
    if (!taken?.pairingHash || !timingSafeEqual(taken.pairingHash, given)) return undefined;
    const deviceSecret = Buffer.from(randomBytes(32)).toString('base64url');
    await updateDevice(db, unitId, displayId, { secretHash: hashSecret(deviceSecret), seenOn: today });
    await tellScreens(db, unitId, displayId);
    const actor = { kind: 'system', name: 'display', unitId: null } as const;
    await recordAudit(db, { unitId, actor, now, action: 'display.paired', subject: displayId });
    return deviceSecret;
  });
}

/** A display as its device sees it, in its unit's look. */
export type Screen = ScreenRow & { readonly brand: Brand };

/** The display of the device that holds the secret; undefined for any other. Notes the day, and forgets what has elapsed. */
export async function openScreen(
  db: Db,
  args: { unitId: UnitId; displayId: DisplayId; secret: string; now: Date; today: LocalDate },
): Promise<Screen | undefined> {
  const { unitId, displayId, secret, now, today } = args;
  const screen = await findScreen(db, unitId, displayId);
  if (!screen?.secretHash || !timingSafeEqual(screen.secretHash, hashSecret(secret))) return undefined;
  const brand = (await brandOf(db, unitId)) ?? { colour: null, emblem: null };
  if (screen.seenOn !== today) await updateSeen(db, unitId, displayId, today);
  if (screen.shownUntil && screen.shownUntil <= now) await clearShown(db, unitId, displayId, screen.callNumber);
  return { ...screen, brand };
}

/**
 * Shows a case's code on a display, in place of what is there. It never matters whether the case was answered. No audit
 * entry: one would keep when each person stood at the counter. Throws `not-found`, `case-open`, `invitation-expired`.
 */
export async function showCase(
  db: Db,
  args: { unitId: UnitId; displayId: DisplayId; caseCode: CaseCode; now: Date; today: LocalDate },
): Promise<{ counter: string; until: Date }> {
  const { unitId, displayId, caseCode, now, today } = args;
  return db.transaction().execute(async (db) => {
    const { counter } = await known(db, unitId, displayId);
    const row = await findCase(db, unitId, caseCode);
    if (!row) throw problem('not-found');
    const { invitationId, expiresOn, withdrawn, onPaper } = row;
    if (invitationId === null || expiresOn === null || withdrawn) throw problem('case-open');
    if (onPaper) throw problem('invitation-paper');
    if (standing({ expiresOn, withdrawn: false }, today) === 'expired') throw problem('invitation-expired');
    const until = await putUp(db, { unitId, displayId, invitationId, now });
    return { counter, until };
  });
}

/** The clerk takes away what the display shows; nothing where it shows nothing. Throws `not-found`. */
export async function clearDisplay(db: Db, args: { unitId: UnitId; displayId: DisplayId }): Promise<void> {
  const { unitId, displayId } = args;
  await db.transaction().execute(async (db) => {
    await known(db, unitId, displayId);
    if (await clearShown(db, unitId, displayId, undefined)) await tellScreens(db, unitId, displayId);
  });
}

/** Somebody tapped the screen: what was called then goes, and nothing that was called since. */
export async function dismissCall(
  db: Db,
  args: { unitId: UnitId; displayId: DisplayId; callNumber: number },
): Promise<void> {
  const { unitId, displayId, callNumber } = args;
  await db.transaction().execute(async (db) => {
    if (await clearShown(db, unitId, displayId, callNumber)) await tellScreens(db, unitId, displayId);
  });
}

/**
 * An event closed a case and names its counter: screens there that are set to it show the code, unless they are showing
 * another, which a person may be scanning. Nothing for an event about another day, or one that comes late.
 */
export async function showClosedCase(
  db: Db,
  args: { unitId: UnitId; caseCode: CaseCode; report: CaseReport; now: Date; today: LocalDate },
): Promise<void> {
  const { unitId, caseCode, report, now, today } = args;
  const { counter } = report;
  if (!counter || !isHappeningNow(report, { now, today })) return;
  const there = (await listCalmShowers(db, unitId, now)).filter((screen) => isSameCounter(screen.counter, counter));
  if (there.length === 0) return;
  await db.transaction().execute(async (db) => {
    const row = await findCase(db, unitId, caseCode);
    if (!row?.invitationId || row.withdrawn || row.onPaper) return;
    for (const { displayId } of there) await putUp(db, { unitId, displayId, invitationId: row.invitationId, now });
  });
}

/** The night's work: forgets what screens that were off by then have been shown. */
export async function forgetShown(db: Db, { now }: { now: Date }): Promise<void> {
  for (const { unitId } of await listUnits(db)) await clearElapsed(db, unitId, now);
}

async function putUp(
  db: Tx,
  args: { unitId: UnitId; displayId: DisplayId; invitationId: string; now: Date },
): Promise<Date> {
  const { unitId, displayId, invitationId, now } = args;
  const shownUntil = new Date(now.getTime() + shownSeconds * 1000);
  await clearElapsed(db, unitId, now);
  await putShown(db, unitId, displayId, { shownInvitationId: invitationId, shownUntil });
  await tellScreens(db, unitId, displayId);
  return shownUntil;
}

async function openPairing(db: Tx, args: DisplayChange & Chance): Promise<string> {
  const { unitId, displayId, now, secretKey, randomBytes } = args;
  const secret = newPairingSecret(randomBytes(8));
  await updatePairing(db, unitId, displayId, {
    pairingHash: hashPairing(secretKey, unitId, displayId, secret),
    pairingEndsAt: new Date(now.getTime() + pairingMinutes * 60_000),
    pairingTries,
  });
  return pairingCode(unitId, displayId, secret);
}

async function known(db: Db, unitId: UnitId, displayId: DisplayId): Promise<Display> {
  const display = await findDisplay(db, unitId, displayId);
  if (!display) throw problem('not-found');
  return display;
}

const tellScreens = (db: Tx, unitId: UnitId, displayId: DisplayId): Promise<void> =>
  notifyScreens(db, displayChannel, displayCode(unitId, displayId));

const hashPairing = (secretKey: string, unitId: UnitId, displayId: DisplayId, secret: string): Uint8Array =>
  keyedHash(secretKey, 'display-pairing', unitId, displayId, secret);

const tidy = ({ counter, ...rest }: DisplaySettings): DisplaySettings => ({
  ...rest,
  counter: counter.normalize('NFC').trim(),
});
