import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CaseCode, LocalDate } from '../../db/vocabulary.ts';
import { randomId } from '../random-id.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { forgetOldEvents, takeEvents } from './service.ts';

let service: TestApp;
let admin: Headers;
let machine: Headers;
let secret: string;
beforeAll(async () => {
  service = await testApp({ now: '2025-08-20T03:00:30Z' });
  admin = await service.signedInAs('admin');
  machine = await service.apiKey('cases:write');
  secret = (await (await service.send('POST', '/api/v1/webhook-secrets', admin)).json()).secret;
});
afterAll(() => service.close());

let number = 0;
let caseCode: string;
beforeEach(() => {
  number += 1;
  service.clock.set('2025-08-20T03:00:30Z');
  caseCode = `H24.30-250818-${String(number).padStart(4, '0')}`;
});

const address = '/api/v1/hooks/case-closed?unit=thuy-nguyen';
const dataOf = (changed: object = {}) => ({ caseCode, procedure: '1.001193', closedOn: '2025-08-18', ...changed });
const eventOf = (data: object, changed: object = {}) =>
  JSON.stringify({ type: 'case.closed', timestamp: '2025-08-18T09:00:00+07:00', data, ...changed });

/** Sends a body, signed as a sender does it who keeps to the specification. */
function push(
  body: string,
  {
    id = `msg-${number}`,
    by = secret,
    to = address,
    headers = {},
  }: Partial<Record<'id' | 'by' | 'to', string>> & {
    headers?: Headers;
  } = {},
) {
  const now = service.clock();
  return service.app.request(to, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(by).sign(id, now, body),
      ...headers,
    },
  });
}
const seen = async (response: Response | Promise<Response>) => {
  const got = await response;
  return [got.status, await got.json()];
};
const readCase = async (code = caseCode) =>
  (await service.app.request(`/api/v1/cases/${code}`, { headers: machine })).json();
const events = async (query = '') =>
  (await (await service.app.request(`/api/v1/events${query}`, { headers: admin })).json()).events;
const auditsOf = (code: string) =>
  service.db
    .selectFrom('auditEntries')
    .select(['actor', 'action'])
    .where('subject', '=', code)
    .orderBy('entryNumber')
    .execute();

describe('a signed event', () => {
  test('closes a case, once, however often it comes', async () => {
    const body = eventOf(dataOf());
    expect(await seen(push(body))).toEqual([202, { outcome: 'created', test: false }]);
    expect(await readCase()).toMatchObject({ closedOn: '2025-08-18', invitation: { state: 'open' } });
    const before = [await readCase(), await auditsOf(caseCode)];
    expect(await seen(push(body))).toEqual([202, { outcome: 'repeated', test: false }]);
    // Days later, signed anew, and even with another body: the id says that it is the same.
    service.clock.advance({ days: 3 });
    expect(await seen(push(eventOf(dataOf({ counter: '9' }))))).toEqual([202, { outcome: 'repeated', test: false }]);
    service.clock.set('2025-08-20T03:00:30Z');
    expect([await readCase(), await auditsOf(caseCode)]).toEqual(before);
    expect(before[1]).toEqual([{ actor: expect.stringMatching(/^hook:[0-9a-f]{8}$/), action: 'case.closed' }]);
  });

  test('is ordered by its time: an older one that comes late undoes nothing', async () => {
    await push(eventOf(dataOf({ counter: '1' }), { timestamp: '2025-08-18T09:00:00+07:00' }), { id: `a${number}` });
    await push(eventOf(dataOf({ counter: '3' }), { timestamp: '2025-08-18T11:00:00+07:00' }), { id: `b${number}` });
    const late = push(eventOf(dataOf({ counter: '2' }), { timestamp: '2025-08-18T10:00:00+07:00' }), {
      id: `c${number}`,
    });
    expect(await seen(late)).toEqual([202, { outcome: 'unchanged', test: false }]);
    // The case's own time goes before the message's.
    const own = dataOf({ counter: '4', updatedAt: '2025-08-18T08:00:00+07:00' });
    await push(eventOf(own, { timestamp: '2025-08-18T12:00:00+07:00' }), { id: `d${number}` });
    expect(await readCase()).toMatchObject({ counter: '3' });
  });

  test('opens a case again, closes it again, and tells of one that was withdrawn', async () => {
    await push(eventOf(dataOf()), { id: `a${number}` });
    const first = await readCase();
    const at = (hour: number) => ({ timestamp: `2025-08-19T${hour}:00:00+07:00` });
    expect(await seen(push(eventOf(dataOf({ closedOn: null }), at(10)), { id: `b${number}` }))).toEqual([
      202,
      { outcome: 'updated', test: false },
    ]);
    expect(await readCase()).toMatchObject({ closedOn: null, invitation: { state: 'withdrawn' } });
    await push(eventOf(dataOf({ outcome: 'withdrawn', closedOn: '2025-08-19' }), at(11)), { id: `c${number}` });
    const again = await readCase();
    expect(again).toMatchObject({ outcome: 'withdrawn', closedOn: '2025-08-19', invitation: { state: 'open' } });
    expect(again.invitation.code).not.toBe(first.invitation.code);
  });

  test('that is refused is told why, kept as such without its values, and taken when it is sent again', async () => {
    const name = 'Nguyễn Văn Không Có Thật';
    const [status, problem] = await seen(push(eventOf(dataOf({ procedure: '9.1', citizenName: name, [name]: 1 }))));
    expect([status, problem.type]).toEqual([422, '/problems/invalid']);
    expect(problem.errors.map(({ path }: { path: string }) => path)).toEqual(['data.citizenName', `data.${name}`]);
    expect((await events('?limit=1'))[0]).toEqual({
      receivedAt: '2025-08-20T03:00:00.000Z',
      type: 'case.closed',
      caseCode,
      outcome: 'refused',
      problem: 'invalid',
      complaints: ['data.citizenName', '?'],
    });
    expect((await seen(push(eventOf(dataOf({ procedure: '9.1' })))))[0]).toBe(422);
    const mended = dataOf({ procedure: '9.1', field: 'dat-dai', procedureName: 'Thủ tục mới' });
    expect(await seen(push(eventOf(mended)))).toEqual([202, { outcome: 'created', test: false }]);
    expect((await events('?limit=1'))[0]).toMatchObject({ caseCode, outcome: 'created', problem: null });
  });

  test('that is a test says what would happen, and leaves no case', async () => {
    const test = { type: 'case.test' };
    const before = await service.db.selectFrom('auditEntries').select('entryNumber').execute();
    expect(await seen(push(eventOf(dataOf(), test)))).toEqual([200, { outcome: 'created', test: true }]);
    expect((await seen(push(eventOf(dataOf({ closedOn: '2025-08-21' }), test))))[0]).toBe(422);
    expect((await readCase()).status).toBe(404);
    expect(await service.db.selectFrom('auditEntries').select('entryNumber').execute()).toEqual(before);
    // Its id is not spent by it.
    expect(await seen(push(eventOf(dataOf())))).toEqual([202, { outcome: 'created', test: false }]);
  });

  test('two hundred at once, each sent three times, make each case once', async () => {
    const codes = Array.from({ length: 200 }, (_, place) => `BURST-${number}-${place}`);
    const sent = [...codes, ...codes.toReversed(), ...codes];
    const answers = await Promise.all(
      sent.map((code) => push(eventOf(dataOf({ caseCode: code })), { id: `burst ${code}` })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const outcomes = await Promise.all(answers.map(async (answer) => (await answer.json()).outcome));
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(200);
    expect(outcomes.filter((outcome) => outcome === 'repeated')).toHaveLength(400);
    const entries = await service.db
      .selectFrom('auditEntries')
      .select('subject')
      .where('subject', 'like', `BURST-${number}-%`)
      .execute();
    expect(new Set(entries.map(({ subject }) => subject)).size).toBe(200);
    expect(entries).toHaveLength(200);
  });

  test('sent twice at once and refused is refused both times', async () => {
    const bad = eventOf(dataOf({ closedOn: '2025-08-21' }));
    // Something to wait for, so that the two are worked on together.
    const answers = await Promise.all([push(eventOf(dataOf({ caseCode: 'WAIT' })), { id: 'w' }), push(bad), push(bad)]);
    expect(answers.map(({ status }) => status)).toEqual([202, 422, 422]);
  });
});

describe('several server processes', () => {
  test('that are sent the same event at once do it once, and the list says what it did', async () => {
    const { context, db, clock, unit } = service;
    const work = {
      unit,
      actor: { kind: 'hook', name: 'ab12cd34', unitId: unit.unitId } as const,
      now: clock(),
      today: '2025-08-20' as LocalDate,
      secretKey: context.secretKey,
      newId: () => randomId(context.randomBytes),
    };
    const code = caseCode as CaseCode;
    const closed = { procedure: '1.001193', closedOn: '2025-08-18' as LocalDate };
    const event = { id: `p${number}`, type: 'case.closed', isTest: false, caseCode: code };
    await takeEvents(db, work, [{ ...event, id: `first${number}`, read: { closed } }]);
    const changed = { ...event, read: { closed: { ...closed, counter: '7' } } };
    const fates = await Promise.all([1, 2, 3, 4].map(() => takeEvents(db, work, [changed])));
    expect(
      fates
        .flat()
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(['repeated', 'repeated', 'repeated', 'updated']);
    const kept = await db.selectFrom('caseEvents').select('outcome').where('caseCode', '=', code).execute();
    expect(kept.map(({ outcome }) => outcome).sort()).toEqual(['created', 'updated']);
  });
});

describe('who is not let in', () => {
  test.each<[string, () => Parameters<typeof push>[1]]>([
    ['another secret', () => ({ by: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' })],
    ['another unit', () => ({ to: '/api/v1/hooks/case-closed?unit=khong-co' })],
    ['a time of six minutes ago', () => ({ headers: { 'webhook-timestamp': '1755658470' } })],
    ['no signature', () => ({ headers: { 'webhook-signature': '' } })],
    ['a signature over another id', () => ({ headers: { 'webhook-id': 'other' } })],
  ])('%s', async (_, changed) => {
    const refused = await push(eventOf(dataOf()), changed());
    expect([refused.status, (await refused.json()).type]).toEqual([401, '/problems/bad-signature']);
    expect((await readCase()).status).toBe(404);
    expect((await events('?limit=1'))[0]?.caseCode).not.toBe(caseCode);
  });

  test('what was signed six minutes ago', async () => {
    const body = eventOf(dataOf());
    const now = service.clock();
    const headers = {
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(`msg-${number}`, now, body),
    };
    service.clock.advance({ minutes: 6 });
    expect((await push(body, { headers })).status).toBe(401);
    service.clock.advance({ minutes: -2 });
    expect((await push(body, { headers })).status).toBe(202);
  });

  test('a changed body; an address without a unit', async () => {
    const headers = { 'webhook-signature': new Webhook(secret).sign(`msg-${number}`, service.clock(), 'other') };
    expect((await push(eventOf(dataOf()), { headers })).status).toBe(401);
    expect((await push(eventOf(dataOf()), { to: '/api/v1/hooks/case-closed' })).status).toBe(422);
  });

  test('signed but unreadable: told so, and in the list', async () => {
    expect((await seen(push('{"type":')))[1].type).toBe('/problems/malformed-json');
    expect(await events('?outcome=refused')).toContainEqual(
      expect.objectContaining({ type: '?', caseCode: null, problem: 'malformed-json' }),
    );
    expect((await seen(push('null', { id: `n${number}` })))[0]).toBe(422);
    const other = await seen(push(eventOf(dataOf(), { type: 'case.opened' }), { id: `o${number}` }));
    expect(other[1].errors[0].path).toBe('type');
    expect((await push(eventOf(dataOf({ counter: 'x'.repeat(70_000) })))).status).toBe(413);
  });
});

describe('signing secrets', () => {
  const call = async (method: string, headers: Headers, path = '') =>
    service.send(method, `/api/v1/webhook-secrets${path}`, headers);

  test('two overlap while one replaces the other; a third is refused, an ended one signs nothing', async () => {
    const unit = await service.addUnit('xoay-vong');
    const headers = await service.signedInFor(unit.unitId, 'admin');
    const to = '/api/v1/hooks/case-closed?unit=xoay-vong';
    const old = await (await call('POST', headers)).json();
    expect(old.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const young = await (await call('POST', headers)).json();
    expect((await (await call('POST', headers)).json()).type).toBe('/problems/two-secrets');
    expect((await push(eventOf(dataOf()), { by: old.secret, to, id: 'old' })).status).toBe(202);
    expect((await push(eventOf(dataOf()), { by: young.secret, to, id: 'young' })).status).toBe(202);
    expect((await push(eventOf(dataOf()), { by: secret, to, id: 'foreign' })).status).toBe(401);
    const listed = await (await call('GET', headers)).json();
    expect(listed.address).toBe('http://localhost:8080/api/v1/hooks/case-closed?unit=xoay-vong');
    expect(listed.secrets).toMatchObject(Array(2).fill({ createdOn: '2025-08-20', lastUsedOn: '2025-08-20' }));
    expect(JSON.stringify(listed)).not.toContain(old.secret);
    expect((await call('DELETE', headers, `/${old.secretId}`)).status).toBe(204);
    expect((await push(eventOf(dataOf()), { by: old.secret, to, id: 'ended' })).status).toBe(401);
    expect((await push(eventOf(dataOf()), { by: young.secret, to, id: 'still' })).status).toBe(202);
    const entries = await service.db
      .selectFrom('auditEntries')
      .select(['action', 'subject', 'after'])
      .where('unitId', '=', unit.unitId)
      .where('action', 'like', 'webhook-secret.%')
      .orderBy('entryNumber')
      .execute();
    expect(entries.map(({ action }) => action.split('.')[1])).toEqual(['created', 'created', 'deleted']);
    expect(JSON.stringify(entries)).not.toContain('whsec_');
  });

  test('another unit’s is not there, byte for byte', async () => {
    const unit = await service.addUnit('nguoi-khac');
    const headers = await service.signedInFor(unit.unitId, 'admin');
    const [own] = (await (await call('GET', admin)).json()).secrets;
    const theirs = await call('DELETE', headers, `/${own.secretId}`);
    const nothing = await call('DELETE', headers, '/00000000-0000-4000-8000-000000000000');
    expect([theirs.status, await theirs.text()]).toEqual([404, await nothing.text()]);
    expect((await call('DELETE', headers, '/x')).status).toBe(404);
  });

  test.each(['/webhook-secrets', '/events', '/api-keys'])('%s is for administrators', async (path) => {
    for (const [headers, status] of [
      [{}, 401],
      [machine, 403],
      [await service.signedInAs('clerk', 'leader'), 403],
      [admin, 200],
    ] as const) {
      expect((await service.app.request(`/api/v1${path}`, { headers })).status).toBe(status);
    }
  });
});

describe('the list of events', () => {
  test('a test from the page says what would happen and leaves nothing', async () => {
    const send = (body: unknown) => service.send('POST', '/api/v1/events/test', admin, body);
    const before = await events();
    expect(await seen(send(dataOf()))).toEqual([200, { outcome: 'created' }]);
    expect((await seen(send(dataOf({ closedOn: '2025-08-21' }))))[1].errors[0].path).toBe('closedOn');
    expect((await readCase()).status).toBe(404);
    expect(await events()).toEqual(before);
  });

  // The clock goes on by a month here, and sessions end: the last test of the file.
  test('is newest first, page after page, and can be narrowed to what was refused', async () => {
    const unit = await service.addUnit('danh-sach');
    const headers = await service.signedInFor(unit.unitId, 'admin');
    const { secret: by } = await (await service.send('POST', '/api/v1/webhook-secrets', headers)).json();
    const to = '/api/v1/hooks/case-closed?unit=danh-sach';
    for (const place of [1, 2, 3, 4, 5]) {
      const data = dataOf({ caseCode: `E${place}`, ...(place % 2 === 0 && { closedOn: '2025-08-21' }) });
      await push(eventOf(data), { by, to, id: `e${place}` });
      service.clock.advance({ minutes: place === 3 ? 1 : 0 });
    }
    const read = async (query: string) => (await service.app.request(`/api/v1/events?${query}`, { headers })).json();
    const first = await read('limit=3');
    const second = await read(`limit=3&cursor=${first.nextCursor}`);
    const codes = [...first.events, ...second.events].map((event: { caseCode: string }) => event.caseCode);
    expect([codes, second.nextCursor]).toEqual([['E5', 'E4', 'E3', 'E2', 'E1'], null]);
    const refused = (await read('outcome=refused')).events;
    expect(refused.map((event: { caseCode: string }) => event.caseCode)).toEqual(['E4', 'E2']);

    service.clock.advance({ days: 30, minutes: -1 });
    await push(eventOf(dataOf({ caseCode: 'E6' })), { by, to, id: 'e6' });
    expect(await forgetOldEvents(service.db, { now: service.clock() })).toBeGreaterThanOrEqual(3);
    const later = await service.signedInFor(unit.unitId, 'admin');
    const kept = await (await service.app.request('/api/v1/events', { headers: later })).json();
    expect(kept.events.map((event: { caseCode: string }) => event.caseCode)).toEqual(['E6', 'E5', 'E4']);
  });
});
