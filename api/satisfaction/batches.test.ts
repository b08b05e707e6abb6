import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LocalDate, Month } from '../../db/vocabulary.ts';
import { isLocalDate, isMonth } from '../calendar.ts';
import {
  type CaseFacts,
  fewestInBatch,
  type MonthStanding,
  planComments,
  planSeal,
  ripeness,
  settlingMonths,
} from './batches.ts';

function month(text: string): Month {
  if (!isMonth(text)) throw new Error(`${text} is no month`);
  return text;
}

function day(text: string): LocalDate {
  if (!isLocalDate(text)) throw new Error(`${text} is no day`);
  return text;
}

interface Row {
  readonly id: number;
  readonly fieldId: string;
  readonly month: Month;
}

const july = month('2025-07');
const august = month('2025-08');
const september = month('2025-09');

/** `rows(['ho-tich', july, 5], …)`: five answers of that field and month, and so on, numbered through. */
function rows(...groups: readonly (readonly [fieldId: string, month: Month, count: number])[]): Row[] {
  const all = groups.flatMap(([fieldId, month, count]) => Array.from({ length: count }, () => ({ fieldId, month })));
  return all.map((row, id) => ({ id, ...row }));
}

function tonight(state: { settled?: Month[]; settling?: Month[]; current: Month }) {
  return { settled: new Set(state.settled), settling: new Set(state.settling), current: state.current };
}

/** Every answer may be shown. */
const all = { isRipe: () => true };

/** What a plan comes to: `ho-tich 2025-07: 5`, revealed and waiting. */
function summary({ revealed, waiting }: ReturnType<typeof planSeal<Row>>) {
  const groups = Map.groupBy(waiting, (row) => `${row.fieldId} ${row.month}`);
  return {
    revealed: revealed.map((batch) => `${batch.fieldId} ${batch.month}: ${batch.rows.length}`),
    waiting: [...groups].map(([key, group]) => `${key}: ${group.length}`).sort(),
  };
}

describe('an answer is ripe', () => {
  const birth: CaseFacts = {
    month: august,
    fieldId: 'ho-tich',
    procedureCode: '1.001193',
    channel: 'counter',
    questionnaireVersion: 1,
  };
  test.each<[string, boolean, number, Partial<CaseFacts>, Month]>([
    ['when five cases of its kind were closed in its month', true, 5, {}, august],
    ['not when four were', false, 4, {}, august],
    ['whatever was closed, once its month is over', true, 0, {}, september],
    ['not by cases of another procedure', false, 5, { procedureCode: '1.000656' }, august],
    ['not by cases of another field', false, 5, { fieldId: 'dat-dai' }, august],
    ['not by cases of another channel', false, 5, { channel: 'online' }, august],
    ['not by cases of another questionnaire', false, 5, { questionnaireVersion: 2 }, august],
    ['not by cases of another month', false, 5, { month: july }, august],
  ])('%s', (_when, expected, closed, others, current) => {
    expect(ripeness([{ ...birth, ...others, closed }], current)(birth)).toBe(expected);
  });

  test('when cases of its kind on several lines are five together', () => {
    const lines = [2, 3].map((closed) => ({ ...birth, closed }));
    expect(ripeness(lines, august)(birth)).toBe(true);
  });
});

describe('a night’s seal', () => {
  test('holds back what is not ripe, and counts it in no batch', () => {
    const waiting = rows(['ho-tich', july, 4], ['dat-dai', july, 6]);
    const isRipe = ({ id }: Row) => id !== 0 && id !== 4;
    expect(summary(planSeal(waiting, tonight({ current: july }), { isRipe }))).toEqual({
      revealed: ['dat-dai 2025-07: 5'],
      waiting: ['dat-dai 2025-07: 1', 'ho-tich 2025-07: 4'],
    });
  });

  test('takes over what is not ripe into the current month as well, where it may be', () => {
    const waiting = rows(['ho-tich', july, 5]);
    const isRipe = ({ id, month }: Row) => month === august || id > 1;
    expect(summary(planSeal(waiting, tonight({ settling: [july], current: august }), { isRipe }))).toEqual({
      revealed: ['ho-tich 2025-08: 5'],
      waiting: [],
    });
  });

  test('reveals a field and month with five answers, and keeps four', () => {
    const waiting = rows(['ho-tich', july, 5], ['dat-dai', july, 4]);
    expect(summary(planSeal(waiting, tonight({ current: july }), all))).toEqual({
      revealed: ['ho-tich 2025-07: 5'],
      waiting: ['dat-dai 2025-07: 4'],
    });
  });

  test('reveals all that wait in a group, not five at a time', () => {
    expect(summary(planSeal(rows(['ho-tich', july, 13]), tonight({ current: july }), all)).revealed).toEqual([
      'ho-tich 2025-07: 13',
    ]);
  });

  test('never puts two fields, or two open months, together to make five', () => {
    const waiting = rows(['ho-tich', july, 3], ['ho-tich', august, 4], ['dat-dai', july, 2]);
    expect(planSeal(waiting, tonight({ current: august }), all)).toEqual({ revealed: [], waiting });
  });

  test('counts what is found waiting in a settled month in the current one', () => {
    const waiting = rows(['ho-tich', july, 6], ['dat-dai', july, 2]);
    expect(summary(planSeal(waiting, tonight({ settled: [july], current: september }), all))).toEqual({
      revealed: ['ho-tich 2025-09: 6'],
      waiting: ['dat-dai 2025-09: 2'],
    });
  });

  test('reveals a full batch in the month that settles, and takes one to four over into the current one', () => {
    const waiting = rows(['ho-tich', july, 5], ['dat-dai', july, 4]);
    expect(summary(planSeal(waiting, tonight({ settling: [july], current: august }), all))).toEqual({
      revealed: ['ho-tich 2025-07: 5'],
      waiting: ['dat-dai 2025-08: 4'],
    });
  });

  test('reveals in the same run what those complete', () => {
    const waiting = rows(['dat-dai', july, 3], ['dat-dai', august, 2]);
    expect(summary(planSeal(waiting, tonight({ settling: [july], current: august }), all))).toEqual({
      revealed: ['dat-dai 2025-08: 5'],
      waiting: [],
    });
  });

  test('puts together what two months leave over', () => {
    const waiting = rows(['dat-dai', july, 3], ['dat-dai', august, 2]);
    expect(summary(planSeal(waiting, tonight({ settling: [july, august], current: september }), all))).toEqual({
      revealed: ['dat-dai 2025-09: 5'],
      waiting: [],
    });
  });

  test('lets one to four from a settling month wait, though the current month had a full batch tonight', () => {
    const waiting = rows(['dat-dai', july, 3], ['dat-dai', august, 5]);
    expect(summary(planSeal(waiting, tonight({ settling: [july], current: august }), all))).toEqual({
      revealed: ['dat-dai 2025-08: 5'],
      waiting: ['dat-dai 2025-08: 3'],
    });
  });

  test('makes one batch of a field and month, even where both steps filled one', () => {
    const waiting = rows(['dat-dai', july, 3], ['dat-dai', august, 4], ['dat-dai', september, 5]);
    expect(summary(planSeal(waiting, tonight({ settling: [july, august], current: september }), all))).toEqual({
      revealed: ['dat-dai 2025-09: 12'],
      waiting: [],
    });
  });

  test('gives batches in the order of field and month', () => {
    const waiting = rows(['xay-dung', july, 5], ['dat-dai', august, 5], ['dat-dai', july, 5]);
    expect(summary(planSeal(waiting, tonight({ current: august }), all)).revealed).toEqual([
      'dat-dai 2025-07: 5',
      'dat-dai 2025-08: 5',
      'xay-dung 2025-07: 5',
    ]);
  });

  test('does nothing when nothing waits', () => {
    expect(planSeal([], tonight({ current: july }), all)).toEqual({ revealed: [], waiting: [] });
  });

  test.each(['settled', 'settling'] as const)('stops when the current month is %s: the clock ran back', (state) => {
    expect(() => planSeal([], tonight({ [state]: [july], current: july }), all)).toThrow(RangeError);
  });

  test('loses and doubles nothing, leaves no settled month anything, and shows nothing small', () => {
    const past = [july, august] as const;
    const row = fc.record({ fieldId: fc.constantFrom('a', 'b', 'khac'), month: fc.constantFrom(...past, september) });
    const waiting = fc.array(row, { maxLength: 60 }).map((all) => all.map((each, id) => ({ id, ...each })));
    fc.assert(
      fc.property(waiting, fc.subarray([...past]), fc.subarray([...past]), (found, settled, settling) => {
        const plan = planSeal(found, tonight({ settled, settling, current: september }), all);
        const out = [...plan.revealed.flatMap((batch) => batch.rows), ...plan.waiting];
        expect(out.map(({ id }) => id).sort((a, b) => a - b)).toEqual(found.map(({ id }) => id));

        for (const { id, fieldId, month } of out) {
          expect(fieldId).toBe(found[id]?.fieldId);
          if (month !== found[id]?.month) expect(month).toBe(september);
        }
        for (const batch of plan.revealed) {
          expect(batch.rows.length).toBeGreaterThanOrEqual(fewestInBatch);
          expect(settled).not.toContain(batch.month);
          expect(batch.rows.every((each) => each.fieldId === batch.fieldId && each.month === batch.month)).toBe(true);
        }
        for (const group of Map.groupBy(plan.waiting, (each) => `${each.fieldId} ${each.month}`).values()) {
          expect(group.length).toBeLessThan(fewestInBatch);
        }
        expect(plan.waiting.some((each) => [...settled, ...settling].includes(each.month))).toBe(false);

        const again = planSeal(plan.waiting, tonight({ settled: [...settled, ...settling], current: september }), all);
        expect(again).toEqual({ revealed: [], waiting: plan.waiting });
      }),
    );
  });
});

describe('a night’s comments', () => {
  const comments = (...groups: readonly (readonly [fieldId: string, count: number])[]) =>
    groups.flatMap(([fieldId, count]) =>
      Array.from({ length: count }, (_, id) => ({ fieldId, text: `${fieldId} ${id}` })),
    );

  test('five of a field are shown, whatever their months; four wait', () => {
    const waiting = comments(['ho-tich', 5], ['dat-dai', 4]);
    expect(planComments(waiting, { settlesQuarter: false })).toEqual({
      revealed: comments(['ho-tich', 5]),
      waiting: comments(['dat-dai', 4]),
    });
  });

  test('when a quarter is settled, five of whatever fields go under “khac”', () => {
    const plan = planComments(comments(['ho-tich', 6], ['dat-dai', 3], ['xay-dung', 2]), { settlesQuarter: true });
    expect(plan.waiting).toEqual([]);
    expect(plan.revealed.map(({ fieldId }) => fieldId).sort()).toEqual(
      [...Array(6).fill('ho-tich'), ...Array(5).fill('khac')].sort(),
    );
    expect(plan.revealed.map(({ text }) => text)).toContain('xay-dung 1');
  });

  test('fewer than five wait even then, under their own fields', () => {
    const waiting = comments(['dat-dai', 2], ['xay-dung', 2]);
    expect(planComments(waiting, { settlesQuarter: true })).toEqual({ revealed: [], waiting });
  });
});

describe('the months that settle tonight', () => {
  const days = { graceDays: 3, settlingDays: 5 };
  const standing = (text: string, lastOpenOn: string | null, settled = false): MonthStanding => ({
    month: month(text),
    lastOpenOn: lastOpenOn === null ? null : day(lastOpenOn),
    settled,
  });

  test.each([
    // Closed on 31 July, open to 15 August, taken until 18 August.
    ['2025-08-18', '2025-08-15', []],
    ['2025-08-19', '2025-08-15', ['2025-07']],
    // Nobody may answer any more, but the month is over for four days only; then for five.
    ['2025-07-31', '2025-07-16', []],
    ['2025-08-05', '2025-07-16', []],
    ['2025-08-06', '2025-07-16', ['2025-07']],
    // All its invitations were withdrawn.
    ['2025-08-05', null, []],
    ['2025-08-06', null, ['2025-07']],
  ])('on %s, July with its last invitation open on %s: %j', (today, lastOpenOn, expected) => {
    expect(settlingMonths([standing('2025-07', lastOpenOn)], day(today), days)).toEqual(expected);
  });

  test('both waits are settings', () => {
    const months = [standing('2025-07', '2025-08-15')];
    expect(settlingMonths(months, day('2025-08-16'), { graceDays: 0, settlingDays: 0 })).toEqual(['2025-07']);
    expect(settlingMonths(months, day('2025-08-19'), { graceDays: 3, settlingDays: 19 })).toEqual([]);
    expect(settlingMonths(months, day('2025-08-20'), { graceDays: 3, settlingDays: 19 })).toEqual(['2025-07']);
  });

  test('a settled month does not settle again, and an open one does not hold back the next', () => {
    const months = [
      standing('2025-07', '2025-08-15', true),
      standing('2025-08', '2025-10-20'),
      standing('2025-09', '2025-10-15'),
    ];
    expect(settlingMonths(months, day('2025-10-19'), days)).toEqual(['2025-09']);
  });

  test('a quarter takes its empty months along once it is over for five days and all others are settled', () => {
    const settledJuly = [standing('2025-07', '2025-08-15', true)];
    expect(settlingMonths(settledJuly, day('2025-09-30'), days)).toEqual([]);
    expect(settlingMonths(settledJuly, day('2025-10-05'), days)).toEqual([]);
    expect(settlingMonths(settledJuly, day('2025-10-06'), days)).toEqual(['2025-08', '2025-09']);
  });

  test('its last month with cases may settle in the same night', () => {
    const months = [standing('2025-07', '2025-08-15', true), standing('2025-09', '2025-10-15')];
    expect(settlingMonths(months, day('2025-10-18'), days)).toEqual([]);
    expect(settlingMonths(months, day('2025-10-19'), days)).toEqual(['2025-08', '2025-09']);
  });

  test('a month with cases and an open invitation keeps the quarter open, its empty months too', () => {
    const months = [standing('2025-07', '2025-08-15', true), standing('2025-08', '2025-12-24')];
    expect(settlingMonths(months, day('2025-12-27'), days)).toEqual([]);
    expect(settlingMonths(months, day('2025-12-28'), days)).toEqual(['2025-08', '2025-09']);
  });

  test('a quarter without any case is left alone', () => {
    expect(settlingMonths([standing('2025-01', '2025-02-15', true)], day('2025-12-31'), days)).toEqual([
      '2025-02',
      '2025-03',
    ]);
    expect(settlingMonths([], day('2025-12-31'), days)).toEqual([]);
  });

  test('the next night settles nothing more', () => {
    const standings = fc.uniqueArray(
      fc.record({
        month: fc.constantFrom('2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10').map(month),
        lastOpenOn: fc.option(fc.constantFrom('2025-06-20', '2025-08-15', '2025-10-14', '2025-12-31').map(day)),
        settled: fc.boolean(),
      }),
      { selector: (each) => each.month },
    );
    const nights = fc.constantFrom('2025-07-06', '2025-08-19', '2025-10-05', '2025-10-06', '2025-10-19').map(day);
    fc.assert(
      fc.property(standings, nights, (months, night) => {
        const settling = settlingMonths(months, night, days);
        const after = [
          ...months.map((each) => ({ ...each, settled: each.settled || settling.includes(each.month) })),
          ...settling
            .filter((each) => months.every(({ month }) => month !== each))
            .map((each) => ({ month: each, lastOpenOn: null, settled: true })),
        ];
        expect(settlingMonths(after, night, days)).toEqual([]);
        expect(months.filter(({ settled }) => settled).map(({ month }) => month)).not.toContain(settling[0]);
      }),
    );
  });
});
