import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { qrPng, qrSvg } from './qr.ts';

const run = promisify(execFile);
const texts = [
  'HTTP://LOCALHOST:8080/P/2TKABCDEFGHJ',
  'HTTPS://DANHGIA.EXAMPLE.VN/P/2TK222222222',
  'HTTPS://KHAO-SAT.PHUONG-THUY-NGUYEN.HAIPHONG.EXAMPLE.VN/P/ZZZZZZZZZZZZ',
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hai-long-qr-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(texts)('zbar reads the PNG of %s', async (text) => {
  const png = join(folder, 'code.png');
  await writeFile(png, await qrPng(text));
  expect(await zbar(png)).toBe(text);
});

test.each(texts)('zbar reads the SVG of %s as librsvg draws it, 25 mm wide at 300 dpi', async (text) => {
  const [svg, png] = [join(folder, 'code.svg'), join(folder, 'drawn.png')];
  await writeFile(svg, qrSvg(text));
  await run('rsvg-convert', ['--width', '295', '--keep-aspect-ratio', '--output', png, svg]);
  expect(await zbar(png)).toBe(text);
});

/** Only the text: `--raw` leaves the kind of code and `--quiet` the statistics out. */
async function zbar(image: string): Promise<string> {
  const { stdout } = await run('zbarimg', ['--quiet', '--raw', '--nodbus', '-Sdisable', '-Sqrcode.enable', image]);
  return stdout.trimEnd();
}
