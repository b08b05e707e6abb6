import { RateLimiterMemory } from 'rate-limiter-flexible';
import { tooManyTries } from '../problems.ts';

/** Counts what went wrong per name or network, in this process's memory alone; nothing of it is stored or logged. */
export interface TryLimiter {
  /** Throws `too-many-tries` where none is left. Takes none. */
  check(key: string | undefined): Promise<void>;
  /** Takes a try before its outcome is known, so that many at once get no more; throws where none is left. */
  take(key: string | undefined): Promise<void>;
  /** Counts a try that went wrong. */
  miss(key: string | undefined): Promise<void>;
  /** Gives one back that did not count. */
  giveBack(key: string | undefined): Promise<void>;
  /** Forgets what was counted. */
  forget(key: string | undefined): Promise<void>;
}

/** `tries` in `minutes`, counted from the first. An undefined key (no connection to count by) is never refused. */
export function tryLimiter(options: { tries: number; minutes: number }): TryLimiter {
  const { tries, minutes } = options;
  const limiter = new RateLimiterMemory({ points: tries, duration: minutes * 60 });
  return {
    async check(key) {
      const counted = key === undefined ? null : await limiter.get(key);
      if (counted && counted.msBeforeNext > 0 && counted.consumedPoints >= tries)
        throw tooManyTries(counted.msBeforeNext / 1000);
    },
    async take(key) {
      if (key === undefined) return;
      const counted = await limiter.penalty(key);
      if (counted.consumedPoints > tries) throw tooManyTries(counted.msBeforeNext / 1000);
    },
    async miss(key) {
      if (key !== undefined) await limiter.penalty(key);
    },
    async giveBack(key) {
      if (key !== undefined) await limiter.reward(key);
    },
    async forget(key) {
      if (key !== undefined) await limiter.delete(key);
    },
  };
}

/**
 * Unknown survey tokens from one network: 300 misses in 10 minutes. A real one is not counted, but is refused with the
 * others once the limit is reached, so the limit is wide enough for a centre's whole Wi-Fi; at that pace, with a hundred
 * thousand codes open in a unit, a guess hits one in eleven years.
 */
export function guessLimiter(): TryLimiter {
  return tryLimiter({ tries: 300, minutes: 10 });
}
