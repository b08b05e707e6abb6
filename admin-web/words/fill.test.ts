import { expect, test } from 'vitest';
import { fill, fillCounted } from './fill.ts';

test('values take their places, and a name without one is left to be seen', () => {
  expect(fill('{n} phiếu, đêm {date}, {n}', { n: '1.234', date: '07/7/2025' })).toBe(
    '1.234 phiếu, đêm 07/7/2025, 1.234',
  );
  expect(fill('{a} {b}', { a: '$1' })).toBe('$1 {b}');
});

test('only one is one', () => {
  const answers = { one: '{n} answer', other: '{n} answers' };
  expect(fillCounted(answers, 1, { n: '1' })).toBe('1 answer');
  expect(fillCounted(answers, 0, { n: '0' })).toBe('0 answers');
  expect(fillCounted(answers, 21, { n: '21' })).toBe('21 answers');
});
