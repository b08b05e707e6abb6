import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '../problems.ts';
import { guessLimiter, tryLimiter } from './rate-limit.ts';

// The limiter counts by the process's clock.
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

/** The seconds to wait, or `go` where the try is let through. */
async function outcome(attempt: Promise<void>): Promise<'go' | number | undefined> {
  try {
    await attempt;
    return 'go';
  } catch (error) {
    if (error instanceof Problem && error.code === 'too-many-tries') return error.extra.retryAfter;
    throw error;
  }
}

test('of unknown survey tokens the 301st within 10 minutes from one network has to wait for the rest of them', async () => {
  const guesses = guessLimiter();
  for (let n = 0; n < 300; n += 1) {
    expect(await outcome(guesses.check('203.0.113.7'))).toBe('go');
    await guesses.miss('203.0.113.7');
    vi.advanceTimersByTime(1000);
  }
  expect(await outcome(guesses.check('203.0.113.7'))).toBe(300);
  expect(await outcome(guesses.check('203.0.113.8'))).toBe('go');
  vi.advanceTimersByTime(300_000);
  expect(await outcome(guesses.check('203.0.113.7'))).toBe('go');
});

test('a check alone counts nothing', async () => {
  const guesses = guessLimiter();
  for (let n = 0; n < 100; n += 1) expect(await outcome(guesses.check('203.0.113.7'))).toBe('go');
});

test('without an address to count by nobody is refused', async () => {
  const guesses = guessLimiter();
  for (let n = 0; n < 40; n += 1) await guesses.miss(undefined);
  expect(await outcome(guesses.check(undefined))).toBe('go');
});

test('a try is taken before its outcome is known, and what did not count comes back', async () => {
  const limiter = tryLimiter({ tries: 2, minutes: 1 });
  expect(await outcome(limiter.take('nga'))).toBe('go');
  expect(await outcome(limiter.take('nga'))).toBe('go');
  expect(await outcome(limiter.take('nga'))).toBe(60);
  await limiter.giveBack('nga');
  expect(await outcome(limiter.take('nga'))).toBe(60);
  await limiter.forget('nga');
  expect(await outcome(limiter.take('nga'))).toBe('go');
});

test('going on trying does not make the wait longer', async () => {
  const limiter = tryLimiter({ tries: 1, minutes: 10 });
  await limiter.take('nga');
  vi.advanceTimersByTime(540_000);
  for (let n = 0; n < 20; n += 1) expect(await outcome(limiter.take('nga'))).toBe(60);
  vi.advanceTimersByTime(60_000);
  expect(await outcome(limiter.take('nga'))).toBe('go');
});

test.each([
  [1, 'Thử lại sau 1 phút.', 'Try again in 1 minute.'],
  [60, 'Thử lại sau 10 phút.', 'Try again in 10 minutes.'],
])('the wait is said in whole minutes (%i of ten seconds)', async (tens, vi, en) => {
  const limiter = tryLimiter({ tries: 0, minutes: tens / 6 });
  await expect(limiter.take('nga')).rejects.toMatchObject({
    extra: { detail: { vi: `Đã thử nhiều lần. ${vi}`, en: `Too many tries. ${en}` } },
  });
});
