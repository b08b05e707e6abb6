import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from './testing/test-app.ts';
import type { Headers } from './testing/test-context.ts';

let service: TestApp;
let machine: Headers;
beforeAll(async () => {
  service = await testApp();
  machine = await service.apiKey('cases:write');
});
afterAll(() => service.close());

test.each([
  ['PATCH', '/api/v1/cases/A-1', 'GET, PUT, DELETE'],
  ['POST', '/api/v1/cases/A-1', 'GET, PUT, DELETE'],
  ['DELETE', '/api/v1/cases', 'GET'],
  ['GET', '/api/v1/cases/A-1/invitation', 'POST'],
  ['POST', '/api/v1/settings', 'GET, PUT'],
  ['PATCH', '/api/v1/procedures/1.001193', 'PUT'],
  ['DELETE', '/healthz', 'GET'],
  ['PUT', '/P/ABCDEFGHJKMN', 'GET, POST'],
  ['OPTIONS', '/api/v1/fields', 'GET, POST'],
])('%s %s is not allowed; the answer says what is: %s', async (method, path, allow) => {
  const answer = await service.app.request(path, { method, headers: { ...machine, accept: 'application/json' } });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
  expect((await answer.json()).type).toBe('/problems/method-not-allowed');
});

test.each([
  ['GET', '/api/v1/nothing'],
  ['PATCH', '/api/v1/nothing'],
  ['DELETE', '/nothing'],
])('%s %s is not there, whatever the method', async (method, path) => {
  const answer = await service.app.request(path, { method, headers: machine });
  expect([answer.status, answer.headers.get('allow')]).toEqual([404, null]);
});

test('who is unknown learns of no method under the API', async () => {
  const answer = await service.app.request('/api/v1/cases/A-1', { method: 'PATCH' });
  expect([answer.status, answer.headers.get('allow')]).toEqual([401, null]);
});
