import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../db/connect.ts';
import { openEmbedded } from '../db/embedded.ts';
import { type Program, type RealService, realService, until } from './testing/real-service.ts';

/**
 * What a city's one-stop system does after an outage: it pushes everything that waited, on many connections, each event
 * until it is taken, some of them twice. Meanwhile the service is killed, then its database, then both. All on loopback.
 */
const root = mkdtempSync(join(tmpdir(), 'hai long pushed '));
const events = 2000;
/** Every tenth is sent twice. */
const sent = events + events / 10;
const connections = 50;

let service: RealService;
let running: Program;
let signer: Webhook;

beforeAll(async () => {
  service = await realService(join(root, 'data'), { LOG_LEVEL: 'warn' });
  running = await service.startReady();
  const made = await service.command('webhook-secret create --unit thuy-nguyen');
  signer = new Webhook(made.output.trimEnd().split('\n').at(-1) ?? '');
}, 120_000);

afterAll(async () => {
  await service.end();
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
const codeOf = (number: number) => `H24.30-250701-${String(number).padStart(6, '0')}`;

/** One attempt, signed at its moment; undefined where nothing came back. */
function push(number: number): Promise<Response | undefined> {
  const now = new Date();
  const body = JSON.stringify({
    type: 'case.closed',
    timestamp: now.toISOString(),
    data: { caseCode: codeOf(number), procedure: '1.001193', closedOn: today },
  });
  const id = `event ${number}`;
  return fetch(`${service.address}/api/v1/hooks/case-closed?unit=thuy-nguyen`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signer.sign(id, now, body),
    },
  }).catch(() => undefined);
}

const outcomes = new Map<string, number>();
let taken = 0;
let withoutReply = 0;

async function pushUntilTaken(number: number): Promise<void> {
  for (;;) {
    const response = await push(number);
    if (response?.status === 202) {
      const { outcome } = (await response.json()) as { outcome: string };
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      taken += 1;
      return;
    }
    if (response) expect(response.status).toBe(503);
    else withoutReply += 1;
    await sleep(50);
  }
}

/** Everything that waited, every tenth twice, in the order of its queue. */
async function pushAll(first = 0): Promise<void> {
  const numbers = Array.from({ length: events }, (_, index) => first + index);
  const queue = numbers.flatMap((number) => (number % 10 === 0 ? [number, number] : [number]));
  const connection = async () => {
    for (let number = queue.shift(); number !== undefined; number = queue.shift()) await pushUntilTaken(number);
  };
  await Promise.all(Array.from({ length: connections }, connection));
}

function killDatabase(): void {
  const pid = service.postgresPid();
  if (pid === undefined) throw new Error('PostgreSQL does not run');
  process.kill(pid, 'SIGKILL');
}

async function killService(): Promise<void> {
  running.child.kill('SIGKILL');
  await running.ended;
}

test('events pushed in a burst while processes are killed are each taken once', async () => {
  const pushed = pushAll();
  const reached = (share: number) => until(`${share} of the events are taken`, () => taken > events * share);
  await reached(0.2);
  await killService();
  running = await service.startReady();
  await reached(0.4);
  killDatabase();
  await reached(0.6);
  killDatabase();
  await killService();
  running = await service.startReady();
  await pushed;

  expect(taken).toBe(sent);
  expect(withoutReply).toBeGreaterThan(0);
  const database = await openEmbedded(service.dataDir);
  const db = connect({ url: database.url, poolSize: 2 });
  try {
    const expected = Array.from({ length: events }, (_, number) => codeOf(number));
    const cases = await db.selectFrom('cases').select(['caseId', 'caseCode']).orderBy('caseCode').execute();
    expect(cases.map(({ caseCode }) => caseCode)).toEqual(expected);
    const invitations = await db.selectFrom('invitations').select(['caseId', 'withdrawn']).execute();
    expect(invitations.map(({ caseId }) => caseId).sort()).toEqual(cases.map(({ caseId }) => caseId).sort());
    const audited = await db
      .selectFrom('auditEntries')
      .select('subject')
      .where('action', 'like', 'case.%')
      .orderBy('subject')
      .execute();
    expect(audited.map(({ subject }) => subject)).toEqual(expected);
    const kept = await db.selectFrom('caseEvents').select(['caseCode', 'outcome']).orderBy('caseCode').execute();
    expect(kept).toEqual(expected.map((caseCode) => ({ caseCode, outcome: 'created' })));
  } finally {
    await db.destroy();
    await database.stop();
  }
  console.log(`taken ${taken}: ${JSON.stringify(Object.fromEntries(outcomes))}; without a reply ${withoutReply}`);
}, 180_000);

test('afterwards nothing differs, and a burst that nobody disturbs passes at its own pace', async () => {
  expect(await service.command('verify')).toEqual({ code: 0, output: 'No difference found.\n' });
  const begun = performance.now();
  taken = 0;
  outcomes.clear();
  await pushAll(events);
  const perSecond = Math.round(taken / ((performance.now() - begun) / 1000));
  expect(Object.fromEntries(outcomes)).toEqual({ created: events, repeated: sent - events });
  console.log(`undisturbed: ${perSecond} events a second on ${connections} connections`);
  expect(service.outputs()).not.toContain(codeOf(1));
}, 180_000);
