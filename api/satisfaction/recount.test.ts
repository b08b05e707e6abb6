import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalDate, Month, Quarter } from '../../db/vocabulary.ts';
import { monthOf, monthsBetween, monthsOf, quarterOf } from '../calendar.ts';
import { type BusyUnits, busyUnits } from '../testing/busy-units.ts';
import type { Life } from '../testing/live-through.ts';
import { type OwnCount, ownFigures } from '../testing/own-figures.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { verify } from '../verification/service.ts';
import type { SatisfactionReport } from './satisfaction-report.ts';

/** Six months of two units, told by the service and counted a second time by this file. */
let service: TestApp;
let units: BusyUnits;
let reader: Headers;
/** Over all units; signed in anew when time has gone by. */
let auditor: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-04-01T00:00:00Z' });
  units = await busyUnits(service);
  reader = await service.apiKey('results:read', 'rows:read');
  await units.goOn('2025-10-10' as LocalDate);
  auditor = await service.signedInFor(null, 'auditor');
});
afterAll(() => service.close());

const fieldIds = ['ho-tich', 'chung-thuc', 'dat-dai', 'xay-dung', 'ho-kinh-doanh', 'bao-tro-xa-hoi', 'nguoi-co-cong'];
const filters = [undefined, ...fieldIds, 'khieu-nai-to-cao'];
const april = '2025-04' as Month;
/** The plan’s targets, from July on: nine of ten for land and construction, 95 % for everything else. */
const targetOf = (fieldId: string | undefined, end: Month): number | null => {
  if (end < '2025-07') return null;
  return fieldId === 'dat-dai' || fieldId === 'xay-dung' ? 90 : 95;
};

const path = (query: { by: string; from: Month; to: Month; field?: string | undefined; unit?: string }) =>
  new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined));
async function ask(headers: Headers, query: Parameters<typeof path>[0]): Promise<SatisfactionReport> {
  const answer = await service.app.request(`/api/v1/satisfaction?${path(query)}`, { headers });
  expect(answer.status).toBe(200);
  return answer.json();
}

/** What is compared of a group; its names and legal texts are not figures. */
const figuresOf = ({
  name: _name,
  provisional: _provisional,
  target,
  ...figures
}: SatisfactionReport['groups'][number]) => ({
  ...figures,
  target: target?.percent ?? null,
});
const own = (key: string, count: OwnCount, target: number | null) => ({
  key,
  ...ownFigures(count, target),
  target,
  pooled: false,
});
const byKey = (groups: readonly { key: string }[]) => Object.fromEntries(groups.map((group) => [group.key, group]));

/** Rows of the ledger summed. */
function inLedger(lives: readonly Life[], { from, to, field }: { from: Month; to: Month; field?: string | undefined }) {
  return lives.flatMap(({ unit, ledger }) =>
    ledger.figures
      .filter(({ month, fieldId }) => month >= from && month <= to && (field === undefined || fieldId === field))
      .map((row) => ({ ...row, unit: unit.code, isFinal: ledger.settled.has(row.month) })),
  );
}
function summed(rows: ReturnType<typeof inLedger>): OwnCount {
  return {
    closed: rows.reduce((sum, { closed }) => sum + closed, 0),
    levels: [0, 1, 2, 3, 4].map((index) => rows.reduce((sum, { levels }) => sum + (levels[index] ?? 0), 0)),
    held: rows.some(({ held }) => held),
  };
}

const allRanges = (first: Month, last: Month) => {
  const months = monthsBetween(first, last);
  return months.flatMap((from, index) => months.slice(index).map((to) => ({ from, to })));
};

/** Holds a monthly report against what was truly sent. */
async function holdMonthly(
  headers: Headers,
  lives: readonly Life[],
  query: { by: 'field' | 'month' | 'unit'; from: Month; to: Month; field?: string | undefined },
): Promise<void> {
  const report = await ask(headers, query);
  const rows = inLedger(lives, query);
  const keyOf = { field: 'fieldId', month: 'month', unit: 'unit' } as const;
  const target = (key: string) =>
    query.by === 'month'
      ? targetOf(query.field, key as Month)
      : targetOf(query.by === 'field' ? key : query.field, query.to);
  const groups = [...Map.groupBy(rows, (row) => row[keyOf[query.by]])];
  expect(byKey(report.groups.map(figuresOf))).toEqual(
    byKey(groups.map(([key, group]) => own(key, summed(group), target(key)))),
  );
  expect(Object.fromEntries(report.groups.map(({ key, provisional }) => [key, provisional]))).toEqual(
    Object.fromEntries(groups.map(([key, group]) => [key, group.some(({ isFinal }) => !isFinal)])),
  );
  expect(figuresOf(report.total)).toEqual(own('all', summed(rows), targetOf(query.field, query.to)));
  expect(report.waiting).toBe(lives.reduce((sum, { ledger }) => sum + ledger.waiting, 0));
}

describe('figures of fields, months and units are what was sent', () => {
  test('there are some five thousand answers, and everything happened to cases that can', () => {
    const { answers, rights, settled, waiting } = units.main.ledger;
    expect(answers.length).toBeGreaterThan(5_000);
    expect(new Set(answers.map(({ fieldId }) => fieldId)).size).toBe(8);
    expect(new Set(answers.map(({ channel }) => channel)).size).toBe(3);
    expect(new Set(answers.map(({ medium }) => medium)).size).toBe(4);
    expect(new Set(answers.map(({ version }) => version)).size).toBe(2);
    expect([...settled.keys()].sort().slice(0, 3)).toEqual(['2025-04', '2025-05', '2025-06']);
    expect(settled.has('2025-09' as Month)).toBe(false);
    expect(waiting).toBeGreaterThan(0);
    const some = (is: (right: (typeof rights)[number]) => unknown) =>
      expect(rights.filter(is).length).toBeGreaterThan(5);
    some(({ withdrawn, answer }) => withdrawn && answer);
    some(({ withdrawn, answer }) => withdrawn && !answer);
    some(({ withdrawn, answer }) => !withdrawn && !answer);
    // Closed in one month and counted in a later one.
    some(({ month, madeOn, caseCode }) => month === monthOf(madeOn) && isLate(caseCode));
    const carried = rights.filter(({ month, answer }) => answer && answer.month !== month);
    expect(carried.length).toBeGreaterThan(0);
  });
  const isLate = (caseCode: string) => {
    const known = units.main.cases.get(caseCode as never);
    const right = units.main.ledger.rights.find((one) => one.caseCode === caseCode);
    return known && right && monthOf(known.closedOn) < right.month;
  };

  test.each(allRanges(april, '2025-10' as Month))('$from to $to', async ({ from, to }) => {
    for (const by of ['field', 'month', 'unit'] as const) {
      for (const field of [undefined, 'ho-tich', 'dat-dai', 'khieu-nai-to-cao']) {
        await holdMonthly(reader, [units.main], { by, from, to, field });
      }
    }
  });

  test('each field by itself, and two units together', async () => {
    const whole = { from: april, to: '2025-10' as Month };
    for (const field of filters) {
      await holdMonthly(reader, [units.main], { by: 'month', ...whole, field });
      await holdMonthly(auditor, [units.main, units.other], { by: 'unit', ...whole, field });
      await holdMonthly(auditor, [units.main, units.other], { by: 'field', ...whole, field });
    }
  });
});

/** Marks of settled quarters, from the kept rows, by SQL of the test's own. */
async function marksOf(by: 'procedure' | 'channel' | 'medium', quarters: readonly Quarter[], field?: string) {
  const { rows } = await sql<{ key: string; levels: number[] }>`
    select ${sql.ref(by)} as key, array[
      count(*) filter (where overall = 1), count(*) filter (where overall = 2), count(*) filter (where overall = 3),
      count(*) filter (where overall = 4), count(*) filter (where overall = 5)] as levels
    from quarter_responses
    where unit_id = ${units.main.unit.unitId} and quarter in (${sql.join(quarters)})
      and field_id = coalesce(${field ?? null}, field_id)
    group by 1`.execute(service.db);
  return new Map(rows.map(({ key, levels }) => [key, levels]));
}

/** Closed cases of the same, from the invitations: each under the name that its quarter, field and procedure kept. */
async function casesOf(by: 'procedure' | 'channel', quarters: readonly Quarter[], field?: string) {
  const { unitId } = units.main.unit;
  const { rows } = await sql<{ procedure: string; channel: string; closed: number }>`
    with kept as (
      select distinct quarter, field_id, procedure, channel from quarter_responses where unit_id = ${unitId}
    ), counted as (
      select left(month, 4) || '-Q' || ceil(right(month, 2)::int / 3.0) as quarter, field_id, procedure_code, channel
      from invitations
      where unit_id = ${unitId} and counted and field_id = coalesce(${field ?? null}, field_id)
    ), by_procedure as (
      select quarter, field_id, channel, case when exists (
        select from kept k where k.quarter = c.quarter and k.field_id = c.field_id and k.procedure = c.procedure_code
      ) then procedure_code else 'khac' end as procedure
      from counted c where quarter in (${sql.join(quarters)})
    )
    select procedure, case when exists (
      select from kept k where k.quarter = p.quarter and k.field_id = p.field_id and k.procedure = p.procedure
        and k.channel = p.channel
    ) then channel else 'khac' end as channel, count(*) as closed
    from by_procedure p group by 1, 2`.execute(service.db);
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(row[by], (sums.get(row[by]) ?? 0) + row.closed);
  return sums;
}

/** Marks of the questions but the overall one; what has one to four in a quarter, field and version is not shown. */
async function questionMarks(quarters: readonly Quarter[], field?: string) {
  const { rows } = await sql<{ questionId: string; version: string; levels: number[] | null }>`
    with marks as (
      select quarter, field_id, version, key as question_id, value::int as mark,
        count(*) over (partition by quarter, field_id, version, key) >= 5 as is_enough
      from quarter_responses, jsonb_each(answers)
      where unit_id = ${units.main.unit.unitId} and quarter in (${sql.join(quarters)})
        and field_id = coalesce(${field ?? null}, field_id) and jsonb_typeof(value) = 'number'
    )
    select question_id, version, case when bool_or(is_enough) then array[
      count(*) filter (where is_enough and mark = 1), count(*) filter (where is_enough and mark = 2),
      count(*) filter (where is_enough and mark = 3), count(*) filter (where is_enough and mark = 4),
      count(*) filter (where is_enough and mark = 5)] end as levels
    from marks group by 1, 2`.execute(service.db);
  return rows;
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);
const added = (some: readonly (readonly number[] | null)[]): number[] | null => {
  const shown = some.filter((levels) => levels !== null);
  return shown.length > 0 ? [0, 1, 2, 3, 4].map((index) => sum(shown.map((levels) => levels[index] ?? 0))) : null;
};

/** The catalogue's field of each procedure in use, for its target. */
async function procedureFields(): Promise<Map<string, string>> {
  const rows = await service.db
    .selectFrom('procedures')
    .select(['procedureCode', 'fieldId'])
    .where('unitId', '=', units.main.unit.unitId)
    .execute();
  return new Map(rows.map(({ procedureCode, fieldId }) => [procedureCode, fieldId]));
}

async function holdQuarters(quarters: readonly Quarter[], field: string | undefined): Promise<void> {
  const [from, to] = [monthsOf(quarters[0] as Quarter)[0], monthsOf(quarters.at(-1) as Quarter)[2]];
  const fieldsOfProcedures = await procedureFields();
  const closed = {
    procedure: await casesOf('procedure', quarters, field),
    channel: await casesOf('channel', quarters, field),
  };
  for (const by of ['procedure', 'channel', 'medium'] as const) {
    const marks = await marksOf(by, quarters, field);
    const cases = by === 'medium' ? undefined : closed[by];
    const report = await ask(reader, { by, from, to, field });
    const keys = new Set([...marks.keys(), ...(cases?.keys() ?? [])]);
    const target = (key: string) =>
      targetOf((by === 'procedure' ? fieldsOfProcedures.get(key) : undefined) ?? field, to);
    const expected = [...keys].map((key) => {
      const levels = marks.get(key) ?? [0, 0, 0, 0, 0];
      return own(key, { closed: cases ? (cases.get(key) ?? 0) : null, levels }, target(key));
    });
    expect(byKey(report.groups.map(figuresOf))).toEqual(byKey(expected));
    // What is told apart by detail is, taken together, what the months say.
    expect(added(report.groups.map(({ levels }) => levels)) ?? [0, 0, 0, 0, 0]).toEqual(report.total.levels);
    if (cases) expect(sum(report.groups.map((group) => group.closed ?? 0))).toBe(report.total.closed);
  }

  const report = await ask(reader, { by: 'question', from, to, field });
  const marks = await questionMarks(quarters, field);
  const all = sum(closed.channel.values());
  const elementOf = (questionId: string) => questionId.split('.')[0] ?? '';
  const ofElement = [...Map.groupBy(marks, ({ questionId }) => elementOf(questionId))].map(([element, rows]) =>
    withoutInterval(
      own(`element:${element}`, { closed: all, levels: added(rows.map(({ levels }) => levels)) }, null),
      rows.filter(({ levels }) => levels),
    ),
  );
  const criteria = marks.filter(({ questionId }) => questionId.includes('.'));
  const ofCriterion = criteria.map(({ questionId, version, levels }) =>
    own(`${questionId}@${version}`, { closed: all, levels }, null),
  );
  const overall = added([...(await marksOf('medium', quarters, field)).values()]) ?? [0, 0, 0, 0, 0];
  expect(byKey(report.groups.map(figuresOf))).toEqual(
    byKey([own('overall', { closed: all, levels: overall }, targetOf(field, to)), ...ofElement, ...ofCriterion]),
  );
}

/** Where somebody may have given several marks of an element, by the same version, its figures have no interval. */
function withoutInterval(group: ReturnType<typeof own>, rows: readonly { version: string }[]) {
  const isPooled = new Set(rows.map(({ version }) => version)).size < rows.length;
  return isPooled ? { ...group, pooled: true, low: null, high: null } : group;
}

/** Questions with one choice, counted from the kept rows: options by question and version, and who was asked. */
async function choicesOf(quarters: readonly Quarter[], field?: string) {
  const { rows } = await sql<{ key: string; optionId: string; number: number; quarter: string; fieldId: string }>`
    with told as (
      select quarter, field_id, version, key, value from quarter_responses, jsonb_each_text(demographics)
      where unit_id = ${units.main.unit.unitId}
      union all
      select quarter, field_id, version, key, value from quarter_responses, jsonb_each_text(answers)
      where unit_id = ${units.main.unit.unitId} and key in ('timeliness', 'apology', 'why.access.seating')
    )
    select key || '@' || version as key, value as option_id, quarter, field_id, count(*)::int as number
    from told
    where quarter in (${sql.join(quarters)}) and field_id = coalesce(${field ?? null}, field_id)
    group by 1, 2, 3, 4`.execute(service.db);
  return rows;
}

async function holdChoices(quarters: readonly Quarter[], field?: string): Promise<void> {
  const [from, to] = [monthsOf(quarters[0] as Quarter)[0], monthsOf(quarters.at(-1) as Quarter)[2]];
  const query = new URLSearchParams({ from, to, ...(field && { field }) });
  const answer = await service.app.request(`/api/v1/answers?${query}`, { headers: reader });
  expect(answer.status).toBe(200);
  const { questions } = await answer.json();
  const rows = await choicesOf(quarters, field);
  // One to four answers in a field and quarter leave every sum.
  const open = [...Map.groupBy(rows, ({ key, quarter, fieldId }) => `${key} ${quarter} ${fieldId}`).values()]
    .filter((group) => sum(group.map(({ number }) => number)) >= 5)
    .flat();
  const isTold = ({ key }: { key: string }) => {
    const options = open.filter((row) => row.key === key);
    return !key.startsWith('gender') || options.some(({ optionId }) => optionId !== 'khac');
  };
  const keys = [...new Set(rows.map(({ key }) => key))].filter((key) => isTold({ key }));
  const expected = keys.map((key) => {
    const own = open.filter((row) => row.key === key);
    const options = [...Map.groupBy(own, ({ optionId }) => optionId)].map(([option, group]) => [
      option,
      sum(group.map(({ number }) => number)),
    ]);
    return [key, options.length > 0 ? Object.fromEntries(options) : null];
  });
  const shown = questions.map(
    ({ key, options }: { key: string; options: { key: string; answered: number }[] | null }) => [
      key,
      options &&
        Object.fromEntries(options.filter(({ answered }) => answered > 0).map(({ key, answered }) => [key, answered])),
    ],
  );
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(expected));
  if (field === undefined && quarters.length > 1) expect(questions.length).toBeGreaterThan(3);
  for (const { answered, asked, options } of questions) {
    if (options === null) expect([answered, asked]).toEqual([null, null]);
    else expect(answered).toBeGreaterThanOrEqual(5);
    if (asked !== null) expect(asked).toBeGreaterThanOrEqual(answered);
  }
  // By the rows that may be taken away, in which nothing stands that has no figure.
  const exported = await service.app.request(
    `/api/v1/exports/responses.json?from=${quarters[0]}&to=${quarters.at(-1)}`,
    { headers: reader },
  );
  const taken: Record<string, string | null>[] = await exported.json();
  const ofField = taken.filter((row) => field === undefined || row.field === field);
  for (const { question, version, options, asked } of questions.filter(
    ({ kind }: { kind: string }) => kind !== 'about-you',
  )) {
    const own = ofField.filter((row) => row.questionnaire_version === version);
    const counted = (option: string) => own.filter((row) => row[`q.${question}`] === option).length;
    for (const option of options ?? []) expect(counted(option.key)).toBe(option.answered);
    const withAnswer = own.filter((row) => row[`q.${question}`]);
    expect(withAnswer.length).toBe(sum((options ?? []).map(({ answered }: { answered: number }) => answered)));
    if (question === 'apology' && field !== undefined && asked !== null && quarters.length === 1)
      expect(asked).toBe(own.filter((row) => row['q.timeliness'] === 'late').length);
  }
}

/** What the kept rows of a quarter are made of, in words, so that two lists of them can be compared. */
const rowText = (row: { fieldId: string; overall: number; answers: object }) =>
  JSON.stringify([row.fieldId, row.overall, Object.entries(row.answers).sort(([a], [b]) => (a < b ? -1 : 1))]);

async function holdRows(quarter: Quarter): Promise<void> {
  const { unit, ledger } = units.main;
  const rows = await service.db
    .selectFrom('quarterResponses')
    .select(['fieldId', 'procedure', 'channel', 'medium', 'version', 'demographics', 'overall', 'answers'])
    .where('unitId', '=', unit.unitId)
    .where('quarter', '=', quarter)
    .execute();
  const sent = ledger.answers
    .filter(({ month, revealedOn }) => revealedOn && quarterOf(month) === quarter)
    .map(({ answers: { gender, harassment, ...answers }, ...facts }) => ({ ...facts, answers, gender, harassment }));
  expect(rows.map(rowText).sort()).toEqual(sent.map(rowText).sort());
  // Who kept a name has it by right: the answers of a named class are answers of that procedure, channel and medium.
  for (const [name, group] of Map.groupBy(
    rows,
    ({ fieldId, procedure, channel, medium }) => `${fieldId} ${procedure} ${channel} ${medium}`,
  )) {
    expect(group.length).toBeGreaterThanOrEqual(5);
    const [fieldId, procedure, channel, medium] = name.split(' ');
    const couldBe = sent.filter(
      (answer) =>
        answer.fieldId === fieldId &&
        (procedure === 'khac' || answer.procedureCode === procedure) &&
        (channel === 'khac' || answer.channel === channel) &&
        (medium === 'khac' || answer.medium === medium),
    );
    const left = couldBe.map(rowText).sort();
    for (const text of group.map(rowText)) {
      expect(left).toContain(text);
      left.splice(left.indexOf(text), 1);
    }
  }
  const sensitive = await service.db
    .selectFrom('quarterSensitive')
    .select(['optionId', 'answered'])
    .where('unitId', '=', unit.unitId)
    .where('quarter', '=', quarter)
    .where('questionId', '=', 'harassment')
    .execute();
  const options = [...Map.groupBy(sent, ({ harassment }) => harassment)].filter(([option]) => option !== undefined);
  expect(Object.fromEntries(sensitive.map(({ optionId, answered }) => [optionId, answered]))).toEqual(
    Object.fromEntries(options.map(([option, group]) => [option, group.length])),
  );
  const [from, , to] = monthsOf(quarter);
  const told = async (headers: Headers, field = '') => {
    const answer = await service.app.request(`/api/v1/answers?from=${from}&to=${to}${field}`, { headers });
    const own = (await answer.json()).sensitive.filter((one: { unit: { key: string } }) => one.unit.key === unit.code);
    return own.map((one: { quarter: string; options: { key: string; answered: number }[] }) => [
      one.quarter,
      Object.fromEntries(one.options.map(({ key, answered }) => [key, answered])),
    ]);
  };
  const counted = Object.fromEntries(options.map(([option, group]) => [option, group.length]));
  expect(await told(reader)).toEqual(options.length > 0 ? [[quarter, counted]] : []);
  expect(await told(reader, '&field=ho-tich')).toEqual([]);
  expect(await told(await service.signedInAs('clerk'))).toEqual([]);
}

describe('a settled quarter’s detail is what its rows and invitations count', () => {
  const second = '2025-Q2' as Quarter;
  test.each(filters)('%s', async (field) => holdQuarters([second], field));
  test.each(filters)('and of questions with one choice: %s', async (field) => holdChoices([second], field));
  test('its rows are the answers that were sent', () => holdRows(second));

  test('nothing of a quarter is told before it is settled', async () => {
    const query = path({ by: 'procedure', from: '2025-07' as Month, to: '2025-09' as Month });
    const answer = await service.app.request(`/api/v1/satisfaction?${query}`, { headers: reader });
    expect([answer.status, (await answer.json()).type]).toEqual([422, '/problems/whole-quarters-only']);
  });
});

describe('when the third quarter is settled as well', () => {
  const [second, third] = ['2025-Q2' as Quarter, '2025-Q3' as Quarter];
  beforeAll(async () => {
    await units.goOn('2026-01-20' as LocalDate);
    auditor = await service.signedInFor(null, 'auditor');
  });

  test('months are what was sent', async () => {
    for (const range of allRanges(april, '2026-01' as Month)) {
      await holdMonthly(reader, [units.main], { by: 'field', ...range });
    }
    await holdMonthly(auditor, [units.main, units.other], { by: 'month', from: april, to: '2026-01' as Month });
  });
  test.each(filters)('each quarter and both: %s', async (field) => {
    await holdQuarters([third], field);
    await holdQuarters([second, third], field);
    await holdChoices([third], field);
    await holdChoices([second, third], field);
  });
  test('its rows are the answers that were sent', () => holdRows(third));

  test('shown cells are counts of the exported rows', async () => {
    const [from, to] = [april, '2025-09' as Month];
    const answer = await service.app.request('/api/v1/exports/responses.json?from=2025-Q2&to=2025-Q3', {
      headers: reader,
    });
    const rows: Record<string, string | number | null>[] = await answer.json();
    expect(rows.length).toBe((await ask(reader, { by: 'field', from, to })).total.answered);
    const levelsOf = (some: typeof rows, question: string) =>
      [1, 2, 3, 4, 5].map((mark) => some.filter((row) => row[`q.${question}`] === mark).length);
    for (const by of ['field', 'procedure', 'channel', 'medium'] as const) {
      for (const field of filters) {
        const { groups } = await ask(reader, { by, from, to, field });
        const cells = Map.groupBy(
          rows.filter((row) => field === undefined || row.field === field),
          (row) => row[by],
        );
        const shown = groups.filter(({ answered }) => answered !== 0).map(({ key, levels }) => [key, levels]);
        const counted = [...cells].map(([key, some]) => [key, levelsOf(some, 'overall')]);
        expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(counted));
      }
    }
    for (const field of filters) {
      const { groups } = await ask(reader, { by: 'question', from, to, field });
      const ofField = rows.filter((row) => field === undefined || row.field === field);
      const ofVersion = (version: string) => ofField.filter((row) => row.questionnaire_version === version);
      for (const { key, levels } of groups) {
        const [question = '', version] = key.split('@');
        if (!version && question !== 'overall') continue;
        const own = levelsOf(version ? ofVersion(version) : ofField, question);
        expect([own, own.every((count) => count === 0) ? null : own]).toContainEqual(levels);
      }
    }
  });
  test('the service’s own recount finds no difference', async () => expect(await verify(service.db)).toEqual([]));

  test.each(['field', 'month', 'unit', 'procedure', 'channel', 'medium', 'question'])('as CSV, by %s', async (by) => {
    for (const field of [undefined, 'dat-dai']) {
      const query = { by, from: april, to: '2025-09' as Month, field };
      const report = await ask(reader, query);
      const answer = await service.app.request(`/api/v1/exports/satisfaction.csv?${path(query)}`, { headers: reader });
      const [columns = [], ...rows] = cells(Buffer.from(await answer.arrayBuffer()).toString());
      const cellOf = (value: unknown) => (value === null || value === undefined ? '' : String(value));
      const expected = [...report.groups, report.total].map((group) => ({
        ...Object.fromEntries(
          (['key', 'name', 'closed', 'answered', 'satisfied', 'percent', 'low', 'high', 'mean'] as const).map((key) => [
            key,
            cellOf(group[key]),
          ]),
        ),
        ...Object.fromEntries([1, 2, 3, 4, 5].map((mark) => [`level_${mark}`, cellOf(group.levels?.[mark - 1])])),
        target: cellOf(group.target?.percent),
        legal_basis: cellOf(group.target?.legalBasis),
        verdict: group.verdict,
        flagged: cellOf(group.flagged),
        provisional: cellOf(group.provisional),
        held: cellOf(group.held),
        from: report.period.from,
        to: report.period.to,
        settled_to: cellOf(report.period.settledTo),
        sealed_on: cellOf(report.period.sealedOn),
        waiting: cellOf(report.waiting),
        rule: `${report.rule.id}@${report.rule.version}`,
      }));
      expect(rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])))).toEqual(
        expected,
      );
    }
  });
});

/** A CSV file read by its grammar (RFC 4180), the byte order mark taken off. */
function cells(text: string): string[][] {
  expect(text.startsWith('\uFEFF')).toBe(true);
  return text
    .slice(1)
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
}
