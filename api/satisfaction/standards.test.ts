import { describe, expect, test } from 'vitest';
import type { Month, UnitId } from '../../db/vocabulary.ts';
import { standardsIn } from './standards.ts';

const [one, two] = [1 as UnitId, 2 as UnitId];
const at = (unitId: UnitId, ...months: string[]) => months.map((month) => ({ unitId, month: month as Month }));
const by = (minimumAnswers: number, fallsBackToOverall = true) => ({ minimumAnswers, fallsBackToOverall });
const settledBy = (unitId: UnitId, month: string, minimum: number | null) => ({
  unitId,
  month: month as Month,
  standards: minimum === null ? null : by(minimum),
});
const today = by(30, false);
const quarter = { from: '2025-07' as Month, to: '2025-09' as Month };

describe('figures of a period are judged', () => {
  test.each([
    ['by what its last month was settled by', [settledBy(one, '2025-07', 5), settledBy(one, '2025-08', 10)], by(10)],
    ['empty months included', [...['07', '08', '09'].map((m, i) => settledBy(one, `2025-${m}`, 5 + i))], by(7)],
    ['by today’s while one of its months is open', [settledBy(one, '2025-07', 5)], today],
    ['by today’s where nothing was kept', [settledBy(one, '2025-07', 5), settledBy(one, '2025-08', null)], today],
    ['whatever later months have', [...['07', '08', '10'].map((m, i) => settledBy(one, `2025-${m}`, 5 + i))], by(6)],
  ])('%s', (_, settled, expected) => {
    expect(standardsIn(quarter, at(one, '2025-07', '2025-08'), settled)(one, today)).toEqual(expected);
  });

  test('and not at all by a unit that has no part in it', () => {
    const standards = standardsIn(quarter, [...at(one, '2025-07'), ...at(two, '2025-10')], []);
    expect(standards(two, today)).toBeUndefined();
  });
});
