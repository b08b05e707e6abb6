import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { fillSettledQuarters } from '../testing/settled-quarters.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

let service: TestApp;
let leader: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2026-02-10T03:00:00Z' });
  leader = await service.signedInAs('leader');
  await fillSettledQuarters(service.db, service.unit.unitId);
});
afterAll(() => service.close());
afterEach(async () => {
  await service.db.deleteFrom('publishedQuarters').execute();
});

const get = (path: string, headers: Headers = {}) => service.app.request(path, { headers });
const put = (quarter: string, headers = leader) => service.send('PUT', `/api/v1/published/${quarter}`, headers);
const takeBack = (quarter: string, headers = leader) => service.send('DELETE', `/api/v1/published/${quarter}`, headers);
const figures = '/api/v1/public/satisfaction?unit=thuy-nguyen';
const audits = async () =>
  (await service.db.selectFrom('auditEntries').select(['action', 'subject', 'actor']).execute()).filter(({ action }) =>
    action.startsWith('quarter.'),
  );

describe('a published quarter', () => {
  test('has the figures of /satisfaction, for anybody, and nothing of the nights after it', async () => {
    expect((await put('2025-Q3')).status).toBe(204);
    const answer = await get(`${figures}&quarter=2025-Q3`);
    expect(answer.status).toBe(200);
    const { unit, published, quarter, ...shown } = await answer.json();
    expect({ unit: unit.code, published, quarter }).toEqual({
      unit: 'thuy-nguyen',
      published: ['2025-Q3'],
      quarter: '2025-Q3',
    });
    const inside = await (await get('/api/v1/satisfaction?from=2025-07&to=2025-09', leader)).json();
    const { rule, minimum, total, groups } = inside;
    expect(total.answered).toBe(360);
    expect(shown).toEqual({ rule, minimum, total, groups });
  });

  test('stays out of the others; without a quarter the newest is answered', async () => {
    await put('2025-Q3');
    expect((await get(`${figures}&quarter=2025-Q4`)).status).toBe(404);
    await put('2025-Q4');
    const { quarter, published } = await (await get(figures)).json();
    expect({ quarter, published }).toEqual({ quarter: '2025-Q4', published: ['2025-Q4', '2025-Q3'] });
  });

  test('is published once, taken back is gone, and the log says who did both', async () => {
    const before = (await audits()).length;
    await put('2025-Q3');
    expect((await put('2025-Q3')).status).toBe(204);
    expect(await (await get('/api/v1/published', leader)).json()).toEqual({
      quarters: [{ quarter: '2025-Q3', publishedOn: '2026-02-10' }],
    });
    const nothingThere = await (await get('/api/v1/public/satisfaction?unit=nowhere')).text();
    expect((await takeBack('2025-Q3')).status).toBe(204);
    const gone = await get(`${figures}&quarter=2025-Q3`);
    expect(gone.status).toBe(404);
    expect(await gone.text()).toBe(nothingThere);
    expect((await takeBack('2025-Q3')).status).toBe(404);
    const actor = expect.stringMatching(/^account:/);
    expect((await audits()).slice(before)).toEqual([
      { action: 'quarter.published', subject: '2025-Q3', actor },
      { action: 'quarter.taken-back', subject: '2025-Q3', actor },
    ]);
  });
});

describe('what is refused', () => {
  test.each([
    ['a quarter that is not settled', '2026-Q1', 422],
    ['one of which nothing is known', '2019-Q1', 422],
    ['what is no quarter', '2025-Q5', 404],
  ])('%s', async (_, quarter, status) => {
    expect((await put(quarter)).status).toBe(status);
    expect(await (await get('/api/v1/published', leader)).json()).toEqual({ quarters: [] });
  });

  test.each([
    ['nobody', async () => ({}), 401, 401],
    ['a clerk', () => service.signedInAs('clerk'), 200, 403],
    ['an auditor', () => service.signedInAs('auditor'), 200, 403],
    ['an administrator', () => service.signedInAs('admin'), 403, 403],
    ['a key that reads results', () => service.apiKey('results:read'), 200, 403],
  ] as const)('%s may not publish', async (_, headers, reading, writing) => {
    const who: Headers = await headers();
    expect((await get('/api/v1/published', who)).status).toBe(reading);
    expect((await put('2025-Q3', who)).status).toBe(writing);
    await put('2025-Q3');
    expect((await takeBack('2025-Q3', who)).status).toBe(writing);
  });

  test('a leader of another unit publishes and takes back nothing of this one', async () => {
    const other = await service.addUnit('le-chan');
    const stranger = await service.signedInFor(other.unitId, 'leader');
    await put('2025-Q3');
    expect((await put('2025-Q3', stranger)).status).toBe(422);
    expect((await takeBack('2025-Q3', stranger)).status).toBe(404);
    expect((await get('/api/v1/public/satisfaction?unit=le-chan')).status).toBe(404);
    expect((await get('/api/v1/public/satisfaction')).status).toBe(404);
    expect((await get(figures)).status).toBe(200);
  });
});

describe('the page', () => {
  const page = async (query = '?unit=thuy-nguyen') => (await get(`/cong-khai${query}`)).text();

  test('says that nothing is published yet, and the start page does not lead to it', async () => {
    expect(await page()).toContain('Chưa công khai kết quả nào.');
    expect(await (await get('/?unit=thuy-nguyen')).text()).not.toContain('/cong-khai');
  });

  test('shows the newest quarter first, with its verdict in words, by the SIPAS criteria', async () => {
    await put('2025-Q3');
    await put('2025-Q4');
    const html = await page();
    expect(html).not.toContain('<script');
    expect(html.indexOf('Quý IV/2025')).toBeGreaterThan(0);
    expect(html.indexOf('Quý III/2025')).toBeGreaterThan(html.indexOf('Quý IV/2025'));
    expect(html).toMatch(/Chưa đạt chỉ tiêu: \d+,\d+% hài lòng \(\d+\/360 phiếu\)/);
    expect(html).toContain('theo bộ tiêu chí SIPAS');
    expect(html).not.toContain('chỉ số SIPAS');
    expect(await page('?unit=thuy-nguyen&lang=en')).toMatch(/Target not met: \d+\.\d+% satisfied \(\d+ of 360\)/);
    expect(await (await get('/?unit=thuy-nguyen')).text()).toContain('href="/cong-khai?unit=thuy-nguyen"');
  });

  test('shows one quarter where that is asked for, and leads to the others', async () => {
    await put('2025-Q3');
    await put('2025-Q4');
    const html = await page('?unit=thuy-nguyen&quarter=2025-Q3');
    expect(html.match(/<table/g)).toHaveLength(1);
    expect(html).toContain('quarter=2025-Q4"');
    for (const query of ['?unit=thuy-nguyen&quarter=2024-Q4', '?unit=thuy-nguyen&quarter=x', '?unit=nowhere']) {
      expect((await get(`/cong-khai${query}`)).status).toBe(404);
    }
  });

  test('lets choose among several units that have published', async () => {
    await put('2025-Q3');
    const html = await page('');
    expect(html).toContain('href="/cong-khai?unit=thuy-nguyen"');
    expect(html).not.toContain('le-chan');
  });
});

test('the thank-you leads to what is published, and only then', async () => {
  const machine = await service.apiKey('cases:write');
  const body = { procedure: '1.001193', closedOn: '2026-02-09' };
  const { invitation } = await (await service.send('PUT', '/api/v1/cases/H24.30-1', machine, body)).json();
  const path = new URL(invitation.url).pathname;
  const answer = { key: `key-${'x'.repeat(24)}`, answers: { overall: 5 } };
  const sent = await service.send('POST', path, {}, answer);
  const cookie = sent.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const thanks = async () => (await get(path, { cookie })).text();
  expect(await thanks()).not.toContain('/cong-khai');
  await put('2025-Q3');
  const text = (await thanks()).replace(/<[^>]*>/g, '');
  expect(text).toContain(
    'Kết quả chung được công khai tại đây.Cần chúng tôi trả lời một việc cụ thể, mời ông/bà gửi phản ánh, kiến nghị.',
  );
});
