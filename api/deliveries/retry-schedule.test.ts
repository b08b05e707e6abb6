import { expect, test } from 'vitest';
import { nextAttemptAt, retryDelays } from './retry-schedule.ts';

const now = new Date('2025-08-20T03:00:00Z');
const waits = (attempts: number, chance = 0, retryAfter?: number) => {
  const at = nextAttemptAt({ attempts, now, chance, retryAfter });
  return at && (at.getTime() - now.getTime()) / 1000;
};

test('the last of ten attempts comes 75 hours, 35 minutes and 5 seconds after the first', () => {
  expect(retryDelays.length + 1).toBe(10);
  expect(retryDelays.reduce((sum, delay) => sum + delay) / 1000).toBe(75 * 3600 + 35 * 60 + 5);
});

test.each([
  [1, 0, undefined, 5],
  [2, 0, undefined, 300],
  [2, 1, undefined, 330],
  [9, 0, undefined, 86_400],
  [10, 0, undefined, null],
  [1, 0, 120, 120],
  [2, 0, 120, 300],
  [1, 0, 1_000_000, 86_400],
] as const)(
  'after %i attempts, with chance %f and Retry-After %s, it waits %s seconds',
  (attempts, chance, asked, expected) => {
    expect(waits(attempts, chance, asked)).toBe(expected);
  },
);
