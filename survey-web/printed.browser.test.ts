import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { qrSvg } from '../api/invitations/qr.ts';
import type { SlipLayout } from '../api/slips/layouts.ts';
import type { QrLevel } from '../db/vocabulary.ts';
import { launchBrowser } from '../scripts/testing/browser.ts';
import { readQrGrey } from '../scripts/testing/decode-qr.ts';
import { burnt, crop, type Grey, pageCount, photographed, rasterisePdf } from '../scripts/testing/rasterise-pdf.ts';
import { exampleSheet, exampleSlip } from './example.ts';
import * as render from './render.tsx';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const tokens = ['2TKABCDEFGHJ', '2TK7QZ4M9XWV', '2TK23456789A', '2TKZYXWVTSRQ', '2TKHJK8M3N5P', '2TK9VB6CD2FG'];
const hosts = ['GOPY.THUYNGUYEN.EXAMPLE.VN', 'KHAOSATDG.PHUONGTHUYNGUYEN.TPHAIPHONG.EXAMPLE.VN'];
const urls = (count: number) =>
  Array.from({ length: count }, (_, index) => `HTTPS://${hosts[index % 2]}/P/${tokens[index % tokens.length]}`);

/** What the browser prints of a page. */
async function printed(html: string): Promise<Buffer> {
  const page = await browser.newPage();
  await page.setContent(html);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await page.close();
  return pdf;
}

async function slipsOf(layout: SlipLayout, count: number, level: QrLevel = 'M') {
  const content = { ...(await exampleSlip('vi')), layout: undefined };
  const slips = urls(count).map((url) => ({ ...content, caseCode: url.slice(-12), qrSvg: qrSvg(url, level) }));
  const sheet = await exampleSheet('vi');
  return { pdf: await printed(render.slips({ ...sheet, layout, slips })), expected: urls(count) };
}

/** How a phone may hold it: straight or askew, out of focus by so many modules, in daylight or a dim hall. */
const looks = [
  { degrees: 0, blur: 0.15, contrast: 0.9 },
  { degrees: 4, blur: 0.3, contrast: 0.4 },
  { degrees: -9, blur: 0.3, contrast: 0.9 },
  { degrees: 17, blur: 0.15, contrast: 0.4 },
];

/** The share of all looks at all pictures that each decoder reads right. What is read wrong fails the test. */
async function rates(pictures: readonly { picture: Grey; text: string }[], module: number) {
  const read = { zxing: 0, jsqr: 0 };
  for (const { picture, text } of pictures) {
    for (const { blur, ...look } of looks) {
      const found = await readQrGrey(photographed(picture, { ...look, blur: blur * module }));
      for (const one of Object.values(found)) expect(one).toBe(text);
      if (found.zxing) read.zxing += 1;
      if (found.jsqr) read.jsqr += 1;
    }
  }
  const all = pictures.length * looks.length;
  return { zxing: read.zxing / all, jsqr: read.jsqr / all };
}

const inPixels = (millimetres: number, dpi: number) => (millimetres / 25.4) * dpi;

/** Seen over 416 such pictures: zxing read all of them, jsqr all but two; of the poster's four, one or none is lost to it. */
function expectRead(found: Awaited<ReturnType<typeof rates>>, byJsqr = 0.9) {
  expect(found.zxing).toBe(1);
  expect(found.jsqr).toBeGreaterThanOrEqual(byJsqr);
}

describe.each([203, 150])('printed at %i dots an inch, turned, out of focus and dim, two decoders read', (dpi) => {
  test.each(['M', 'Q'] as const)(
    'a receipt printer’s slip, level %s',
    async (level) => {
      const { pdf, expected } = await slipsOf('receipt', 2, level);
      const pages = await rasterisePdf(pdf, dpi);
      expect(pages).toHaveLength(2);
      const pictures = pages.map((page, index) => ({ picture: burnt(page), text: expected[index] ?? '' }));
      expectRead(await rates(pictures, inPixels(40 / 41, dpi)));
    },
    120_000,
  );

  test('each corner of a sheet of eight', async () => {
    const { pdf, expected } = await slipsOf('a4-8', 8);
    const [page] = await rasterisePdf(pdf, dpi);
    if (!page) throw new Error('The sheet has no page');
    const [width, height] = [page.width / 2, page.height / 4];
    const pictures = [0, 1, 6, 7].map((index) => {
      const place = { left: (index % 2) * width, top: Math.floor(index / 2) * height };
      return { picture: crop(page, { ...place, width, height }), text: expected[index] ?? '' };
    });
    expectRead(await rates(pictures, inPixels(40 / 41, dpi)));
  }, 120_000);

  test('the poster', async () => {
    const text = 'HTTPS://GOPY.THUYNGUYEN.EXAMPLE.VN/';
    const { host } = await exampleSlip('vi');
    const pdf = await printed(render.poster({ size: 'a4', unitName: 'Trung tâm', host, qrSvg: qrSvg(text) }));
    const [page] = await rasterisePdf(pdf, dpi);
    if (!page) throw new Error('The poster has no page');
    const part = { left: 0, top: page.height * 0.3, width: page.width / 2, height: page.height * 0.5 };
    expectRead(await rates([{ picture: crop(page, part), text }], inPixels(56 / 33, dpi)), 0.75);
  }, 120_000);
});

test.each(['receipt', 'a6', 'a4-8'] as const)(
  '%s: as many pages as it takes, and nothing runs over',
  async (layout) => {
    const { pdf } = await slipsOf(layout, 11);
    expect(await pageCount(pdf)).toBe(layout === 'a4-8' ? 2 : 11);
  },
);
