import { Hono, type Context as RequestContext } from 'hono';
import type { CaseCode } from '../../db/vocabulary.ts';
import { localDate } from '../calendar.ts';
import { caseCodeOf } from '../cases/case-code.ts';
import { CodedCase } from '../cases/schema.ts';
import { type CaseWork, previewCases } from '../cases/service.ts';
import type { Context, UnitEnv } from '../context.ts';
import { showClosedCase } from '../displays/service.ts';
import { describe, readAs, validJson, validQuery } from '../edge.ts';
import { problem } from '../problems.ts';
import { isId, randomId } from '../random-id.ts';
import { findUnit, type Unit } from '../units/service.ts';
import { gatherer } from './gather.ts';
import { listEvents } from './queries.ts';
import {
  EventList,
  EventQuery,
  HookAnswer,
  HookEvent,
  HookQuery,
  NewSecret,
  SecretList,
  TestAnswer,
} from './schema.ts';
import {
  type CaseEventIn,
  createSecret,
  type EventFate,
  endSecret,
  eventsKeptDays,
  findSender,
  listSecretStandings,
  takeEvents,
} from './service.ts';

/** Events that are written at once in a burst. */
const mostAtOnce = 250;

/** `/api/v1/hooks`: signed events in. */
export function hookRoutes(context: Context) {
  const { db, clock, timeZone, secretKey, randomBytes, log } = context;

  const take = gatherer<string, { work: CaseWork; event: CaseEventIn }, EventFate>(
    async (_, items) => {
      const [first] = items;
      return first
        ? takeEvents(
            db,
            first.work,
            items.map(({ event }) => event),
          )
        : [];
    },
    // What the database says of a value comes from one event; that it is away is nobody's fault.
    { most: mostAtOnce, isOneAtFault: (error) => /^(22|23)/.test(String((error as { code?: unknown }).code)) },
  );

  /** The screens of the counter that the event names. It is taken, whether or not they can show it. */
  const showAtCounter = async ({ unit, now, today }: CaseWork, event: CaseEventIn): Promise<void> => {
    if (event.isTest || event.caseCode === null || !('closed' in event.read)) return;
    const shown = { unitId: unit.unitId, caseCode: event.caseCode, report: event.read.closed, now, today };
    await showClosedCase(db, shown).catch((error: unknown) => log.warn({ err: error }, 'not shown at the counter'));
  };

  return new Hono().post(
    '/case-closed',
    describe(
      'A signed event (Standard Webhooks); the same webhook-id again changes nothing. 401 for a bad or old signature',
      { 202: HookAnswer, 200: HookAnswer },
      { signedOut: true, body: HookEvent },
    ),
    validQuery(HookQuery),
    async (c) => {
      const body = await c.req.text();
      const message = {
        id: c.req.header('webhook-id') ?? '',
        timestamp: c.req.header('webhook-timestamp') ?? '',
        signatures: c.req.header('webhook-signature') ?? '',
        body,
      };
      const now = clock();
      const today = localDate(now, timeZone);
      const { unit: unitCode } = c.req.valid('query');
      const sender = await findSender(db, { unitCode, message, secretKey, now, today });
      if (!sender) throw problem('bad-signature');
      const { unit, actor } = sender;
      const work = { unit, actor, now, today, secretKey, newId: () => randomId(randomBytes) };
      const event = readEvent(message.id, body);
      // Those who sign with another secret are another actor in the audit log, and take their own turn.
      const fate = await take(`${unit.unitId} ${actor.name}`, { work, event });
      if (fate.outcome === 'refused') throw fate.problem;
      if (fate.outcome === 'created' || fate.outcome === 'updated') await showAtCounter(work, event);
      return c.json({ outcome: fate.outcome, test: event.isTest }, event.isTest ? 200 : 202);
    },
  );
}

/** `/api/v1/events`: what became of the last events, and what would become of one. */
export function eventRoutes(context: Context) {
  const { db, clock, timeZone } = context;
  return new Hono<UnitEnv>()
    .get(
      '/',
      describe('The last events of the hook and what became of them', { 200: EventList }),
      validQuery(EventQuery),
      async (c) => {
        const { outcome, cursor = '0', limit = '50' } = c.req.valid('query');
        const [skip, size] = [Number(cursor), Number(limit)];
        const rows = await listEvents(db, c.var.unitId, { outcome, skip, limit: size + 1 });
        return c.json({
          events: rows.slice(0, size).map(({ receivedAt, complaints, ...row }) => ({
            ...row,
            receivedAt: receivedAt.toISOString(),
            complaints: [...complaints],
          })),
          nextCursor: rows.length > size ? String(skip + size) : null,
          keptDays: eventsKeptDays,
        });
      },
    )
    .post(
      '/test',
      describe('What would become of a case; nothing is kept and nothing is counted', { 200: TestAnswer }),
      validJson(CodedCase),
      async (c) => {
        const { caseCode: raw, ...closed } = c.req.valid('json');
        const caseCode = caseCodeOf(raw) as CaseCode;
        const today = localDate(clock(), timeZone);
        const unit = await unitOf(context, c);
        const [fate] = await previewCases(db, { unit, today, events: [{ caseCode, closed }] });
        if (fate?.outcome === 'refused') throw fate.problem;
        return c.json({ outcome: fate?.outcome ?? ('unchanged' as const) });
      },
    );
}

/** `/api/v1/webhook-secrets`: by which a unit's one-stop system signs. */
export function webhookSecretRoutes(context: Context) {
  const { db, clock, timeZone, secretKey, randomBytes, publicUrl } = context;
  return new Hono<UnitEnv>()
    .get('/', describe('The signing secrets of the unit; their text is not in it', { 200: SecretList }), async (c) => {
      const unit = await unitOf(context, c);
      const secrets = await listSecretStandings(db, { unitId: unit.unitId, secretKey });
      return c.json({
        address: `${publicUrl}/api/v1/hooks/case-closed?unit=${unit.code}`,
        secrets: secrets.map(({ createdAt, ...secret }) => ({
          ...secret,
          createdOn: localDate(createdAt, timeZone),
        })),
      });
    })
    .post('/', describe('Make a signing secret; shown this once, two at most', { 201: NewSecret }), async (c) => {
      const made = await createSecret(db, {
        unitId: c.var.unitId,
        secretKey,
        actor: c.var.actor,
        now: clock(),
        newId: () => randomId(randomBytes),
        randomBytes,
      });
      return c.json(made, 201);
    })
    .delete('/:secretId', describe('End a signing secret at once', { 204: 'Ended' }), async (c) => {
      const secretId = c.req.param('secretId');
      if (!isId(secretId)) throw problem('not-found');
      await endSecret(db, { unitId: c.var.unitId, secretId, actor: c.var.actor, now: clock() });
      return c.body(null, 204);
    });
}

async function unitOf({ db }: Context, c: RequestContext<UnitEnv>): Promise<Unit> {
  const unit = await findUnit(db, c.var.unitId);
  if (!unit) throw problem('not-found');
  return unit;
}

/** An event as far as it can be read: one that is wrong is kept as refused, by its type and case where they are known. */
function readEvent(id: string, body: string): CaseEventIn {
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    return { id, type: '?', isTest: false, caseCode: null, read: { problem: problem('malformed-json') } };
  }
  const { type, data } = (given ?? {}) as { type?: unknown; data?: { caseCode?: unknown } | null };
  const code = data?.caseCode;
  const known = {
    id,
    type: typeof type === 'string' && /^[a-zA-Z0-9_.]{1,64}$/.test(type) ? type : '?',
    isTest: type === 'case.test',
    caseCode: (typeof code === 'string' ? caseCodeOf(code) : undefined) ?? null,
  };
  const read = readAs(HookEvent, given);
  if (read.problem) return { ...known, read: { problem: read.problem } };
  const { caseCode: _, ...closed } = read.data.data;
  return { ...known, read: { closed: { ...closed, updatedAt: closed.updatedAt ?? read.data.timestamp } } };
}
