import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handling, nationalRate } from './handling.ts';

test('the share on time is of cases that had a due day', () => {
  const count = { closed: 12, onTime: 7, late: 3, apologised: 1 };
  expect(handling(count)).toEqual({ ...count, shareOnTime: 70 });
  expect(handling({ closed: 4, onTime: 0, late: 0, apologised: 0 }).shareOnTime).toBeNull();
});

test.each([
  // A hundred cases, two dissatisfied, none late.
  [{ closed: 100, late: 0, disliked: 2 }, 98, 98],
  // Five late and three disliked: the three may be among the five, or not.
  [{ closed: 100, late: 5, disliked: 3 }, 92, 95],
  // More than all: some must be both.
  [{ closed: 10, late: 8, disliked: 6 }, 0, 20],
  [{ closed: 0, late: 0, disliked: 0 }, null, null],
  // Answers carried into a month may outnumber its cases.
  [{ closed: 2, late: 0, disliked: 5 }, 0, 0],
])('the national rate of %o lies from %s to %s', (counts, low, high) => {
  expect(nationalRate(counts)).toMatchObject({ rule: 'admin.qd766@1', low, high });
});

test('low is never over high', () => {
  const counts = fc
    .nat(500)
    .chain((closed) => fc.record({ closed: fc.constant(closed), late: fc.nat(closed), disliked: fc.nat(600) }));
  fc.assert(
    fc.property(counts, (some) => {
      const { low, high } = nationalRate(some);
      expect(low ?? 0).toBeLessThanOrEqual(high ?? 0);
    }),
  );
});
