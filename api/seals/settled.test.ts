import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseCode, LocalDate } from '../../db/vocabulary.ts';
import { type Life, liveThrough, newLife, withoutWaiting } from '../testing/live-through.ts';
import { plannedLife } from '../testing/planned-life.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { verify } from '../verification/service.ts';

/**
 * A quarter and a month are settled; then everything happens that may happen to their cases. What was said of them is
 * asked for again, byte by byte.
 */
let service: TestApp;
let life: Life;
let machine: Headers;
let reader: Headers;
const day = (text: string) => text as LocalDate;

beforeAll(async () => {
  service = await testApp({ now: '2025-07-01T00:00:00Z' });
  await withoutWaiting(service.db);
  const trouble = { late: 0.03, reopened: 0.05, deleted: 0.04, reissued: 0.05 };
  const of = (fieldId: string, perMonth: number, ...codes: string[]) => ({
    fieldId,
    perMonth,
    responds: 0.7,
    satisfied: 0.9,
    procedures: codes.map((code, index) => [code, 1 / (index + 1)] as const),
    channels: [['counter', 3] as const, ['online', 2] as const],
  });
  const fields = [
    of('ho-tich', 60, '1.001193', '2.000635', '1.004873'),
    of('dat-dai', 30, '1.013978', '1.013831'),
    of('giao-duc', 3, '1.012971'),
  ];
  const cases = plannedLife({ seed: 'settled', from: day('2025-07-01'), to: day('2025-10-31'), fields, trouble });
  life = newLife(service.unit, cases);
  await liveThrough(service, [life], { from: day('2025-07-01'), to: day('2025-12-10'), sealEvery: 4 });
  machine = await service.apiKey('cases:write');
  reader = await service.apiKey('results:read');
});
afterAll(() => service.close());

const quarter = { from: '2025-07', to: '2025-09' };
const questions = [
  ...['field', 'month', 'unit', 'procedure', 'channel', 'medium', 'question'].map((by) => ({ by, ...quarter })),
  { by: 'field', series: 'month', from: '2025-07', to: '2025-10' },
  ...['field', 'month', 'unit'].flatMap((by) => [
    { by, from: '2025-07', to: '2025-10' },
    { by, from: '2025-10', to: '2025-10' },
    { by, from: '2025-08', to: '2025-08' },
  ]),
].flatMap((query) => [
  query,
  { ...query, field: 'ho-tich' },
  { ...query, field: 'giao-duc' },
  { ...query, lang: 'en' },
]);

/** Every answer to every question about what is settled, as it is sent: JSON and CSV. */
async function everything(): Promise<Map<string, string>> {
  const said = new Map<string, string>();
  for (const query of questions) {
    // A file has no months within its groups.
    const paths = 'series' in query ? ['satisfaction'] : ['satisfaction', 'exports/satisfaction.csv'];
    for (const path of paths) {
      const url = `/api/v1/${path}?${new URLSearchParams(query)}`;
      const answer = await service.app.request(url, { headers: reader });
      expect(answer.status).toBe(200);
      said.set(url, Buffer.from(await answer.arrayBuffer()).toString());
    }
  }
  for (const query of [quarter, { ...quarter, field: 'ho-tich' }]) {
    const url = `/api/v1/answers?${new URLSearchParams(query)}`;
    said.set(url, await (await service.app.request(url, { headers: reader })).text());
  }
  const auditor = await service.signedInFor(null, 'auditor');
  for (const by of ['field', 'month']) {
    const url = `/api/v1/satisfaction?${new URLSearchParams({ by, ...quarter })}`;
    said.set(`${url} of all units`, await (await service.app.request(url, { headers: auditor })).text());
  }
  return said;
}

/** What the quarter keeps, row by row in the order in which it lies there. */
async function kept(): Promise<string> {
  const tables = [
    'quarters',
    'quarter_responses',
    'quarter_rollups',
    'quarter_cases',
    'quarter_questions',
    'quarter_choices',
  ];
  const dumps = tables.map(async (table) => {
    const { rows } = await sql`select * from ${sql.table(table)} where quarter = '2025-Q3' order by ctid`.execute(
      service.db,
    );
    return [table, rows];
  });
  return JSON.stringify(await Promise.all(dumps));
}

/** The last seal's day and how many answers it left waiting are of the unit, not of the period: they go on. */
const withoutLastSeal = (said: Map<string, string>) =>
  new Map(
    [...said].map(([url, text]) => [
      url,
      url.includes('.csv')
        ? text.replaceAll(/,20\d\d-\d\d-\d\d,\d+,satisfaction/g, ',*,*,satisfaction')
        : text.replace(/"sealedOn":"[^"]*"/, '"sealedOn":*').replace(/"waiting":\d+/, '"waiting":*'),
    ]),
  );

let serial = 0;
const put = (caseCode: string, body: object) => service.send('PUT', `/api/v1/cases/${caseCode}`, machine, body);
const post = (path: string, overall: number) => {
  serial += 1;
  return service.send('POST', path, {}, { key: `settled-key-${serial}`, answers: { overall } });
};

/** Everything that may happen to cases of settled months, and what the service says to it. */
async function happenings(): Promise<Record<string, number[]>> {
  const { rights } = life.ledger;
  const some = (is: (right: (typeof rights)[number]) => unknown, offset: number) =>
    rights
      .filter((right) => right.counted && right.month <= '2025-10' && !right.withdrawn && is(right))
      .slice(offset, offset + 6);
  const [answered, silent] = [some((right) => right.answer, 20), some((right) => !right.answer, 0)];
  const [answeredToo, silentToo] = [some((right) => right.answer, 60), some((right) => !right.answer, 12)];
  const statuses = (sent: Promise<Response>[]) => Promise.all(sent.map(async (one) => (await one).status));
  const known = (caseCode: CaseCode) => life.cases.get(caseCode)?.closedOn;
  const said: Record<string, number[]> = {};

  const late = Array.from({ length: 12 }, (_, index) => ({
    code: `LATE-${service.clock().getTime()}-${index}`,
    closedOn: ['2025-07-31', '2025-08-15', '2025-09-01', '2025-10-31'][index % 4],
    procedure: index % 2 ? '1.001193' : '1.012971',
  }));
  said['late events'] = await statuses(late.map(({ code, ...body }) => put(code, body)));
  const paths = await Promise.all(
    late.map(async ({ code }) => {
      const one = await service.app.request(`/api/v1/cases/${code}`, { headers: machine });
      return new URL((await one.json()).invitation.url).pathname;
    }),
  );
  said['answers to them'] = await statuses(paths.map((path, index) => post(path, (index % 5) + 1)));
  said['new codes'] = await statuses(
    [...answered, ...silent].map(({ caseCode }) =>
      service.send('POST', `/api/v1/cases/${caseCode}/invitation`, machine),
    ),
  );
  said.changes = await statuses(
    [...answered, ...silent].map(({ caseCode }) =>
      put(caseCode, { procedure: '1.013831', channel: 'post', closedOn: '2025-07-15', outcome: 'returned' }),
    ),
  );
  said['opened again'] = await statuses(
    [...answered.slice(0, 3), ...silent.slice(0, 3)].map(({ caseCode, procedureCode }) =>
      put(caseCode, { procedure: procedureCode, closedOn: null }),
    ),
  );
  said['closed again'] = await statuses(
    [...answered.slice(0, 2), ...silent.slice(0, 2)].map(({ caseCode, procedureCode }) =>
      put(caseCode, { procedure: procedureCode, closedOn: known(caseCode) }),
    ),
  );
  said.deleted = await statuses(
    [...answeredToo, ...silentToo, ...answered.slice(4), ...silent.slice(4)].map(({ caseCode }) =>
      service.send('DELETE', `/api/v1/cases/${caseCode}`, machine),
    ),
  );
  // What verdicts depend on: the fewest answers, and whether fields without a target have the overall one.
  const admin = await service.signedInAs('admin');
  const settings = await (await service.app.request('/api/v1/settings', { headers: admin })).json();
  const changed = { ...settings, minimumAnswers: 900 + serial, fallsBackToOverall: !settings.fallsBackToOverall };
  said.settings = await statuses([service.send('PUT', '/api/v1/settings', admin, changed)]);
  // A unit that is founded later, with targets of its own, is in the sums of all units as well.
  const founded = await service.addUnit(`founded-${serial}`);
  await service.db.updateTable('targets').set({ percent: 60 }).where('unitId', '=', founded.unitId).execute();
  const leader = await service.signedInAs('leader');
  const today = service.clock().toISOString().slice(0, 10);
  said.targets = await statuses(
    [null, 'ho-tich', 'giao-duc'].map((field) =>
      service.send('POST', '/api/v1/targets', leader, {
        field,
        percent: 50 + serial,
        effectiveFrom: today,
        legalBasis: 'Kế hoạch mới',
        reason: 'Kế hoạch mới',
      }),
    ),
  );
  return said;
}

const ofEach = (said: Record<string, number[]>) =>
  Object.fromEntries(Object.entries(said).map(([what, statuses]) => [what, [...new Set(statuses)].sort()]));

describe('what is settled', () => {
  let before: Map<string, string>;
  let stored: string;

  test('is a quarter and a month, with answers, left-overs and withdrawn cases in it', async () => {
    expect([...life.ledger.settled.keys()].sort().slice(0, 4)).toEqual(['2025-07', '2025-08', '2025-09', '2025-10']);
    before = await everything();
    stored = await kept();
    const whole = JSON.parse(before.get(`/api/v1/satisfaction?by=procedure&from=2025-07&to=2025-09`) ?? '{}');
    expect(whole.total.answered).toBeGreaterThan(100);
    expect(whole.total.verdict).not.toBe('no-target');
    expect(whole.groups.length).toBeGreaterThan(3);
  });

  test('is said again byte by byte, whatever happens to its cases', async () => {
    const said = await happenings();
    expect(ofEach(said)).toEqual({
      'late events': [201],
      'answers to them': [201],
      'new codes': [409],
      changes: [200],
      'opened again': [200],
      'closed again': [200],
      deleted: [204],
      settings: [204],
      targets: [204],
    });
    expect(await everything()).toEqual(before);
    expect(await kept()).toBe(stored);
  });

  test('and after many nights, but for the day of the last seal and what waits in the unit', async () => {
    for (let nights = 0; nights < 12; nights++) {
      service.clock.advance({ days: 9 });
      if (nights % 4 === 1) await happenings();
      await service.seal();
    }
    const now = await everything();
    expect(now).not.toEqual(before);
    expect(withoutLastSeal(now)).toEqual(withoutLastSeal(before));
    expect(await kept()).toBe(stored);
    expect(await verify(service.db)).toEqual([]);
  });
});
