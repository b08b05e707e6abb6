import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

let service: TestApp;
let admin: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-08-20T16:00:00Z' });
  admin = await service.signedInAs('admin');
});
afterAll(() => service.close());

const call = (method: string, path = '', body?: unknown, headers = admin) =>
  service.send(method, `/api/v1/api-keys${path}`, headers, body);
const keys = async (headers = admin) => (await (await call('GET', '', undefined, headers)).json()).keys;

test('a key is made, shown once, used, seen to be used by the day, and ended', async () => {
  const made = await call('POST', '', { name: ' Một cửa ', scopes: ['cases:write'] });
  expect(made.status).toBe(201);
  const { keyId, key, closesAndReads } = await made.json();
  expect([key, closesAndReads]).toEqual([expect.stringMatching(/^hl_223[A-Za-z0-9_-]{43}$/), false]);
  const listed = { keyId, name: 'Một cửa', scopes: ['cases:write'], createdOn: '2025-08-20', closesAndReads: false };
  expect(await keys()).toEqual([{ ...listed, lastUsedOn: null }]);
  const headers = { authorization: `Bearer ${key}` };
  service.clock.set('2025-08-20T17:30:00Z');
  expect((await service.app.request('/api/v1/cases', { headers })).status).toBe(200);
  // Past midnight where the centre is.
  expect(await keys()).toEqual([{ ...listed, lastUsedOn: '2025-08-21' }]);
  expect((await call('DELETE', `/${keyId}`)).status).toBe(204);
  expect((await service.app.request('/api/v1/cases', { headers })).status).toBe(401);
  expect((await call('DELETE', `/${keyId}`)).status).toBe(404);
  const entries = await service.db
    .selectFrom('auditEntries')
    .select(['actor', 'action', 'subject', 'after'])
    .where('action', 'like', 'api-key.%')
    .orderBy('entryNumber')
    .execute();
  expect(entries.map(({ action, subject }) => [action, subject])).toEqual([
    ['api-key.created', 'Một cửa'],
    ['api-key.deleted', 'Một cửa'],
  ]);
  expect(JSON.stringify(entries)).not.toContain(key);
});

test('one that closes cases and reads results says so', async () => {
  const both = { name: 'both', scopes: ['results:read', 'cases:write'] };
  expect(await (await call('POST', '', both)).json()).toMatchObject({ closesAndReads: true });
  expect(await keys()).toEqual([expect.objectContaining({ name: 'both', closesAndReads: true })]);
});

test.each<[string, unknown, number]>([
  ['no name', { name: ' ', scopes: ['cases:write'] }, 422],
  ['no scope', { name: 'x', scopes: [] }, 422],
  ['an unknown scope', { name: 'x', scopes: ['everything'] }, 422],
  ['a name that is taken', { name: 'both', scopes: ['cases:write'] }, 409],
])('refuses %s', async (_, body, status) => {
  expect((await call('POST', '', body)).status).toBe(status);
});

test('another unit’s key is not there, byte for byte', async () => {
  const [own] = await keys();
  const unit = await service.addUnit('khac');
  const other = await service.signedInFor(unit.unitId, 'admin');
  expect(await keys(other)).toEqual([]);
  const theirs = await call('DELETE', `/${own.keyId}`, undefined, other);
  const nothing = await call('DELETE', '/00000000-0000-4000-8000-000000000000', undefined, other);
  expect([theirs.status, await theirs.text()]).toEqual([404, await nothing.text()]);
  expect((await keys()).length).toBe(1);
});
