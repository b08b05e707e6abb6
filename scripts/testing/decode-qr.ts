import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import jsqr from 'jsqr';
import { type Pixels, PNG } from 'pngjs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Grey } from './rasterise-pdf.ts';

const require = createRequire(import.meta.url);
// Left to itself zxing-wasm would fetch its program from a public server.
const wasm = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
// A CommonJS package whose default export arrives one level down.
const readPixels = jsqr as unknown as typeof jsqr.default;

export interface DecodedQr {
  text: string;
  /** 1 to 40: the number of modules a side is 17 + 4 × version. */
  version: number;
  errorCorrection: string;
  /** How the text is packed, piece by piece: `alphanumeric`, `byte`, `numeric` … */
  modes: string[];
  /** White modules between the code and the nearest edge of the image. */
  quietZone: number;
}

/** Reads a QR code from a PNG with two decoders that know nothing of ours; throws unless they agree. */
export async function decodeQrPng(png: Uint8Array): Promise<DecodedQr> {
  const pixels = onWhite(PNG.sync.read(Buffer.from(png)));
  const byZxing = (await readBarcodes(png, { formats: ['QRCode'], tryInvert: false }))[0];
  const byJsqr = readPixels(new Uint8ClampedArray(pixels.data), pixels.width, pixels.height, {
    inversionAttempts: 'dontInvert',
  });
  if (!byZxing?.isValid) throw new Error(`zxing reads no QR code${byZxing ? `: ${byZxing.error}` : ''}`);
  if (!byJsqr) throw new Error('jsqr reads no QR code');
  if (byZxing.text !== byJsqr.data) throw new Error(`zxing reads “${byZxing.text}”, jsqr reads “${byJsqr.data}”`);

  const told: { ECLevel: string; Version: string } = JSON.parse(byZxing.extra);
  if (Number(told.Version) !== byJsqr.version) {
    throw new Error(`zxing sees version ${told.Version}, jsqr sees ${byJsqr.version}`);
  }
  return {
    text: byZxing.text,
    version: byJsqr.version,
    errorCorrection: told.ECLevel,
    modes: byJsqr.chunks.map((chunk) => chunk.type),
    quietZone: quietZone(pixels, 17 + 4 * byJsqr.version),
  };
}

/** The same for an SVG, drawn 600 pixels wide on white. */
export function decodeQrSvg(svg: string): Promise<DecodedQr> {
  const drawn = new Resvg(svg, { background: 'white', fitTo: { mode: 'width', value: 600 } }).render();
  return decodeQrPng(drawn.asPng());
}

/** Transparent parts become white, as on paper. */
function onWhite(pixels: Pixels): Pixels {
  const data = Buffer.from(pixels.data);
  for (let at = 0; at < data.length; at += 4) {
    const opacity = (data[at + 3] ?? 255) / 255;
    for (let colour = at; colour < at + 3; colour++) data[colour] = 255 - (255 - (data[colour] ?? 255)) * opacity;
    data[at + 3] = 255;
  }
  return { ...pixels, data };
}

function quietZone({ width, height, data }: Pixels, modules: number): number {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((data[(y * width + x) * 4] ?? 255) > 127) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  const module = (right - left) / modules;
  return Math.min(left, top, width - right, height - bottom) / module;
}

/** What each of the two decoders reads in a grey picture; undefined where it reads nothing. */
export async function readQrGrey({ width, height, pixels }: Grey): Promise<{ zxing?: string; jsqr?: string }> {
  const data = new Uint8ClampedArray(width * height * 4);
  for (const [at, value] of pixels.entries()) data.fill(value, at * 4, at * 4 + 3).fill(255, at * 4 + 3, at * 4 + 4);
  const image = { data, width, height, colorSpace: 'srgb' } as ImageData;
  const zxing = (await readBarcodes(image, { formats: ['QRCode'], tryInvert: false }))[0];
  const jsqr = readPixels(data, width, height, { inversionAttempts: 'dontInvert' });
  return { ...(zxing?.isValid && { zxing: zxing.text }), ...(jsqr && { jsqr: jsqr.data }) };
}
