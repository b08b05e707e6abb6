import { Writable } from 'node:stream';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from './log.ts';
import { type TestApp, testApp } from './testing/test-app.ts';
import type { Headers } from './testing/test-context.ts';

/**
 * Whatever comes in over HTTP, the answer is never our fault (5xx), a refusal under /api is a problem document, and what
 * is refused leaves nothing behind: no row, no spent invitation, no trace of it in the log.
 */
let service: TestApp;
let machine: Headers;
let leader: Headers;
let logged = '';
beforeAll(async () => {
  const destination = new Writable({
    write(chunk, _, done) {
      logged += chunk;
      done();
    },
  });
  service = await testApp({ now: '2025-08-20T03:00:00Z', log: createLog({ level: 'trace', destination }) });
  machine = await service.apiKey('cases:write');
  leader = await service.signedInAs('leader');
});
afterAll(() => service.close());

const tables = [
  'cases',
  'invitations',
  'replaced_tokens',
  'response_inbox',
  'comment_inbox',
  'responses',
  'comments',
  'procedures',
  'fields',
  'rollups',
  'audit_entries',
];

/** How many rows there are of each kind, and how many invitations are spent. */
async function stored(): Promise<Record<string, number>> {
  const counts = tables.map((table) => sql`(select count(*)::int from ${sql.raw(table)}) as ${sql.raw(table)}`);
  const { rows } = await sql<Record<string, number>>`
    select ${sql.join(counts)}, (select count(answer_key_hash)::int from invitations) as spent`.execute(service.db);
  return rows[0] ?? {};
}

/** Sends something odd and holds the answer against what all answers have in common. */
async function expectSound(path: string, init: RequestInit): Promise<Response> {
  const before = await stored();
  const response = await service.app.request(path, init);
  expect(response.status).toBeLessThan(500);
  const text = await response.clone().text();
  const isOfApi = new URL(`http://x${path}`).pathname.startsWith('/api/');
  if (isOfApi) expect(response.headers.get('cache-control')).toBe('no-store');
  if (response.status >= 400) {
    expect(await stored()).toEqual(before);
    if (isOfApi && init.method !== 'HEAD') {
      expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      const { type, title, status } = JSON.parse(text);
      expect([typeof type, typeof title, status]).toEqual(['string', 'string', response.status]);
    }
  } else if (init.method === undefined || init.method === 'GET') {
    expect(await stored()).toEqual(before);
  }
  return response;
}

/** Part of odd texts, so that one can look for it where it must not be. */
const mark = 'dấu-vết';

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }).map((text) => mark + text),
  fc.constantFrom(
    '',
    ' ',
    mark,
    '\0',
    '\u00a0',
    '\u200b',
    '\ud800',
    '\ufeff',
    '__proto__',
    'constructor',
    '\u0958'.repeat(64),
  ),
  fc.constantFrom(
    "'; drop table cases; --",
    '%',
    '../..',
    '0',
    '-1',
    '1e999',
    'NaN',
    'null',
    'true',
    '٣',
    'a'.repeat(70_000),
  ),
);
const oddValue = fc.oneof(
  { weight: 3, arbitrary: oddText },
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
  fc.constantFrom<unknown>(null, true, 0, -1, 5, 1.5, 1e308, [], {}, [5], { '': 1 }),
);
const oddDay = fc.oneof(
  fc.constantFrom(
    '2025-08-19',
    '2025-02-29',
    '2025-13-01',
    '0000-01-01',
    '0001-01-01',
    '9999-12-31',
    '2025-8-1',
    '2025-08-19T00:00',
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
);
/** What is expected, by halves: each property may be missing, right or odd, and others may be there. */
const nearly = (right: Record<string, unknown>) =>
  fc
    .tuple(
      fc.record(
        Object.fromEntries(
          Object.entries(right).map(([name, value]) => [
            name,
            fc.oneof({ weight: 20, arbitrary: fc.constant<unknown>(value) }, oddValue, oddDay),
          ]),
        ),
        { requiredKeys: [] },
      ),
      fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, fc.dictionary(oddText, oddValue, { maxKeys: 2 })),
    )
    .map(([known, unknown]) => ({ ...known, ...unknown }));

const jsonTypes = fc.constantFrom('application/json', 'application/json; charset=utf-8', 'Application/JSON');
const contentType = fc.oneof(
  { weight: 6, arbitrary: jsonTypes },
  fc.constantFrom(
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'text/plain',
    'application/jsonp',
    ';',
    '/',
  ),
  fc.string({ unit: 'grapheme-ascii', maxLength: 30 }).map((text) => text.trim()),
);
const body = (right: Record<string, unknown>) =>
  fc.oneof(
    { weight: 8, arbitrary: nearly(right).map((value) => JSON.stringify(value)) },
    fc.json({ maxDepth: 3 }),
    oddText,
    fc.constantFrom('[', '{"a":', '['.repeat(9000), `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`, '\ufeff{}'),
  );
const escaped = (text: string) => encodeURIComponent(text.toWellFormed());
const pathPart = fc.oneof(
  oddText.map(escaped),
  fc.constantFrom('%', '%00', '%E0%A4%A', '%ff', '..', '%2e%2e', '%2F', 'a%2Fb', '.', ';', '%F0%9F%98%80'),
);

const closed = {
  procedure: '1.001193',
  procedureName: `Thủ tục ${mark}`,
  field: 'ho-tich',
  channel: 'counter',
  receivedOn: '2025-08-01',
  dueOn: '2025-08-10',
  closedOn: '2025-08-19',
  outcome: 'completed',
  receivingUnit: 'thuy-nguyen',
  resolvingUnit: 'Phòng Tư pháp',
  counter: '3',
  apologySentOn: null,
  updatedAt: '2025-08-19T09:30:00+07:00',
};
const answers = { overall: 5, access: 4, procedure: 'na', officer: 3, result: 2, feedback: 1 };
const answer = { key: `key-${'0'.repeat(8)}`, language: 'vi', answers, comment: `Ý kiến ${mark}` };

test('PUT of a case', { timeout: 120_000 }, async () => {
  const code = fc.oneof({ weight: 3, arbitrary: fc.constant('R-1') }, pathPart);
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(code, contentType, body(closed), async (code, type, body) => {
      const headers = { ...machine, 'content-type': type };
      const response = await expectSound(`/api/v1/cases/${code}`, { method: 'PUT', headers, body });
      if (response.ok) taken += 1;
    }),
    {
      numRuns: 400,
      // A text that is longer once it is normalised.
      examples: [['R-1', 'application/json', JSON.stringify({ ...closed, procedure: '\u0958'.repeat(64) })]],
    },
  );
  // Or it would have tried refusals alone.
  expect(taken).toBeGreaterThan(10);
});

test('what a case’s answer leads to is there, whatever its code', { timeout: 60_000 }, async () => {
  const odd = [
    'a/b',
    'a%2Fb',
    'a?b',
    'a#b',
    'a+b',
    'a b',
    '%',
    'ế',
    'e\u0301',
    '\\',
    ';',
    'slip',
    'x/slip',
    'ı',
    'ß',
    '😀',
    "'",
    '"',
  ];
  const code = fc.oneof(fc.constantFrom(...odd), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }));
  await fc.assert(
    fc.asyncProperty(code, async (code) => {
      // Dots alone are steps in a path before they reach us.
      fc.pre(!/^\s*\.{1,2}\s*$/.test(code));
      const body = { procedure: '1.001193', closedOn: '2025-08-20' };
      const put = await service.send('PUT', `/api/v1/cases/${escaped(code)}`, machine, body);
      if (put.status === 422) return;
      const { caseCode, invitation } = await put.json();
      const paths = [invitation.qrSvg, invitation.slip].map((link) => new URL(link).pathname);
      for (const path of [`/api/v1/cases/${escaped(caseCode)}`, ...paths])
        expect([path, (await service.app.request(path, { headers: machine })).status]).toEqual([path, 200]);
    }),
    { numRuns: 100 },
  );
});

describe('POST of an answer', () => {
  let number = 0;
  let path: string;
  const newPath = async () => {
    number += 1;
    const put = await service.send('PUT', `/api/v1/cases/A-${number}`, machine, {
      procedure: '1.001193',
      closedOn: '2025-08-20',
    });
    path = new URL((await put.json()).invitation.url).pathname;
  };

  async function expectAnswered(before: Record<string, number>, headers: Headers, body: string): Promise<boolean> {
    const response = await expectSound(path, { method: 'POST', headers, body });
    if (response.status >= 400) return false;
    const { spent = 0, responseInbox = 0, commentInbox = 0, ...others } = await stored();
    const {
      spent: spentBefore = 0,
      responseInbox: inboxBefore = 0,
      commentInbox: commentsBefore = 0,
      ...known
    } = before;
    expect([spent - spentBefore, responseInbox - inboxBefore, others]).toEqual([1, 1, known]);
    expect(commentInbox - commentsBefore).toBeLessThanOrEqual(1);
    await newPath();
    return true;
  }

  test('as JSON', { timeout: 120_000 }, async () => {
    await newPath();
    let taken = 0;
    const nearlyAnswered = fc
      .tuple(nearly(answer), fc.oneof(fc.constant(answers), nearly(answers)))
      .map(([whole, answers]) => JSON.stringify('answers' in whole ? { ...whole, answers } : whole));
    const bodies = fc.oneof({ weight: 3, arbitrary: nearlyAnswered }, body(answer));
    await fc.assert(
      fc.asyncProperty(contentType, bodies, async (type, body) => {
        if (await expectAnswered(await stored(), { 'content-type': type }, body)) taken += 1;
      }),
      { numRuns: 400 },
    );
    expect(taken).toBeGreaterThan(5);
  });

  test('as a form', { timeout: 120_000 }, async () => {
    await newPath();
    let taken = 0;
    const { answers: marks, ...rest } = answer;
    const fields = nearly({ ...marks, ...rest }).map((values) =>
      Object.entries(values).map(([name, value]) => `${escaped(name)}=${escaped(String(value))}`),
    );
    const bodies = fc.oneof(
      { weight: 3, arbitrary: fields.map((fields) => fields.join('&')) },
      fields.map((fields) => [...fields, ...fields.slice(0, 1)].join('&')),
      oddText,
      fc.constantFrom(
        '&&&',
        '=',
        '%=%',
        'overall=%00',
        '%ff=%ff',
        'overall[]=5&key[]=x',
        `overall=5&${'a=b&'.repeat(5000)}`,
      ),
    );
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        if (await expectAnswered(await stored(), headers, body)) taken += 1;
      }),
      { numRuns: 300 },
    );
    expect(taken).toBeGreaterThan(5);
  });

  test('to any address', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('p', 'P'), pathPart, async (folder, part) => {
        const body = JSON.stringify(answer);
        for (const init of [
          {},
          { method: 'HEAD' },
          { method: 'POST', headers: { 'content-type': 'application/json' }, body },
        ])
          await expectSound(`/${folder}/${part}`, init);
      }),
      { numRuns: 100 },
    );
  });
});

const query = (names: readonly string[], right: fc.Arbitrary<string>) =>
  fc
    .array(
      fc.tuple(
        fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...names) }, oddText),
        fc.oneof({ weight: 3, arbitrary: right }, oddText, oddDay),
      ),
      { maxLength: 5 },
    )
    .map((pairs) => pairs.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&'));

describe.each([
  ['/api/v1/satisfaction', ['from', 'to', 'by', 'field', 'unit', 'lang']],
  ['/api/v1/exports/satisfaction.csv', ['from', 'to', 'by', 'field', 'unit', 'lang']],
  ['/api/v1/cases', ['closedFrom', 'closedTo', 'field', 'state', 'cursor', 'limit', 'lang']],
])('GET of %s', (path, names) => {
  test('with any query and headers', { timeout: 120_000 }, async () => {
    const right = fc.oneof(
      fc.constantFrom('2025-07', '2025-08', '0000-01', '9999-12', '1999-12', '2025-13', '2025-8', '2024-Q1'),
      fc.constantFrom('field', 'month', 'unit', 'question', 'ho-tich', 'thuy-nguyen', 'vi', 'en', 'open', '200', '201'),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
    );
    const header = fc.constantFrom(
      'accept',
      'accept-language',
      'accept-encoding',
      'if-none-match',
      'range',
      'cookie',
      'x-forwarded-for',
    );
    const headers = fc.dictionary(
      header,
      fc.string({ unit: 'grapheme-ascii', maxLength: 30 }).map((text) => text.trim()),
      {
        maxKeys: 3,
      },
    );
    await fc.assert(
      fc.asyncProperty(query(names, right), headers, async (query, odd) => {
        const known = path.endsWith('cases') ? machine : leader;
        await expectSound(`${path}?${query}`, { headers: { ...odd, ...known } });
      }),
      { numRuns: 250 },
    );
  });
});

test('any method on any address', { timeout: 60_000 }, async () => {
  const known = [
    '/',
    '/p/x',
    '/admin',
    '/admin/assets/x.js',
    '/healthz',
    '/api/v1/cases',
    '/api/v1/cases/R-1/slip',
    '/problems',
  ];
  const address = fc.oneof(
    fc.constantFrom(...known),
    fc
      .tuple(fc.constantFrom(...known, '/api', '/api/v1', '/api/v1/session'), pathPart)
      .map(([path, part]) => `${path}/${part}`),
  );
  const method = fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'PATCH', 'PUT', 'POST', 'PROPFIND');
  await fc.assert(
    fc.asyncProperty(method, address, (method, path) =>
      expectSound(path, { method, headers: machine, ...(method.startsWith('P') && { body: '{}' }) }).then(() => {}),
    ),
    { numRuns: 300, examples: ['__proto__', 'constructor', 'toString'].map((slug) => ['GET', `/problems/${slug}`]) },
  );
});

test('a file of an older build is gone, and no page stands for it', async () => {
  for (const path of ['/admin/assets/index-0000.js', '/admin/assets/', '/admin/assets/..%2findex.html']) {
    const gone = await service.app.request(path);
    expect([gone.status, gone.headers.get('cache-control')]).toEqual([404, 'no-store']);
  }
});

test('and none of it is in the log', () => {
  expect(logged).toContain('"route":"/api/v1/cases/:caseCode"');
  for (const text of [
    mark,
    escaped(mark),
    'drop table',
    answer.key,
    'R-1',
    machine.authorization ?? '?',
    leader.cookie ?? '?',
  ]) {
    expect([text, logged.includes(text)]).toEqual([text, false]);
  }
  expect(logged.split('\n').filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
