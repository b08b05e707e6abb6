import { expect, test } from 'vitest';
import { readPercent } from './percent-entry.ts';

test.each<[string, number | undefined]>([
  ['95', 95],
  ['92,5', 92.5],
  ['92.50', 92.5],
  ['64,15', 64.15],
  [' 90 % ', 90],
  ['0', 0],
  ['100', 100],
  ['100,00', 100],
  ['100,01', undefined],
  ['95,125', undefined],
  ['95,', undefined],
  ['-1', undefined],
  ['1e2', undefined],
  ['9 5', undefined],
  ['chín mươi', undefined],
  ['', undefined],
])('“%s” is read as %s', (text, percent) => {
  expect(readPercent(text)).toBe(percent);
});
