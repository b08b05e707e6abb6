import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations } from '../scripts/testing/axe.ts';
import { launchBrowser } from '../scripts/testing/browser.ts';
import { exampleBrand, examplePages } from './example.ts';
import * as render from './render.tsx';

const origin = 'https://danhgia.example.vn';

const emblem = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><path fill="#b3122b" d="M0 0h3v2H0z"/></svg>';

let browser: Browser;
let pages: ReadonlyMap<string, string>;
beforeAll(async () => {
  [browser, pages] = await Promise.all([launchBrowser(), examplePages(render)]);
});
afterAll(() => browser?.close());

/** A page of its own, with the policy as header; what it asks for and complains about is written down. */
async function open(options: { width: number; height?: number }) {
  const page = await browser.newPage({ viewport: { height: 740, ...options } });
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.route('**/*', (route) => {
    const url = new URL(route.request().url());
    const path = url.pathname;
    requests.push(path);
    if (path === exampleBrand.emblem?.address) return route.fulfill({ contentType: 'image/svg+xml', body: emblem });
    const colour = path.includes('-branded') ? exampleBrand.colour : null;
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: {
        'content-security-policy': isForPaper(path.slice(1))
          ? render.paperPolicy(colour)
          : render.contentSecurityPolicyFor(colour),
      },
      body: (pages.get(path.slice(1)) ?? '').replace(url.search === '?plain' ? /<script>.*?<\/script>/s : '', ''),
    });
  });
  return { page, requests, complaints };
}

/** What is made for paper has paper’s measures. */
const isForPaper = (name: string) => /^(slip|poster|paper)/.test(name);

/** A counter's screen scales with itself and keeps a stream open; screens.browser.test.ts is about it. */
const isScreen = (name: string) => name.startsWith('display');

const widest = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

describe('every page in both languages', () => {
  test('has no fault that axe finds, asks for one response only (and a unit’s emblem, after it), and its policy refuses nothing', async () => {
    const { page, requests, complaints } = await open({ width: 360 });
    for (const name of pages.keys()) {
      if (isScreen(name)) continue;
      requests.length = 0;
      complaints.length = 0;
      await page.goto(`${origin}/${name}`);
      expect(await axeViolations(page), name).toEqual([]);
      const after = name.includes('-branded') ? [exampleBrand.emblem?.address] : [];
      // An emblem is asked for when the browser gets round to it.
      await expect.poll(() => requests, { message: name }).toEqual([`/${name}`, ...after]);
      expect(complaints, name).toEqual([]);
    }
    await page.close();
  }, 180_000);

  test('needs no sideways scrolling at 320 px, which is 400 % zoom of a desktop, nor on a phone with text at 200 %', async () => {
    const { page } = await open({ width: 320 });
    for (const name of pages.keys()) {
      await page.setViewportSize({ width: 320, height: 740 });
      await page.goto(`${origin}/${name}`);
      expect(await widest(page), name).toBeLessThanOrEqual(320);
      if (isForPaper(name)) continue;
      await page.setViewportSize({ width: 360, height: 740 });
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '225%'));
      expect(await widest(page), `${name}, text at 200 %`).toBeLessThanOrEqual(360);
    }
    await page.close();
  }, 120_000);

  test('has targets of 48 px, and text of 18 px', async () => {
    const { page } = await open({ width: 360 });
    for (const name of pages.keys()) {
      if (isForPaper(name) || isScreen(name)) continue;
      await page.goto(`${origin}/${name}`);
      const small = await page.evaluate(() => {
        const visible = [
          ...document.querySelectorAll<HTMLElement>('a, button, summary, label span, textarea, :not(label) > input'),
        ]
          .filter((one) => one.offsetHeight > 0)
          .filter((one) => one.offsetHeight < 48)
          .map((one) => `${one.tagName} ${one.textContent} ${one.offsetHeight} px`);
        const thin = [...document.querySelectorAll<HTMLElement>('main :not(label > input), header *, footer *')]
          .filter((one) => one.offsetHeight > 0 && parseFloat(getComputedStyle(one).fontSize) < 18)
          .map((one) => `${one.tagName} ${one.textContent} ${getComputedStyle(one).fontSize}`);
        return [...visible, ...thin];
      });
      expect(small, name).toEqual([]);
    }
    await page.close();
  }, 120_000);
});

test('the desktop’s row of steps and a form with errors have no fault that axe finds', async () => {
  const { page } = await open({ width: 1280 });
  for (const name of [
    'survey.vi',
    'survey.en',
    'survey-errors.vi',
    'survey-errors.en',
    'start.vi',
    'slip.vi',
    'slip-sheet.vi',
    'poster-a4.en',
  ]) {
    await page.goto(`${origin}/${name}`);
    expect(await axeViolations(page), name).toEqual([]);
  }
  await page.close();
});

test('without the script all that waits for an answer is there, unfolded or not, and has no fault at any width', async () => {
  const { page } = await open({ width: 360 });
  const long = [...pages.keys()].filter((name) => /^survey-(full|earlier|why)/.test(name));
  expect(long).toHaveLength(8);
  for (const name of long) {
    for (const width of [320, 360, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      await page.goto(`${origin}/${name}?plain`);
      await page.evaluate(() => {
        for (const folded of document.querySelectorAll('details')) folded.open = true;
      });
      const hidden = await page.locator('fieldset').evaluateAll((all) => all.filter((one) => !one.checkVisibility()));
      expect(hidden, name).toEqual([]);
      expect(await widest(page), `${name} at ${width}`).toBeLessThanOrEqual(width);
      if (width !== 320) expect(await axeViolations(page), `${name} at ${width}`).toEqual([]);
    }
  }
  await page.close();
}, 120_000);

test('the preview opens what waits for an answer, sends nothing and keeps nothing', async () => {
  const { page, requests, complaints } = await open({ width: 360 });
  await page.goto(`${origin}/preview.vi`);
  const why = page.locator('#access-why');
  expect(await why.isVisible()).toBe(false);
  await page.locator('#access-1 + span').click();
  expect(await why.isVisible()).toBe(true);
  await page.locator('#access-1').press('Enter');
  expect(await page.getByRole('button', { name: 'Gửi đánh giá' }).isDisabled()).toBe(true);
  expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
  expect([requests, complaints]).toEqual([['/preview.vi'], []]);
  await page.close();
});

test('the first question’s steps are in sight on a phone without scrolling', async () => {
  const { page } = await open({ width: 360, height: 740 });
  await page.goto(`${origin}/survey.vi`);
  const last = await page.locator('#overall-1 + span').boundingBox();
  expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(740);
  await page.close();
});

test('in forced colours a chosen step differs from the others by more than its radio button', async () => {
  const { page } = await open({ width: 360 });
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(`${origin}/survey.vi`);
  await page.locator('#overall-2 + span').click();
  const border = (id: string) =>
    page.locator(`#${id} + span`).evaluate((one) => getComputedStyle(one).borderBottomWidth);
  expect(await border('overall-2')).not.toBe(await border('overall-3'));
  await page.close();
});

test.each(['slip.vi', 'slip.en', 'slip-long.vi', 'slip-long.en', 'slip-demo.vi', 'slip-demo.en'])(
  '%s is one sheet on the roll and on A6, its code over 30 mm wide, without the button',
  async (name) => {
    const { page } = await open({ width: 800 });
    await page.goto(`${origin}/${name}`);
    for (const paper of [{ preferCSSPageSize: true }, { format: 'A6' }]) {
      const pdf = (await page.pdf(paper)).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    }
    await page.emulateMedia({ media: 'print' });
    const picture = await page.locator('.code img').boundingBox();
    // The picture has 37 modules with its quiet zone, the code itself 29.
    expect((((picture?.width ?? 0) / 96) * 25.4 * 29) / 37).toBeGreaterThanOrEqual(30);
    expect(await page.locator('button').isVisible()).toBe(false);
    await page.close();
  },
);

test('the slip’s button prints', async () => {
  const { page, complaints } = await open({ width: 800 });
  await page.addInitScript('window.print = () => { document.title = "printed" }');
  await page.goto(`${origin}/slip.vi`);
  await page.getByRole('button', { name: 'In phiếu' }).click();
  expect(await page.title()).toBe('printed');
  expect(complaints).toEqual([]);
  await page.close();
});
