import { sql } from 'kysely';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { DisplayId, LocalDate, UnitId } from '../../db/vocabulary.ts';
import type { ScreenRow } from './screen-state.ts';

/** What staff set of a display. */
export interface DisplaySettings {
  readonly counter: string;
  readonly answersHere: boolean;
  readonly showsOnClose: boolean;
}

export interface Display extends DisplaySettings {
  readonly displayId: DisplayId;
  readonly isPaired: boolean;
  readonly pairingEndsAt: Date | null;
  readonly seenOn: LocalDate | null;
}

function displays(db: Db, unitId: UnitId) {
  return db
    .selectFrom('displays')
    .select((select) => [
      'displayId',
      'counter',
      'answersHere',
      'showsOnClose',
      'pairingEndsAt',
      'seenOn',
      select('secretHash', 'is not', null).$castTo<boolean>().as('isPaired'),
    ])
    .where('unitId', '=', unitId);
}

/** In the order of their counters, numbers as numbers. */
export function listDisplays(db: Db, unitId: UnitId): Promise<Display[]> {
  return displays(db, unitId)
    .orderBy(sql`substring(counter from '[0-9]{1,9}')::int nulls last`)
    .orderBy('counter')
    .orderBy('displayId')
    .execute();
}

export function findDisplay(db: Db, unitId: UnitId, displayId: DisplayId): Promise<Display | undefined> {
  return displays(db, unitId).where('displayId', '=', displayId).executeTakeFirst();
}

/** Adds a display; false where the id is taken. */
export async function insertDisplay(
  db: Tx,
  unitId: UnitId,
  display: DisplaySettings & { displayId: DisplayId },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('displays')
    .values({ unitId, ...display })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateDisplay(
  db: Tx,
  unitId: UnitId,
  displayId: DisplayId,
  changed: DisplaySettings,
): Promise<void> {
  await db
    .updateTable('displays')
    .set(changed)
    .where('unitId', '=', unitId)
    .where('displayId', '=', displayId)
    .execute();
}

export async function deleteDisplay(db: Tx, unitId: UnitId, displayId: DisplayId): Promise<void> {
  await db.deleteFrom('displays').where('unitId', '=', unitId).where('displayId', '=', displayId).execute();
}

export async function updatePairing(
  db: Tx,
  unitId: UnitId,
  displayId: DisplayId,
  pairing: { pairingHash: Uint8Array; pairingEndsAt: Date; pairingTries: number },
): Promise<void> {
  await db
    .updateTable('displays')
    .set(pairing)
    .where('unitId', '=', unitId)
    .where('displayId', '=', displayId)
    .execute();
}

/** Takes one of the tries of the display's pairing code, whichever process is asked; gives what it is held against. */
export async function takePairingTry(
  db: Tx,
  unitId: UnitId,
  displayId: DisplayId,
  now: Date,
): Promise<{ pairingHash: Uint8Array | null; counter: string } | undefined> {
  return db
    .updateTable('displays')
    .set((expression) => ({ pairingTries: expression('pairingTries', '-', 1) }))
    .where('unitId', '=', unitId)
    .where('displayId', '=', displayId)
    .where('pairingEndsAt', '>', now)
    .where('pairingTries', '>', 0)
    .returning(['pairingHash', 'counter'])
    .executeTakeFirst();
}

/** Gives the display to a device; another that had it is out. */
export async function updateDevice(
  db: Tx,
  unitId: UnitId,
  displayId: DisplayId,
  device: { secretHash: Uint8Array; seenOn: LocalDate },
): Promise<void> {
  await db
    .updateTable('displays')
    .set({ ...device, pairingHash: null, pairingEndsAt: null, pairingTries: 0 })
    .where('unitId', '=', unitId)
    .where('displayId', '=', displayId)
    .execute();
}

/** The display as its device sees it. */
export function findScreen(db: Db, unitId: UnitId, displayId: DisplayId): Promise<ScreenRow | undefined> {
  return db
    .selectFrom('displays as d')
    .innerJoin('units as u', 'u.unitId', 'd.unitId')
    .leftJoin('invitations as i', (join) =>
      join.onRef('i.unitId', '=', 'd.unitId').onRef('i.invitationId', '=', 'd.shownInvitationId'),
    )
    .select([
      'd.unitId',
      'd.displayId',
      'u.name as unitName',
      'd.counter',
      'd.answersHere',
      'd.secretHash',
      'd.seenOn',
      'd.callNumber',
      'd.shownUntil',
      'i.invitationId',
      'i.generation',
      'i.expiresOn',
      'i.withdrawn',
      'i.onPaper',
    ])
    .where('d.unitId', '=', unitId)
    .where('d.displayId', '=', displayId)
    .executeTakeFirst();
}

export async function updateSeen(db: Db, unitId: UnitId, displayId: DisplayId, seenOn: LocalDate): Promise<void> {
  await db
    .updateTable('displays')
    .set({ seenOn })
    .where('unitId', '=', unitId)
    .where('displayId', '=', displayId)
    .execute();
}

/** Puts an invitation on the display in place of what it shows; false where there is no such display. */
export async function putShown(
  db: Tx,
  unitId: UnitId,
  displayId: DisplayId,
  shown: { shownInvitationId: string; shownUntil: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('displays')
    .set((expression) => ({ ...shown, callNumber: expression('callNumber', '+', 1) }))
    .where('unitId', '=', unitId)
    .where('displayId', '=', displayId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Takes it off again; with `callNumber`, only if nothing else has been put there since. True where something was. */
export async function clearShown(
  db: Db,
  unitId: UnitId,
  displayId: DisplayId,
  callNumber: number | undefined,
): Promise<boolean> {
  let update = db
    .updateTable('displays')
    .set({ shownInvitationId: null, shownUntil: null })
    .where('unitId', '=', unitId)
    .where('displayId', '=', displayId)
    .where('shownInvitationId', 'is not', null);
  if (callNumber !== undefined) update = update.where('callNumber', '=', callNumber);
  const { numUpdatedRows } = await update.executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Forgets what the unit's screens have finished showing, watched or not. */
export async function clearElapsed(db: Db, unitId: UnitId, now: Date): Promise<void> {
  await db
    .updateTable('displays')
    .set({ shownInvitationId: null, shownUntil: null })
    .where('unitId', '=', unitId)
    .where('shownUntil', '<=', now)
    .execute();
}

/** Displays that show by themselves what events name their counter for, and that show nothing at the moment. */
export function listCalmShowers(
  db: Db,
  unitId: UnitId,
  now: Date,
): Promise<{ displayId: DisplayId; counter: string }[]> {
  return db
    .selectFrom('displays')
    .select(['displayId', 'counter'])
    .where('unitId', '=', unitId)
    .where('showsOnClose', '=', true)
    .where('secretHash', 'is not', null)
    .where((expression) => expression.or([expression('shownUntil', 'is', null), expression('shownUntil', '<=', now)]))
    .execute();
}

/** Tells the screens, in whichever process they are watched, once the transaction is committed. */
export async function notifyScreens(db: Db, channel: string, displayCode: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${displayCode})`.execute(db);
}
