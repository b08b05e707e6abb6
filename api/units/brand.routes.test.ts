import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { brandOf, emblemOf } from './queries.ts';

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><path fill="#da251d" d="M0 0h3v2H0z"/></svg>';

let service: TestApp;
let admin: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-08-20T03:00:00Z' });
  admin = await service.signedInAs('admin');
});
afterAll(() => service.close());

const path = '/api/v1/settings/brand';
const read = async () => (await service.app.request(path, { headers: admin })).json();
const put = (colour: unknown, headers = admin) => service.send('PUT', path, headers, { colour });
const upload = (body: string, headers: Headers = admin) =>
  service.app.request(`${path}/emblem`, { method: 'PUT', headers: { ...headers, 'content-type': 'image/png' }, body });
const audited = () =>
  service.db
    .selectFrom('auditEntries')
    .select(['action', 'before', 'after'])
    .where('subject', '=', 'brand')
    .orderBy('entryNumber')
    .execute();
const survey = async () => {
  const machine = await service.apiKey('cases:write');
  const view = await service.send('PUT', '/api/v1/cases/B-1', machine, {
    procedure: '1.001193',
    closedOn: '2025-08-20',
  });
  const { url } = (await view.json()).invitation;
  return service.app.request(new URL(url).pathname);
};

test('a unit that has chosen nothing looks as the service does, with no line of style and no picture of its own', async () => {
  expect(await read()).toEqual({ colour: null, emblem: null });
  const page = await survey();
  const html = await page.text();
  expect(html.match(/<style>/g)).toHaveLength(1);
  expect(html).not.toContain('<img');
});

test('a colour is on the citizen’s page, under a policy that names its line of style', async () => {
  expect((await put('#C8102E')).status).toBe(204);
  expect(await read()).toEqual({ colour: '#c8102e', emblem: null });
  const page = await survey();
  expect(await page.text()).toContain('<style>:root{--brand:#c8102e;--tint:');
  expect(page.headers.get('content-security-policy')).toBe(
    (await import('../../survey-web/render.tsx')).citizenPolicyFor('#c8102e'),
  );
  expect((await audited()).at(-1)).toEqual({
    action: 'brand.colour',
    before: { colour: null },
    after: { colour: '#c8102e' },
  });
});

test('a colour that could not be read is refused with value, ratio and what is expected; nothing changes', async () => {
  const vi = await put('#ffcd00');
  expect(vi.status).toBe(422);
  expect((await vi.json()).errors).toEqual([
    {
      path: 'colour',
      message:
        '#ffcd00: độ tương phản 1,5:1 so với nền trang #ffffff, cần ít nhất 4,5:1. Màu đậm hơn gần nhất đọc được: #8f7300',
    },
  ]);
  const en = await put('#ffcd00', { ...admin, 'accept-language': 'en' });
  expect((await en.json()).errors[0].message).toBe(
    '#ffcd00: a contrast of 1.5:1 against the page’s ground #ffffff, at least 4.5:1 needed. The nearest darker shade that can be read: #8f7300',
  );
  expect((await read()).colour).toBe('#c8102e');
  expect((await put('#8f7300')).status).toBe(204);
  for (const wrong of ['red', '#fff', '#c8102e;}', 5]) expect((await put(wrong)).status).toBe(422);
});

test('an emblem is served to everyone at an address of its own, harmless even when opened as a page', async () => {
  expect((await upload(drawing)).status).toBe(204);
  const { emblem } = await read();
  expect(emblem).toMatchObject({ width: 3, height: 2 });
  const picture = await service.app.request(emblem.address);
  expect(picture.status).toBe(200);
  expect(Object.fromEntries(picture.headers)).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  });
  expect(await picture.text()).toContain('<path fill="#da251d" d="M0 0h3v2H0z"/>');
  const html = await (await survey()).text();
  expect(html).toContain(`<img src="${emblem.address}" alt width="66" height="44" loading="lazy"/>`);
});

test('a harmful one is refused, and the old one stays', async () => {
  const before = await read();
  const refusal = await upload(drawing.replace('<path', '<script>1</script><path'));
  expect(refusal.status).toBe(422);
  expect((await refusal.json()).errors).toEqual([
    { path: 'emblem', message: '<script>: biểu trưng không được có mã lệnh hay trang nhúng; xin bỏ đi' },
  ]);
  expect((await upload('')).status).toBe(422);
  expect((await upload('a'.repeat(70_000))).status).toBe(413);
  expect(await read()).toEqual(before);
});

test('a new emblem has a new address, and the old address leads nowhere, like one that never was', async () => {
  const { emblem: old } = await read();
  await upload(drawing.replace('#da251d', '#0000ff'));
  const { emblem } = await read();
  expect(emblem.address).not.toBe(old.address);
  const asked = (address: string) => service.app.request(address, { headers: { accept: 'application/json' } });
  const [gone, never] = await Promise.all([asked(old.address), asked('/bieu-trung/nowhere/0123456789abcdef')]);
  expect([gone.status, await gone.text()]).toEqual([404, await never.text()]);
});

test('other nouns get the look and the picture of a unit', async () => {
  const { unitId } = service.unit;
  expect(await brandOf(service.db, unitId)).toEqual(await read());
  expect(Buffer.from((await emblemOf(service.db, unitId))?.content ?? []).toString()).toContain('#0000ff');
});

test('both can be taken back', async () => {
  expect((await put(null)).status).toBe(204);
  const gone = await service.app.request(`${path}/emblem`, { method: 'DELETE', headers: admin });
  expect(gone.status).toBe(204);
  expect(await read()).toEqual({ colour: null, emblem: null });
  expect((await audited()).at(-1)).toMatchObject({ action: 'brand.emblem', after: { emblem: null } });
});

test('only an administrator changes them; the unit’s staff may read; another site’s page may not borrow a session', async () => {
  const leader = await service.signedInAs('leader');
  expect((await service.app.request(path, { headers: leader })).status).toBe(200);
  expect((await put('#c8102e', leader)).status).toBe(403);
  expect((await upload(drawing, leader)).status).toBe(403);
  expect((await upload(drawing, { ...admin, origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await service.app.request(path)).status).toBe(401);
});
