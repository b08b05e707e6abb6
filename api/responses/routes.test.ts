import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { verify } from '../verification/service.ts';

let service: TestApp;
let machine: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-08-20T03:00:00Z' });
  machine = await service.apiKey('cases:write');
});
afterAll(async () => {
  expect(await verify(service.db)).toEqual([]);
  await service.close();
});

let number = 0;
let path: string;
let casePath: string;
beforeEach(async () => {
  number += 1;
  service.clock.set('2025-08-20T03:00:00Z');
  casePath = `/api/v1/cases/R-${number}`;
  const put = await service.send('PUT', casePath, machine, { procedure: '1.001193', closedOn: '2025-08-20' });
  path = new URL((await put.json()).invitation.url).pathname;
});

const key = 'k-0123456789';
const sendJson = (body: unknown, headers: Headers = {}) => service.send('POST', path, headers, body);
const sendForm = (body: string | URLSearchParams, headers: Headers = {}) =>
  service.app.request(path, {
    method: 'POST',
    body: body.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
const open = (at = path, headers: Headers = {}) => service.app.request(at, { headers });

/** What is kept in all: nothing else may grow when a post is refused. */
async function kept() {
  const [inbox, comments, spent] = await Promise.all([
    service.db.selectFrom('responseInbox').select('inboxId').execute(),
    service.db.selectFrom('commentInbox').select('commentId').execute(),
    service.db.selectFrom('invitations').select('invitationId').where('answerKeyHash', 'is not', null).execute(),
  ]);
  return { answers: inbox.length, comments: comments.length, spent: spent.length };
}

describe('the page', () => {
  test('is complete in one answer, in either language, and may be read as often as one likes', async () => {
    const before = await kept();
    const first = await open();
    expect(first.status).toBe(200);
    expect(first.headers.get('set-cookie')).toBeNull();
    expect(first.headers.get('cache-control')).toBe('no-store');
    const page = await first.text();
    expect(page).toContain('<html lang="vi">');
    expect(page).toContain('Đăng ký khai sinh');
    expect(page).not.toMatch(/(src|href)="(?!data:|#|\?|\/)/);
    expect(await (await open(`${path}?lang=en`)).text()).toContain('<html lang="en">');
    expect(await (await open(path, { 'accept-language': 'fr, en;q=0.8, vi;q=0.5' })).text()).toContain(
      '<html lang="en">',
    );
    expect(await kept()).toEqual(before);
  });

  test('calls the procedure in English by its English name, where the catalogue has one', async () => {
    const name = async (language: string) =>
      /class="about">([^<]*)/.exec(await (await open(`${path}?lang=${language}`)).text())?.[1];
    const rename = (nameEn: string | null) =>
      service.db.updateTable('procedures').set({ nameEn }).where('procedureCode', '=', '1.001193').execute();
    await rename(null);
    expect(await name('en')).toContain('Đăng ký khai sinh');
    await rename('Registration of a birth');
    expect(await name('en')).toContain('Registration of a birth');
    expect(await name('vi')).toContain('Đăng ký khai sinh');
  });

  test('is found in either case, with or without hyphens', async () => {
    const token = path.slice('/P/'.length);
    const grouped = [token.slice(0, 4), token.slice(4, 8), token.slice(8)].join('-');
    for (const at of [`/p/${token.toLowerCase()}`, `/P/${grouped}`, `/p/${grouped.toLowerCase()}`]) {
      expect((await open(at)).status).toBe(200);
    }
  });

  test('never tells a stranger that it was answered; the device that answered sees the thanks again', async () => {
    const strip = (page: string) => page.replace(/name="key" value="[^"]+"/, '');
    const before = strip(await (await open()).text());
    const answered = await sendForm({ toString: () => `key=${key}&overall=5` } as URLSearchParams);
    expect(answered.status).toBe(303);
    expect(answered.headers.get('location')).toBe(path.replace('/P/', '/p/'));
    const cookies = answered.headers.getSetCookie();
    const token = path.slice('/P/'.length);
    expect(cookies.map((cookie) => cookie.split('; ').slice(1).sort())).toEqual([
      ['HttpOnly', `Path=/p/${token}`, 'SameSite=Lax'],
      ['HttpOnly', `Path=/P/${token}`, 'SameSite=Lax'],
    ]);
    const stranger = await open();
    expect([stranger.status, strip(await stranger.text())]).toEqual([200, before]);
    const own = await open(path, { cookie: cookies[0]?.split(';')[0] ?? '' });
    expect(await own.text()).toContain('Chúng tôi đã nhận được đánh giá. Cảm ơn ông/bà!');
    const other = await open(path, { cookie: 'thanks=something-else' });
    expect(strip(await other.text())).toBe(before);
  });

  test('opens to the end of its last day, local time', async () => {
    service.clock.set('2025-09-04T16:59:59Z');
    expect((await open()).status).toBe(200);
    service.clock.set('2025-09-04T17:00:00Z');
    const ended = await open();
    expect(ended.status).toBe(410);
    expect(await ended.text()).toContain('Mã này đã hết hạn ngày 04/9/2025.');
  });

  test.each([
    ['/p/ABCD', 404, 'Mã còn thiếu 8 ký tự.'],
    ['/p/22222222222Z', 404, 'Chưa tìm thấy mã này.'],
    ['/p/223222222222', 404, 'Chưa tìm thấy mã này.'],
    ['/p/H24.30-250701-0001', 404, 'Đây có vẻ là mã hồ sơ.'],
    ['/p/%E0%A4%A', 404, ''],
  ])('%s is not found, and says what to do', async (at, status, text) => {
    const response = await open(at);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(text);
  });
});

test('the worker that sends a held answer comes by itself, may only talk to its own service, and is never stale', async () => {
  const response = await service.app.request('/p/gui-lai.js');
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'content-security-policy': "default-src 'none'; connect-src 'self'",
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  expect(response.headers.get('set-cookie')).toBeNull();
  expect(await response.text()).toMatch(/addEventListener\(.sync/);
  const page = await open();
  expect(page.headers.get('content-security-policy')).toContain("worker-src 'self'");
});

describe('typing the code', () => {
  test('leads to the page, and asks again where it can’t', async () => {
    const token = path.slice('/P/'.length).toLowerCase();
    const found = await open(`/?ma=${token.slice(0, 4)}+${token.slice(4)}`);
    expect([found.status, found.headers.get('location')]).toEqual([303, path.replace('/P/', '/p/')]);
    const short = await open('/?ma=ABCD');
    expect([short.status, (await short.text()).includes('value="ABCD"')]).toEqual([404, true]);
    expect((await open('/')).status).toBe(200);
  });
});

describe('an answer', () => {
  test('counts once among forty at once', async () => {
    const before = await kept();
    const posts = Array.from({ length: 40 }, (_, index) =>
      sendJson({ key: `racing-${index}`, answers: { overall: 4 } }),
    );
    const statuses = (await Promise.all(posts)).map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array(39).fill(409)]);
    const after = await kept();
    expect(after.answers - before.answers).toBe(1);
    expect(after.spent - before.spent).toBe(1);
  });

  test('is the same success for the same key, however late, whatever it says; the first stands', async () => {
    const said = { key, answers: { overall: 5, access: 'na', officer: 3 }, comment: 'Ghế chờ hơi ít.' };
    const first = await sendJson(said);
    expect([first.status, await first.json()]).toEqual([201, { status: 'recorded' }]);
    const before = await kept();
    service.clock.advance({ days: 60 });
    expect((await sendJson({ key, answers: { overall: 1 } })).status).toBe(201);
    expect((await sendJson({ key, answers: { overall: 9 } })).status).toBe(201);
    expect((await sendForm(`key=${key}&overall=1`)).status).toBe(303);
    expect(await kept()).toEqual(before);
    service.clock.set('2025-08-20T03:00:00Z');
    expect((await sendJson({ key: 'another-key', answers: { overall: 5 } })).status).toBe(409);
  });

  test('keeps what was said and nothing of who said it', async () => {
    const known = await kept();
    const form = new URLSearchParams({
      key,
      overall: '2',
      access: 'na',
      result: '4',
      comment: 'Chờ\r\nlâu ',
      language: 'en',
    });
    const sent = await sendForm(form, { 'user-agent': 'a telling browser', 'x-forwarded-for': '203.0.113.7' });
    expect(sent.headers.get('location')).toBe(`${path.replace('/P/', '/p/')}?lang=en`);
    expect(await kept()).toEqual({ answers: known.answers + 1, comments: known.comments + 1, spent: known.spent + 1 });
    const answer = service.db.selectFrom('responseInbox').selectAll().where('overall', '=', 2);
    expect(await answer.execute()).toEqual([
      {
        unitId: service.unit.unitId,
        inboxId: expect.any(String),
        month: '2025-08',
        fieldId: 'ho-tich',
        procedureCode: '1.001193',
        channel: 'counter',
        medium: 'phone',
        language: 'en',
        questionnaireVersion: 1,
        overall: 2,
        answers: { access: 'na', result: 4 },
      },
    ]);
    const comment = service.db.selectFrom('commentInbox').selectAll().where('comment', '=', 'Chờ\nlâu');
    expect(await comment.execute()).toEqual([
      {
        unitId: service.unit.unitId,
        commentId: expect.any(String),
        month: '2025-08',
        fieldId: 'ho-tich',
        comment: 'Chờ\nlâu',
      },
    ]);
  });

  test('is taken until three days after the last day, in the order key, ended, past, answered', async () => {
    service.clock.set('2025-09-07T16:59:59Z');
    expect((await sendJson({ key, answers: { overall: 5 } })).status).toBe(201);
    service.clock.set('2025-09-07T17:00:00Z');
    expect((await sendJson({ key, answers: { overall: 5 } })).status).toBe(201);
    expect((await sendJson({ key: 'another-key', answers: { overall: 5 } })).status).toBe(410);
  });

  test('is refused past its days, unspent', async () => {
    service.clock.set('2025-09-07T17:00:00Z');
    const before = await kept();
    const refused = await sendJson({ key, answers: { overall: 5 } });
    expect([refused.status, (await refused.json()).type]).toEqual([410, '/problems/invitation-expired']);
    expect((await sendForm(`key=${key}&overall=5`)).status).toBe(410);
    expect(await kept()).toEqual(before);
  });
});

describe('what is refused stores nothing and spends nothing', () => {
  const good = { key, answers: { overall: 5 } };
  test.each<[string, unknown, number, string[]]>([
    ['no overall mark', { key, answers: { access: 5 } }, 422, ['overall']],
    ['no answers', { key }, 422, ['overall']],
    ['a mark off the scale', { key, answers: { overall: 6 } }, 422, ['overall']],
    ['zero', { key, answers: { overall: 0 } }, 422, ['overall']],
    ['half a mark', { key, answers: { overall: 4.5 } }, 422, ['overall']],
    ['a mark as text', { key, answers: { overall: '5' } }, 422, ['overall']],
    ['does not apply where it must', { key, answers: { overall: 'na' } }, 422, ['overall']],
    ['an unknown question', { key, answers: { overall: 5, mood: 5 } }, 422, ['mood']],
    ['a name of the language', { key, answers: JSON.parse('{"overall":5,"__proto__":5}') }, 422, ['__proto__']],
    ['an unknown property', { ...good, name: 'x' }, 422, ['name']],
    ['no key', { answers: { overall: 5 } }, 422, ['key']],
    ['a short key', { ...good, key: 'short' }, 422, ['key']],
    ['a long comment', { ...good, comment: 'ạ'.repeat(1001) }, 422, ['comment']],
    ['a control character', { ...good, comment: 'a\u0007b' }, 422, ['comment']],
    ['NUL', { ...good, comment: 'a\u0000b' }, 422, ['comment']],
    ['half a character', { ...good, comment: 'a\ud800' }, 422, ['comment']],
    ['another language', { ...good, language: 'fr' }, 422, ['language']],
    ['a list of marks', { key, answers: { overall: [5, 5] } }, 422, ['overall']],
    ['no object', 5, 422, ['overall', 'key']],
  ])('JSON with %s', async (_, body, status, paths) => {
    const before = await kept();
    const response = await sendJson(body);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect((await response.json()).errors.map((error: { path: string }) => error.path)).toEqual(paths);
    expect(await kept()).toEqual(before);
    expect((await sendJson(good)).status).toBe(201);
  });

  test.each([
    ['a repeated field', `key=${key}&overall=5&overall=1`],
    ['a mark off the scale', `key=${key}&overall=6`],
    ['an unknown question', `key=${key}&overall=5&mood=5`],
    ['no mark', `key=${key}&comment=Xin+ch%C3%A0o`],
    ['a long comment', `key=${key}&overall=5&comment=${'x'.repeat(1001)}`],
  ])('a form with %s shows the form again with what was filled in', async (_, body) => {
    const before = await kept();
    const response = await sendForm(`${body}&officer=4`);
    expect(response.status).toBe(422);
    const page = await response.text();
    expect(page).toMatch(/name="officer" value="4"[^>]*checked/);
    expect(page).toContain(`value="${key}"`);
    const comment = new URLSearchParams(body).get('comment');
    if (comment) expect(page).toContain(comment);
    expect(await kept()).toEqual(before);
  });

  test('bodies of another kind, unreadable or too large, announced or not', async () => {
    const before = await kept();
    const send = (body: string | ReadableStream, type: string) =>
      service.app.request(path, {
        method: 'POST',
        body,
        headers: { 'content-type': type },
        duplex: 'half',
      } as RequestInit);
    const large = JSON.stringify({ ...good, comment: 'x'.repeat(17_000) });
    const stream = () => new Blob([large]).stream();
    expect((await send('{"key":', 'application/json')).status).toBe(400);
    expect((await send(JSON.stringify(good), 'text/plain')).status).toBe(415);
    expect((await send('--x--', 'multipart/form-data; boundary=x')).status).toBe(415);
    expect((await send(large, 'application/json')).status).toBe(413);
    expect((await send(stream(), 'application/json')).status).toBe(413);
    expect(
      (
        await send(
          new URLSearchParams({ key, overall: '5', comment: 'x'.repeat(17_000) }).toString(),
          'application/x-www-form-urlencoded',
        )
      ).status,
    ).toBe(413);
    expect(await kept()).toEqual(before);
  });

  test('a code that does not exist', async () => {
    const at = '/p/22322222222Z';
    expect((await service.send('POST', at, {}, good)).status).toBe(404);
    expect(
      (
        await service.app.request(at, {
          method: 'POST',
          body: 'overall=5',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).status,
    ).toBe(404);
  });
});

describe('guessing', () => {
  test('is slowed down for the network it comes from, and for no other', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const guarded = await testApp({ now: '2025-08-20T03:00:00Z', trustProxy: 1 });
    const guess = (address: string, index: number) =>
      guarded.app.request(`/p/22${3 + (index % 7)}${'ABCDEFGH2'}`, { headers: from(address) });
    for (let index = 0; index < 300; index++) expect((await guess('203.0.113.7', index)).status).toBe(404);
    const refused = await guess('203.0.113.7', 1);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.text()).toContain('Đã thử nhiều lần.');
    expect((await guess('203.0.113.8', 1)).status).toBe(404);
    await guarded.close();
  });
});
