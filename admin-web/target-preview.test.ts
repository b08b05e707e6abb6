import { describe, expect, test } from 'vitest';
import { figures } from '../api/satisfaction/satisfaction.ts';
import type { LocalDate, Month } from '../db/vocabulary.ts';
import type { Group, Satisfaction, Target } from './client.ts';
import { heldAgainst } from './held-against.ts';
import { flagsOf, inForce, preview, withoutTarget, withTarget } from './target-preview.ts';

const target = (field: string | null, percent: number, effectiveFrom = '2025-07-01'): Target => ({
  targetId: `${field} ${percent} ${effectiveFrom}`,
  field,
  percent,
  effectiveFrom: effectiveFrom as LocalDate,
  legalBasis: 'Kế hoạch 72',
  plannedTo: null,
  changeable: true,
});
const plan = [target(null, 95), target('dat-dai', 90)];
const fallsBack = { fallsBackToOverall: true };

const group = (key: string, satisfied: number, answered: number, bar: number): Group => ({
  key,
  name: key,
  ...figures(
    { closed: answered, answered, satisfied, levels: [0, answered - satisfied, 0, satisfied, 0], held: false },
    { targetPercent: bar, fewest: 5 },
  ),
  levels: [0, answered - satisfied, 0, satisfied, 0],
  target: heldAgainst(bar),
  provisional: true,
});

/** The fourth quarter of 2025: land 92 of 100, civil status 96 of 100, certification 3 of 3. */
const quarter: Satisfaction = {
  rule: { id: 'satisfaction.overall.top2', version: 1, text: '' },
  period: { from: '2025-10' as Month, to: '2025-12' as Month, settledTo: null, sealedOn: null },
  field: null,
  minimum: 5,
  waiting: 0,
  groups: [group('dat-dai', 92, 100, 90), group('ho-tich', 96, 100, 95), group('chung-thuc', 3, 3, 95)],
  total: group('all', 191, 203, 95),
};
const proposal = (field: string | null, percent: number, effectiveFrom: string) => ({
  field,
  percent,
  effectiveFrom: effectiveFrom as LocalDate,
  legalBasis: 'Kế hoạch mới',
});
const said = (rows: ReturnType<typeof preview>['rows']) =>
  rows.map(({ group, now, after }) => [group.key, now.percent, now.verdict, after.percent, after.verdict]);

describe('a proposed target', () => {
  test('for one field moves that field alone', () => {
    const { rows, countsForPeriod } = preview(
      quarter,
      withTarget(plan, proposal('dat-dai', 93, '2025-10-01')),
      fallsBack,
    );
    expect(said(rows)).toEqual([['dat-dai', 90, 'met-uncertain', 93, 'missed-uncertain']]);
    expect(countsForPeriod).toBe(true);
    expect(flagsOf(rows, quarter.total)).toMatchObject({ raised: [{ key: 'dat-dai' }], lowered: [] });
  });

  test('overall moves the total and every field without its own', () => {
    const { rows } = preview(quarter, withTarget(plan, proposal(null, 97, '2025-10-01')), fallsBack);
    expect(said(rows)).toEqual([
      ['ho-tich', 95, 'met-uncertain', 97, 'missed-uncertain'],
      ['chung-thuc', 95, 'insufficient', 97, 'insufficient'],
      ['all', 95, 'missed-uncertain', 97, 'missed'],
    ]);
    expect(flagsOf(rows, quarter.total)).toMatchObject({ raised: [{ key: 'ho-tich' }], lowered: [] });
  });

  test('overall moves the total alone where the unit does not hold fields against it', () => {
    const { rows } = preview(quarter, withTarget(plan, proposal(null, 94, '2025-10-01')), {
      fallsBackToOverall: false,
    });
    expect(said(rows)).toEqual([['all', 95, 'missed-uncertain', 94, 'met-uncertain']]);
    expect(flagsOf(rows, quarter.total)).toEqual({ raised: [], lowered: [] });
  });

  test('for a field that had none beats the overall one', () => {
    const { rows } = preview(quarter, withTarget(plan, proposal('ho-tich', 88.5, '2025-11-15')), fallsBack);
    expect(said(rows)).toEqual([['ho-tich', 95, 'met-uncertain', 88.5, 'met']]);
  });

  test('of exactly the rate is met', () => {
    const { rows } = preview(quarter, withTarget(plan, proposal('ho-tich', 96, '2025-10-01')), fallsBack);
    expect(rows[0]?.after).toMatchObject({ verdict: 'met-uncertain', flagged: false });
  });

  test('from a day after the period says how a later one would stand', () => {
    const { rows, countsForPeriod } = preview(
      quarter,
      withTarget(plan, proposal('dat-dai', 93, '2026-01-01')),
      fallsBack,
    );
    expect(countsForPeriod).toBe(false);
    expect(said(rows)).toEqual([['dat-dai', 90, 'met-uncertain', 93, 'missed-uncertain']]);
  });

  test('on the day of another takes its place', () => {
    const { after } = withTarget(plan, proposal('dat-dai', 93, '2025-07-01'));
    expect(after.map(({ field, percent }) => [field, percent])).toEqual([
      [null, 95],
      ['dat-dai', 93],
    ]);
  });

  test('that another follows before the end of the period moves nothing', () => {
    const later = [...plan, target('dat-dai', 91, '2025-12-01')];
    expect(preview(quarter, withTarget(later, proposal('dat-dai', 99, '2025-10-01')), fallsBack).rows).toEqual([]);
  });
});

describe('a target taken back', () => {
  test('gives way to the one before it', () => {
    const raised = target('dat-dai', 95, '2025-10-01');
    const { rows } = preview(quarter, withoutTarget([...plan, raised], raised), fallsBack);
    expect(said(rows)).toEqual([['dat-dai', 95, 'missed-uncertain', 90, 'met-uncertain']]);
    expect(flagsOf(rows, quarter.total)).toMatchObject({ raised: [], lowered: [{ key: 'dat-dai' }] });
  });

  test('leaves no target where none is before it', () => {
    const [overall] = plan;
    if (!overall) throw new Error('The plan has an overall target');
    const { rows } = preview(quarter, withoutTarget(plan, overall), fallsBack);
    expect(said(rows)).toEqual([
      ['ho-tich', 95, 'met-uncertain', null, 'no-target'],
      ['chung-thuc', 95, 'insufficient', null, 'insufficient'],
      ['all', 95, 'missed-uncertain', null, 'no-target'],
    ]);
  });
});

test.each([
  ['dat-dai', '2025-06-30', undefined],
  ['dat-dai', '2025-07-01', 90],
  ['ho-tich', '2025-07-01', 95],
  [null, '2030-01-01', 95],
])('the target of %s in force on %s is %s', (field, on, percent) => {
  expect(inForce(plan, field, on as LocalDate, fallsBack)?.percent).toBe(percent);
});
