import { Hono, type Context as RequestContext } from 'hono';
import type { DisplayId } from '../../db/vocabulary.ts';
import { localDate } from '../calendar.ts';
import { caseCodeOf } from '../cases/case-code.ts';
import type { Context, UnitEnv } from '../context.ts';
import { describe, validJson } from '../edge.ts';
import { requirePermission } from '../middleware/require-permission.ts';
import { problem } from '../problems.ts';
import { displayCode, pairingMinutes, readDisplayCode } from './display-code.ts';
import { shownSeconds } from './hand-over.ts';
import { type Display, listDisplays } from './queries.ts';
import { Call, DisplayList, DisplayPairing, DisplaySettings, DisplayView, Shown } from './schema.ts';
import { addDisplay, changeDisplay, clearDisplay, removeDisplay, renewPairing, showCase } from './service.ts';

type DisplayRequest = RequestContext<UnitEnv, '/:displayId'>;

/** `/api/v1/displays`: counters' screens, and what is called to them. */
export function displayRoutes(context: Context) {
  const { db, clock, timeZone, secretKey, randomBytes, publicUrl } = context;

  const changeOf = (c: DisplayRequest) => ({
    unitId: c.var.unitId,
    displayId: displayOf(c),
    actor: c.var.actor,
    now: clock(),
  });
  const view = (c: RequestContext<UnitEnv>, display: Display): DisplayView => {
    const { displayId, counter, answersHere, showsOnClose, isPaired, pairingEndsAt, seenOn } = display;
    const isWaiting = pairingEndsAt !== null && pairingEndsAt > clock();
    const standing = isPaired ? 'paired' : 'unpaired';
    const state = isWaiting ? 'waiting' : standing;
    return {
      displayId: displayCode(c.var.unitId, displayId),
      counter,
      answersHere,
      showsOnClose,
      state,
      seenOn,
    };
  };
  const withPairing = (c: RequestContext<UnitEnv>, made: { display: Display; pairingCode: string }) => ({
    display: view(c, made.display),
    pairing: { code: made.pairingCode, address: `${publicUrl}/quay`, minutes: pairingMinutes },
  });

  return new Hono<UnitEnv>()
    .get('/', describe('Counters’ screens', { 200: DisplayList }), async (c) =>
      c.json({ displays: (await listDisplays(db, c.var.unitId)).map((display) => view(c, display)) }),
    )
    .post(
      '/',
      describe('Add a screen; the answer has the code that pairs a device with it', { 201: DisplayPairing }),
      validJson(DisplaySettings),
      async (c) => {
        const { unitId, actor } = c.var;
        const settings = c.req.valid('json');
        const made = await addDisplay(db, { unitId, actor, now: clock(), secretKey, randomBytes, settings });
        return c.json(withPairing(c, made), 201);
      },
    )
    .put(
      '/:displayId',
      describe('Change a screen; its device follows at once', { 200: DisplayView }),
      validJson(DisplaySettings),
      async (c) => c.json(view(c, await changeDisplay(db, { ...changeOf(c), settings: c.req.valid('json') }))),
    )
    .delete('/:displayId', describe('Remove a screen; its device shows nothing more', { 204: 'Gone' }), async (c) => {
      await removeDisplay(db, changeOf(c));
      return c.body(null, 204);
    })
    .post(
      '/:displayId/pairing',
      describe('A new code to pair with; whoever uses it takes the screen over', { 200: DisplayPairing }),
      async (c) => c.json(withPairing(c, await renewPairing(db, { ...changeOf(c), secretKey, randomBytes }))),
    )
    .put(
      '/:displayId/shown',
      describe('Show a case’s QR code on the screen', { 200: Shown }),
      requirePermission('cases'),
      validJson(Call),
      async (c) => {
        const { unitId, displayId, now } = changeOf(c);
        const caseCode = caseCodeOf(c.req.valid('json').caseCode);
        if (!caseCode) throw problem('not-found');
        const today = localDate(now, timeZone);
        const { counter } = await showCase(db, { unitId, displayId, caseCode, now, today });
        return c.json({ counter, seconds: shownSeconds });
      },
    )
    .delete(
      '/:displayId/shown',
      describe('Take it off the screen', { 204: 'Calm' }),
      requirePermission('cases'),
      async (c) => {
        const { unitId, displayId } = changeOf(c);
        await clearDisplay(db, { unitId, displayId });
        return c.body(null, 204);
      },
    );
}

/** The display in the address; another unit's is not there. */
function displayOf(c: DisplayRequest): DisplayId {
  const read = readDisplayCode(c.req.param('displayId'));
  if (read?.unitId !== c.var.unitId) throw problem('not-found');
  return read.displayId;
}
