import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeViolations } from './axe.ts';
import { launchBrowser } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const dataPage = (html: string, head = '') =>
  `data:text/html;charset=utf-8,${encodeURIComponent(`<!doctype html><html lang="vi"><title>Thử</title>${head}${html}</html>`)}`;

test('the browser runs scripts and shows Vietnamese text', async () => {
  const page = await browser.newPage();
  await page.goto(
    dataPage('<main><h1>Rất hài lòng</h1></main><script>document.body.dataset.ran = String(6 * 7)</script>'),
  );

  expect(await page.locator('body').getAttribute('data-ran')).toBe('42');
  const width = await page.locator('h1').evaluate((heading) => {
    const range = document.createRange();
    range.selectNodeContents(heading);
    return range.getBoundingClientRect().width;
  });
  expect(width).toBeGreaterThan(100);
  await page.close();
});

test('Vietnamese letters have pictures of their own, not the box of a missing letter', async () => {
  const page = await browser.newPage();
  await page.goto(dataPage('<main><h1>Thử</h1></main>'));
  const pictures = await page.evaluate(() =>
    [...'ạớịụễđƯẰ', '\u{10FFFF}'].map((letter) => {
      const canvas = new OffscreenCanvas(60, 60);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.font = '40px sans-serif';
      context.fillText(letter, 5, 45);
      return context.getImageData(0, 0, 60, 60).data.join('');
    }),
  );
  expect(new Set(pictures).size).toBe(pictures.length);
  await page.close();
});

test('axe finds a planted fault under a policy that allows no script', async () => {
  const page = await browser.newPage();
  const policy = `<meta http-equiv="content-security-policy" content="default-src 'none'">`;
  await page.goto(dataPage('<main><h1>Ảnh</h1><img src="data:,"></main>', policy));
  expect(await axeViolations(page)).toEqual([expect.stringContaining('image-alt')]);

  await page.goto(dataPage('<main><h1>Ảnh</h1></main>', policy));
  expect(await axeViolations(page)).toEqual([]);
  await page.close();
});
