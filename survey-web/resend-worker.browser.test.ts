import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser, launchWithProfile } from '../scripts/testing/browser.ts';
import { StandInSurvey, surveyPath } from '../scripts/testing/stand-in-survey.ts';
import { surveyHands } from '../scripts/testing/survey-hands.ts';
import { words } from './words.ts';

/*
 * A browser without a window has the interface of Background Sync, but not what stands behind it. So its `register` is made
 * to succeed, as it does on a phone, and the event that the phone would send is sent through the debugging protocol. All
 * else is real: the worker, its cache, its request.
 */

const { vi } = words;
const once = [expect.objectContaining({ key: 'key-of-visit-1', answers: { overall: 4 }, json: true })];

/** A worker starts when the browser finds time for it. */
const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 10_000 });

let browser: Browser;
let service: StandInSurvey;
let origin: string;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  service = new StandInSurvey();
  origin = await service.start();
});
afterEach(async () => {
  await context.close();
  service.stop();
});

async function open({ canSync = true } = {}): Promise<void> {
  context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  if (canSync) await context.addInitScript(letSyncRegister);
  page = await context.newPage();
  await page.goto(origin + surveyPath.replace('/p/', '/P/'));
}

function letSyncRegister(): void {
  const { SyncManager } = window as unknown as { SyncManager: { prototype: { register(): Promise<void> } } };
  SyncManager.prototype.register = () => Promise.resolve();
}

/** Chooses, which calls the worker, and sends without network. */
async function answerOffline(): Promise<void> {
  const { choose, send, told } = surveyHands(page);
  await choose('overall-4');
  await eventually(() => workers(page)).toEqual([`${origin}${surveyPath} activated`]);
  await context.setOffline(true);
  await send();
  await told(vi.offline);
}

/** Scopes and states of the workers that there are. */
const workers = (page: Page) =>
  page.evaluate(async () => {
    const all = await navigator.serviceWorker.getRegistrations();
    return all.map(({ scope, active }) => `${scope} ${active?.state}`);
  });

/** Where copies of the answer are. */
const copies = (page: Page) =>
  page.evaluate(async () => [
    ...(localStorage.length > 0 ? ['unsent'] : []),
    ...(sessionStorage.length > 0 ? ['draft'] : []),
    ...((await caches.keys()).length > 0 ? ['worker'] : []),
  ]);

/** A page of the service that has nothing to do with the survey. */
async function elsewhere(): Promise<Page> {
  const other = await context.newPage();
  await other.goto(`${origin}/somewhere-else`);
  return other;
}

/** From here on the page sends nothing itself: one that is being closed may still hear of the network. */
const silence = () =>
  page.evaluate(() => {
    window.fetch = () => Promise.reject(new TypeError('no network'));
  });

/** Leaves the page before there is network again. */
async function leave(): Promise<void> {
  await silence();
  await page.close();
  await context.setOffline(false);
}

/** What a phone does once there is network. */
async function wakeWorker(page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const registrationId = await registered(devtools);
  await devtools.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag: 'unsent', lastChance: false });
}

async function registered(devtools: CDPSession): Promise<string> {
  const found = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      for (const { registrationId, scopeURL, isDeleted } of registrations) {
        if (scopeURL === origin + surveyPath && !isDeleted) resolve(registrationId);
      }
    });
  });
  await devtools.send('ServiceWorker.enable');
  return found;
}

test('the worker is called with the first choice, and is gone after the acknowledgement', async () => {
  await open();
  expect(await workers(page)).toEqual([]);
  const { choose, send, thanked } = surveyHands(page);
  await choose('overall-4');
  await eventually(() => workers(page)).toEqual([`${origin}${surveyPath} activated`]);
  await send();
  await thanked();
  await eventually(() => workers(page)).toEqual([]);
  expect(await copies(page)).toEqual([]);
  expect(service.posts).toEqual(once);
});

test('who leaves without sending asks the worker to go', async () => {
  await open();
  await surveyHands(page).choose('overall-4');
  await eventually(() => workers(page)).toEqual([`${origin}${surveyPath} activated`]);
  // Said to a page that stays: of one that is really gone, the browser does not always pass the last word on.
  await page.evaluate(() => dispatchEvent(new Event('pagehide')));
  await eventually(() => workers(page)).toEqual([]);
});

test('an answer that waits is with the worker alone, which delivers it once when the page is closed', async () => {
  await open();
  await answerOffline();
  await eventually(() => copies(page)).toEqual(['draft', 'worker']);
  await leave();
  const other = await elsewhere();
  expect(service.posts).toEqual([]);
  await wakeWorker(other);
  await eventually(() => copies(other)).toEqual([]);
  await eventually(() => workers(other)).toEqual([]);
  expect(service.posts).toEqual(once);
  // The worker's request brought the cookie, so this device sees the thank-you.
  await other.goto(origin + surveyPath);
  await surveyHands(other).thanked();
});

test('an open page learns that the worker was faster', async () => {
  await open();
  const { choose, send, thanked, told } = surveyHands(page);
  await choose('overall-4');
  await eventually(() => workers(page)).toHaveLength(1);
  // As on a phone that comes back into the network while the page sleeps.
  await silence();
  await send();
  await told(vi.offline);
  await eventually(() => copies(page)).toEqual(['draft', 'worker']);
  await wakeWorker(page);
  await thanked();
  expect(service.posts).toEqual(once);
  expect(await copies(page)).toEqual([]);
});

test('what the worker could not deliver stays, and is delivered when the page is next opened', async () => {
  await open();
  await answerOffline();
  await eventually(() => copies(page)).toEqual(['draft', 'worker']);
  await leave();
  service.trouble = ['busy'];
  const other = await elsewhere();
  await wakeWorker(other);
  await eventually(() => service.posts.length).toBeGreaterThan(0);
  await eventually(() => service.trouble).toEqual([]);
  await eventually(() => copies(other)).toContain('worker');
  page = other;
  await page.goto(origin + surveyPath);
  await surveyHands(page).thanked();
  expect(await copies(page)).toEqual([]);
  expect(new Set(service.posts.map(({ key }) => key)).size).toBe(1);
});

test('what was refused when nobody looked is explained when the page is next opened, and then forgotten', async () => {
  await open();
  await answerOffline();
  await eventually(() => copies(page)).toEqual(['draft', 'worker']);
  await leave();
  service.recorded = { key: 'someone-else', answers: {}, comment: '' };
  const other = await elsewhere();
  await wakeWorker(other);
  await eventually(() => service.posts.length).toBeGreaterThan(0);
  expect(await copies(other)).toEqual(['worker']);
  await other.goto(origin + surveyPath);
  await other.getByRole('heading', { level: 1, name: vi.answered.title }).waitFor();
  await eventually(() => copies(other)).toEqual([]);
});

test('where the browser can’t send by itself no worker is left with an answer, and the page keeps it', async () => {
  await open({ canSync: false });
  await answerOffline();
  await eventually(() => copies(page)).toEqual(['unsent', 'draft']);
  await context.setOffline(false);
  await surveyHands(page).thanked();
  await eventually(() => workers(page)).toEqual([]);
});

test.each([true, false])('an answer outlives the phone’s being switched off; sends by itself: %s', async (canSync) => {
  const profile = await mkdtemp(join(tmpdir(), 'hai-long-phone-'));
  const boot = async () => {
    context = await launchWithProfile(profile);
    if (canSync) await context.addInitScript(letSyncRegister);
    page = context.pages()[0] ?? (await context.newPage());
  };
  try {
    await boot();
    await page.goto(origin + surveyPath);
    await answerOffline();
    await eventually(() => copies(page)).toEqual(canSync ? ['draft', 'worker'] : ['unsent', 'draft']);
    await silence();
    await context.close();
    await boot();
    await page.goto(`${origin}/somewhere-else`);
    expect(await copies(page)).toContain(canSync ? 'worker' : 'unsent');
    expect(service.recorded).toBeUndefined();
    if (canSync) await wakeWorker(page);
    else await page.goto(origin + surveyPath);
    await eventually(() => service.recorded?.answers).toEqual({ overall: 4 });
    await eventually(() => copies(page)).toEqual([]);
    expect(service.posts).toEqual(once);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
