import { expect, test } from 'vitest';
import type { QrLevel } from '../../db/vocabulary.ts';
import { readQrGrey } from '../../scripts/testing/decode-qr.ts';
import { crop, pageCount, photographed, rasterisePdf } from '../../scripts/testing/rasterise-pdf.ts';
import { slipTexts } from '../../survey-web/render.tsx';
import { qrRuns } from '../invitations/qr.ts';
import type { SlipLayout } from './layouts.ts';
import { type DrawnSlip, slipsPdf } from './slip-pdf.ts';

const content = { host: 'gopy.thuynguyen.example.vn', until: '2025-07-22' } as unknown as Parameters<
  typeof slipTexts
>[0];
const texts = { vi: slipTexts(content, 'vi'), en: slipTexts(content, 'en') };
const tokenOf = (index: number) =>
  `2TKABCDEF${String(index).padStart(3, '2').replaceAll('0', 'X').replaceAll('1', 'Y')}`;
const urlOf = (index: number) => `HTTPS://GOPY.THUYNGUYEN.EXAMPLE.VN/P/${tokenOf(index)}`;

function slip(index: number, level: QrLevel = 'M'): DrawnSlip {
  return {
    unitName: 'Trung tâm Phục vụ hành chính công phường Thủy Nguyên',
    procedureName: index % 3 === 0 ? 'Đăng ký đất đai, tài sản gắn liền với đất '.repeat(5) : 'Đăng ký khai sinh',
    caseCode: `H24.30-250701-${index}`,
    code: tokenOf(index).match(/.{4}/g)?.join('-') ?? '',
    qr: qrRuns(urlOf(index), level),
    ...texts,
  };
}

/** As a hand holds it: jsqr stumbles over a picture that no camera ever took. */
const askew = { degrees: 4, blur: 1, contrast: 0.8 };

async function pdfOf(count: number, layout: SlipLayout, level?: QrLevel): Promise<Buffer> {
  const slips = async function* () {
    for (let index = 0; index < count; index++) yield slip(index, level);
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of slipsPdf(slips(), { layout, title: 'Phiếu', now: new Date(0) })) pieces.push(piece);
  return Buffer.concat(pieces);
}

test.each<[SlipLayout, QrLevel]>([
  ['receipt', 'M'],
  ['a6', 'Q'],
])('%s, level %s: a page a slip, each code read by two decoders at 203 dots an inch', async (layout, level) => {
  const pages = await rasterisePdf(await pdfOf(2, layout, level), 203);
  const found = await Promise.all(pages.map((page) => readQrGrey(photographed(page, askew))));
  expect(found).toEqual([0, 1].map((index) => ({ zxing: urlOf(index), jsqr: urlOf(index) })));
});

test('eight to a sheet in the order of the slips, each code read by two decoders at 150 dots an inch', async () => {
  const pages = await rasterisePdf(await pdfOf(11, 'a4-8'), 150);
  expect(pages).toHaveLength(2);
  const cells = pages.flatMap((page) => {
    const [width, height] = [page.width / 2, page.height / 4];
    return Array.from({ length: 8 }, (_, at) =>
      crop(page, { left: (at % 2) * width, top: Math.floor(at / 2) * height, width, height }),
    );
  });
  const found = await Promise.all(cells.slice(0, 11).map((cell) => readQrGrey(photographed(cell, askew))));
  expect(found).toEqual(Array.from({ length: 11 }, (_, index) => ({ zxing: urlOf(index), jsqr: urlOf(index) })));
  expect(await readQrGrey(cells[11] ?? cells[0] ?? { width: 1, height: 1, pixels: new Uint8Array(1) })).toEqual({});
});

test('no slip is an empty page; a texts’s second writing looks like its first', async () => {
  expect(await pageCount(await pdfOf(0, 'a4-8'))).toBe(1);
  const [first, second] = await rasterisePdf(await pdfOf(2, 'receipt'), 60);
  const [again] = await rasterisePdf(await pdfOf(1, 'receipt'), 60);
  expect(first).toEqual(again);
  // Title, safety line and validity stand where they stood; codes and case differ.
  const top = (page: typeof first) => page && crop(page, { left: 0, top: 0, width: page.width, height: 40 });
  expect(top(second)).toEqual(top(first));
});

test('the fonts are embedded, with what they say in Unicode', async () => {
  const pdf = (await pdfOf(1, 'a6')).toString('latin1');
  expect(pdf).toMatch(/BeVietnamPro-Regular/);
  expect(pdf).toMatch(/BeVietnamPro-Bold/);
  expect(pdf).toMatch(/ToUnicode/);
  expect(pdf).not.toMatch(/Helvetica/);
});
