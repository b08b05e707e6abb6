import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from './testing/test-app.ts';
import type { Headers } from './testing/test-context.ts';

/**
 * Two cases that are treated alike in all but one thing: at some moment, one of them is answered. Whatever is done with
 * both of them before and afterwards, nothing that staff, other systems or whoever holds a slip can read may differ
 * (contract, section 2). What differs by design is left out: another post on the survey, and the closed cases of the results.
 */
let service: TestApp;
let machine: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-07-20T03:00:00Z' });
  machine = await service.apiKey('cases:write');
});
afterAll(() => service.close());

interface Twin {
  readonly code: string;
  /** The paths of all codes that it ever had, in order. */
  readonly paths: string[];
}

type Step =
  | { readonly kind: 'close'; readonly procedure: string; readonly daysAgo: number }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'delete' | 'reissue' | 'seal' | 'answer' }
  | { readonly kind: 'wait'; readonly days: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('close' as const),
    procedure: fc.constantFrom('1.001193', '2.000815'),
    daysAgo: fc.constantFrom(0, 20),
  }),
  fc.record({ kind: fc.constantFrom('reopen' as const, 'delete', 'reissue', 'seal', 'answer', 'answer') }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.constantFrom(1, 16, 20, 45) }),
);

const close: Step = { kind: 'close', procedure: '1.001193', daysAgo: 0 };
const [reopen, remove, reissue, seal, answer]: Step[] = [
  { kind: 'reopen' },
  { kind: 'delete' },
  { kind: 'reissue' },
  { kind: 'seal' },
  { kind: 'answer' },
];
const wait: Step = { kind: 'wait', days: 60 };

/** All that can be read of a twin, without what names it. */
async function look(twin: Twin): Promise<unknown> {
  const path = `/api/v1/cases/${twin.code}`;
  const seen = [];
  for (const [headers, at] of [
    ...['', '/qr.svg', '/slip'].map((part) => [machine, path + part] as const),
    ...twin.paths.map((at) => [{}, at] as const),
    ...twin.paths.map((at) => [{}, `${at}?lang=en`] as const),
  ])
    seen.push(await told(twin, await service.app.request(at, { headers })));
  for (const state of ['open', 'withdrawn']) {
    const list = await service.send('GET', `/api/v1/cases?state=${state}&limit=200`, machine);
    const { cases } = (await list.json()) as { cases: { caseCode: string }[] };
    seen.push(cases.some(({ caseCode }) => caseCode === twin.code));
  }
  for (const at of twin.paths) seen.push(await told(twin, await service.app.request(at, { method: 'HEAD' })));
  return seen;
}

async function told(twin: Twin, response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  // A code's picture is its address; that it is there is all.
  const body = type.startsWith('image/') ? 'a picture' : await response.text();
  const page = body.replace(/data:image\/svg[^"]+/g, 'a picture').replace(/name="key" value="[^"]+"/, 'a key');
  const tokens = twin.paths.map((path) => path.slice('/P/'.length));
  const grouped = tokens.map((token) => token.replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3'));
  const text = [...tokens, ...grouped].reduce((rest, token, index) => rest.replaceAll(token, `code ${index}`), page);
  return [response.status, [...response.headers], text.replaceAll(twin.code, 'the case')];
}

async function take(twin: Twin, step: Step, isAnswered: boolean): Promise<unknown> {
  const path = `/api/v1/cases/${twin.code}`;
  const today = service.clock().getTime();
  switch (step.kind) {
    case 'close':
    case 'reopen': {
      const isClosed = step.kind === 'close';
      const closedOn = isClosed ? new Date(today - step.daysAgo * 86_400_000).toISOString().slice(0, 10) : null;
      const body = { procedure: isClosed ? step.procedure : '1.001193', closedOn };
      return remember(twin, await service.send('PUT', path, machine, body));
    }
    case 'reissue':
      return remember(twin, await service.send('POST', `${path}/invitation`, machine));
    case 'delete':
      return remember(twin, await service.send('DELETE', path, machine));
    case 'answer': {
      const last = twin.paths.at(-1);
      if (!isAnswered || !last) return undefined;
      const sent = await service.send('POST', last, {}, { key: `key-of-${twin.code}`, answers: { overall: 5 } });
      expect([201, 410]).toContain(sent.status);
      return undefined;
    }
    default:
      return undefined;
  }
}

async function remember(twin: Twin, response: Response): Promise<unknown> {
  const copy = response.clone();
  if (response.ok && response.status !== 204) {
    const { invitation } = (await copy.json()) as { invitation: { url: string } | null };
    const path = invitation && new URL(invitation.url).pathname;
    if (path && !twin.paths.includes(path)) twin.paths.push(path);
  }
  return told(twin, response);
}

let number = 0;
test('a case that was answered looks like one that was not', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      number += 1;
      // Past everything that an earlier run was about.
      service.clock.advance({ days: 100 });
      const [answered, silent]: [Twin, Twin] = [
        { code: `A-${number}`, paths: [] },
        { code: `S-${number}`, paths: [] },
      ];
      for (const step of [close, ...steps]) {
        if (step.kind === 'wait') service.clock.advance({ days: step.days });
        else if (step.kind === 'seal') await service.seal();
        else {
          const [one, other] = [await take(answered, step, true), await take(silent, step, false)];
          expect(one).toEqual(other);
        }
        expect(await look(answered)).toEqual(await look(silent));
      }
    }),
    {
      numRuns: 15,
      examples: [
        // A code withdrawn twice over, and a month that was settled in between.
        [[answer, reopen, close, reopen]],
        [[answer, wait, seal, reopen, close, wait]],
        [[answer, reopen, wait, seal, close, reissue]],
        [[answer, remove, wait, seal, close, reissue, remove]],
        // Settled with its answer, opened again, closed again: a new code is given to both, until that month is settled too.
        [[answer, wait, seal, reopen, close, reissue, wait, seal, reissue]],
        [[answer, wait, seal, reopen, { ...close, daysAgo: 20 }, reissue, wait, seal, reissue, remove, close, reissue]],
      ],
    },
  );
});
