import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApp } from './test-app.ts';

let world: Awaited<ReturnType<typeof testApp>>;

beforeAll(async () => {
  world = await testApp();
});
afterAll(() => world.close());

test('the whole app knows a signed-in clerk and another system’s key', async () => {
  const headers = [await world.signedInAs('clerk'), await world.apiKey('cases:write')];
  for (const known of headers) expect((await world.app.request('/api/v1/cases', { headers: known })).status).toBe(200);
  expect((await world.app.request('/api/v1/cases')).status).toBe(401);
});
