import { expect, test } from 'vitest';
import { isSatisfied } from './satisfied.ts';

test.each([
  [5, true],
  [4, true],
  [3, false],
  [2, false],
  [1, false],
] as const)('mark %i is satisfied: %s', (score, expected) => {
  expect(isSatisfied(score)).toBe(expected);
});
