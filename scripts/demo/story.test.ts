import { describe, expect, test } from 'vitest';
import { addDays, localDate } from '../../api/calendar.ts';
import { verdict } from '../../api/satisfaction/verdict.ts';
import { startingCatalogue } from '../../db/starting-catalogue.ts';
import { comments } from './comments.ts';
import { type Story, story } from './story.ts';
import { investmentProcedure, ward } from './ward.ts';
import { isWorkingDay } from './working-days.ts';

const timeZone = 'Asia/Ho_Chi_Minh';
const fieldOf = new Map([
  ...startingCatalogue.procedures.map(({ code, field }) => [code, field] as const),
  [investmentProcedure().code, 'dau-tu'] as const,
]);

const closings = (told: Story) => told.days.flatMap((day) => day.closings);
const answers = (told: Story) => told.days.flatMap((day) => day.answers);

/** Satisfied and answered by field, as if nothing waited. */
function rates(told: Story) {
  const procedures = new Map(closings(told).map(({ caseCode, closed }) => [caseCode, closed.procedure]));
  const groups = Map.groupBy(answers(told), ({ caseCode }) => fieldOf.get(procedures.get(caseCode) ?? '') ?? '');
  return new Map(
    [...groups].map(([field, group]) => {
      const satisfied = group.filter(({ answers }) => Number(answers.overall) >= 4).length;
      return [field, { satisfied, answered: group.length }];
    }),
  );
}

// An ordinary day, the first moment of a year, the week after Tết, a leap day, a month's last evening.
describe.each([
  '2026-11-24T12:00:00Z',
  '2026-12-31T17:00:01Z',
  '2027-02-15T03:00:00Z',
  '2028-02-29T05:00:00Z',
  '2026-08-31T16:59:59Z',
])('the story up to %s', (moment) => {
  const now = new Date(moment);
  const told = story(now, timeZone);

  test('is the same each time', () => {
    expect(story(now, timeZone)).toEqual(told);
  });

  test('covers six whole months, with some 265 cases in each, in 16 fields and 60 procedures', () => {
    const codes = closings(told).map(({ closed }) => closed.procedure);
    const months = told.days.length / 30.4;
    expect(months).toBeGreaterThanOrEqual(5.9);
    expect(codes.length / months).toBeGreaterThan(215);
    expect(codes.length / months).toBeLessThan(300);
    expect(new Set(codes.map((code) => fieldOf.get(code))).size).toBe(16);
    expect(new Set(codes).size).toBeGreaterThanOrEqual(52);
    expect([...new Set(codes)].filter((code) => !fieldOf.has(code))).toEqual([]);
  });

  test('goes forward, on working days, and not beyond now', () => {
    for (const { closings, answers, sealedAt } of told.days) {
      for (const { at } of [...closings, ...answers]) {
        expect(at.getTime()).toBeLessThanOrEqual(now.getTime());
        if (sealedAt) expect(at < sealedAt).toBe(true);
      }
      for (const { at, closed } of closings) {
        expect(closed.closedOn).toBe(localDate(at, timeZone));
        expect(isWorkingDay(localDate(at, timeZone))).toBe(true);
        expect(String(closed.receivedOn) <= String(closed.closedOn)).toBe(true);
      }
    }
    expect(told.days.filter(({ sealedAt }) => sealedAt === undefined)).toEqual([told.days.at(-1)]);
  });

  test('has one answer at most to a case, after its closing and before its code ends', () => {
    const closedOn = new Map(closings(told).map(({ caseCode, at }) => [caseCode, at]));
    expect(closedOn.size).toBe(closings(told).length);
    const answered = new Set<string>();
    for (const { caseCode, at } of answers(told)) {
      const closed = closedOn.get(caseCode);
      if (!closed) throw new Error(`${caseCode} was never closed`);
      expect(answered.has(caseCode)).toBe(false);
      answered.add(caseCode);
      expect(at > closed).toBe(true);
      expect(localDate(at, timeZone) <= addDays(localDate(closed, timeZone), 15)).toBe(true);
    }
    expect(closedOn.has(told.open)).toBe(true);
    expect(answered.has(told.open)).toBe(false);
    expect((now.getTime() - (closedOn.get(told.open)?.getTime() ?? 0)) / 86_400_000).toBeLessThan(14);
  });

  test('has every verdict in it, and response rates as they occur', () => {
    const all = rates(told);
    const verdictOf = (field: string, target: number) => {
      const rate = all.get(field) ?? { satisfied: 0, answered: 0 };
      return verdict(rate, target, 5);
    };
    expect(verdictOf('chung-thuc', 95)).toBe('met');
    expect(verdictOf('ho-tich', 95)).toBe('met');
    expect(verdictOf('xay-dung', 90)).toBe('met-uncertain');
    expect(verdictOf('dau-tu', 90)).toBe('met-uncertain');
    expect(verdictOf('dat-dai', 90)).toBe('missed-uncertain');
    expect(verdictOf('ho-kinh-doanh', 95)).toBe('missed');
    const sum = { satisfied: 0, answered: 0 };
    for (const { satisfied, answered } of all.values()) {
      sum.satisfied += satisfied;
      sum.answered += answered;
    }
    expect(sum.answered / closings(told).length).toBeGreaterThan(0.5);
    expect(sum.answered / closings(told).length).toBeLessThan(0.65);
    expect(verdict(sum, 95, 5)).toMatch(/^met/);
  });
});

test('told some days later, it has the same beginning', () => {
  const [early, late] = ['2026-11-20T12:00:00Z', '2026-11-24T12:00:00Z'].map((now) => story(new Date(now), timeZone));
  expect(closings(late as Story).slice(0, 1500)).toEqual(closings(early as Story).slice(0, 1500));
});

test('what is written is Vietnamese in one spelling, and tells of things, not of people', () => {
  const { pleased, displeased, ofField } = comments;
  for (const text of [...pleased, ...displeased, ...Object.values(ofField).flat()]) {
    expect(text).toBe(text.normalize('NFC'));
    expect(text).toMatch(/^\p{Lu}[\p{Ll} ,]+(Bảy)?\.$/u);
  }
});

test('the ward’s procedures are the catalogue’s, each in its own field', () => {
  for (const { fieldId, procedures } of ward) {
    for (const [code] of procedures) expect(fieldOf.get(code), code).toBe(fieldId);
  }
});

test.each([
  ['2026-11-24', true],
  ['2026-11-22', false],
  ['2026-09-02', false],
  ['2026-02-17', false],
  ['2026-02-23', true],
  ['2027-04-16', false],
])('on %s a centre is open: %s', (date, expected) => {
  expect(isWorkingDay(date as Parameters<typeof isWorkingDay>[0])).toBe(expected);
});
