import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as pages from '../../survey-web/render.tsx';
import { createApp } from '../app.ts';
import { type CounterFeed, counterFeed } from '../counter-feed.ts';
import { sealNightly } from '../nightly.ts';
import { EventReader, type PairedScreen, pairedScreen } from '../testing/screens.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

let service: TestApp;
let clerk: Headers;
let machine: Headers;
let screen: PairedScreen;
const opened: EventReader[] = [];
const feeds: CounterFeed[] = [];

beforeAll(async () => {
  service = await testApp({ now: '2025-08-20T03:00:00Z' });
  machine = await service.apiKey('cases:write');
});
afterAll(() => service.close());
beforeEach(async () => {
  service.clock.set('2025-08-20T03:00:00Z');
  clerk = await service.signedInAs('clerk');
  screen = await pairedScreen(service, clerk);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((reader) => reader.close()));
  await Promise.all(feeds.splice(0).map((feed) => feed.close()));
});

let number = 0;
async function closed(facts: object = {}): Promise<{ caseCode: string; url: string; path: string }> {
  number += 1;
  const caseCode = `S-${number}`;
  const body = { procedure: '1.001193', closedOn: '2025-08-20', ...facts };
  const put = await service.send('PUT', `/api/v1/cases/${caseCode}`, machine, body);
  const { url } = (await put.json()).invitation;
  return { caseCode, url, path: new URL(url).pathname };
}
const call = (caseCode: string, at = screen, headers = clerk) =>
  service.send('PUT', `/api/v1/displays/${at.displayId}/shown`, headers, { caseCode });
const clear = (at = screen) => service.send('DELETE', `/api/v1/displays/${at.displayId}/shown`, clerk);
const tap = (so: number, headers: Headers = screen.headers) =>
  service.app.request(`${screen.path}/dong`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: `so=${so}`,
  });

/** The screen's stream; its first event, that of the state on connecting, is taken. */
async function watch(options: { app?: TestApp['app']; after?: string; at?: PairedScreen; mark?: string } = {}) {
  const { app = service.app, after, at = screen, mark } = options;
  const query = mark === undefined ? '' : `?trang=${mark}`;
  const headers = { ...at.headers, ...(after !== undefined && { 'last-event-id': after }) };
  const response = await app.request(`${at.path}/tin${query}`, { headers });
  const reader = new EventReader(response);
  opened.push(reader);
  return { reader, response };
}
async function calmWatch(options: Parameters<typeof watch>[0] = {}) {
  const { reader } = await watch(options);
  expect((await reader.next())?.event).toBe('calm');
  return reader;
}
const codeIn = (data = '{}') => JSON.parse(data).code?.replaceAll('-', '');
const tokenOf = (path: string) => path.slice('/P/'.length);

/** Another process of the service on the same database. */
function anotherProcess(): TestApp['app'] {
  const feed = counterFeed({ databaseUrl: service.databaseUrl, beatMs: 100 });
  feeds.push(feed);
  return createApp({ ...service.context, counterFeed: feed, pages });
}

describe('a call', () => {
  test('brings the case’s code to the screen, with its picture and its time', async () => {
    const reader = await calmWatch();
    const { caseCode, path } = await closed();
    const answer = await call(` ${caseCode.toLowerCase()} `);
    expect([answer.status, await answer.json()]).toEqual([200, { counter: '3', seconds: 90 }]);
    const shown = await reader.next();
    expect(shown).toMatchObject({ event: 'show', id: '1-1' });
    const data = JSON.parse(shown?.data ?? '');
    expect(Object.keys(data).sort()).toEqual(['code', 'leftMs', 'number', 'picture']);
    expect(data).toMatchObject({ number: 1, leftMs: 90_000, picture: expect.stringMatching(/^<svg /) });
    expect(codeIn(shown?.data)).toBe(tokenOf(path));
  });

  test('reaches a screen that another process serves', async () => {
    const reader = await calmWatch({ app: anotherProcess() });
    const { caseCode, path } = await closed();
    await call(caseCode);
    expect(codeIn((await reader.next())?.data)).toBe(tokenOf(path));
  });

  test('takes the place of the one before, and a later one takes its own', async () => {
    const reader = await calmWatch();
    const cases = [await closed(), await closed(), await closed()];
    for (const { caseCode, path } of cases) {
      await call(caseCode);
      expect(codeIn((await reader.next())?.data)).toBe(tokenOf(path));
    }
  });

  test('of one counter leaves another alone', async () => {
    const other = await pairedScreen(service, clerk, { counter: '4' });
    const [here, there] = [await calmWatch(), await calmWatch({ at: other })];
    const [first, second] = [await closed(), await closed()];
    await call(first.caseCode);
    await call(second.caseCode, other);
    expect(codeIn((await here.next())?.data)).toBe(tokenOf(first.path));
    expect(codeIn((await there.next())?.data)).toBe(tokenOf(second.path));
  });

  test('comes from a key, too, and from nobody who may not see cases', async () => {
    const { caseCode } = await closed();
    expect((await call(caseCode, screen, machine)).status).toBe(200);
    expect((await call(caseCode, screen, await service.signedInAs('admin'))).status).toBe(403);
    expect((await call(caseCode, screen, await service.signedInAs('leader'))).status).toBe(403);
  });

  test('of what can’t be rated is refused, and the screen stays as it is', async () => {
    const reader = await calmWatch();
    const open = await closed();
    await service.send('PUT', `/api/v1/cases/${open.caseCode}`, machine, { procedure: '1.001193', closedOn: null });
    const old = await closed({ closedOn: '2025-08-01' });
    expect((await call('NO-SUCH')).status).toBe(404);
    expect((await call('\u0000')).status).toBe(422);
    expect((await call(open.caseCode)).status).toBe(409);
    service.clock.set('2025-09-10T03:00:00Z');
    expect((await call(old.caseCode, screen, machine)).status).toBe(410);
    service.clock.set('2025-08-20T03:00:00Z');
    const good = await closed();
    await call(good.caseCode);
    expect(codeIn((await reader.next())?.data)).toBe(tokenOf(good.path));
  });

  test('is no entry in the audit log: one would keep when a person stood at the counter', async () => {
    const entries = () => service.db.selectFrom('auditEntries').select(['action', 'subject']).execute();
    const { caseCode } = await closed();
    const before = await entries();
    await call(caseCode);
    await clear();
    expect(await entries()).toEqual(before);
  });
});

describe('the screen goes back to calm', () => {
  test('after ninety seconds, and then nothing is kept of what it showed', async () => {
    const reader = await calmWatch();
    await call((await closed()).caseCode);
    await reader.next();
    service.clock.advance({ seconds: 89 });
    const again = await watch();
    expect(await again.reader.next()).toMatchObject({ event: 'show', data: expect.stringContaining('"leftMs":1000') });
    service.clock.advance({ seconds: 1 });
    expect(await reader.next()).toMatchObject({ event: 'calm', id: '1-' });
    expect(await shownRow()).toEqual({ shownInvitationId: null, shownUntil: null });
  });

  test('and where the screen was off by then, nothing is kept of it after the night', async () => {
    const { caseCode } = await closed();
    await call(caseCode);
    service.clock.set('2025-08-20T19:00:00Z');
    const { db, clock, context } = service;
    await sealNightly({ ...context, db, clock }).stop();
    expect(await shownRow()).toEqual({ shownInvitationId: null, shownUntil: null });
  });

  test('at a tap, which takes away what was tapped and nothing newer', async () => {
    const reader = await calmWatch();
    await call((await closed()).caseCode);
    await reader.next();
    await call((await closed()).caseCode);
    expect(await reader.next()).toMatchObject({ id: '2-1' });
    expect((await tap(1)).status).toBe(204);
    expect((await tap(2)).status).toBe(204);
    expect(await reader.next()).toMatchObject({ event: 'calm', id: '2-' });
  });

  test('when the clerk takes it away, or the code is withdrawn; a new code takes its place', async () => {
    const reader = await calmWatch();
    const { caseCode, path } = await closed();
    await call(caseCode);
    await reader.next();
    await service.send('POST', `/api/v1/cases/${caseCode}/invitation`, clerk);
    const replaced = await reader.next();
    expect(replaced).toMatchObject({ event: 'show', id: '1-2' });
    expect(codeIn(replaced?.data)).not.toBe(tokenOf(path));
    expect((await clear()).status).toBe(204);
    expect((await clear()).status).toBe(204);
    expect(await reader.next()).toMatchObject({ event: 'calm' });
    await call(caseCode);
    await reader.next();
    await service.send('DELETE', `/api/v1/cases/${caseCode}`, clerk);
    expect(await reader.next()).toMatchObject({ event: 'calm' });
  });

  test('never because an answer came: nothing of the display or its channel moves', async () => {
    const tablet = await pairedScreen(service, clerk, { counter: '9', answersHere: true });
    const [reader, atTablet] = [await calmWatch(), await calmWatch({ at: tablet })];
    const [one, other] = [await closed(), await closed()];
    await call(one.caseCode);
    await call(other.caseCode, tablet);
    const [shown, shownThere] = [await reader.next(), await atTablet.next()];
    const { answer } = JSON.parse(shownThere?.data ?? '');
    const heard: string[] = [];
    const ear = new pg.Client({ connectionString: service.databaseUrl });
    await ear.connect();
    await ear.query('listen hai_long_displays');
    ear.on('notification', ({ payload }) => heard.push(payload ?? ''));
    const before = await everythingOfDisplays();

    const body = (key: string) => ({ key: `key-${key}-0123456789`, answers: { overall: 1 }, comment: 'Chờ lâu' });
    expect((await service.send('POST', one.path, {}, body('phone'))).status).toBe(201);
    expect((await service.send('POST', answer, tablet.headers, body('tablet'))).status).toBe(201);
    expect((await service.send('POST', one.path, {}, body('again'))).status).toBe(409);
    await service.seal();

    expect(await everythingOfDisplays()).toEqual(before);
    // A screen that connects now sees what it would have seen before the answer.
    const { reader: late } = await watch();
    expect(await late.next()).toEqual(shown);
    // The next news of both is the next call, and the channel has said nothing else: what is sent first arrives first.
    const next = await closed();
    await call(next.caseCode);
    await call(next.caseCode, tablet);
    expect(codeIn((await reader.next())?.data)).toBe(tokenOf(next.path));
    expect(codeIn((await atTablet.next())?.data)).toBe(tokenOf(next.path));
    await ear.query('select 1');
    expect(heard).toEqual([screen.displayId, tablet.displayId]);
    await ear.end();
  });
});

async function shownRow() {
  return service.db
    .selectFrom('displays')
    .select(['shownInvitationId', 'shownUntil'])
    .where('displayId', '=', screen.displayId.slice(3) as never)
    .executeTakeFirst();
}

/** Whether a row was touched shows in its version even where its values are the same. */
async function everythingOfDisplays() {
  const client = new pg.Client({ connectionString: service.databaseUrl });
  await client.connect();
  const { rows } = await client.query('select xmin, ctid, * from displays order by unit_id, display_id');
  await client.end();
  return rows;
}

describe('the stream', () => {
  test('is one that no proxy or compression holds up', async () => {
    const response = await service.app.request(`${screen.path}/tin`, {
      headers: { ...screen.headers, 'accept-encoding': 'gzip, br' },
    });
    opened.push(new EventReader(response));
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
  });

  test('beats, so that silence means something', async () => {
    const { reader } = await watch();
    const heard = [await reader.any(), await reader.any(), await reader.any()].map((event) => event?.event);
    expect(heard).toEqual(['calm', 'beat', 'beat']);
  });

  test('after a lost connection says what was missed, and nothing that is known', async () => {
    const { caseCode, path } = await closed();
    await call(caseCode);
    const missed = await watch({ after: '0-' });
    expect(codeIn((await missed.reader.next())?.data)).toBe(tokenOf(path));
    const known = await watch({ after: '1-1' });
    expect((await known.reader.any())?.event).toBe('beat');
    await clear();
    expect(await known.reader.next()).toMatchObject({ event: 'calm', id: '1-' });
  });

  test('outlives a cut of the database connection it listens on, and catches up with what was called meanwhile', async () => {
    const reader = await calmWatch({ app: anotherProcess() });
    const { caseCode, path } = await closed();
    await cutListeners();
    await call(caseCode);
    expect(codeIn((await reader.next())?.data)).toBe(tokenOf(path));
    const next = await closed();
    await call(next.caseCode);
    expect(codeIn((await reader.next())?.data)).toBe(tokenOf(next.path));
  });

  test('of any number of screens holds no connection of the pool', async () => {
    const small = await testApp({ poolSize: 1 });
    try {
      const staff = await small.signedInAs('clerk');
      const readers: EventReader[] = [];
      for (let counter = 1; counter <= 5; counter++) {
        const { path, headers } = await pairedScreen(small, staff, { counter: String(counter) });
        readers.push(new EventReader(await small.app.request(`${path}/tin`, { headers })));
      }
      for (const reader of readers) expect((await reader.next())?.event).toBe('calm');
      expect((await small.send('GET', '/api/v1/displays', staff)).status).toBe(200);
      await Promise.all(readers.map((reader) => reader.close()));
    } finally {
      await small.close();
    }
  });

  test('ends when the service stops', async () => {
    const feed = counterFeed({ databaseUrl: service.databaseUrl, beatMs: 100 });
    const reader = await calmWatch({ app: createApp({ ...service.context, counterFeed: feed, pages }) });
    await feed.close();
    expect(await reader.next()).toBeUndefined();
  });

  test('of a device that is put out says so and ends, like that of a stranger', async () => {
    const reader = await calmWatch();
    await service.send('DELETE', `/api/v1/displays/${screen.displayId}`, clerk);
    expect((await reader.next())?.event).toBe('gone');
    expect(await reader.next()).toBeUndefined();
    for (const at of [screen, { ...screen, headers: {} }, { ...screen, path: '/quay/222222' }]) {
      const { reader: stranger } = await watch({ at });
      expect((await stranger.next())?.event).toBe('gone');
    }
  });

  test('goes on, however many strangers ask for it, with a cookie of their own or none', async () => {
    const reader = await calmWatch();
    for (const headers of [{}, { cookie: 'screen=made-up' }]) {
      const strangers = Array.from({ length: 5 }, () => watch({ at: { ...screen, headers } }));
      for (const { reader: stranger } of await Promise.all(strangers)) {
        expect((await stranger.next())?.event).toBe('gone');
        expect(await stranger.next()).toBeUndefined();
      }
    }
    const { caseCode, path } = await closed();
    await call(caseCode);
    expect(codeIn((await reader.next())?.data)).toBe(tokenOf(path));
  });

  test('tells a page that it is not the present one', async () => {
    const page = await (await service.app.request(screen.path, { headers: screen.headers })).text();
    const mark = /data-mark="([^"]+)"/.exec(page)?.[1] ?? '';
    const { reader } = await watch({ mark });
    expect([(await reader.next())?.event, (await reader.any())?.event]).toEqual(['calm', 'beat']);
    const settings = { counter: '7', answersHere: true, showsOnClose: false };
    await service.send('PUT', `/api/v1/displays/${screen.displayId}`, clerk, settings);
    expect((await reader.next())?.event).toBe('page');
    const after = await (await service.app.request(screen.path, { headers: screen.headers })).text();
    expect(after).toContain('Quầy 7');
  });
});

/** As a database does that restarts, or an operator who ends a connection. */
async function cutListeners(): Promise<void> {
  const client = new pg.Client({ connectionString: service.databaseUrl });
  await client.connect();
  const { rowCount } = await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name = 'hai_long_listen'`,
  );
  expect(rowCount).toBeGreaterThan(0);
  await client.end();
}

describe('an event that names the counter', () => {
  let self: PairedScreen;
  let counter: string;
  beforeEach(async () => {
    counter = `E${number}`;
    self = await pairedScreen(service, clerk, { counter: `Quầy ${counter}`, showsOnClose: true });
  });

  test('shows the code on a screen that is set to it, and on no other', async () => {
    const plain = await pairedScreen(service, clerk, { counter });
    const [reader, other] = [await calmWatch({ at: self }), await calmWatch({ at: plain })];
    const { path } = await closed({ counter });
    expect(codeIn((await reader.next())?.data)).toBe(tokenOf(path));
    const called = await closed();
    await call(called.caseCode, plain);
    expect(codeIn((await other.next())?.data)).toBe(tokenOf(called.path));
  });

  test('leaves what is shown, for a person may be scanning it', async () => {
    const reader = await calmWatch({ at: self });
    const first = await closed({ counter });
    await reader.next();
    await closed({ counter });
    service.clock.advance({ seconds: 90 });
    expect((await reader.next())?.event).toBe('calm');
    const third = await closed({ counter });
    expect(codeIn((await reader.next())?.data)).toBe(tokenOf(third.path));
    expect(third.path).not.toBe(first.path);
  });

  test.each([
    ['says the same again', { repeat: true }],
    ['is about another day', { closedOn: '2025-08-19' }],
    ['comes late', { updatedAt: '2025-08-20T02:40:00Z' }],
    ['names another counter', { counter: 'elsewhere' }],
    ['names none', { counter: null }],
  ])('that %s shows nothing', async (_, { repeat, ...facts }: Record<string, unknown>) => {
    const reader = await calmWatch({ at: self });
    const { caseCode, path } = await closed({ counter, ...facts });
    if (repeat) {
      expect(codeIn((await reader.next())?.data)).toBe(tokenOf(path));
      await clear(self);
      await reader.next();
      const body = { procedure: '1.001193', closedOn: '2025-08-20', counter };
      expect((await service.send('PUT', `/api/v1/cases/${caseCode}`, machine, body)).status).toBe(200);
    }
    const last = await closed();
    await call(last.caseCode, self);
    expect(codeIn((await reader.next())?.data)).toBe(tokenOf(last.path));
  });

  test('by the signed hook does the same, unless it is a test or comes late', async () => {
    const admin = await service.signedInAs('admin');
    const { secret } = await (await service.send('POST', '/api/v1/webhook-secrets', admin)).json();
    const push = async (caseCode: string, timestamp: string, type = 'case.closed') => {
      const data = { caseCode, procedure: '1.001193', closedOn: '2025-08-20', counter };
      const body = JSON.stringify({ type, timestamp, data });
      const id = `msg ${caseCode}`;
      const sent = await service.app.request('/api/v1/hooks/case-closed?unit=thuy-nguyen', {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(service.clock().getTime() / 1000),
          'webhook-signature': new Webhook(secret).sign(id, service.clock(), body),
        },
      });
      expect(sent.ok).toBe(true);
    };
    const reader = await calmWatch({ at: self });
    await push(`L-${number}`, '2025-08-20T09:30:00+07:00');
    await push(`T-${number}`, '2025-08-20T10:00:00+07:00', 'case.test');
    await push(`H-${number}`, '2025-08-20T10:00:00+07:00');
    const shown = await (await service.app.request(`/api/v1/cases/H-${number}`, { headers: machine })).json();
    expect(codeIn((await reader.next())?.data)).toBe(tokenOf(new URL(shown.invitation.url).pathname));
  });

  test('of a case that is known shows it when it comes to name the counter', async () => {
    const reader = await calmWatch({ at: self });
    const { caseCode, path } = await closed();
    const body = { procedure: '1.001193', closedOn: '2025-08-20', counter };
    await service.send('PUT', `/api/v1/cases/${caseCode}`, machine, body);
    expect(codeIn((await reader.next())?.data)).toBe(tokenOf(path));
  });
});

describe('the page', () => {
  test('is one response in the unit’s own name, for its device alone', async () => {
    const open = (headers: Headers) => service.app.request(screen.path, { headers });
    const page = await open(screen.headers);
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('set-cookie')).toContain(`Path=${screen.path};`);
    const html = await page.text();
    expect(html).toContain('Trung tâm Phục vụ hành chính công phường Thủy Nguyên – Quầy 3');
    expect(html).not.toMatch(/<a /);
    for (const headers of [{}, { cookie: 'screen=x' }, clerk]) {
      const refused = await open(headers);
      expect([refused.status, refused.headers.get('location')]).toEqual([303, '/quay?moi=1']);
    }
  });

  test('a tap of anybody else is not found, and moves nothing', async () => {
    const reader = await calmWatch();
    await call((await closed()).caseCode);
    await reader.next();
    for (const headers of [{}, { cookie: 'screen=x' }]) expect((await tap(1, headers)).status).toBe(404);
    expect((await tap(1, { ...screen.headers, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await shownRow())?.shownInvitationId).not.toBeNull();
  });
});

test('a pairing code is taken from our own form, also of a browser that hides its origin, and from no other page', async () => {
  const type = (headers: Headers) =>
    service.app.request('/quay', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: 'ma=222222222222',
    });
  // What a form says under `Referrer-Policy: no-referrer`: Safari before 16.4, and every browser over plain HTTP.
  expect((await type({ origin: 'null' })).status).toBe(422);
  expect((await type({ origin: 'null', 'sec-fetch-site': 'same-origin' })).status).toBe(422);
  expect((await type({ origin: 'null', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await type({ origin: 'https://elsewhere.example' })).status).toBe(403);
});
