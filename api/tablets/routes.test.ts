import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PairedScreen, pairedScreen } from '../testing/screens.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { verify } from '../verification/service.ts';

let service: TestApp;
let clerk: Headers;
let machine: Headers;
let tablet: PairedScreen;
let screen: PairedScreen;
beforeAll(async () => {
  service = await testApp({ now: '2025-08-20T03:00:00Z' });
  machine = await service.apiKey('cases:write');
  clerk = await service.signedInAs('clerk');
  tablet = await pairedScreen(service, clerk, { counter: '1', answersHere: true });
  screen = await pairedScreen(service, clerk, { counter: '2' });
});
afterAll(async () => {
  expect(await verify(service.db)).toEqual([]);
  await service.close();
});

let number = 0;
let token: string;
let path: string;
beforeEach(async () => {
  number += 1;
  service.clock.set('2025-08-20T03:00:00Z');
  const body = { procedure: '1.001193', closedOn: '2025-08-20' };
  const put = await service.send('PUT', `/api/v1/cases/T-${number}`, machine, body);
  token = new URL((await put.json()).invitation.url).pathname.slice('/P/'.length);
  path = `${tablet.path}/p/${token}`;
});

const open = (at = path, headers: Headers = tablet.headers) => service.app.request(at, { headers });
const sendForm = (body: string, headers: Headers = tablet.headers, at = path) =>
  service.app.request(at, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
const sendJson = (body: object, headers: Headers = tablet.headers, at = path) =>
  service.send('POST', at, headers, body);
const key = 'k-0123456789';
const media = async () =>
  (await service.db.selectFrom('responseInbox').select(['medium', 'overall']).orderBy('inboxId').execute()).length;
const kiosk = async () =>
  (await service.db.selectFrom('responseInbox').select('medium').where('medium', '=', 'kiosk').execute()).length;

describe('the survey on the tablet', () => {
  test('is the same, kept nowhere, and leads nowhere else', async () => {
    const page = await open();
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('set-cookie')).toBeNull();
    const html = await page.text();
    expect(html).toContain('Mời ông/bà tự chọn. Cán bộ không xem câu trả lời.');
    expect(html).toContain(`action="${path}"`);
    expect(html).toMatch(/<form[^>]* autocomplete="off"/);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(links.filter((href) => !/^(#|data:,|\?lang=(vi|en)$)/.test(href ?? ''))).toEqual([tablet.path]);
    expect(await (await open(`${path}?lang=en`)).text()).toContain('Please answer yourself; staff do not look.');
  });

  test('is for the paired tablet alone, not for a screen that only shows, nor for another unit’s code', async () => {
    const other = await service.addUnit(`khac-${number}`);
    const theirs = await service.apiKeyFor(other.unitId, 'cases:write');
    const put = await service.send('PUT', '/api/v1/cases/X-1', theirs, {
      procedure: '1.001193',
      closedOn: '2025-08-20',
    });
    const foreign = new URL((await put.json()).invitation.url).pathname.slice('/P/'.length);
    const before = await media();
    const refused: [string, Headers][] = [
      [path, {}],
      [path, { cookie: 'screen=x' }],
      [path, screen.headers],
      [`${screen.path}/p/${token}`, screen.headers],
      [`${tablet.path}/p/${foreign}`, tablet.headers],
      [`${tablet.path}/p/222222222222`, tablet.headers],
      ['/quay/222222/p/222222222222', tablet.headers],
    ];
    for (const [at, headers] of refused) {
      expect((await open(at, headers)).status).not.toBe(200);
      expect((await sendJson({ key, answers: { overall: 5 } }, headers, at)).status).toBe(404);
    }
    expect(await media()).toBe(before);
  });
});

describe('an answer', () => {
  test('by form is taken as one of a tablet, sets no cookie, and ends on a page that thanks', async () => {
    const before = await kiosk();
    const sent = await sendForm(`key=${key}&overall=4`);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${tablet.path}/xong`]);
    expect(sent.headers.getSetCookie()).toEqual([]);
    expect(await kiosk()).toBe(before + 1);
    const done = await (await open(`${tablet.path}/xong`)).text();
    expect(done).toContain('Chúng tôi đã nhận được đánh giá. Cảm ơn ông/bà!');
    expect(done).toContain('Xong, xóa khỏi máy này');
    // The next person, with the same tablet and even the same code, sees nothing of it.
    const again = await (await open()).text();
    expect(again).toContain('<form');
    expect(again).not.toMatch(/<input[^>]* checked/);
  });

  test('by script the same; the same key again is the same success, another is refused', async () => {
    const before = await kiosk();
    expect((await sendJson({ key, answers: { overall: 2 } })).status).toBe(201);
    const again = await sendJson({ key, answers: { overall: 5 } });
    expect([again.status, again.headers.getSetCookie()]).toEqual([201, []]);
    expect((await sendJson({ key: 'another-key-0123', answers: { overall: 5 } })).status).toBe(409);
    expect(await kiosk()).toBe(before + 1);
  });

  test('on a phone stays one of a phone, whatever it says of itself', async () => {
    const before = await kiosk();
    const onPhone = { key, answers: { overall: 5 }, medium: 'kiosk' };
    await service.send('POST', `/p/${token}`, tablet.headers, onPhone);
    await sendForm(`key=${key}&overall=5&medium=kiosk`, tablet.headers, `/p/${token}`);
    await service.send('POST', `/p/${token}`, tablet.headers, { key, answers: { overall: 5 } });
    expect(await kiosk()).toBe(before);
  });

  test('that lacks something comes back with all that was chosen, still without a way out', async () => {
    const before = await media();
    const page = await sendForm(`key=${key}&access=4&comment=Tốt`);
    expect(page.status).toBe(422);
    const html = await page.text();
    expect(html).toMatch(/id="access-4"[^>]* checked/);
    expect(html).toContain('Mời ông/bà chọn một mức ở câu 1.');
    expect(html).not.toContain('/rieng-tu');
    expect(await media()).toBe(before);
  });

  test('to a code that has ended, was replaced or has been used is told so, with the way back alone', async () => {
    const second = async (body: string) => {
      const page = await sendForm(body);
      const html = await page.text();
      const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href).filter((href) => href !== 'data:,');
      expect(links).toEqual([tablet.path]);
      return [page.status, /<h1[^>]*>([^<]*)/.exec(html)?.[1]];
    };
    await sendForm(`key=${key}&overall=4`);
    expect(await second('key=another-key-0123&overall=4')).toEqual([
      409,
      'Mã này đã được dùng để đánh giá, nên lần này chưa được ghi nhận.',
    ]);
    await service.send('POST', `/api/v1/cases/T-${number}/invitation`, clerk);
    expect(await second('key=another-key-0123&overall=4')).toEqual([410, 'Mã này đã được thay bằng mã mới.']);
    expect((await open()).status).toBe(410);
  });

  test('from another site’s page is refused', async () => {
    const before = await media();
    const sent = await sendForm(`key=${key}&overall=4`, { ...tablet.headers, 'sec-fetch-site': 'cross-site' });
    expect(sent.status).toBe(403);
    expect(await media()).toBe(before);
  });
});

test('of an address that is not there, the tablet returns to its screen', async () => {
  const lost = await open(`${tablet.path}/p/222222222222`);
  expect([lost.status, lost.headers.get('location')]).toEqual([303, tablet.path]);
});
