import { describe, expect, test } from 'vitest';
import type { LocalDate } from '../../db/vocabulary.ts';
import { isLocalDate } from '../calendar.ts';
import { type Target, targetInForce } from './target-in-force.ts';

function day(text: string): LocalDate {
  if (!isLocalDate(text)) throw new Error(`${text} is no day`);
  return text;
}

const target = (fieldId: string | null, percent: number, from: string, legalBasis = 'QĐ 72/QĐ-UBND'): Target => ({
  fieldId,
  percent,
  effectiveFrom: day(from),
  legalBasis,
  plannedTo: null,
});

/** Kế hoạch kèm theo Quyết định 72/QĐ-UBND ngày 01/7/2025, mục II.5. */
const plan = [
  target(null, 95, '2025-07-01'),
  target('dat-dai', 90, '2025-07-01'),
  target('xay-dung', 90, '2025-07-01'),
  target('dau-tu', 90, '2025-07-01'),
];

const fallsBack = { fallsBackToOverall: true };
const byItself = { fallsBackToOverall: false };

describe('the targets of the plan', () => {
  test.each([
    [null, '2025-07-01', 95],
    [null, '2025-12-31', 95],
    ['dat-dai', '2025-12-31', 90],
    ['xay-dung', '2025-12-31', 90],
    ['dau-tu', '2025-12-31', 90],
    ['ho-tich', '2025-12-31', 95],
    // They stay until the next plan is entered.
    [null, '2026-06-30', 95],
    ['dat-dai', '2026-06-30', 90],
    // Nothing was demanded before.
    [null, '2025-06-30', undefined],
    ['dat-dai', '2025-06-30', undefined],
    ['ho-tich', '2025-06-30', undefined],
  ])('%s on %s: %s', (fieldId, on, expected) => {
    expect(targetInForce(plan, fieldId, day(on), fallsBack)?.percent).toBe(expected);
  });

  test('a field without its own has none where the unit does not hold it against the overall one', () => {
    expect(targetInForce(plan, 'ho-tich', day('2025-12-31'), byItself)).toBeUndefined();
    expect(targetInForce(plan, 'dat-dai', day('2025-12-31'), byItself)?.percent).toBe(90);
    expect(targetInForce(plan, null, day('2025-12-31'), byItself)?.percent).toBe(95);
  });
});

describe('a change from 1 October', () => {
  const changed = [...plan, target(null, 96, '2025-10-01', 'QĐ mới'), target('ho-tich', 92.5, '2025-10-01')];

  test.each([
    [null, '2025-09-30', 95],
    [null, '2025-10-01', 96],
    ['van-hoa', '2025-09-30', 95],
    ['van-hoa', '2025-10-01', 96],
    ['ho-tich', '2025-09-30', 95],
    ['ho-tich', '2025-10-01', 92.5],
    // A newer overall target does not lift a field's own.
    ['dat-dai', '2025-10-01', 90],
  ])('%s on %s: %s', (fieldId, on, expected) => {
    expect(targetInForce(changed, fieldId, day(on), fallsBack)?.percent).toBe(expected);
    expect(targetInForce(changed.toReversed(), fieldId, day(on), fallsBack)?.percent).toBe(expected);
  });

  test('the whole row is given, source and all', () => {
    expect(targetInForce(changed, null, day('2025-10-01'), fallsBack)?.legalBasis).toBe('QĐ mới');
  });
});

test('without targets none is in force', () => {
  expect(targetInForce([], null, day('2025-10-01'), fallsBack)).toBeUndefined();
});
