import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Month, type Score, scores } from '../../db/vocabulary.ts';
import { addCounts, type Count, countOf, emptyCount, rollupChanges } from './rollup.ts';
import { isSatisfied } from './satisfied.ts';

const months = ['2025-07', '2025-08', '2025-09'] as const satisfies readonly string[];
const month = (text: (typeof months)[number]): Month => text as Month;
const counts: fc.Arbitrary<Count> = fc
  .tuple(fc.nat(999), fc.nat(999), fc.nat(999), fc.nat(999), fc.nat(999), fc.nat(999), fc.boolean())
  .map(([a, b, c, d, e, closed, held]) => countOf([a, b, c, d, e], { closed, held }));

describe('the count of marks', () => {
  test.each([
    [[0, 0, 0, 0, 0], 0, 0],
    [[4, 6, 10, 100, 280], 400, 380],
    [[1, 0, 0, 0, 0], 1, 0],
    [[0, 0, 1, 0, 0], 1, 0],
    [[0, 0, 0, 1, 0], 1, 1],
    [[0, 0, 0, 0, 1], 1, 1],
  ] as const)('%j: %i answered, %i satisfied', (levels, answered, satisfied) => {
    expect(countOf(levels)).toEqual({ closed: 0, answered, satisfied, levels, held: false });
  });

  test('it takes over how many cases were closed and whether answers are held back', () => {
    expect(countOf([0, 0, 0, 0, 5], { closed: 8, held: true })).toMatchObject({ closed: 8, held: true });
  });
});

describe('two counts together', () => {
  test('are added part by part, and hold answers back if one of them does', () => {
    const a = countOf([1, 2, 3, 4, 5], { closed: 20, held: true });
    const b = countOf([0, 0, 1, 0, 9], { closed: 10 });
    expect(addCounts(a, b)).toEqual({ closed: 30, answered: 25, satisfied: 18, levels: [1, 2, 4, 4, 14], held: true });
  });

  test('do not depend on order or grouping, and nothing adds nothing', () => {
    fc.assert(
      fc.property(counts, counts, counts, (a, b, c) => {
        expect(addCounts(a, b)).toEqual(addCounts(b, a));
        expect(addCounts(addCounts(a, b), c)).toEqual(addCounts(a, addCounts(b, c)));
        expect(addCounts(a, emptyCount)).toEqual(a);
      }),
    );
  });
});

describe('what a batch adds to the rollups', () => {
  test('is summed by field and month, and sorted by both', () => {
    const batch = [
      { fieldId: 'ho-tich', month: month('2025-08'), overall: 5 },
      { fieldId: 'dat-dai', month: month('2025-08'), overall: 1 },
      { fieldId: 'ho-tich', month: month('2025-07'), overall: 4 },
      { fieldId: 'ho-tich', month: month('2025-08'), overall: 5 },
      { fieldId: 'dat', month: month('2025-09'), overall: 3 },
    ] as const;
    expect(rollupChanges(batch)).toEqual([
      { fieldId: 'dat', month: '2025-09', levels: [0, 0, 1, 0, 0] },
      { fieldId: 'dat-dai', month: '2025-08', levels: [1, 0, 0, 0, 0] },
      { fieldId: 'ho-tich', month: '2025-07', levels: [0, 0, 0, 1, 0] },
      { fieldId: 'ho-tich', month: '2025-08', levels: [0, 0, 0, 0, 2] },
    ]);
  });

  test('is nothing for an empty batch', () => {
    expect(rollupChanges([])).toEqual([]);
  });

  test('counts every answer once, whatever the order', () => {
    const answer = fc.record({
      fieldId: fc.constantFrom('a', 'a b', 'b', 'é'),
      month: fc.constantFrom(...months).map(month),
      overall: fc.constantFrom<Score>(...scores),
    });
    fc.assert(
      fc.property(fc.array(answer), (batch) => {
        const changes = rollupChanges(batch);
        const total = changes.map(({ levels }) => countOf(levels)).reduce(addCounts, emptyCount);
        expect(total.answered).toBe(batch.length);
        expect(total.satisfied).toBe(batch.filter(({ overall }) => isSatisfied(overall)).length);
        expect(rollupChanges(batch.toReversed())).toEqual(changes);
        expect(new Set(changes.map(({ fieldId, month }) => `${fieldId}|${month}`)).size).toBe(changes.length);
      }),
    );
  });
});
