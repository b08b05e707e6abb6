import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealNightly } from '../nightly.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { verify } from '../verification/service.ts';
import { forgetCases } from './service.ts';

let service: TestApp;
let machine: Headers;
let reader: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-07-20T03:00:00Z' });
  machine = await service.apiKey('cases:write');
  reader = await service.apiKey('results:read');
});
afterAll(() => service.close());

const actor = { kind: 'system', name: 'retention', unitId: null } as const;
const forget = () => forgetCases(service.db, { now: service.clock(), timeZone: service.context.timeZone, actor });
const put = (code: string, closedOn: string | null, more: object = {}) =>
  service.send('PUT', `/api/v1/cases/${code}`, machine, { procedure: '1.001193', closedOn, ...more });
const answer = async (closed: Response) => {
  const { invitation } = await closed.json();
  const path = new URL(invitation.url).pathname;
  const sent = await service.send('POST', path, {}, { key: `retention-key-${path.slice(3)}`, answers: { overall: 5 } });
  expect(sent.status).toBe(201);
  return path;
};
const isKnown = async (code: string) => (await service.app.request(`/api/v1/cases/${code}`, { headers: machine })).ok;
const figures = async () => {
  const paths = ['satisfaction?by=month', 'satisfaction?by=procedure', 'case-handling?by=procedure'];
  const asked = paths.map(async (path) => {
    const found = await service.app.request(`/api/v1/${path}&from=2025-07&to=2025-09`, { headers: reader });
    return (await found.text()).replace(/"sealedOn":"[^"]*"/, '');
  });
  return Promise.all(asked);
};
/** Where in the whole database a text is found. */
const placesOf = async (text: string) => {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(service.db);
  const places = [];
  for (const { name } of tables) {
    const { rows } = await sql`select 1 from ${sql.table(name)} as t where t::text like ${`%${text}%`}`.execute(
      service.db,
    );
    if (rows.length > 0) places.push(name);
  }
  return places;
};

describe('case codes of settled months', () => {
  let path: string;
  beforeAll(async () => {
    for (let number = 0; number < 6; number += 1) {
      const closed = await put(`RET-07-${number}`, '2025-07-18', { counter: 'Quầy 7', dueOn: '2025-07-17' });
      path = await answer(closed);
    }
    await put('RET-SILENT', '2025-07-18');
    expect((await service.send('POST', '/api/v1/cases/RET-SILENT/paper', machine)).status).toBe(200);
    await put('RET-TAKEN-BACK', '2025-07-18');
    await service.send('DELETE', '/api/v1/cases/RET-TAKEN-BACK', machine);
    await answer(await put('RET-OPEN', '2025-07-18'));
    await put('RET-OPEN', null);
    await answer(await put('RET-AGAIN', '2025-07-18'));
    service.clock.set('2025-10-20T03:00:00Z');
    await service.seal();
    // Closed again, and sent late: both would have their code in October.
    await put('RET-AGAIN', null);
    await put('RET-AGAIN', '2025-07-18');
    await put('RET-LATE', '2025-07-19');
    service.clock.set('2027-07-31T03:00:00Z');
    await service.seal();
    reader = await service.apiKey('results:read');
  });

  test('are kept until their month has been over for as long as the unit wants', async () => {
    expect(await forget()).toEqual([]);
    expect(await isKnown('RET-07-1')).toBe(true);
  });

  test('are forgotten then: nothing in the database leads back to them, and every figure is the same', async () => {
    const before = await figures();
    service.clock.set('2027-08-01T03:00:00Z');
    const { db, clock, context } = service;
    const { timeZone, randomBytes, log } = context;
    await sealNightly({ db, clock, timeZone, randomBytes, log }).stop();
    for (const code of ['RET-07', 'RET-SILENT', 'RET-TAKEN-BACK', 'Quầy 7']) expect(await placesOf(code)).toEqual([]);
    expect(await isKnown('RET-07-1')).toBe(false);
    expect(await figures()).toEqual(before);
    expect(before[2]).toContain('"late":6');
    expect(await verify(service.db)).toEqual([]);
    // Six, the silent one and the one that was taken back.
    const entry = await service.db
      .selectFrom('auditEntries')
      .select(['actor', 'subject', 'after'])
      .where('action', '=', 'retention.done')
      .execute();
    expect(entry).toEqual([{ actor: 'system:retention', subject: '2025-07', after: { cases: 8 } }]);
  });

  test('of cases that are open again, closed again later or sent late are kept', async () => {
    expect(await isKnown('RET-OPEN')).toBe(true);
    expect(await isKnown('RET-AGAIN')).toBe(true);
    expect(await isKnown('RET-LATE')).toBe(true);
    expect((await put('RET-LATE', '2025-07-19')).status).toBe(200);
  });

  test('leave the list, and the slip says what it said', async () => {
    const list = await service.app.request('/api/v1/cases?limit=200', { headers: machine });
    const { cases } = (await list.json()) as { cases: { caseCode: string }[] };
    expect(cases.map(({ caseCode }) => caseCode).sort()).toEqual(['RET-AGAIN', 'RET-LATE', 'RET-OPEN']);
    expect((await service.app.request(path)).status).toBe(410);
  });

  test('that come again get no second vote: what belongs to a forgotten time is not taken', async () => {
    const refused = await put('RET-07-1', '2025-07-18');
    expect([refused.status, (await refused.json()).errors]).toMatchObject([422, [{ path: 'closedOn' }]]);
    expect((await put('RET-TAKEN-BACK', '2025-07-18')).status).toBe(422);
    expect((await put('RET-07-1', null)).status).toBe(422);
    expect((await put('RET-NEW', '2025-07-31')).status).toBe(422);
    expect((await put('RET-NEW', '2025-08-01')).status).toBe(201);
    // Open all the time, so it is known that it was answered.
    const { invitation } = await (await put('RET-OPEN', '2027-07-30')).json();
    const again = await service.send(
      'POST',
      new URL(invitation.url).pathname,
      {},
      { key: 'another-random-key', answers: { overall: 1 } },
    );
    expect(again.status).toBe(409);
  });

  test('another night forgets nothing twice', async () => {
    expect(await forget()).toEqual([]);
  });

  test('of a unit that keeps them for ever stay', async () => {
    await service.db.updateTable('settings').set({ retentionMonths: null }).execute();
    service.clock.set('2031-01-01T03:00:00Z');
    expect(await forget()).toEqual([]);
    expect(await isKnown('RET-LATE')).toBe(true);
  });
});
