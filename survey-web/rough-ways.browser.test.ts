import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeViolations } from '../scripts/testing/axe.ts';
import { launchBrowser } from '../scripts/testing/browser.ts';
import { StandInSurvey, surveyPath } from '../scripts/testing/stand-in-survey.ts';
import { surveyHands } from '../scripts/testing/survey-hands.ts';
import { words } from './words.ts';

/* What goes wrong on the way: half a script, an old browser, a slow service, a restless thumb. */

const { vi } = words;

let browser: Browser;
let service: StandInSurvey;
let origin: string;
let context: BrowserContext;
let page: Page;
let hands: ReturnType<typeof surveyHands>;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  service = new StandInSurvey();
  origin = await service.start();
  context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  context.setDefaultTimeout(10_000);
  page = await context.newPage();
  hands = surveyHands(page);
});
afterEach(async () => {
  await context.close();
  service.stop();
});

const open = () => page.goto(origin + surveyPath);
const keys = () => [...new Set(service.posts.map(({ key }) => key))];

/** Holds every answer back; gives what lets them go. */
function holdAnswers(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  service.gate = promise;
  return () => {
    service.gate = Promise.resolve();
    resolve();
  };
}

describe('the form alone does', () => {
  test('where the page broke off in the middle of its script', async () => {
    service.isCutShort = true;
    await open();
    expect(await page.locator('.tools').isVisible()).toBe(false);
  });

  test.each([
    ['fetch', () => Reflect.deleteProperty(window, 'fetch')],
    ['AbortController', () => Reflect.deleteProperty(window, 'AbortController')],
  ])('in a browser without %s', async (_, forget) => {
    await context.addInitScript(forget);
    await open();
    expect(await page.locator('.tools').isVisible()).toBe(false);
  });

  test('where the policy of another program forbids scripts', async () => {
    await page.route(origin + surveyPath, async (route) => {
      const response = await route.fetch();
      const headers = {
        ...response.headers(),
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      };
      await route.fulfill({ response, headers });
    });
    await open();
  });

  afterEach(async () => {
    await hands.choose('overall-4');
    await hands.choose('access-na');
    await page.locator('#comment').fill('Thêm ghế');
    await page.unroute(origin + surveyPath);
    await hands.send();
    await hands.thanked();
    expect(service.posts).toEqual([expect.objectContaining({ json: false, comment: 'Thêm ghế' })]);
    expect(service.recorded?.answers).toEqual({ overall: 4, access: 'na' });
  });
});

describe('a slow service', () => {
  test('is waited for, in words, and a restless thumb sends nothing twice', async () => {
    const letGo = holdAnswers();
    await open();
    await hands.choose('overall-5');
    await hands.send();
    await hands.told(vi.sending);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: vi.send }).dblclick({ force: true });
    letGo();
    await hands.thanked();
    expect(service.posts).toHaveLength(1);
  });

  test('that says nothing for half a minute counts as no network, and the answer as sent once', async () => {
    const letGo = holdAnswers();
    await page.clock.install();
    await open();
    await hands.choose('overall-5');
    await hands.send();
    await hands.told(vi.sending);
    await expect.poll(() => service.posts.length).toBe(1);
    await page.clock.fastForward(30_000);
    await hands.told(vi.offline);
    letGo();
    await page.clock.fastForward(5_000);
    await hands.thanked();
    expect(keys()).toEqual(['key-of-visit-1']);
    expect(service.recorded?.answers).toEqual({ overall: 5 });
  });

  test('may be left by a reload in the middle of sending: the answer counts once', async () => {
    const letGo = holdAnswers();
    await open();
    await hands.choose('overall-5');
    await hands.send();
    await expect.poll(() => service.posts.length).toBe(1);
    await page.reload();
    letGo();
    await hands.thanked();
    expect(keys()).toEqual(['key-of-visit-1']);
    expect(await hands.kept()).toBe(0);
  });

  test('may be left by the way back: what was sent is not lost, and not asked for again', async () => {
    const letGo = holdAnswers();
    await page.goto(`${origin}/somewhere-else`);
    await open();
    await hands.choose('overall-5');
    await hands.send();
    await expect.poll(() => service.posts.length).toBe(1);
    await page.goBack();
    letGo();
    await page.goForward();
    await hands.thanked();
    expect(keys()).toEqual(['key-of-visit-1']);
  });
});

describe('the way back', () => {
  test('by accident costs nothing that was chosen', async () => {
    await page.goto(`${origin}/somewhere-else`);
    await open();
    await hands.choose('overall-2');
    await hands.choose('result-na');
    await page.locator('#comment').fill('Đang viết');
    await page.goBack();
    await page.goForward();
    expect(await hands.chosen()).toEqual(['overall-2', 'result-na']);
    expect(await page.locator('#comment').inputValue()).toBe('Đang viết');
  });

  test('after the answer shows no form that could be sent again', async () => {
    await page.goto(`${origin}/somewhere-else`);
    await open();
    await hands.choose('overall-2');
    await hands.send();
    await hands.thanked();
    await page.goBack();
    await page.goForward();
    await hands.thanked();
    expect(service.posts).toHaveLength(1);
  });
});

test('of two tabs with different answers the first counts, and the second is told so', async () => {
  await open();
  const second = await context.newPage();
  await second.goto(origin + surveyPath);
  await hands.choose('overall-5');
  const others = surveyHands(second);
  await others.choose('overall-1');
  // A phone that passed the code on has its own cookies.
  await hands.send();
  await hands.thanked();
  await context.clearCookies();
  await others.send();
  await second.getByRole('heading', { level: 1, name: vi.answered.title }).waitFor();
  expect(service.recorded?.answers).toEqual({ overall: 5 });
  expect(await hands.kept()).toBe(0);
  expect(await others.kept()).toBe(0);
});

test('no cookie before the answer, one for this address after it, and never a word to another host', async () => {
  const hosts = new Set<string>();
  context.on('request', (request) => hosts.add(new URL(request.url()).origin));
  await open();
  await hands.choose('overall-5');
  expect(await context.cookies()).toEqual([]);
  await hands.send();
  await hands.thanked();
  expect((await context.cookies()).map(({ path, httpOnly }) => [path, httpOnly])).toEqual([[surveyPath, true]]);
  expect([...hosts]).toEqual([origin]);
});

test('with storage that throws already when it is named, nothing is promised, and the answer is sent', async () => {
  await context.addInitScript(() => {
    for (const store of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, store, {
        get: () => {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
    }
  });
  await open();
  await hands.choose('overall-5');
  await context.setOffline(true);
  await hands.send();
  await hands.told(vi.offlineUnkept);
  await context.setOffline(false);
  await hands.thanked();
  expect(service.posts).toHaveLength(1);
});

describe('at 400 % zoom of a small desktop (320 × 180 px)', () => {
  beforeEach(() => page.setViewportSize({ width: 320, height: 180 }));

  test('every state fits the width, and a waiting answer hides nothing', async () => {
    const widest = () => page.evaluate(() => document.documentElement.scrollWidth);
    await open();
    await hands.send();
    await page.getByRole('alert').waitFor();
    expect(await widest()).toBeLessThanOrEqual(320);
    await hands.choose('overall-5');
    await context.setOffline(true);
    await hands.send();
    await hands.told(vi.offline);
    expect(await widest()).toBeLessThanOrEqual(320);
    expect(await page.locator('.send').evaluate((one) => getComputedStyle(one).position)).toBe('static');
    await context.setOffline(false);
    await hands.thanked();
    expect(await widest()).toBeLessThanOrEqual(320);
  });
});

describe('in forced colours', () => {
  beforeEach(() => page.emulateMedia({ forcedColors: 'active' }));

  test('the focus, a button, a group of steps and the error summary are seen by their outlines', async () => {
    await open();
    await hands.send();
    const outline = (selector: string, part: 'outline' | 'border-top') =>
      page
        .locator(selector)
        .first()
        .evaluate((one, part) => {
          const style = getComputedStyle(one);
          return `${style.getPropertyValue(`${part}-style`)} ${style.getPropertyValue(`${part}-width`)}`;
        }, part);
    expect(await outline('.errors', 'border-top')).toBe('solid 3px');
    await page.locator('#overall-5').focus();
    await page.keyboard.press('Space');
    expect(await outline('#overall-5 + span', 'outline')).toBe('solid 3px');
    expect(await outline('.scale', 'border-top')).toBe('solid 1px');
    expect(await outline('[type=submit]', 'border-top')).toBe('solid 2px');
    await page.getByRole('button', { name: vi.send }).focus();
    expect(await outline('[type=submit]', 'outline')).toBe('solid 3px');
    expect(await axeViolations(page)).toEqual([]);
  });
});
