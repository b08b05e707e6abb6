import { Resvg } from '@resvg/resvg-js';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { decodeQrPng, decodeQrSvg } from '../../scripts/testing/decode-qr.ts';
import { qrPng, qrSvg } from './qr.ts';

/** Modules a side: 25 for version 2, 29 for version 3, and four to each side. */
const wide = { 2: 33, 3: 37, 4: 41 } as const;

describe.each([
  // Hosts of 9, 24 and 44 characters, the first with a port.
  ['HTTP://LOCALHOST:8080/P/223456789ABC', 2],
  ['HTTPS://GOPY.PHUONGTHUYNGUYEN.VN/P/223456789ABC', 3],
  ['HTTPS://KHAOSATDG.PHUONGTHUYNGUYEN.TPHAIPHONG.GOV.VN/P/223456789ABC', 4],
  // A long run of digits would fit a piece of its own; one piece is what scanners know best.
  ['HTTPS://123456789012345.VN/P/223456789ABC', 3],
] as const)('the code of %s', (url, version) => {
  test('as SVG is read by others: version, level M, one alphanumeric piece, four white modules around', async () => {
    expect(await decodeQrSvg(qrSvg(url))).toEqual({
      text: url,
      version,
      errorCorrection: 'M',
      modes: ['alphanumeric'],
      // Measured in a drawing whose pixels are no whole number to a module.
      quietZone: expect.closeTo(4, 1),
    });
  });

  test('as PNG is read by others, and is 600 to 800 pixels wide, each module the same whole number of pixels', async () => {
    const png = await qrPng(url);
    expect(await decodeQrPng(png)).toEqual({
      text: url,
      version,
      errorCorrection: 'M',
      modes: ['alphanumeric'],
      quietZone: 4,
    });
    const { width, height } = PNG.sync.read(Buffer.from(png));
    expect(height).toBe(width);
    expect(width % wide[version]).toBe(0);
    expect(width).toBeGreaterThanOrEqual(600);
    expect(width).toBeLessThanOrEqual(800);
  });

  test('is one picture: drawn as wide as the PNG, the SVG equals it in every pixel', async () => {
    const png = PNG.sync.read(Buffer.from(await qrPng(url)));
    const drawn = new Resvg(qrSvg(url), { fitTo: { mode: 'width', value: png.width } }).render();
    expect(Buffer.compare(drawn.pixels, png.data)).toBe(0);
  });

  test('as SVG has its own size in modules and sharp edges', () => {
    const svg = qrSvg(url);
    expect(svg).toContain(`viewBox="0 0 ${wide[version]} ${wide[version]}"`);
    expect(svg).toContain('shape-rendering="crispEdges"');
    expect(qrSvg(url)).toBe(svg);
  });
});

test('a text outside the alphanumeric set is held all the same', async () => {
  const url = 'http://[::1]:8080/P/223456789ABC';
  expect(await decodeQrSvg(qrSvg(url))).toMatchObject({ text: url, errorCorrection: 'M' });
  expect(await decodeQrPng(await qrPng(url))).toMatchObject({ text: url, errorCorrection: 'M' });
});
