import { expect, test } from 'vitest';
import { testApp } from './testing/test-app.ts';

test('a key reads them; nobody else from outside; and an answer moves nothing', async () => {
  const service = await testApp({ now: '2025-08-20T03:00:00Z' });
  const machine = await service.apiKey('cases:write');
  const put = await service.send('PUT', '/api/v1/cases/M-1', machine, {
    procedure: '1.001193',
    closedOn: '2025-08-20',
  });
  const { pathname } = new URL((await put.json()).invitation.url);
  const read = async () => (await service.app.request('/metrics', { headers: machine })).text();
  const before = await read();
  expect(before).toContain('hai_long_api_requests_total{method="PUT",route="/api/v1/cases/:caseCode",status="201"} 1');
  expect(before).not.toContain('M-1');
  await service.app.request(pathname);
  await service.send('POST', pathname, {}, { key: 'a-random-key', answers: { overall: 5 } });
  expect(await read()).toBe(before);
  expect((await service.app.request('/metrics')).status).toBe(401);
  expect((await service.app.request('/metrics', { headers: { authorization: 'Bearer hl_nothing' } })).status).toBe(401);
  await service.close();
});
