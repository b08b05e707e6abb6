import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededBytes } from '../testing/test-context.ts';
import { shuffle } from './shuffle.ts';

test('every row comes out once, and what went in stays as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), (rows) => {
      const before = [...rows];
      const sorted = (some: readonly number[]) => [...some].sort((a, b) => a - b);
      expect(sorted(shuffle(rows, randomBytes))).toEqual(sorted(rows));
      expect(rows).toEqual(before);
    }),
  );
});

test('each of the 24 orders of four is as likely as any other', () => {
  const draws = 24_000;
  const bytes = seededBytes('orders');
  const seen = new Map<string, number>();
  for (let drawn = 0; drawn < draws; drawn++) {
    const order = shuffle(['a', 'b', 'c', 'd'], bytes).join('');
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  const expected = draws / 24;
  const chiSquare = [...seen.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(seen.size).toBe(24);
  // 49.73 is passed once in a thousand by chance with 23 degrees of freedom (R: qchisq(0.999, 23)).
  expect(chiSquare).toBeLessThan(49.73);
});

test('a number that would favour the first rows is drawn again', () => {
  // 2³² is no multiple of three: the highest number is one too many and must not count.
  const drawn = [0xff_ff_ff_ff, 2, 0];
  const bytes = (length: number) => {
    const number = Buffer.alloc(length);
    number.writeUInt32BE(drawn.shift() ?? 0);
    return number;
  };
  expect(shuffle(['a', 'b', 'c'], bytes)).toEqual(['b', 'a', 'c']);
  expect(drawn).toEqual([]);
});
