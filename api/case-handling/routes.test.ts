import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

let service: TestApp;
let leader: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-09-20T03:00:00Z' });
  leader = await service.signedInAs('leader');
  const machine = await service.apiKey('cases:write');
  const put = (code: string, body: object) => service.send('PUT', `/api/v1/cases/${code}`, machine, body);
  const birth = { procedure: '1.001193', dueOn: '2025-08-10' };
  await put('H-1', { ...birth, closedOn: '2025-08-10' });
  await put('H-2', { ...birth, closedOn: '2025-08-11', apologySentOn: '2025-08-10' });
  await put('H-3', { ...birth, closedOn: '2025-08-12' });
  await put('H-4', { procedure: '1.001193', closedOn: '2025-08-31' });
  await put('H-5', { procedure: '1.000894', dueOn: '2025-09-05', closedOn: '2025-08-01' });
  await put('H-6', { procedure: '1.013978', closedOn: '2025-09-01' });
  await put('H-7', { ...birth, closedOn: '2025-08-10' });
  await service.send('DELETE', '/api/v1/cases/H-7', machine);
});
afterAll(() => service.close());

const read = async (query: string, headers = leader) =>
  (await service.app.request(`/api/v1/case-handling?${query}`, { headers })).json();

test('cases of a period are counted from the case records, by field and procedure', async () => {
  const august = await read('from=2025-08&to=2025-08');
  const sum = { closed: 5, onTime: 2, late: 2, apologised: 1, shareOnTime: 50 };
  expect(august.total).toMatchObject({ key: 'all', ...sum, national: { low: 60, high: 60 } });
  expect(august.groups).toMatchObject([{ key: 'ho-tich', name: 'Hộ tịch', ...sum }]);
  expect((await read('from=2025-08&to=2025-08&by=procedure')).groups).toMatchObject([
    { key: '1.000894', closed: 1, onTime: 1, late: 0, shareOnTime: 100, national: null },
    { key: '1.001193', name: 'Đăng ký khai sinh', closed: 4, onTime: 1, late: 2, apologised: 1, shareOnTime: 33.3 },
  ]);
  expect((await read('from=2025-08&to=2025-09&field=dat-dai')).total).toMatchObject({ closed: 1, shareOnTime: null });
});

test('a clerk learns nothing of answers in months that are not settled', async () => {
  const clerk = await service.signedInAs('clerk');
  expect((await read('from=2025-08&to=2025-08', clerk)).total).toMatchObject({ closed: 5, national: null });
});

test('an unknown field, a turned period and an unknown name are refused', async () => {
  for (const query of [
    'from=2025-08&to=2025-08&field=x',
    'from=2025-08&to=2025-07',
    'from=2025-08&to=2025-08&officer=1',
  ]) {
    expect((await read(query)).status).toBe(422);
  }
});
