import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LocalDate, Month } from '../../db/vocabulary.ts';
import { type ClosedKind, type Detail, nestedDetail } from './nested-detail.ts';

const july = '2025-07' as Month;
const august = '2025-08' as Month;

interface Answer extends Detail {
  readonly gender?: string | undefined;
}
const base = {
  month: july,
  fieldId: 'ho-tich',
  channel: 'counter',
  medium: 'phone',
  language: 'vi',
  questionnaireVersion: 1,
} as const;
const answers = (count: number, procedureCode: string, more: Partial<Answer> = {}): Answer[] =>
  Array.from({ length: count }, () => ({ ...base, procedureCode, ...more }));
const closed = (count: number, procedureCode: string, more: Partial<ClosedKind> = {}): ClosedKind => ({
  month: july,
  fieldId: 'ho-tich',
  channel: 'counter',
  questionnaireVersion: 1,
  procedureCode,
  madeOn: `${more.month ?? july}-01` as LocalDate,
  closed: count,
  gone: 0,
  ...more,
});
const detail = (rows: readonly Answer[], kinds: readonly ClosedKind[]) =>
  nestedDetail(rows, kinds, ({ gender }) => ({ gender }));
/** How many answers stand under each name of an aspect. */
const sizes = (
  rows: readonly Answer[],
  kinds: readonly ClosedKind[],
  aspect: 'procedure' | 'channel' | 'medium' | 'language',
) =>
  Object.fromEntries(
    [...Map.groupBy(detail(rows, kinds).rows, (row) => row.detail[aspect])].map(([name, group]) => [
      name,
      group.length,
    ]),
  );

describe('a procedure', () => {
  test('keeps its name with five answers and five closed cases in each month with an answer', () => {
    expect(sizes([...answers(5, 'a'), ...answers(6, 'b')], [closed(5, 'a'), closed(9, 'b')], 'procedure')).toEqual({
      a: 5,
      b: 6,
    });
  });

  test('is “khac” with four', () => {
    expect(
      sizes(
        [...answers(9, 'a'), ...answers(4, 'b'), ...answers(4, 'c')],
        [closed(9, 'a'), closed(9, 'b'), closed(9, 'c')],
        'procedure',
      ),
    ).toEqual({ a: 9, khac: 8 });
  });

  test('is “khac” where in one month fewer than five could have given its answers', () => {
    const rows = [...answers(6, 'a'), ...answers(1, 'a', { month: august }), ...answers(12, 'b')];
    const august4 = [...answers(4, 'c', { month: august }), ...rows];
    const kinds = [closed(9, 'a'), closed(4, 'a', { month: august }), closed(19, 'b')];
    const five = closed(5, 'c', { month: august });
    expect(sizes(august4, [...kinds, five], 'procedure')).toEqual({ khac: 11, b: 12 });
    const sixth = closed(1, 'a', { month: august, channel: 'online' });
    expect(sizes([...august4, ...answers(1, 'c')], [...kinds, five, sixth, closed(5, 'c')], 'procedure')).toEqual({
      a: 7,
      b: 12,
      c: 5,
    });
  });

  test('joins “khac” as well where in one month fewer than five could have given the answers of “khac”', () => {
    // August’s only mark 1 would be known to be of “a”, of which two cases were closed in August.
    const rows = [
      ...answers(8, 'a'),
      ...answers(1, 'a', { month: august }),
      ...answers(20, 'b', { month: august }),
      ...answers(30, 'c'),
    ];
    const kinds = [
      closed(20, 'a'),
      closed(2, 'a', { month: august }),
      closed(40, 'b', { month: august }),
      closed(60, 'c'),
    ];
    expect(sizes(rows, kinds, 'procedure')).toEqual({ khac: 29, c: 30 });
  });

  test('that is left over does not stand alone on answers that were carried over from cases of another month', () => {
    const rows = [...answers(6, 'a'), ...answers(9, 'b', { month: august }), ...answers(5, 'c', { month: august })];
    const kinds = [
      closed(9, 'a'),
      closed(9, 'b', { month: august }),
      closed(9, 'c'),
      closed(1, 'c', { month: august }),
    ];
    expect(sizes(rows, kinds, 'procedure')).toEqual({ khac: 20 });
  });

  describe('needs five cases that could have given what the first night showed', () => {
    const day = (number: number) => `2025-07-${String(number).padStart(2, '0')}` as LocalDate;
    const kept = (...kinds: readonly ClosedKind[]) =>
      Object.keys(sizes([...answers(6, 'a'), ...answers(9, 'b')], [...kinds, closed(20, 'b')], 'procedure'));

    test('from the fifth case on', () => {
      expect(kept(closed(3, 'a', { madeOn: day(2) }), closed(4, 'a', { madeOn: day(20) }))).toEqual(['a', 'b']);
    });

    test('also if one of the first five was taken back, and five were left by then', () => {
      expect(kept(closed(5, 'a', { madeOn: day(2), gone: 1 }), closed(3, 'a', { madeOn: day(20) }))).toEqual([
        'a',
        'b',
      ]);
    });

    test('but not if four were', () => {
      expect(kept(closed(4, 'a', { madeOn: day(2), gone: 1 }), closed(3, 'a', { madeOn: day(20) }))).toEqual(['khac']);
    });

    test('and none that came after the month, when everything may be shown', () => {
      const late = (count: number) => closed(count, 'a', { madeOn: '2025-08-03' as LocalDate });
      expect(kept(closed(4, 'a', { madeOn: day(31) }), late(4))).toEqual(['khac']);
      expect(kept(closed(5, 'a', { madeOn: day(31) }), late(4))).toEqual(['a', 'b']);
    });

    test('unless all came after it, as with a sheet of last month’s cases', () => {
      const sheet = (count: number, on: number) => closed(count, 'a', { madeOn: `2025-08-0${on}` as LocalDate });
      expect(kept(sheet(6, 3), sheet(1, 9))).toEqual(['a', 'b']);
      expect(kept(sheet(4, 3), sheet(9, 9))).toEqual(['khac']);
    });

    test('each channel by its own cases', () => {
      const rows = [...answers(6, 'a'), ...answers(6, 'a', { channel: 'online' })];
      const channels = (online: readonly ClosedKind[]) =>
        Object.keys(sizes(rows, [closed(9, 'a', { madeOn: day(2) }), ...online], 'channel'));
      expect(channels([closed(9, 'a', { channel: 'online', madeOn: day(25) })])).toEqual(['counter', 'online']);
    });
  });

  test('joins “khac” as the smallest of those kept, where “khac” would have one to four', () => {
    const rows = [...answers(9, 'a'), ...answers(6, 'b'), ...answers(2, 'c')];
    expect(sizes(rows, [closed(9, 'a'), closed(9, 'b'), closed(9, 'c')], 'procedure')).toEqual({ a: 9, khac: 8 });
    const three = [...answers(9, 'a'), ...answers(2, 'c')];
    expect(sizes(three, [closed(9, 'a'), closed(9, 'c')], 'procedure')).toEqual({ khac: 11 });
  });

  test('of another field is another class', () => {
    const rows = [...answers(5, 'a'), ...answers(5, 'a', { fieldId: 'dat-dai' })];
    const { closed: classes } = detail(rows, [
      closed(5, 'a'),
      closed(7, 'a', { fieldId: 'dat-dai' }),
      closed(3, 'x', { fieldId: 'xay-dung' }),
    ]);
    expect(classes).toEqual([
      { fieldId: 'ho-tich', procedure: 'a', channel: 'counter', closed: 5 },
      { fieldId: 'dat-dai', procedure: 'a', channel: 'counter', closed: 7 },
      { fieldId: 'xay-dung', procedure: 'khac', channel: 'khac', closed: 3 },
    ]);
  });
});

test('channel, medium and language are told within the class before, by five', () => {
  const rows = [
    ...answers(7, 'a'),
    ...answers(5, 'a', { channel: 'online', medium: 'link' }),
    ...answers(5, 'b', { channel: 'post' }),
  ];
  const kinds = [
    closed(9, 'a'),
    closed(5, 'a', { channel: 'online' }),
    closed(4, 'b', { channel: 'post' }),
    closed(4, 'b'),
  ];
  expect(sizes(rows, kinds, 'channel')).toEqual({ counter: 7, online: 5, khac: 5 });
  expect(sizes(rows, kinds, 'medium')).toEqual({ phone: 12, link: 5 });
  expect(sizes([...answers(7, 'a'), ...answers(3, 'a', { language: 'en' })], [closed(20, 'a')], 'language')).toEqual({
    khac: 10,
  });
});

describe('cases that were handed a paper form', () => {
  const forms = answers(5, 'khac', { channel: 'khac', medium: 'paper' });
  const handedOut = closed(5, 'khac', { channel: 'khac' });

  test('cover no answer by code: it can’t be theirs', () => {
    const rows = (few: number) => [...answers(9, 'a'), ...answers(few, 'b'), ...forms];
    expect(sizes(rows(5), [closed(9, 'a'), closed(5, 'b'), handedOut], 'procedure')).toEqual({ a: 9, b: 5, khac: 5 });
    // The two of “b” would be known of its two cases, or of forms, which are told to be paper.
    expect(sizes(rows(2), [closed(9, 'a'), closed(2, 'b'), handedOut], 'procedure')).toEqual({ khac: 16 });
  });

  test('are not told from the others by the medium where fewer than five could have answered by code', () => {
    const rows = [...answers(3, 'a'), ...answers(9, 'a', { month: august }), ...forms];
    const media = (july: number) =>
      sizes(rows, [closed(july, 'a'), closed(20, 'a', { month: august }), handedOut], 'medium');
    expect(media(5)).toEqual({ phone: 12, paper: 5 });
    expect(media(4)).toEqual({ khac: 17 });
  });
});

test('a version is told like a procedure: it is known of a case whether it was answered or not', () => {
  const versions = (augustCases: number) => {
    const rows = [
      ...answers(6, 'a'),
      ...answers(6, 'a', { month: august, questionnaireVersion: 2 }),
      ...answers(1, 'a', { questionnaireVersion: 2 }),
    ];
    const kinds = [
      closed(20, 'a'),
      closed(20, 'a', { month: august, questionnaireVersion: 2 }),
      closed(augustCases, 'a', { questionnaireVersion: 2 }),
    ];
    return [...new Set(detail(rows, kinds).rows.map((row) => row.detail.version))];
  };
  expect(versions(5)).toEqual(['1', '2']);
  // July’s one answer to version 2 came from one of four.
  expect(versions(4)).toEqual(['khac']);
});

describe('whatever the quarter', () => {
  const arbitraryAnswer: fc.Arbitrary<Answer> = fc.record({
    month: fc.constantFrom(july, august),
    fieldId: fc.constantFrom('ho-tich', 'dat-dai'),
    procedureCode: fc.constantFrom('a', 'b', 'c', 'd'),
    channel: fc.constantFrom('counter', 'online'),
    medium: fc.constantFrom('phone', 'paper'),
    language: fc.constantFrom('vi', 'en'),
    questionnaireVersion: fc.constantFrom(1, 2),
    gender: fc.constantFrom('male', 'female', undefined),
  });
  /** A field and month of a settled quarter has five answers or none: batches are of five. */
  const arbitraryQuarter = fc
    .array(arbitraryAnswer, { maxLength: 80 })
    .map((rows) =>
      [...Map.groupBy(rows, ({ fieldId, month }) => `${fieldId} ${month}`).values()]
        .filter((group) => group.length >= 5)
        .flat(),
    );
  /** The closed cases behind answers: at least one each, and some that were not answered. */
  const closedFor = (rows: readonly Answer[], silent: number): ClosedKind[] =>
    [
      ...Map.groupBy(rows, ({ month, fieldId, procedureCode, channel, questionnaireVersion }) =>
        JSON.stringify([month, fieldId, procedureCode, channel, questionnaireVersion]),
      ),
    ].map(([key, group]) => {
      const [month, fieldId, procedureCode, channel, questionnaireVersion] = JSON.parse(key);
      const closed = group.length + (silent % 4);
      const madeOn = `${month}-01` as LocalDate;
      return { month, fieldId, procedureCode, channel, questionnaireVersion, madeOn, closed, gone: 0 };
    });

  test('each answer comes out once, and every class of every depth has five answers or more', () => {
    fc.assert(
      fc.property(arbitraryQuarter, fc.nat(9), (rows, silent) => {
        const result = detail(rows, closedFor(rows, silent));
        expect(result.rows.map(({ answer }) => answer)).toEqual(rows);
        const depths = ['procedure', 'channel', 'medium', 'language', 'version', 'gender'];
        const path = ({ answer, detail }: (typeof result.rows)[number]) => [
          answer.fieldId,
          detail.procedure,
          detail.channel,
          detail.medium,
          detail.language,
          detail.version,
          detail.demographics.gender ?? '',
        ];
        for (let depth = 0; depth <= depths.length; depth++) {
          const classes = Map.groupBy(result.rows, (row) => JSON.stringify(path(row).slice(0, depth + 1)));
          for (const group of classes.values()) expect(group.length).toBeGreaterThanOrEqual(5);
        }
      }),
    );
  });

  test('every class, “khac” too, had five closed cases in each month with an answer, and no closed case is lost', () => {
    fc.assert(
      fc.property(arbitraryQuarter, fc.nat(9), (rows, silent) => {
        const kinds = closedFor(rows, silent);
        const result = detail(rows, kinds);
        const sum = (some: readonly { closed: number }[]) => some.reduce((total, kind) => total + kind.closed, 0);
        expect(sum(result.closed)).toBe(sum(kinds));
        const path = ({
          answer,
          detail: { procedure, channel, medium, language, version },
        }: (typeof result.rows)[number]) => [answer.fieldId, procedure, channel, medium, language, version] as const;
        const paths = result.rows.map(path);
        /** Whether a case with this value is in the class that the path has at this depth. */
        const isIn = (one: readonly string[], depth: number, value: string) => {
          const beside = paths.filter((other) => one.slice(0, depth).every((name, index) => name === other[index]));
          return one[depth] === (beside.some((other) => other[depth] === value) ? value : 'khac');
        };
        for (const row of result.rows) {
          const one = path(row);
          const behind = kinds.filter(
            ({ month, fieldId, procedureCode, channel, questionnaireVersion }) =>
              month === row.answer.month &&
              fieldId === row.answer.fieldId &&
              isIn(one, 1, procedureCode) &&
              isIn(one, 2, channel) &&
              isIn(one, 5, String(questionnaireVersion)),
          );
          expect(sum(behind)).toBeGreaterThanOrEqual(5);
        }
      }),
    );
  });

  test('the order of arrival changes no class', () => {
    fc.assert(
      fc.property(arbitraryQuarter, (rows) => {
        const kinds = closedFor(rows, 3);
        const told = (some: readonly Answer[]) =>
          detail(some, kinds)
            .rows.map((row) => JSON.stringify(row))
            .sort();
        expect(told([...rows].reverse())).toEqual(told(rows));
      }),
    );
  });
});
