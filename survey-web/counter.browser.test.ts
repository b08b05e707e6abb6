import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { typeCode } from '../api/testing/screens.ts';
import { type TestApp, testApp } from '../api/testing/test-app.ts';
import type { Headers } from '../api/testing/test-context.ts';
import { type Language, languages } from '../db/vocabulary.ts';
import { axeViolations } from '../scripts/testing/axe.ts';
import { launchBrowser } from '../scripts/testing/browser.ts';
import { decodeQrPng } from '../scripts/testing/decode-qr.ts';
import { words } from './words.ts';

const { vi } = words;
let service: TestApp;
let server: ServerType;
let origin: string;
let machine: Headers;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let faults: string[];

beforeAll(async () => {
  service = await testApp({ now: '2025-08-20T03:00:00Z' });
  machine = await service.apiKey('cases:write');
  await listen(0);
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await service.context.counterFeed.close();
  await hangUp();
  await service.close();
});
afterEach(async () => {
  await context.close();
  expect(faults).toEqual([]);
});

async function listen(port: number): Promise<void> {
  server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: service.app.fetch, port, hostname: '127.0.0.1' }, () => resolve(started));
  });
}

/** As a service that is killed: what is open breaks off, and nobody answers. */
async function hangUp(): Promise<void> {
  if ('closeAllConnections' in server) server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

interface Made {
  readonly displayId: string;
  readonly code: string;
}

let counters = 0;
async function addScreen(settings: object = {}): Promise<Made> {
  counters += 1;
  const body = { counter: String(counters), answersHere: false, showsOnClose: false, ...settings };
  const { display, pairing } = await (await service.send('POST', '/api/v1/displays', machine, body)).json();
  return { displayId: display.displayId, code: pairing.code };
}

/** A device with an empty browser, whose hours can be made to pass. */
async function device(options: { width?: number; height?: number; time?: 'ours' | 'real' } = {}): Promise<void> {
  const { width = 1280, height = 800, time = 'ours' } = options;
  context = await browser.newContext({ viewport: { width, height }, hasTouch: true });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
  // A clock of ours has no records of navigations.
  if (time === 'ours') await page.clock.install();
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|ERR_/.test(message.text())) faults.push(message.text());
  });
}

/** Pairs the device by its own browser. */
async function paired(made: Made, language: Language = 'vi'): Promise<void> {
  await page.goto(`${origin}/quay${language === 'en' ? '?lang=en' : ''}`);
  await page.fill('#ma', made.code);
  await page.click('[type=submit]');
  await page.waitForURL(`**/quay/${made.displayId}*`);
  await live();
}

const live = () => page.waitForSelector('body[data-state=live]');
const part = (name: 'calm' | 'show' | 'thanks') => page.waitForSelector(`[data-part=${name}]:not([hidden])`);
/** What the person before the screen reads. */
// biome-ignore lint/performance/useDomNodeTextContent: only what is shown counts.
const seen = async () => (await page.innerText('body')).replace(/\s+/g, ' ');

let cases = 0;
async function closedCase(): Promise<{ caseCode: string; path: string; url: string }> {
  cases += 1;
  const caseCode = `Q-${cases}`;
  const body = { procedure: '1.001193', closedOn: '2025-08-20' };
  const { invitation } = await (await service.send('PUT', `/api/v1/cases/${caseCode}`, machine, body)).json();
  return { caseCode, url: invitation.url, path: new URL(invitation.url).pathname };
}
const call = (made: Made, caseCode: string) =>
  service.send('PUT', `/api/v1/displays/${made.displayId}/shown`, machine, { caseCode });
/** What a phone reads from the screen. */
const scan = async () => (await decodeQrPng(await page.locator('[data-picture]').screenshot())).text;

async function called(settings: object = {}, language: Language = 'vi') {
  const made = await addScreen(settings);
  await paired(made, language);
  const closed = await closedCase();
  await call(made, closed.caseCode);
  await part('show');
  return { ...made, ...closed };
}

describe('pairing', () => {
  test('is one code, typed once; from then on the device goes to its screen by itself', async () => {
    await device();
    const made = await addScreen();
    await paired(made);
    expect(await seen()).toContain(`Quầy ${counters}`);
    await page.goto(`${origin}/quay`);
    await page.waitForURL(`**/quay/${made.displayId}`);
  });

  test('with a wrong code says so beside the field, and keeps the focus there', async () => {
    await device();
    await page.goto(`${origin}/quay`);
    await page.keyboard.type('222222-222222');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=alert]');
    expect(await page.textContent('#ma-error')).toBe(vi.pairing.unknown);
    expect(await page.getAttribute('#ma', 'aria-describedby')).toBe('ma-error ma-hint');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('ma');
  });

  test('ends when another device takes the screen over', async () => {
    await device();
    const made = await addScreen();
    await paired(made);
    const { pairing } = await (
      await service.send('POST', `/api/v1/displays/${made.displayId}/pairing`, machine)
    ).json();
    await typeCode(service, pairing.code);
    await page.waitForURL('**/quay?moi=1');
    // It does not go back by itself to where it is no longer known.
    await page.reload();
    expect(await page.textContent('h1')).toBe(vi.pairing.title);
  });
});

describe('the screen', () => {
  test('shows the code when it is called, large enough and right, and says so to ears', async () => {
    await device();
    const { url, path } = await called();
    expect(await scan()).toBe(url);
    const code = path.slice('/P/'.length);
    expect((await page.textContent('[data-code]'))?.replaceAll('-', '')).toBe(code);
    expect(await page.textContent('.said')).toBe(vi.counter.show);
    expect(await page.getAttribute('[data-picture]', 'alt')).toBe(vi.slip.qr);
  });

  test('goes back to calm after 90 seconds with a thank-you, and nothing of the code stays in the page', async () => {
    await device();
    const { path } = await called();
    await page.clock.fastForward(89_000);
    expect(await page.isVisible('[data-picture]')).toBe(true);
    await page.clock.fastForward(1_100);
    await part('thanks');
    expect(await page.textContent('.said')).toBe(vi.counter.thanks);
    await page.clock.fastForward(6_100);
    await part('calm');
    const left = await page.content();
    expect(left).not.toContain(path.slice('/P/'.length));
    expect(left).not.toContain('image/svg+xml,%3Csvg');
  });

  test('goes back at a tap anywhere, or at its button by keyboard, on all screens of the counter’s pairing', async () => {
    await device();
    const { displayId, caseCode } = await called();
    await page.touchscreen.tap(640, 60);
    await part('thanks');
    await expect.poll(() => shownNumber(displayId)).toBeNull();
    await page.clock.fastForward(6_100);
    await part('calm');
    await call({ displayId, code: '' }, caseCode);
    await part('show');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(vi.counter.done);
    await page.keyboard.press('Enter');
    await part('thanks');
  });

  test('does not move when the answer comes', async () => {
    await device();
    const { path, displayId } = await called();
    const before = await seen();
    const sent = await service.send('POST', path, {}, { key: 'key-of-a-phone-01', answers: { overall: 5 } });
    expect(sent.status).toBe(201);
    // Whatever the answer had set off would have come before this.
    const next = await closedCase();
    const shownBefore: string[] = [];
    await page.exposeFunction('saw', (shows: string) => shownBefore.push(shows));
    await page.evaluate(() => {
      new MutationObserver(() => {
        (window as unknown as { saw(shows: string): void }).saw(document.body.dataset.shows ?? '');
      }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    expect(await seen()).toBe(before);
    await call({ displayId, code: '' }, next.caseCode);
    await expect
      .poll(() => page.textContent('[data-code]').then((code) => code?.replaceAll('-', '')))
      .toBe(next.path.slice(3));
    expect(new Set(shownBefore)).toEqual(new Set(['show']));
  });

  test('of many counters shows its own alone', async () => {
    await device();
    const made = await addScreen();
    await paired(made);
    const other = await addScreen();
    const [theirs, ours] = [await closedCase(), await closedCase()];
    await call(other, theirs.caseCode);
    await call(made, ours.caseCode);
    await part('show');
    expect(await scan()).toBe(ours.url);
  });

  test('says that the connection is lost, keeps the code to be scanned, and catches up by itself', async () => {
    await device();
    const { displayId, url } = await called();
    const { port } = server.address() as AddressInfo;
    await hangUp();
    await page.clock.fastForward(2_500);
    await page.waitForSelector('.lost:not([hidden])');
    expect(await page.textContent('.lost')).toBe(vi.counter.lost);
    expect(await scan()).toBe(url);
    await listen(port);
    const next = await closedCase();
    await call({ displayId, code: '' }, next.caseCode);
    await expect
      .poll(async () => {
        await page.clock.fastForward(2_500);
        return page.getAttribute('body', 'data-state');
      })
      .toBe('live');
    await expect
      .poll(() => page.textContent('[data-code]').then((code) => code?.replaceAll('-', '')))
      .toBe(next.path.slice(3));
    expect(await page.isVisible('.lost')).toBe(false);
  });

  test('takes silence for a lost connection', async () => {
    await device();
    const made = await addScreen();
    await paired(made);
    // The stream stays open, but nothing arrives any more: as behind a proxy that gathers, or a cable that was pulled.
    await page.route('**/tin?*', () => new Promise(() => {}));
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.clock.fastForward(15_000);
    await page.waitForSelector('.lost:not([hidden])');
    await page.unroute('**/tin?*');
    await page.clock.fastForward(13_000);
    await live();
  });

  test('fetches itself anew when it is calm and something of it has changed', async () => {
    await device();
    const { displayId } = await called();
    const settings = { counter: 'Tiếp dân', answersHere: false, showsOnClose: false };
    await service.send('PUT', `/api/v1/displays/${displayId}`, machine, settings);
    await page.clock.fastForward(1000);
    expect(await page.isVisible('[data-picture]')).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.clock.fastForward(6_100);
    await page.waitForSelector('h1:has-text("Quầy Tiếp dân")');
  });
});

async function shownNumber(displayId: string): Promise<string | null | undefined> {
  const row = await service.db
    .selectFrom('displays')
    .select('shownInvitationId')
    .where('displayId', '=', displayId.slice(3) as never)
    .executeTakeFirst();
  return row?.shownInvitationId;
}

describe('the tablet', () => {
  const choose = (id: string) => page.locator(`label:has([id="${id}"]) span`).click();
  const answerHere = async (settings: object = {}) => {
    const made = await called({ answersHere: true, ...settings });
    await page.getByRole('button', { name: vi.counter.answer }).tap();
    await page.waitForSelector('form');
    return made;
  };
  const onScreen = (displayId: string) => page.waitForURL(`**/quay/${displayId}`);
  const chosen = () => page.locator(':checked').count();

  test('is answered by touch, as one of a tablet, thanks, and returns to its screen', async () => {
    await device();
    const { displayId } = await answerHere();
    expect(await seen()).toContain(vi.tablet.hand);
    // The call is over with the tap, before and whether or not an answer comes.
    await expect.poll(() => shownNumber(displayId)).toBeNull();
    await choose('overall-2');
    await page.getByRole('button', { name: vi.send }).tap();
    await page.getByRole('link', { name: vi.tablet.done }).waitFor();
    const inbox = await service.db.selectFrom('responseInbox').select(['medium', 'overall']).execute();
    expect(inbox.at(-1)).toEqual({ medium: 'kiosk', overall: 2 });
    await page.getByRole('link', { name: vi.tablet.done }).tap();
    await onScreen(displayId);
    await part('calm');
  });

  test('keeps nothing of one person for the next: no store, no cookie, no history, no form', async () => {
    await device();
    const { displayId, path } = await answerHere();
    const cookies = async () => (await context.cookies()).map(({ name }) => name);
    const before = await cookies();
    const survey = page.url();
    await choose('overall-1');
    await page.fill('#comment', 'Chỗ ngồi chờ chật quá');
    const stores = () => page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)]);
    expect(await stores()).toEqual([['quay'], []]);
    await page.getByRole('button', { name: vi.send }).tap();
    await page.getByRole('link', { name: vi.tablet.done }).tap();
    await onScreen(displayId);
    expect(await cookies()).toEqual(before);
    expect(await stores()).toEqual([['quay'], []]);
    // “Back” leads to no survey, and what it leads to returns to the screen.
    await page.goBack();
    await onScreen(displayId);
    // Even who knows the address finds an empty form.
    await page.goto(survey);
    expect(await chosen()).toBe(0);
    expect(await page.inputValue('#comment')).toBe('');
    expect(path).not.toBe('');
  });

  test('has no step of the last person’s large print to go back to', async () => {
    await device({ time: 'real' });
    const { displayId } = await answerHere();
    await page.getByRole('button', { name: vi.easy }).tap();
    await choose('overall-2');
    await page.getByRole('button', { name: vi.start.go }).tap();
    await page.evaluate((home) => location.replace(home), `/quay/${displayId}`);
    await onScreen(displayId);
    await live();
    for (let step = 0; step < 3; step++) {
      await page.goBack();
      await onScreen(displayId);
      await live();
    }
  });

  test('left in the middle it clears, also out of the browser’s memory of pages', async () => {
    await device();
    const { displayId } = await answerHere();
    await choose('overall-1');
    await page.fill('#comment', 'Chỗ ngồi chờ chật quá');
    await page.goto(`${origin}/quay/${displayId}`);
    await live();
    await page.goBack();
    await page.waitForFunction(() => !document.querySelector('textarea')?.value && !document.querySelector(':checked'));
    await page.reload();
    expect(await chosen()).toBe(0);
  });

  test('asks after a minute without a touch, gives more time, and else clears itself', async () => {
    await device();
    const { displayId } = await answerHere();
    await choose('overall-1');
    const question = page.getByRole('alert');
    await page.clock.runFor(59_000);
    expect(await question.isVisible()).toBe(false);
    await page.clock.runFor(1_500);
    expect(await question.textContent()).toContain(vi.tablet.idle('30'));
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: vi.tablet.more }).tap();
    expect(await question.isVisible()).toBe(false);
    expect(await chosen()).toBe(1);
    await page.clock.runFor(70_000);
    await page.keyboard.press('Shift');
    expect(await question.isVisible()).toBe(false);
    await page.clock.runFor(91_000);
    await onScreen(displayId);
  });

  test('after the thank-you returns by itself', async () => {
    await device();
    const { displayId } = await answerHere();
    await choose('overall-5');
    await page.getByRole('button', { name: vi.send }).tap();
    await page.getByRole('link', { name: vi.tablet.done }).waitFor();
    await page.clock.runFor(17_000);
    await onScreen(displayId);
  });

  test('after the thank-you the other language brings no form again', async () => {
    await device();
    const { displayId } = await answerHere();
    await choose('overall-5');
    await page.getByRole('button', { name: vi.send }).tap();
    await page.getByRole('link', { name: vi.tablet.done }).waitFor();
    await page.getByRole('link', { name: 'English' }).tap();
    await onScreen(displayId);
  });

  test('has no way out: no link but the other language, which leaves no step to go back to', async () => {
    await device();
    const { displayId } = await answerHere();
    const links = await page.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links).toEqual(['?lang=en']);
    const steps = await page.evaluate(() => history.length);
    await page.getByRole('link', { name: 'English' }).tap();
    await page.waitForURL('**?lang=en');
    expect(await seen()).toContain(words.en.tablet.hand);
    expect(await page.evaluate(() => history.length)).toBe(steps);
    await page.clock.runFor(91_000);
    await onScreen(displayId);
  });

  test('what is refused is said on a page of the tablet’s own, which returns', async () => {
    await device();
    const { displayId, path } = await answerHere();
    await service.send('POST', path, {}, { key: 'key-of-a-phone-02', answers: { overall: 5 } });
    await choose('overall-5');
    await page.getByRole('button', { name: vi.send }).tap();
    await page.waitForSelector(`h1:has-text("${vi.answered.title}")`);
    expect(await page.locator('a').count()).toBe(1);
    await page.clock.runFor(17_000);
    await onScreen(displayId);
  });

  test('without network it does not leave for a page that it can’t reach', async () => {
    await device();
    const { displayId } = await answerHere();
    await choose('overall-3');
    await context.setOffline(true);
    await page.clock.runFor(91_000);
    await page.waitForSelector(`text=${vi.counter.lost}`);
    expect(await page.locator('input').count()).toBe(0);
    await context.setOffline(false);
    await page.clock.runFor(4_000);
    await onScreen(displayId);
  });
});

describe.each(languages)('in %s', (language) => {
  const sizes = { phone: [360, 740], desk: [1280, 800], tablet: [800, 1280], lying: [1280, 752] } as const;

  test.each(Object.entries(sizes))('every state on a %s can be used by everybody', async (name, [width, height]) => {
    await device({ width, height });
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const check = async (state: string) => {
      expect([state, await axeViolations(page)]).toEqual([state, []]);
      expect([state, await wide()]).toEqual([state, 0]);
    };
    await page.goto(`${origin}/quay?lang=${language}`);
    await check('pairing');
    const made = await addScreen({ answersHere: true });
    await paired(made, language);
    await check('calm');
    const { caseCode, url } = await closedCase();
    await call(made, caseCode);
    await part('show');
    await check('show');
    expect(await scan()).toBe(url);
    const { width: picture = 0 } = (await page.locator('[data-picture]').boundingBox()) ?? {};
    expect(picture).toBeGreaterThan(300);
    await page.clock.fastForward(90_100);
    await part('thanks');
    await check('thanks');
    await context.setOffline(true);
    await page.waitForSelector('.lost:not([hidden])');
    await check('lost');
    await context.setOffline(false);
    await live();
    await page.clock.fastForward(7000);
    await call(made, caseCode);
    await part('show');
    await page.locator(`[data-answer=${language}]`).tap();
    await page.waitForSelector('form');
    await check(`survey on ${name}`);
    await page.goto(`${origin}/quay/${made.displayId}/xong?lang=${language}`);
    await check('thanks of the tablet');
  });
});
