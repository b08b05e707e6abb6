import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Group } from './client.ts';
import { heldAgainst } from './held-against.ts';
import { position, scaleOf } from './scale.ts';

const group = (low: number | null, target: number | null) =>
  ({ low, target: target === null ? null : heldAgainst(target) }) as Group;

test.each([
  [[group(92.4, 95)], 80, [80, 85, 90, 95, 100]],
  [[group(86.3, 95), group(75.7, 90)], 70, [70, 80, 90, 100]],
  [[group(44.4, 90)], 40, [40, 60, 80, 100]],
  [[group(0, 95)], 0, [0, 25, 50, 75, 100]],
  [[group(null, null)], 80, [80, 85, 90, 95, 100]],
])('the axis of %o begins at %i', (groups, from, ticks) => {
  expect(scaleOf(groups)).toEqual({ from, ticks });
});

test('every interval and target lies on the axis', () => {
  const percent = fc.double({ min: 0, max: 100, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(percent, percent)), (pairs) => {
      const scale = scaleOf(pairs.map(([low, target]) => group(low, target)));
      for (const value of [...pairs.flat(), ...scale.ticks, 100]) {
        expect(position(value, scale)).toBeGreaterThanOrEqual(0);
        expect(position(value, scale)).toBeLessThanOrEqual(100);
      }
    }),
  );
});
