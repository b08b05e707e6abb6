import { describe, expect, test } from 'vitest';
import { countOf } from '../api/satisfaction/rollup.ts';
import { figures } from '../api/satisfaction/satisfaction.ts';
import type { Group } from './client.ts';
import { centreOf, compare, expectedOutside, funnelSteps, inOrder } from './comparison.ts';
import { heldAgainst } from './held-against.ts';

function unit(
  name: string,
  satisfied: number,
  answered: number,
  closed = answered,
  target: number | null = null,
): Group {
  const count = countOf([answered - satisfied, 0, 0, 0, satisfied], { closed });
  return {
    key: name,
    name,
    ...figures(count, { targetPercent: target, fewest: 5 }),
    levels: [...count.levels],
    target: target === null ? null : heldAgainst(target),
    provisional: false,
  };
}

const units = [
  unit('Phường 10', 8, 10),
  unit('Phường 2', 800, 1000),
  unit('Phường 1', 950, 1000),
  unit('An Dương', 0, 0, 7),
];
const rows = compare(units, 95);
const names = (sorted: ReturnType<typeof inOrder>) => sorted.map(({ group }) => group.name);

test('a small unit with a low rate is within luck, a large one is not', () => {
  expect(rows.map(({ place }) => place)).toEqual(['inside', 'far-below', 'inside', undefined]);
});

test('the centre is the shared target, else the rate of all', () => {
  expect(centreOf(unit('all', 90, 100, 100, 95))).toBe(95);
  expect(centreOf(unit('all', 90, 100))).toBe(90);
  expect(centreOf(unit('all', 0, 0))).toBeNull();
});

describe('the order of units', () => {
  test.each([
    [undefined, ['An Dương', 'Phường 1', 'Phường 2', 'Phường 10']],
    [{ key: 'name', down: true }, ['Phường 10', 'Phường 2', 'Phường 1', 'An Dương']],
    [{ key: 'percent', down: false }, ['Phường 2', 'Phường 10', 'Phường 1', 'An Dương']],
    [{ key: 'percent', down: true }, ['Phường 1', 'Phường 2', 'Phường 10', 'An Dương']],
    [{ key: 'place', down: false }, ['Phường 2', 'Phường 1', 'Phường 10', 'An Dương']],
    [{ key: 'answers', down: true }, ['Phường 1', 'Phường 2', 'Phường 10', 'An Dương']],
    [{ key: 'coverage', down: false }, ['An Dương', 'Phường 1', 'Phường 2', 'Phường 10']],
  ] as const)('by %o', (sort, expected) => {
    expect(names(inOrder(rows, sort))).toEqual(expected);
  });
});

test('the funnel narrows, holds its centre, and reaches the largest unit', () => {
  const steps = funnelSteps(1050, 95);
  expect([steps[0]?.answered, steps.at(-1)?.answered]).toEqual([5, 1050]);
  for (const { innerLow, innerHigh, outerLow, outerHigh } of steps) {
    expect(outerLow).toBeLessThanOrEqual(innerLow);
    expect(innerLow).toBeLessThanOrEqual(95);
    expect(innerHigh).toBeGreaterThanOrEqual(95);
    expect(outerHigh).toBeGreaterThanOrEqual(innerHigh);
  }
  const width = (step: (typeof steps)[number] | undefined) => (step ? step.innerHigh - step.innerLow : 0);
  expect(width(steps.at(-1))).toBeLessThan(width(steps[0]) / 5);
});

test('one in twenty lies outside by luck', () => {
  expect([expectedOutside(100), expectedOutside(7)]).toEqual([5, 0.4]);
});
