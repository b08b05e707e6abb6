import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { verify } from '../verification/service.ts';

let service: TestApp;
let clerk: Headers;
beforeEach(async () => {
  service = await testApp({ now: '2025-07-08T03:00:00Z' });
  clerk = await service.signedInAs('clerk');
});
afterEach(() => service.close());

let keys = 0;
const nextKey = () => `key-${++keys}-${'x'.repeat(12)}`;
const get = (path: string, headers = clerk) => service.app.request(path, { headers });
const close = async (code: string, more: object = {}) =>
  (
    await service.send('PUT', `/api/v1/cases/${code}`, clerk, {
      procedure: '1.001193',
      closedOn: '2025-07-07',
      ...more,
    })
  ).json();
const handOut = (code: string) => service.send('POST', `/api/v1/cases/${code}/paper`, clerk);
const handOutMany = async (count: number, more: object = {}, prefix = 'P') => {
  for (let index = 1; index <= count; index++) {
    await close(`${prefix}-${index}`, more);
    expect((await handOut(`${prefix}-${index}`)).status).toBe(200);
  }
};
const type = (more: object = {}, headers = clerk) =>
  service.send('POST', '/api/v1/paper', headers, {
    field: 'ho-tich',
    version: 1,
    key: nextKey(),
    answers: { overall: 4 },
    ...more,
  });
const codeOf = async (answer: Response) => (await answer.json()).type;
const pools = async () => (await (await get('/api/v1/paper')).json()).pools;
const inbox = () =>
  service.db
    .selectFrom('responseInbox')
    .select(['month', 'fieldId', 'procedureCode', 'channel', 'medium', 'language', 'overall', 'answers'])
    .execute();

describe('a form that is handed out', () => {
  test('ends the case’s code at once, for everybody; again, it changes nothing', async () => {
    const { invitation } = await close('P-1');
    expect((await handOut('P-1')).status).toBe(200);
    const view = await (await handOut('P-1')).json();
    expect(view.invitation.state).toBe('paper');
    const page = await service.app.request(new URL(invitation.url).pathname);
    expect(page.status).toBe(410);
    expect(await page.text()).toContain('Thủ tục này đã được phát phiếu giấy');
    const sent = await service.send(
      'POST',
      new URL(invitation.url).pathname,
      {},
      { key: nextKey(), answers: { overall: 5 } },
    );
    expect([sent.status, await codeOf(sent)]).toEqual([410, '/problems/invitation-paper']);
    expect(await (await get('/api/v1/slips/count?closedOn=2025-07-07')).json()).toEqual({ slips: 0 });
    expect(await inbox()).toEqual([]);
    const listed = await (await get('/api/v1/cases?state=paper')).json();
    expect(listed.cases).toHaveLength(1);
  });

  test('carries no code, and its case on the strip alone', async () => {
    const { invitation } = await close('P-1');
    expect((await get('/api/v1/paper/form?case=P-1')).status).toBe(409);
    await handOut('P-1');
    const page = await (await get('/api/v1/paper/form?case=P-1')).text();
    const [strip = '', form = ''] = page.split('<main>');
    expect(strip).toContain('P-1');
    expect(strip).toContain('Đăng ký khai sinh');
    for (const telling of ['P-1', 'Đăng ký khai sinh', '2025', '/7/', invitation.code]) {
      expect(form).not.toContain(telling);
    }
    expect(page).not.toContain(invitation.code);
    expect(form).toContain('Lĩnh vực: Hộ tịch · Mẫu phiếu 1');
    const stock = await (await get('/api/v1/paper/form?field=ho-tich&lang=en')).text();
    expect(stock).toContain('Field: Civil status · Form 1');
    expect(stock).not.toContain('Tear this part off');
    for (const query of ['', 'field=nothing', 'case=P-9', 'case=P-1&field=ho-tich']) {
      expect([404, 422]).toContain((await get(`/api/v1/paper/form?${query}`)).status);
    }
  });

  test('gives its right back to a new code, unless a form has spent it', async () => {
    await handOutMany(5);
    const view = await (await service.send('POST', '/api/v1/cases/P-1/invitation', clerk)).json();
    expect(view.invitation.state).toBe('open');
    expect(await pools()).toMatchObject([{ handedOut: 4, open: false }]);
    const sent = await service.send(
      'POST',
      new URL(view.invitation.url).pathname,
      {},
      { key: nextKey(), answers: { overall: 5 } },
    );
    expect(sent.status).toBe(201);
    expect(await inbox()).toMatchObject([{ procedureCode: '1.001193', channel: 'counter', medium: 'phone' }]);

    await handOutMany(5, {}, 'Q');
    for (let index = 0; index < 9; index++) expect((await type()).status).toBe(201);
    const reissued = await (await service.send('POST', '/api/v1/cases/Q-1/invitation', clerk)).json();
    const late = await service.send(
      'POST',
      new URL(reissued.invitation.url).pathname,
      {},
      { key: nextKey(), answers: { overall: 5 } },
    );
    expect(late.status).toBe(409);
    expect(await verify(service.db)).toEqual([]);
  });

  test('is refused for a case that is open again, or counted in a settled month', async () => {
    await close('P-1');
    await service.send('PUT', '/api/v1/cases/P-1', clerk, { procedure: '1.001193', closedOn: null });
    expect((await handOut('P-1')).status).toBe(409);
    expect((await handOut('P-9')).status).toBe(404);
    await close('P-2');
    service.clock.set('2025-08-20T03:00:00Z');
    await service.seal();
    clerk = await service.signedInAs('clerk');
    expect(await codeOf(await handOut('P-2'))).toBe('/problems/month-settled');
  });
});

describe('a form that is typed in', () => {
  test('has to wait until five were handed out in its field', async () => {
    await handOutMany(4);
    await handOutMany(1, { procedure: '1.012783' }, 'D');
    expect(await codeOf(await type())).toBe('/problems/paper-too-few');
    expect(await pools()).toEqual([
      { field: 'dat-dai', version: 1, handedOut: 1, open: false },
      { field: 'ho-tich', version: 1, handedOut: 4, open: false },
    ]);
    await handOutMany(1, {}, 'Q');
    expect((await type()).status).toBe(201);
    expect(await codeOf(await type({ field: 'dat-dai' }))).toBe('/problems/paper-too-few');
  });

  test('tells its field and month, and neither procedure nor channel; no more count than were handed out', async () => {
    await handOutMany(3, { channel: 'online' });
    await handOutMany(2, { procedure: '2.000635' }, 'Q');
    for (let index = 0; index < 5; index++) {
      expect((await type({ language: 'en', answers: { overall: 4, access: 'na', officer: 2 } })).status).toBe(201);
    }
    expect(await codeOf(await type())).toBe('/problems/paper-none-left');
    const row = {
      month: '2025-07',
      fieldId: 'ho-tich',
      procedureCode: 'khac',
      channel: 'khac',
      medium: 'paper',
      language: 'en',
      overall: 4,
      answers: { access: 'na', officer: 2 },
    };
    expect(await inbox()).toEqual(Array(5).fill(row));
    expect(await verify(service.db)).toEqual([]);
  });

  test('is one however often it is sent, at once too', async () => {
    await handOutMany(5);
    const key = nextKey();
    const statuses = (await Promise.all(Array.from({ length: 12 }, () => type({ key })))).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([201]));
    expect(await inbox()).toHaveLength(1);
    expect((await (await get('/api/v1/paper')).json()).typedToday).toBe(1);
  });

  test('finds no right where the case was answered before its form was handed out; nobody sees which', async () => {
    const { invitation } = await close('P-1');
    const sent = await service.send(
      'POST',
      new URL(invitation.url).pathname,
      {},
      { key: nextKey(), answers: { overall: 5 } },
    );
    expect(sent.status).toBe(201);
    await handOutMany(5);
    expect(await pools()).toMatchObject([{ handedOut: 5, open: true }]);
    for (let index = 0; index < 4; index++) expect((await type()).status).toBe(201);
    expect(await codeOf(await type())).toBe('/problems/paper-none-left');
    expect((await inbox()).map(({ procedureCode }) => procedureCode).sort()).toEqual([
      '1.001193',
      ...Array(4).fill('khac'),
    ]);
    expect(await verify(service.db)).toEqual([]);
  });

  test('is checked like every answer', async () => {
    await handOutMany(5);
    for (const [more, status] of [
      [{ answers: {} }, 422],
      [{ answers: { overall: 6 } }, 422],
      [{ answers: { overall: 4, nothing: 3 } }, 422],
      [{ key: 'short' }, 422],
      [{ comment: 'x'.repeat(1001) }, 422],
      [{ version: 9 }, 404],
      [{ caseCode: 'P-1' }, 422],
    ] as const) {
      expect((await type(more)).status).toBe(status);
    }
    expect(await inbox()).toEqual([]);
  });

  test('is taken for three days after the last day, and no longer', async () => {
    await handOutMany(5);
    service.clock.set('2025-07-26T03:00:00Z');
    clerk = await service.signedInAs('clerk');
    expect((await type()).status).toBe(201);
    service.clock.set('2025-07-27T03:00:00Z');
    clerk = await service.signedInAs('clerk');
    expect(await codeOf(await type())).toBe('/problems/paper-none-left');
  });

  test('is counted for who typed it, by the day, and told to auditors; the audit log knows nothing of it', async () => {
    await handOutMany(5);
    const before = await service.db.selectFrom('auditEntries').select('action').execute();
    await type();
    expect(await (await type()).json()).toEqual({ status: 'recorded', typedToday: 2, nextKey: expect.any(String) });
    expect(await service.db.selectFrom('auditEntries').select('action').execute()).toEqual(before);
    const auditor = await service.signedInAs('auditor');
    const { counts } = await (await get('/api/v1/paper/counts', auditor)).json();
    expect(counts).toEqual([{ day: '2025-07-08', username: expect.any(String), forms: 2 }]);
    expect((await get('/api/v1/paper/counts')).status).toBe(403);
    expect((await type({}, auditor)).status).toBe(403);
  });

  test('another unit’s pool is not there', async () => {
    await handOutMany(5);
    const other = await service.addUnit('khac-phuong');
    const stranger = await service.signedInFor(other.unitId, 'clerk');
    expect((await (await get('/api/v1/paper', stranger)).json()).pools).toEqual([]);
    expect(await codeOf(await type({}, stranger))).toBe('/problems/paper-too-few');
    expect((await get('/api/v1/paper/form?case=P-1', stranger)).status).toBe(404);
  });
});

test('when the quarter is settled, forms stand under “khac” with their closed cases, and everything counts up', async () => {
  await handOutMany(6);
  for (let index = 1; index <= 7; index++) {
    const { invitation } = await close(`T-${index}`);
    await service.send('POST', new URL(invitation.url).pathname, {}, { key: nextKey(), answers: { overall: 5 } });
  }
  for (let index = 0; index < 5; index++) await type({ answers: { overall: 2 }, comment: `Góp ý ${index}` });
  service.clock.set('2025-11-01T03:00:00Z');
  await service.seal();
  expect(await verify(service.db)).toEqual([]);
  const leader = await service.signedInAs('leader');
  const { groups } = await (
    await get('/api/v1/satisfaction?from=2025-07&to=2025-09&by=procedure&field=ho-tich', leader)
  ).json();
  const told = groups.map((group: Record<string, unknown>) => [
    group.key,
    group.closed,
    group.answered,
    group.satisfied,
  ]);
  expect(told.sort()).toEqual([
    ['1.001193', 7, 7, 7],
    ['khac', 6, 5, 0],
  ]);
  const media = await (await get('/api/v1/satisfaction?from=2025-07&to=2025-09&by=medium', leader)).json();
  expect(media.groups.map((group: Record<string, unknown>) => [group.key, group.answered]).sort()).toEqual([
    ['paper', 5],
    ['phone', 7],
  ]);
});
