import QRCode from 'qrcode';
import { expect, test } from 'vitest';
import { decodeQrPng, decodeQrSvg } from './decode-qr.ts';

const text = 'HTTPS://DANHGIA.EXAMPLE.VN/P/2TKABCDEFGHJ';

test.each([
  [text, 'M', 4, 3, ['alphanumeric']],
  [text.toLowerCase(), 'Q', 2, 4, ['byte']],
] as const)('the decoders tell %s, level %s and a quiet zone of %i', async (content, level, margin, version, modes) => {
  const expected = { text: content, version, errorCorrection: level, modes, quietZone: expect.closeTo(margin, 1) };
  const options = { errorCorrectionLevel: level, margin };
  expect(await decodeQrPng(await QRCode.toBuffer(content, options))).toEqual(expected);
  expect(await decodeQrSvg(await QRCode.toString(content, { ...options, type: 'svg' }))).toEqual(expected);
});

test('a picture without a code is refused', async () => {
  const blank = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h3v3h-3z"/></svg>';
  await expect(decodeQrSvg(blank)).rejects.toThrow('reads no QR code');
});
