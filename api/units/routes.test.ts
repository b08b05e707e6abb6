import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

let service: TestApp;
let admin: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-08-20T03:00:00Z' });
  admin = await service.signedInAs('admin');
});
afterAll(() => service.close());

const read = async () => (await service.app.request('/api/v1/settings', { headers: admin })).json();
const put = (body: unknown, headers = admin) => service.send('PUT', '/api/v1/settings', headers, body);

test('settings are read, changed, and count from the next code on', async () => {
  const before = await read();
  expect(before).toEqual({
    name: 'Trung tâm Phục vụ hành chính công phường Thủy Nguyên',
    validityDays: 15,
    settlingDays: 5,
    minimumAnswers: 5,
    fallsBackToOverall: true,
    retentionMonths: 24,
    qrLevel: 'M',
    feedbackDays: 15,
    revision: 1,
  });
  const machine = await service.apiKey('cases:write');
  const expiry = async (code: string) => {
    const view = await service.send('PUT', `/api/v1/cases/${code}`, machine, {
      procedure: '1.001193',
      closedOn: '2025-08-20',
    });
    return (await view.json()).invitation.expiresOn;
  };
  expect(await expiry('E-1')).toBe('2025-09-04');
  expect((await put({ ...before, name: 'Trung tâm mới', validityDays: 30 })).status).toBe(204);
  expect(await read()).toEqual({ ...before, name: 'Trung tâm mới', validityDays: 30, revision: 2 });
  expect([await expiry('E-1'), await expiry('E-2')]).toEqual(['2025-09-04', '2025-09-19']);
});

test('of two who change what they both saw, the second is told', async () => {
  const seen = await read();
  const statuses = (await Promise.all([put({ ...seen, settlingDays: 6 }), put({ ...seen, settlingDays: 7 })])).map(
    ({ status }) => status,
  );
  expect(statuses.sort()).toEqual([204, 409]);
});

test.each<[string, object]>([
  ['fewer than five answers for a verdict', { minimumAnswers: 4 }],
  ['no day of validity', { validityDays: 0 }],
  ['half a day', { settlingDays: 1.5 }],
  ['forgetting case codes within a year', { retentionMonths: 11 }],
  ['no word on forgetting', { retentionMonths: undefined }],
  ['no name', { name: ' ' }],
  ['something unknown', { color: 'red' }],
])('%s is refused', async (_, change) => {
  const seen = await read();
  expect((await put({ ...seen, ...change })).status).toBe(422);
  expect(await read()).toEqual(seen);
});

test('only an administrator changes them; the unit’s staff may read', async () => {
  const leader = await service.signedInAs('leader');
  expect((await service.app.request('/api/v1/settings', { headers: leader })).status).toBe(200);
  expect((await put(await read(), leader)).status).toBe(403);
});
