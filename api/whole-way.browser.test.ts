import { readFile } from 'node:fs/promises';
import { createServer, connect as dial } from 'node:net';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { languages } from '../db/vocabulary.ts';
import { build } from '../scripts/build.ts';
import { distFolder } from '../scripts/stale.ts';
import { axeViolations } from '../scripts/testing/axe.ts';
import { launchBrowser } from '../scripts/testing/browser.ts';
import { decodeQrPng, decodeQrSvg } from '../scripts/testing/decode-qr.ts';
import { setupLink } from './accounts/service.ts';
import { createApp } from './app.ts';
import type { Pages } from './context.ts';
import { sealAll } from './seals/service.ts';
import { type Headers, type TestContext, testContext, testPassword } from './testing/test-context.ts';

/**
 * The whole way of ten ratings, as one story that is told in order: the service as it is built, on a port of its own, and
 * a real browser. Only the clock is ours, since the month has to be over.
 */
let made: TestContext;
let origin: string;
let server: ServerType;
let browser: Browser;
/** Who closes cases from another system, and the head of the centre. */
let machine: Headers;

beforeAll(async () => {
  await build();
  const port = await freePort();
  origin = `http://localhost:${port}`;
  made = await testContext({ now: '2025-08-20T03:00:00Z', publicUrl: origin, adminFolder: join(distFolder, 'admin') });
  const pages: Pages = await import(join(distFolder, 'survey', 'render.js'));
  const app = createApp({ ...made.context, pages });
  server = await new Promise((resolve) => {
    const listening = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(listening));
  });
  browser = await launchBrowser();
  machine = await made.apiKey('cases:write');
});
afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => server.close(resolve));
  await made.close();
});

/** Each test has browsers of its own; what goes wrong in their pages fails it. */
const contexts: BrowserContext[] = [];
const faults: string[] = [];
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  expect(faults.splice(0)).toEqual([]);
});

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    timezoneId: 'Asia/Ho_Chi_Minh',
    locale: 'vi',
    baseURL: origin,
    ...options,
  });
  contexts.push(context);
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/Content.Security.Policy|Uncaught/i.test(message.text())) faults.push(message.text());
  });
  return page;
}

/** Staff sit at a screen whose clock shows the service's day. */
async function openAsStaff(headers?: Headers): Promise<Page> {
  const page = await open({ viewport: { width: 1280, height: 800 } });
  if (headers) {
    const [name = '', value = ''] = (headers.cookie ?? '').split('=');
    await page.context().addCookies([{ name, value, url: origin, httpOnly: true, sameSite: 'Strict' }]);
  }
  await page.clock.setFixedTime(made.clock());
  return page;
}

const ask = (path: string, headers: Headers = machine) => fetch(origin + path, { headers });
const seal = () =>
  sealAll(made.db, {
    now: made.clock(),
    timeZone: made.context.timeZone,
    randomBytes: made.context.randomBytes,
    actor: { kind: 'system', name: 'seal', unitId: null },
  });

interface Invitation {
  readonly url: string;
  readonly code: string;
  readonly qrSvg: string;
  readonly qrPng: string;
  readonly slip: string;
}

async function closeCase(code: string, closed: { procedure: string; closedOn: string }): Promise<Invitation> {
  const put = await fetch(`${origin}/api/v1/cases/${code}`, {
    method: 'PUT',
    headers: { ...machine, 'content-type': 'application/json' },
    body: JSON.stringify(closed),
  });
  expect(put.status).toBe(201);
  return (await put.json()).invitation;
}

async function answer(url: string, overall: number): Promise<void> {
  const sent = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: `key-of-${url.slice(-12)}`, answers: { overall } }),
  });
  expect(sent.status).toBe(201);
}

/** A line of CSV (RFC 4180) without line breaks in its cells. */
const cellsOf = (line: string): string[] => (line.match(/(?<=^|,)("(?:[^"]|"")*"|[^,]*)/g) ?? []) as string[];

const period = 'from=2025-07&to=2025-07&by=field';
const caseCodes = Array.from({ length: 10 }, (_, index) => `H24.30-250707-${String(index + 1).padStart(4, '0')}`);
const registration = { procedure: '1.001193', closedOn: '2025-07-07' };
const urls: string[] = [];
/** The first account, which holds all three roles. */
let head: Headers;

test('the link that the first start prints makes the first account', async () => {
  const { secretKey } = made.context;
  const link = await setupLink(made.db, { publicUrl: origin, secretKey, now: made.clock() });
  const page = await openAsStaff();
  await page.goto(link ?? '');
  await page.fill('#username', 'nga');
  await page.fill('#password', testPassword);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/admin?**');
  const [cookie] = await page.context().cookies();
  head = { cookie: `${cookie?.name}=${cookie?.value}` };
  expect(await (await ask('/api/v1/session', head)).json()).toMatchObject({ username: 'nga' });
});

test('a case is closed by hand, nine by another system', async () => {
  const page = await openAsStaff(head);
  await page.goto('/admin/cases/new');
  await page.fill('#caseCode', caseCodes[0] ?? '');
  await page.fill('#procedure', 'dang ky khai sinh');
  await page.getByRole('option', { name: '1.001193 – Đăng ký khai sinh', exact: true }).click();
  await page.fill('#closedOn', registration.closedOn);
  await page.click('button[type=submit]');
  await page.waitForURL(`**/admin/cases/${caseCodes[0]}`);
  const { invitation } = (await (await ask(`/api/v1/cases/${caseCodes[0]}`)).json()) as { invitation: Invitation };
  urls.push(invitation.url);
  // What a phone reads from the screen.
  const picture = page.locator('.qr img');
  await picture.waitFor();
  expect((await decodeQrPng(await picture.screenshot())).text).toBe(invitation.url);

  for (const code of caseCodes.slice(1)) urls.push((await closeCase(code, registration)).url);
});

test('the codes hold the address of the survey and nothing else, and their other drawings the same', async () => {
  for (const [index, code] of caseCodes.entries()) {
    const { invitation } = (await (await ask(`/api/v1/cases/${code}`)).json()) as { invitation: Invitation };
    const read = async (url: string) => new Uint8Array(await (await fetch(url, { headers: machine })).arrayBuffer());
    const token = invitation.code.replaceAll('-', '');
    const address = `${origin}/p/${token}`.toUpperCase();
    expect(invitation.url).toBe(address);
    const png = await decodeQrPng(await read(invitation.qrPng));
    expect(png).toMatchObject({ text: address, errorCorrection: 'M', modes: ['alphanumeric'], quietZone: 4 });
    const svg = await decodeQrSvg(Buffer.from(await read(invitation.qrSvg)).toString('utf8'));
    expect(svg).toMatchObject({ text: address, version: png.version });
    expect(png.version).toBeLessThanOrEqual(3);
    if (index > 0) continue;
    const page = await openAsStaff(head);
    await page.goto(invitation.slip);
    expect((await decodeQrPng(await page.locator('main img').screenshot())).text).toBe(address);
    expect(await page.locator('main').textContent()).toContain(invitation.code);
  }
});

/** Everything that staff or another system can be told of results and cases. */
async function allThatIsTold(): Promise<string[]> {
  const leader = await made.signedInAs('leader');
  const results = ['from=2025-07&to=2025-07', 'from=2025-01&to=2025-12', 'from=2025-08&to=2025-08'].flatMap((period) =>
    ['field', 'month'].flatMap((by) => [
      `/api/v1/satisfaction?${period}&by=${by}`,
      `/api/v1/exports/satisfaction.csv?${period}&by=${by}`,
    ]),
  );
  const cases = ['/api/v1/cases', '/api/v1/cases?state=open', ...caseCodes.map((code) => `/api/v1/cases/${code}`)];
  return Promise.all([
    ...results.map(async (path) => `${path}\n${await (await ask(path, leader)).text()}`),
    ...cases.map(async (path) => `${path}\n${await (await ask(path)).text()}`),
  ]);
}

test('a citizen scans the code and answers by keyboard alone', async () => {
  const before = await allThatIsTold();
  const page = await open();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  await page.goto(urls[0] ?? '');
  await page.waitForLoadState('networkidle');
  expect(await page.locator('h1').textContent()).toBeTruthy();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name'));
  const reach = async (name: string) => {
    for (let pressed = 0; (await focused()) !== name; pressed += 1) {
      expect(pressed).toBeLessThan(60);
      await page.keyboard.press('Tab');
    }
  };
  await reach('overall');
  await page.keyboard.press('Space');
  for (const name of ['access', 'officer']) {
    await reach(name);
    await page.keyboard.press('ArrowDown');
  }
  await reach('comment');
  await page.keyboard.type('Nhanh, lịch sự.');
  // All that was fetched until the answer can be sent: the page, and no picture, style, script or font beside it.
  const [first, ...others] = requests;
  expect([first?.toUpperCase(), others]).toEqual([`GET ${urls[0]}`, []]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Cảm ơn' }).waitFor();
  expect(requests.slice(1)).toEqual([expect.stringMatching(/^POST /)]);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Cảm ơn' }).waitFor();

  expect(await allThatIsTold()).toEqual(before);
  const stranger = await open();
  await stranger.goto(urls[0] ?? '');
  expect(await stranger.locator('form').count()).toBe(1);
});

test('another answers with scripts off, and sees what is missing first', async () => {
  const before = await allThatIsTold();
  const page = await open({ javaScriptEnabled: false });
  await page.goto(urls[1] ?? '');
  await page.locator('label:has(#officer-3) span').click();
  await page.fill('#comment', 'Phải chờ lâu.');
  await page.getByRole('button', { name: 'Gửi' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.locator('#comment').inputValue()).toBe('Phải chờ lâu.');
  await page.locator('label:has(#overall-2) span').click();
  await page.getByRole('button', { name: 'Gửi' }).click();
  await page.getByRole('heading', { level: 1, name: 'Cảm ơn' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Cảm ơn' }).waitFor();
  expect(await allThatIsTold()).toEqual(before);
});

test('the others answer, and still nothing that can be read has moved by a byte', async () => {
  const before = await allThatIsTold();
  for (const url of urls.slice(2)) await answer(url, 5);
  expect(await allThatIsTold()).toEqual(before);
});

test('after the night the field stands at 90.0 %, flagged, in the API, on the page and in the table to take away', async () => {
  expect(await seal()).toMatchObject([{ revealed: 10, waiting: 0 }]);
  const { groups, total, waiting } = await (await ask(`/api/v1/satisfaction?${period}`, head)).json();
  expect([groups.length, waiting]).toEqual([1, 0]);
  const field = { closed: 10, answered: 10, satisfied: 9, percent: 90, low: 55.5, high: 99.7, mean: 4.7 };
  expect(groups[0]).toMatchObject({
    ...field,
    key: 'ho-tich',
    levels: [0, 1, 0, 0, 9],
    target: { percent: 95 },
    verdict: 'missed-uncertain',
    flagged: true,
    held: false,
  });
  expect(total).toMatchObject(field);

  const page = await openAsStaff(head);
  await page.goto('/admin/results?from=2025-07&to=2025-07');
  const row = page.locator('table.data tbody tr');
  await row.waitFor();
  const seen = await row.textContent();
  for (const figure of [
    'Hộ tịch',
    '90,0%',
    'từ 95%',
    'Chưa đạt, chưa chắc chắn',
    'từ 55,5% đến 99,7%',
    '9/10',
    '10/10',
  ])
    expect(seen).toContain(figure);
  expect(await page.locator('main').textContent()).toContain('1 lĩnh vực dưới chỉ tiêu: Hộ tịch.');

  const [file] = await Promise.all([page.waitForEvent('download'), page.click('a[download][href*=".csv"]')]);
  const [heading, ...lines] = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  expect(heading?.startsWith('\ufeff')).toBe(true);
  const columns = cellsOf(heading?.slice(1) ?? '');
  const cells = cellsOf(lines.find((line) => line.startsWith('ho-tich,')) ?? '');
  const told = Object.fromEntries(columns.map((column, index) => [column, cells[index]]));
  expect(told).toMatchObject(Object.fromEntries(Object.entries(field).map(([name, value]) => [name, String(value)])));
  expect(told).toMatchObject({ verdict: 'missed-uncertain', flagged: 'true' });
});

test('three answers in another field of the current month are held, which is said in words', async () => {
  const others = await Promise.all(
    [1, 2, 3, 4].map((number) => closeCase(`C-${number}`, { procedure: '2.000815', closedOn: '2025-08-19' })),
  );
  for (const { url } of others.slice(0, 3)) await answer(url, 1);
  expect(await seal()).toMatchObject([{ revealed: 0, waiting: 3 }]);
  const answered = await (await ask('/api/v1/satisfaction?from=2025-07&to=2025-08&by=field', head)).json();
  const held = answered.groups.find(({ key }: { key: string }) => key === 'chung-thuc');
  expect(held).toMatchObject({ closed: 4, answered: 0, satisfied: 0, levels: [0, 0, 0, 0, 0], held: true });
  expect([held.percent, held.low, held.high, held.mean, held.verdict, held.flagged]).toEqual([
    ...[null, null, null, null],
    'insufficient',
    false,
  ]);
  expect(answered).toMatchObject({ waiting: 3, total: { answered: 10, percent: 90, held: true } });

  const page = await openAsStaff(head);
  await page.goto('/admin/results?from=2025-07&to=2025-08');
  const row = page.locator('table.data tbody tr', { hasText: 'Chứng thực' });
  await row.waitFor();
  const seen = await row.textContent();
  expect(seen).toContain('Có phiếu chờ đủ đợt mới hiện');
  expect(seen).toContain('Chưa có số liệu');
  expect(await page.locator('main').textContent()).toContain('3 phiếu chưa hiện');
});

/** An exchange as it goes over the wire: what the server sends until it hangs up. */
function exchange(path: string, headers: Headers): Promise<Buffer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = dial(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.once('error', reject).once('close', () => resolve(Buffer.concat(chunks)));
    const lines = Object.entries({ Host: `localhost:${port}`, Connection: 'close', ...headers });
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
  });
}

test('the survey weighs at most 12,000 bytes with its headers, as it is sent compressed', async () => {
  const { url } = await closeCase('W-1', { procedure: '2.000815', closedOn: '2025-08-19' });
  const weights: string[] = [];
  for (const language of languages) {
    for (const encoding of ['gzip, deflate, br, zstd', 'gzip']) {
      const sent = await exchange(`${new URL(url).pathname}?lang=${language}`, { 'Accept-Encoding': encoding });
      const head = sent.subarray(0, sent.indexOf('\r\n\r\n')).toString('latin1');
      expect(head).toMatch(/^HTTP\/1\.1 200 /);
      expect(head).toMatch(encoding === 'gzip' ? /^content-encoding: gzip/im : /^content-encoding: br/im);
      expect(sent.length).toBeLessThanOrEqual(12_000);
      weights.push(`${language} ${encoding}: ${sent.length}`);
    }
  }
  // The browser's own count, of a form that it can fill in and send.
  const page = await open();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let received = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    received += encodedDataLength;
  });
  await page.goto(url);
  await page.waitForLoadState('networkidle');
  expect(received).toBeGreaterThan(1000);
  expect(received).toBeLessThanOrEqual(12_000);
  console.log(`bytes of the survey page with headers: ${weights.join('; ')}; in the browser ${received}`);
});

test('no page of the citizen’s has a barrier that axe knows, in either language', async () => {
  const day = { procedure: '1.001193', closedOn: '2025-08-19' };
  const path = ({ url }: Invitation) => new URL(url).pathname;
  const fresh = path(await closeCase('X-1', day));
  const replaced = path(await closeCase('X-2', day));
  await fetch(`${origin}/api/v1/cases/X-2/invitation`, { method: 'POST', headers: machine });
  const withdrawn = path(await closeCase('X-3', day));
  await fetch(`${origin}/api/v1/cases/X-3`, { method: 'DELETE', headers: machine });
  const used = path(await closeCase('X-4', day));
  await answer(origin + used, 4);
  const refused = async (page: Page) => {
    await page.locator('.send button').first().click();
    await page.getByRole('alert').waitFor();
  };
  const send = async (page: Page) => {
    await page.locator('label:has(#overall-4) span').click();
    await page.locator('.send button').first().click();
    await page.locator('form').waitFor({ state: 'detached' });
  };
  const states: [string, number, string, ((page: Page) => Promise<void>)?][] = [
    ['start', 200, '/'],
    ['unknown code', 404, '/?ma=ABCD'],
    ['privacy', 200, '/rieng-tu'],
    ['survey', 200, fresh],
    ['survey with what is missing', 200, fresh, refused],
    ['replaced', 410, replaced],
    ['withdrawn', 410, withdrawn],
    ['already answered', 200, used, send],
    ['no such page', 404, '/nothing'],
    ['a problem', 200, '/problems/already-answered'],
  ];
  for (const language of languages) {
    const page = await open({ locale: language });
    for (const [name, status, at, reach] of states) {
      const response = await page.goto(`${at}${at.includes('?') ? '&' : '?'}lang=${language}`);
      expect([name, response?.status()]).toEqual([name, status]);
      await reach?.(page);
      expect([name, await page.getAttribute('html', 'lang')]).toEqual([name, language]);
      expect([name, await axeViolations(page)]).toEqual([name, []]);
    }
    const thanks = path(await closeCase(`T-${language}`, day));
    await page.goto(`${thanks}?lang=${language}`);
    await send(page);
    expect(await axeViolations(page)).toEqual([]);
    await page.reload();
    expect(await axeViolations(page)).toEqual([]);
  }
  const docs = await open();
  await docs.goto('/api/v1/docs');
  expect(await axeViolations(docs)).toEqual([]);
  made.clock.advance({ days: 60 });
  for (const language of languages) {
    const page = await open({ locale: language });
    expect((await page.goto(`${fresh}?lang=${language}`))?.status()).toBe(410);
    expect(await axeViolations(page)).toEqual([]);
  }
}, 120_000);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port was found');
  return address.port;
}
