import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Month } from '../../db/vocabulary.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import { verify } from '../verification/service.ts';

/** The same steps in a demonstration and in a service that is in earnest. */
let demo: TestApp;
let earnest: TestApp;
beforeAll(async () => {
  const now = '2025-08-20T03:00:00Z';
  [demo, earnest] = await Promise.all([testApp({ now, demo: true }), testApp({ now })]);
});
afterAll(() => Promise.all([demo, earnest].map((service) => service.close())));

const birth = '1.001193';
const land = '1.013978';
let serial = 0;

async function closed(service: TestApp, procedure: string): Promise<string> {
  serial += 1;
  const machine = await service.apiKey('cases:write');
  const put = await service.send('PUT', `/api/v1/cases/D-${serial}`, machine, { procedure, closedOn: '2025-08-20' });
  return new URL((await put.json()).invitation.url).pathname;
}
const answer = (service: TestApp, path: string, overall: number, key = `key-number-${serial}`) =>
  service.send('POST', path, {}, { key, answers: { overall }, comment: 'Cần thêm ghế ngồi chờ.' });
const answerForm = (service: TestApp, path: string, overall: number) =>
  service.app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `key=form-key-${serial}&overall=${overall}`,
  });
async function results(service: TestApp) {
  const reader = await service.apiKey('results:read');
  return (
    await service.app.request('/api/v1/satisfaction?from=2025-08&to=2025-08&by=field', { headers: reader })
  ).json();
}
const comments = async (service: TestApp) =>
  (await service.db.selectFrom('comments').select('comment').execute()).length;

test('a demonstration shows each answer at once, by JSON and by form, and no other field’s', async () => {
  // Held since last night.
  const held = {
    fieldId: 'dat-dai',
    procedureCode: land,
    channel: 'counter',
    medium: 'phone',
    language: 'vi',
  } as const;
  await demo.db
    .insertInto('responseInbox')
    .values({
      ...held,
      unitId: demo.unit.unitId,
      month: '2025-08' as Month,
      questionnaireVersion: 1,
      overall: 5,
      answers: '{}',
    })
    .execute();

  expect((await answer(demo, await closed(demo, birth), 4)).status).toBe(201);
  expect(await results(demo)).toMatchObject({
    waiting: 1,
    total: { answered: 1, levels: [0, 0, 0, 1, 0], held: true },
    groups: expect.arrayContaining([expect.objectContaining({ key: 'ho-tich', closed: 1, answered: 1, held: false })]),
  });
  expect((await answerForm(demo, await closed(demo, birth), 2)).status).toBe(303);
  expect(await results(demo)).toMatchObject({ waiting: 1, total: { closed: 2, answered: 2, levels: [0, 1, 0, 1, 0] } });
  expect(await comments(demo)).toBe(1);
});

test('sending it again shows nothing twice', async () => {
  const path = await closed(demo, birth);
  const before = (await results(demo)).total.answered;
  for (const key of ['the-same-key', 'the-same-key']) expect((await answer(demo, path, 5, key)).status).toBe(201);
  expect((await answer(demo, path, 5, 'another-key')).status).toBe(409);
  expect((await results(demo)).total.answered).toBe(before + 1);
});

test('a service in earnest shows nothing before the night, and then no fewer than five', async () => {
  const before = await results(earnest);
  expect((await answer(earnest, await closed(earnest, birth), 4)).status).toBe(201);
  expect((await answerForm(earnest, await closed(earnest, birth), 2)).status).toBe(303);
  expect(await results(earnest)).toEqual(before);
  await earnest.seal();
  expect(await results(earnest)).toMatchObject({ waiting: 2, total: { answered: 0, held: true } });
  expect(await comments(earnest)).toBe(0);
  expect(await verify(earnest.db)).toEqual([]);
});

test('every page of a demonstration says so, and none of a service in earnest', async () => {
  const marked = 'Số liệu minh họa, không có thật';
  const html = { accept: 'text/html' };
  for (const service of [demo, earnest]) {
    const path = await closed(service, birth);
    const old = path.replace(/.$/, (last) => (last === '2' ? '3' : '2'));
    const clerk = await service.signedInAs('clerk');
    const ended = await closed(service, birth);
    await service.send('DELETE', `/api/v1/cases/D-${serial}`, await service.apiKey('cases:write'));
    const addresses = [path, old, ended, '/', '/?ma=ABCD', '/rieng-tu', '/nothing-here', '/problems/not-found'];
    for (const address of [...addresses, `/api/v1/cases/D-${serial - 1}/slip`]) {
      const page = await (await service.app.request(address, { headers: { ...html, ...clerk } })).text();
      expect(page.includes(marked), address).toBe(service === demo);
    }
    for (const address of ['/admin', '/admin/sign-in', '/admin/results']) {
      const page = await (await service.app.request(address, { headers: html })).text();
      expect(page.includes('<meta name="demo"'), address).toBe(service === demo);
    }
  }
});
