const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * The wait after each attempt that failed: ten attempts within 75 hours and a half. Source: Standard Webhooks 1.0,
 * “Deliverability and reliability”, example retry schedule.
 */
export const retryDelays: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

/**
 * When to try again after `attempts` that failed; null where it is given up. `chance`, 0 to 1, moves it by up to a tenth,
 * so that what failed together does not come back together. `retryAfter`: seconds that the endpoint asked for, a day at most.
 */
export function nextAttemptAt(args: {
  attempts: number;
  now: Date;
  chance: number;
  retryAfter?: number | undefined;
}): Date | null {
  const { attempts, now, chance, retryAfter = 0 } = args;
  const delay = retryDelays[attempts - 1];
  if (delay === undefined) return null;
  const asked = Math.min(retryAfter * second, 24 * hour);
  return new Date(now.getTime() + Math.max(delay * (1 + chance / 10), asked));
}
