import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pairedScreen, screenFrom, typeCode } from '../testing/screens.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

let service: TestApp;
let clerk: Headers;
let admin: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-08-20T03:00:00Z' });
  clerk = await service.signedInAs('clerk');
  admin = await service.signedInAs('admin');
});
afterAll(() => service.close());
beforeEach(() => service.clock.set('2025-08-20T03:00:00Z'));

const settings = { counter: '3', answersHere: false, showsOnClose: false };
const api = (method: string, path: string, headers: Headers, body?: unknown) =>
  service.send(method, `/api/v1/displays${path}`, headers, body);
const add = async (given: object = {}, headers = clerk) =>
  (await api('POST', '', headers, { ...settings, ...given })).json();
const list = async (headers = clerk) => (await (await api('GET', '', headers)).json()).displays;
const stateOf = async (displayId: string) =>
  (await list()).find((display: { displayId: string }) => display.displayId === displayId)?.state;

describe('the list of screens', () => {
  test('says of each where it stands, what it does and on which day it was last on', async () => {
    const made = await add({ counter: ' 3 ' });
    expect(made).toEqual({
      display: {
        displayId: expect.stringMatching(/^[2-9A-HJKMNP-TV-Z]{6}$/),
        counter: '3',
        answersHere: false,
        showsOnClose: false,
        state: 'waiting',
        seenOn: null,
      },
      pairing: {
        code: expect.stringMatching(/^[2-9A-HJKMNP-TV-Z]{6}-[2-9A-HJKMNP-TV-Z]{6}$/),
        address: 'http://localhost:8080/quay',
        minutes: 15,
      },
    });
    const { displayId } = made.display;
    const screen = screenFrom(displayId, await typeCode(service, made.pairing.code));
    const machine = await service.apiKey('cases:write');
    const found = () =>
      list(machine).then((all) => all.find((one: { displayId: string }) => one.displayId === displayId));
    expect(await found()).toMatchObject({ state: 'paired', seenOn: '2025-08-20' });
    service.clock.set('2025-08-22T20:00:00Z');
    await service.app.request(screen.path, { headers: screen.headers });
    expect(await found()).toMatchObject({ seenOn: '2025-08-23' });
  });

  test('orders counters as people count', async () => {
    const other = await service.addUnit('thu-tu');
    const staff = await service.signedInFor(other.unitId, 'clerk');
    for (const counter of ['10', '2', 'Tiếp dân', '1']) await add({ counter }, staff);
    expect((await list(staff)).map(({ counter }: { counter: string }) => counter)).toEqual([
      '1',
      '2',
      '10',
      'Tiếp dân',
    ]);
  });

  test('is for clerks, administrators and keys that write cases', async () => {
    for (const headers of [clerk, admin, await service.apiKey('cases:write')]) {
      expect((await api('GET', '', headers)).status).toBe(200);
    }
    for (const headers of [await service.signedInAs('leader', 'auditor'), await service.apiKey('results:read')]) {
      expect((await api('GET', '', headers)).status).toBe(403);
      expect((await api('POST', '', headers, settings)).status).toBe(403);
    }
    expect((await api('GET', '', {})).status).toBe(401);
  });

  test.each([{ counter: '' }, { counter: 'x'.repeat(21) }, { counter: 3 }, { answersHere: 'yes' }, { note: 'x' }])(
    'refuses %o',
    async (given) => {
      const before = await list();
      expect((await api('POST', '', clerk, { ...settings, ...given })).status).toBe(422);
      expect(await list()).toEqual(before);
    },
  );

  test('tells the audit log who added, changed, paired and removed a screen, without any secret', async () => {
    const made = await add({ counter: 'A' }, admin);
    const { displayId } = made.display;
    await typeCode(service, made.pairing.code);
    await api('PUT', `/${displayId}`, admin, { ...settings, counter: 'B', answersHere: true });
    const { pairing } = await (await api('POST', `/${displayId}/pairing`, admin)).json();
    await api('DELETE', `/${displayId}`, admin);
    const entries = await service.db
      .selectFrom('auditEntries')
      .select(['action', 'actor', 'before', 'after'])
      .where('subject', '=', displayId.slice(3))
      .orderBy('entryNumber')
      .execute();
    expect(entries.map(({ action }) => action)).toEqual([
      'display.added',
      'display.paired',
      'display.changed',
      'display.pairing-opened',
      'display.removed',
    ]);
    expect(entries[2]).toMatchObject({ before: { counter: 'A' }, after: { counter: 'B', answersHere: true } });
    const text = JSON.stringify(entries);
    for (const code of [made.pairing.code, pairing.code]) expect(text).not.toContain(code.split('-')[1]);
  });
});

describe('pairing', () => {
  test('gives the device a cookie for its own path alone, out of reach of scripts, and spends the code', async () => {
    const { display, pairing } = await add();
    const typed = ` ${pairing.code.toLowerCase().replace('-', ' – ')} `;
    const paired = await typeCode(service, typed);
    expect(paired.status).toBe(303);
    expect(paired.headers.get('location')).toBe(`/quay/${display.displayId}`);
    const [cookie = '', ...others] = paired.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie).toMatch(/^screen=[\w-]{43}; Max-Age=34560000; Path=\/quay\/[0-9A-Z]{6}; HttpOnly; SameSite=Lax$/);
    expect(cookie).toContain(`Path=/quay/${display.displayId};`);
    expect((await typeCode(service, pairing.code)).status).toBe(422);
  });

  test('over TLS sends the cookie over TLS only', async () => {
    const secure = await testApp({ publicUrl: 'https://danhgia.example.vn' });
    try {
      const staff = await secure.signedInAs('clerk');
      const made = await (await secure.send('POST', '/api/v1/displays', staff, settings)).json();
      expect((await typeCode(secure, made.pairing.code)).headers.get('set-cookie')).toContain('; Secure');
    } finally {
      await secure.close();
    }
  });

  test('ends after fifteen minutes', async () => {
    const [late, inTime] = [await add(), await add()];
    service.clock.advance({ minutes: 14, seconds: 59 });
    expect((await typeCode(service, inTime.pairing.code)).status).toBe(303);
    service.clock.advance({ seconds: 1 });
    expect((await typeCode(service, late.pairing.code)).status).toBe(422);
    expect(await stateOf(late.display.displayId)).toBe('unpaired');
  });

  test('ends after five wrong tries, whichever process they reach', async () => {
    const { display, pairing } = await add();
    // A second process: what it counts in memory is its own.
    const processes = [
      service,
      {
        app: (await import('../app.ts')).createApp({
          ...service.context,
          pages: await import('../../survey-web/render.tsx'),
        }),
      },
    ];
    const wrong = `${display.displayId}-${pairing.code.endsWith('222222') ? '333333' : '222222'}`;
    for (let tries = 0; tries < 5; tries++) {
      const refused = await typeCode(processes[tries % 2] ?? service, wrong);
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain('Chưa tìm thấy mã ghép này');
    }
    expect((await typeCode(service, pairing.code)).status).toBe(422);
    const renewed = await (await api('POST', `/${display.displayId}/pairing`, clerk)).json();
    expect((await typeCode(service, renewed.pairing.code)).status).toBe(303);
  });

  test('of many at once with one code, one succeeds', async () => {
    const { pairing } = await add();
    const answers = await Promise.all(Array.from({ length: 4 }, () => typeCode(service, pairing.code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422]);
  });

  test('a second device puts the first one out', async () => {
    const first = await pairedScreen(service, clerk);
    const { pairing } = await (await api('POST', `/${first.displayId}/pairing`, clerk)).json();
    const page = (headers: Headers) => service.app.request(first.path, { headers });
    expect((await page(first.headers)).status).toBe(200);
    const second = screenFrom(first.displayId, await typeCode(service, pairing.code));
    expect((await page(second.headers)).status).toBe(200);
    expect((await page(first.headers)).status).toBe(303);
  });

  test.each(['', 'ABC', 'not a code at all', '222222-222222', 'ZZZZZZ-ZZZZZZ', '%00'])(
    'refuses “%s” in the same words',
    async (code) => {
      const refused = await typeCode(service, code);
      expect(refused.status).toBe(422);
      expect(refused.headers.get('set-cookie')).toBeNull();
    },
  );

  test('takes nothing from another site’s page', async () => {
    const { pairing } = await add();
    const sent = await service.app.request('/quay', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
      body: `ma=${pairing.code}`,
    });
    expect(sent.status).toBe(403);
    expect((await typeCode(service, pairing.code)).status).toBe(303);
  });

  test('stores neither the code nor what the device keeps', async () => {
    const { display, pairing } = await add();
    const secret = pairing.code.split('-')[1];
    const stored = async () =>
      JSON.stringify(
        await service.db.selectFrom('displays').select(['pairingHash', 'secretHash', 'counter']).execute(),
      );
    expect(await stored()).not.toContain(secret);
    const screen = screenFrom(display.displayId, await typeCode(service, pairing.code));
    const kept = screen.headers.cookie?.split('=')[1] ?? '';
    expect(kept.length).toBe(43);
    expect(await stored()).not.toContain(kept);
  });
});

test('another unit’s screen is not there, byte for byte', async () => {
  const other = await service.addUnit('khac');
  const theirs = await add({}, await service.signedInFor(other.unitId, 'clerk'));
  const put = await service.send('PUT', '/api/v1/cases/B-1', clerk, { procedure: '1.001193', closedOn: '2025-08-20' });
  expect(put.status).toBe(201);
  const requests: [string, string, unknown?][] = [
    ['PUT', '', settings],
    ['DELETE', ''],
    ['POST', '/pairing'],
    ['PUT', '/shown', { caseCode: 'B-1' }],
    ['DELETE', '/shown'],
  ];
  for (const [method, path, body] of requests) {
    const [real, unknown, nonsense] = await Promise.all(
      [theirs.display.displayId, `${theirs.display.displayId.slice(0, 3)}222`, 'x'].map(async (id) => {
        const answer = await api(method, `/${id}${path}`, clerk, body);
        return [answer.status, await answer.text()];
      }),
    );
    expect(real?.[0]).toBe(404);
    expect(unknown).toEqual(real);
    expect(nonsense).toEqual(real);
  }
});
