import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalDate, Month, Quarter } from '../../db/vocabulary.ts';
import { chance } from '../../scripts/demo/chance.ts';
import { monthOf, monthsBetween, monthsOf } from '../calendar.ts';
import { mergeProcedure, separateProcedure } from '../catalogue/service.ts';
import {
  cellsWithFewCases,
  type Finding,
  type Seen,
  type SeenClass,
  type Step,
  smallFigures,
  ties,
} from '../testing/adversary.ts';
import { type Life, liveThrough, newLife, withoutWaiting } from '../testing/live-through.ts';
import { nightAfterNight, type Rules, realRules, type Simulated } from '../testing/night-after-night.ts';
import { ownDetail, ownPlan } from '../testing/own-rules.ts';
import { withPaperForms } from '../testing/paper-forms.ts';
import { plannedLife } from '../testing/planned-life.ts';
import { publishSecondVersion } from '../testing/second-version.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { wardFields } from '../testing/ward.ts';
import type { SatisfactionReport } from './satisfaction-report.ts';

/**
 * Contract, section 6: “No shown figure, comment or row rests on fewer than 5 answers; and whatever is computed from
 * everything that is permitted to anyone over all time, no mark can be tied to fewer than 5 closed cases that could have
 * given it.” How the attack reasons stands in api/testing/adversary.ts.
 */
const day = (text: string) => text as LocalDate;
const [first, last] = [day('2025-01-01'), day('2025-12-31')];

/** A ward’s year, with some cases that come late and a second questionnaire in the middle of a month. */
function year(seed: string, rules: Rules = realRules, late = 0.02): Simulated {
  const trouble = { late, reopened: 0, deleted: 0, reissued: 0 };
  const cases = plannedLife({ seed, from: first, to: last, fields: wardFields(1.6), trouble });
  return nightAfterNight(cases, { to: day('2026-03-20'), secondVersionFrom: day('2025-05-28'), rules });
}
const tied = ({ seen }: Simulated) => [...ties(seen, 'nights'), ...ties(seen, 'months')];
const small = ({ seen }: Simulated) => smallFigures(seen);

test('the attack finds the smallest example of a tie', () => {
  const [july, august] = ['2025-07' as Month, '2025-08' as Month];
  const closed = (month: Month, procedureCode: string, count: number) =>
    Array.from({ length: count }, () => ({
      fieldId: 'ho-tich',
      month,
      procedureCode,
      channel: 'counter',
      version: 1,
      madeOn: day(`${month}-01`),
    }));
  const step = (month: Month, levels: number[]) => ({ on: day('2025-09-01'), month, group: 'ho-tich', levels });
  const told = (procedure: string, levels: number[]) => ({
    on: day('2025-11-01'),
    quarter: '2025-Q3' as Quarter,
    fieldId: 'ho-tich',
    path: [procedure, 'counter', 'phone', 'vi', '1'],
    levels,
  });
  const seenWith = (augustCases: number): Seen => ({
    steps: [step(july, [0, 0, 0, 0, 30]), step(august, [1, 0, 0, 0, 20])],
    classes: [told('birth', [0, 0, 0, 0, 42]), told('khac', [1, 0, 0, 0, 8])],
    cases: [
      ...closed(july, 'birth', 40),
      ...closed(august, 'birth', 40),
      ...closed(july, 'death', 20),
      ...closed(august, 'death', augustCases),
    ],
    carries: [],
  });
  // The only mark 1 fell in August, and in “khac”: all of that is one procedure with two cases there.
  expect(ties(seenWith(2), 'months')).toEqual([{ where: '2025-Q3 ho-tich: mark 1', marks: 1, among: 2 }]);
  expect(ties(seenWith(5), 'months')).toEqual([]);
});

describe('with every rule in place', () => {
  test.each(['one', 'three', 'five'])('a ward’s year tells nothing of fewer than five: %s', (seed) => {
    const { seen, answers } = year(seed);
    expect(answers.length).toBeGreaterThan(2_500);
    expect(smallFigures(seen)).toEqual([]);
    expect([...ties(seen, 'nights'), ...ties(seen, 'months')]).toEqual([]);
    expect(cellsWithFewCases(seen, answers)).toEqual([]);
  });

  test('and the rules written a second time bring the same year', () => {
    const own = year('five', { ...realRules, planSeal: ownPlan(), nestedDetail: ownDetail() });
    const sorted = ({ seen: { steps, classes } }: Simulated) =>
      [steps, classes].map((rows) => rows.map((row) => JSON.stringify(row)).sort());
    expect(sorted(own)).toEqual(sorted(year('five')));
  });
});

describe('a rule that is broken is found', () => {
  const uncovered = { coversNames: false, coversRest: false };
  const broken: readonly (readonly [string, Partial<Rules>, (year: Simulated) => Finding[]])[] = [
    ['batches of four', { planSeal: ownPlan({ fewest: 4 }) }, small],
    ['left-overs that wait for no batch', { planSeal: ownPlan({ mergesLeftOvers: false }) }, small],
    ['figures that move with each answer', { isLive: true }, small],
    ['the medium, before its quarter is settled', { alsoShown: ({ medium }) => medium }, small],
    ['the procedure, before its quarter is settled', { alsoShown: ({ procedureCode }) => procedureCode }, small],
    ['detail told again with each month', { tellsDetailAgain: true }, small],
    ['classes of four', { nestedDetail: ownDetail({ fewest: 4 }) }, small],
    ['“khac” of one to four', { nestedDetail: ownDetail({ fillsRest: false, coversRest: false }) }, small],
    ['aspects crossed and not nested', { nestedDetail: ownDetail({ isNested: false }) }, small],
    ['names without five closed cases in each month', { nestedDetail: ownDetail(uncovered) }, tied],
    ['“khac” without five closed cases in each month', { nestedDetail: ownDetail({ coversRest: false }) }, tied],
    ['a version without five closed cases in each month', { nestedDetail: ownDetail({ versionIsKnown: false }) }, tied],
    ['answers shown before five of their kind were closed', { ripeness: () => () => true }, tied],
  ];
  test.each(broken)('%s', (_rule, rules, attack) => {
    const found = ['one', 'five'].flatMap((seed) => attack(year(seed, { ...realRules, ...rules })));
    expect(found).not.toEqual([]);
    for (const { among } of found) expect(among).toBeLessThan(5);
  });

  test('names that count cases which came after the first night', () => {
    const found = (rules: Partial<Rules>) => {
      const { seen, answers } = year('one', { ...realRules, ...rules }, 0.4);
      return cellsWithFewCases(seen, answers);
    };
    expect(found({})).toEqual([]);
    expect(found({ nestedDetail: ownDetail({ asksWhen: false }) })).not.toEqual([]);
  });
});

/**
 * The same on the service itself. Of all ranges of months only single months are kept each night, field by field, since
 * every other is a sum of them, which is held against the service on a sample of nights and ranges.
 */
describe('a year of the service, asked every night', () => {
  let service: TestApp;
  let life: Life;
  let reader: Headers;
  const steps: Step[] = [];
  const commentSteps: { field: string; added: number }[] = [];
  const kept = new Map<string, { month: Month; fieldId: string; closed: number; levels: number[]; held: boolean }>();
  const comments = new Map<string, number>();
  const dice = chance('attack');
  const isFinal = new Set<Month>();

  const ask = async (query: Record<string, string>): Promise<SatisfactionReport> => {
    const url = `/api/v1/satisfaction?${new URLSearchParams(query)}`;
    const answer = await service.app.request(url, { headers: reader });
    expect(answer.status).toBe(200);
    return answer.json();
  };

  /** Keeps what the night shows of each month that may still move, and what it added. */
  async function keepNight(on: LocalDate): Promise<void> {
    const months = monthsBetween(monthOf(first), monthOf(on)).filter((month) => !isFinal.has(month));
    await Promise.all(
      months.map(async (month) => {
        const { groups, period } = await ask({ by: 'field', from: month, to: month });
        // A group that only held answers back is gone when they were carried on.
        const shown = new Set(groups.map(({ key }) => key));
        for (const [key, row] of kept) if (row.month === month && !shown.has(row.fieldId)) kept.delete(key);
        for (const { key, closed, levels, held } of groups) {
          const before = kept.get(`${month} ${key}`)?.levels ?? [0, 0, 0, 0, 0];
          const now = [...(levels ?? [])];
          kept.set(`${month} ${key}`, { month, fieldId: key, closed: closed ?? 0, levels: now, held });
          const grown = now.map((count, level) => count - (before[level] ?? 0));
          if (grown.some((count) => count !== 0)) steps.push({ on, month, group: key, levels: grown });
        }
        if (period.settledTo === month) isFinal.add(month);
      }),
    );
    const rows = await service.db
      .selectFrom('comments')
      .select((select) => ['fieldId', select.fn.countAll<number>().as('shown')])
      .groupBy('fieldId')
      .execute();
    for (const { fieldId, shown } of rows) {
      if (shown !== comments.get(fieldId))
        commentSteps.push({ field: fieldId, added: shown - (comments.get(fieldId) ?? 0) });
      comments.set(fieldId, shown);
    }
    if (dice.draw() < 0.04) await holdRanges(on);
  }

  const sumOf = (rows: readonly { closed: number; levels: readonly number[]; held: boolean }[]) => ({
    closed: rows.reduce((sum, row) => sum + row.closed, 0),
    levels: [0, 1, 2, 3, 4].map((level) => rows.reduce((sum, row) => sum + (row.levels[level] ?? 0), 0)),
    held: rows.some((row) => row.held),
  });

  /** Any range, group and filter is a sum of what is kept. */
  async function holdRanges(on: LocalDate): Promise<void> {
    const months = monthsBetween(monthOf(first), monthOf(on));
    const from = dice.pick(months);
    const to = dice.pick(months.filter((month) => month >= from));
    const field = dice.pick(['', 'ho-tich', 'dat-dai', 'xay-dung']);
    const rows = [...kept.values()].filter(
      (row) => row.month >= from && row.month <= to && (field === '' || row.fieldId === field),
    );
    const keyOf = { field: 'fieldId', month: 'month' } as const;
    for (const by of ['field', 'month'] as const) {
      const { total, groups } = await ask({ by, from, to, ...(field && { field }) });
      const shown = groups.map(({ key, closed, levels, held }) => [key, { closed, levels, held }]);
      const sums = [...Map.groupBy(rows, (row) => row[keyOf[by]])].map(([key, group]) => [key, sumOf(group)]);
      expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(sums));
      expect(total).toMatchObject(sumOf(rows));
    }
    ranges += 1;
  }
  let ranges = 0;

  const changeOf = async (procedureCode: string) => {
    const { unitId } = service.unit;
    const { revision } = await service.db
      .selectFrom('procedures')
      .select('revision')
      .where('unitId', '=', unitId)
      .where('procedureCode', '=', procedureCode)
      .executeTakeFirstOrThrow();
    const actor = { kind: 'system', name: 'cli', unitId: null } as const;
    return { unitId, actor, now: service.clock(), procedureCode, revision };
  };
  const merge = async (procedureCode: string, into: string) => {
    await mergeProcedure(service.db, { ...(await changeOf(procedureCode)), into });
    life.ledger.merged.set(procedureCode, into);
  };
  const separate = async (procedureCode: string) => {
    await separateProcedure(service.db, await changeOf(procedureCode));
    life.ledger.merged.delete(procedureCode);
  };

  beforeAll(async () => {
    service = await testApp({ now: `${first}T00:00:00Z` });
    await withoutWaiting(service.db);
    reader = await service.apiKey('results:read', 'rows:read');
    const trouble = { late: 0.02, reopened: 0.03, deleted: 0.02, reissued: 0.03 };
    const inCatalogue = wardFields(1.6).filter(({ fieldId }) => fieldId !== 'dau-tu');
    const planned = plannedLife({ seed: 'served', from: first, to: last, fields: inCatalogue, trouble });
    life = newLife(service.unit, withPaperForms(planned, 'served'));
    const nightly = { sealEvery: 1, afterSeal: keepNight };
    await liveThrough(service, [life], { from: first, to: day('2025-02-20'), ...nightly });
    await merge('2.000942', '2.000908');
    await liveThrough(service, [life], { from: day('2025-02-21'), to: day('2025-05-27'), ...nightly });
    await publishSecondVersion(service.db, service.unit.unitId, service.clock());
    await liveThrough(service, [life], { from: day('2025-05-28'), to: day('2025-08-18'), ...nightly });
    await merge('1.004859', '1.004884');
    await liveThrough(service, [life], { from: day('2025-08-19'), to: day('2025-11-12'), ...nightly });
    await separate('2.000942');
    await liveThrough(service, [life], { from: day('2025-11-13'), to: day('2026-03-31'), ...nightly });
  }, 240_000);
  afterAll(() => service.close());

  /** The rows that may be taken away, as classes; the shown breakdowns are held to be sums of them. */
  async function classesOf(quarter: Quarter): Promise<SeenClass[]> {
    const answer = await service.app.request(`/api/v1/exports/responses.json?from=${quarter}&to=${quarter}`, {
      headers: reader,
    });
    expect(answer.status).toBe(200);
    const rows: Record<string, string | number>[] = await answer.json();
    const [from = '', , to = ''] = monthsOf(quarter);
    for (const by of ['procedure', 'channel', 'medium'] as const) {
      for (const field of new Set(rows.map((row) => String(row.field)))) {
        const { groups } = await ask({ by, from, to, field });
        const ofField = rows.filter((row) => row.field === field);
        const sums = [...Map.groupBy(ofField, (row) => row[by])].map(([key, group]) => [key, group.length]);
        const shown = groups.filter(({ answered }) => answered !== 0).map(({ key, answered }) => [key, answered]);
        expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(sums));
      }
    }
    await holdChoices({ from, to }, rows);
    const pathOf = (row: (typeof rows)[number]) =>
      JSON.stringify(
        ['field', 'procedure', 'channel', 'medium', 'language', 'questionnaire_version'].map((name) => row[name]),
      );
    return [...Map.groupBy(rows, pathOf)].map(([text, group]) => {
      const [fieldId = '', ...path] = (JSON.parse(text) as (string | number)[]).map(String);
      const levels = [1, 2, 3, 4, 5].map((mark) => group.filter((row) => row['q.overall'] === mark).length);
      return { on: last, quarter, fieldId, path, levels };
    });
  }

  /**
   * Answers to questions with one choice, of all fields and of each: none rests on one to four, and each is a count of the
   * rows, so that they tell nothing that the classes do not. Sensitive ones are of the whole unit, and in no row.
   */
  async function holdChoices(period: { from: string; to: string }, rows: Record<string, string | number>[]) {
    for (const field of [undefined, ...new Set(rows.map((row) => String(row.field)))]) {
      const query = new URLSearchParams({ ...period, ...(field && { field }) });
      const answer = await service.app.request(`/api/v1/answers?${query}`, { headers: reader });
      const { questions, sensitive } = await answer.json();
      const own = rows.filter((row) => field === undefined || row.field === field);
      for (const { question, version, kind, answered, options } of questions) {
        const column = kind === 'about-you' ? `d.${question}` : `q.${question}`;
        const some = own.filter((row) => row.questionnaire_version === version && row[column]);
        for (const { key, answered } of options ?? [])
          expect(some.filter((row) => row[column] === key).length).toBe(answered);
        expect(some.length).toBe(answered ?? 0);
        if (answered !== null) expect(answered).toBeGreaterThanOrEqual(5);
        choices += 1;
      }
      for (const { answered } of sensitive) expect(answered).toBeGreaterThanOrEqual(5);
      if (field !== undefined) expect(sensitive).toEqual([]);
    }
    expect(Object.keys(rows[0] ?? {}).filter((name) => name.includes('harassment'))).toEqual([]);
  }
  let choices = 0;

  test('no night, comment, class or row tells of fewer than five, and no mark is tied to fewer than five cases', async () => {
    const { rights, answers } = life.ledger;
    const classes = await Promise.all([1, 2, 3, 4].map((number) => classesOf(`2025-Q${number}` as Quarter)));
    const seen: Seen = {
      steps,
      classes: classes.flat(),
      cases: rights
        .filter(({ counted, form }) => counted || form)
        .map(({ form, counted, procedureCode, ...right }) => ({
          ...right,
          procedureCode,
          onlyOnPaper: !counted || procedureCode === 'khac',
          formOn: form?.on,
        })),
      mergedWhenTold: life.ledger.mergedWhenTold,
      carries: rights.flatMap(({ fieldId, month, answer }) =>
        answer && answer.month !== month ? [{ fieldId, from: month, to: answer.month }] : [],
      ),
    };
    expect(answers.length).toBeGreaterThan(2_700);
    expect(seen.classes.length).toBeGreaterThan(100);
    expect(ranges).toBeGreaterThan(5);
    expect(choices).toBeGreaterThan(30);
    // Forms were typed in, some after others' answers by code, some lie in the box for good, and two merges were told.
    expect(answers.filter(({ procedureCode }) => procedureCode === 'khac').length).toBeGreaterThan(100);
    expect(rights.filter(({ form, answer }) => form && answer && answer.medium !== 'paper').length).toBeGreaterThan(10);
    expect(life.box.length).toBeGreaterThan(5);
    const merged = [...life.ledger.mergedWhenTold.values()].map((codes) => [...codes.keys()].join());
    expect(merged).toEqual(['2.000942', '2.000942', '1.004859', '1.004859']);
    expect(smallFigures(seen)).toEqual([]);
    expect(commentSteps.length).toBeGreaterThan(5);
    expect(commentSteps.filter(({ added }) => added < 5)).toEqual([]);
    expect([...ties(seen, 'nights'), ...ties(seen, 'months')]).toEqual([]);
    const revealed = answers.flatMap(({ revealedOn, ...answer }) =>
      revealedOn && answer.month <= '2025-12' ? [{ ...answer, revealedOn }] : [],
    );
    expect(cellsWithFewCases(seen, revealed)).toEqual([]);
    expect(seen.classes.some(({ path }) => path[2] === 'paper')).toBe(true);
    // All of it was there to be seen: the classes hold every answer that was sent.
    expect(seen.classes.reduce((sum, { levels }) => sum + levels.reduce((a, b) => a + b, 0), 0)).toBe(revealed.length);
  });
});
