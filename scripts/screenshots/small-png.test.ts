import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { smallPng } from './small-png.ts';

/** A picture of 40 × 30 pixels, each of the colour that its number gives. */
function picture(colourOf: (at: number) => readonly [number, number, number]): Buffer {
  const png = new PNG({ width: 40, height: 30 });
  for (let at = 0; at < 1200; at++) png.data.set([...colourOf(at), 255], 4 * at);
  return PNG.sync.write(png);
}

test('a picture of few colours comes out as it was', () => {
  const before = picture((at) => [at % 7, 200, at % 11]);
  const after = PNG.sync.read(Buffer.from(smallPng(before)));
  expect([after.width, after.height]).toEqual([40, 30]);
  expect(after.data.equals(PNG.sync.read(before).data)).toBe(true);
});

test('of many colours the rare ones become the nearest of the frequent ones', () => {
  const before = picture((at) => (at < 600 ? [at % 16, 0, 0] : [at % 16, Math.floor(at / 60), at % 240]));
  const [was, is] = [before, Buffer.from(smallPng(before))].map((png) => PNG.sync.read(png).data);
  const furthest = Math.max(...[...(was ?? [])].map((value, at) => Math.abs(value - (is?.[at] ?? 0))));
  expect(furthest).toBeLessThan(40);
});
