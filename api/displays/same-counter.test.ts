import { expect, test } from 'vitest';
import { isSameCounter } from './same-counter.ts';

test.each([
  ['3', '3', true],
  ['3', 'Quầy 3', true],
  ['QUẦY SỐ 03', '3', true],
  ['quay 3', 'Counter 3', true],
  ['Tiếp dân', 'tiep dan', true],
  ['3', '13', false],
  ['3', '30', false],
  ['0', '00', true],
  ['1A', '1', false],
] as const)('“%s” and “%s” name one counter: %s', (one, other, expected) => {
  expect(isSameCounter(one, other)).toBe(expected);
});
