import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EventReader, type PairedScreen, screenFrom } from '../api/testing/screens.ts';
import { type Program, type RealService, realService, until } from './testing/real-service.ts';

/**
 * Counters' screens before the service as it is run, on two processes. One story in order: each test begins where the one
 * before it left the service.
 */
const root = mkdtempSync(join(tmpdir(), 'hai long screens '));
const screens = 6;

let service: RealService;
let running: Program;
let machine: Record<string, string>;
const paired: PairedScreen[] = [];

const send = (method: string, path: string, body?: object) =>
  fetch(`${service.address}${path}`, {
    method,
    // A connection each, so that requests are spread over the processes.
    headers: { ...machine, connection: 'close', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });

async function addScreen(counter: string): Promise<PairedScreen> {
  const settings = { counter, answersHere: false, showsOnClose: false };
  const { display, pairing } = await (await send('POST', '/api/v1/displays', settings)).json();
  const body = new URLSearchParams({ ma: pairing.code });
  return screenFrom(
    display.displayId,
    await fetch(`${service.address}/quay`, { method: 'POST', body, redirect: 'manual' }),
  );
}

async function watch({ path, headers }: PairedScreen): Promise<EventReader> {
  const reader = new EventReader(
    await fetch(`${service.address}${path}/tin`, { headers: { ...headers, connection: 'close' } }),
  );
  expect((await reader.next())?.event).toMatch(/calm|show/);
  return reader;
}

beforeAll(async () => {
  service = await realService(join(root, 'data'), { WEB_CONCURRENCY: '2' });
  running = await service.startReady();
  const made = await service.command('api-key create --name N --unit thuy-nguyen --scope cases:write');
  machine = { authorization: `Bearer ${made.output.trimEnd().split('\n').at(-1)}` };
  const closedOn = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  await send('PUT', '/api/v1/cases/S-1', { procedure: '1.001193', closedOn });
  for (let counter = 1; counter <= screens; counter++) paired.push(await addScreen(String(counter)));
}, 120_000);

afterAll(async () => {
  await service.end();
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

test('each call reaches its screen, whichever process serves the one and the other', async () => {
  const readers = await Promise.all(paired.map(watch));
  for (const [index, reader] of readers.entries()) {
    const put = await send('PUT', `/api/v1/displays/${paired[index]?.displayId}/shown`, { caseCode: 'S-1' });
    expect(put.status).toBe(200);
    expect((await reader.next())?.event).toBe('show');
  }
  await Promise.all(readers.map((reader) => reader.close()));
});

test('a database that is killed and comes back loses no screen, and no call that was acknowledged', async () => {
  const readers = await Promise.all(paired.map(watch));
  const before = service.postgresPid();
  if (before === undefined) throw new Error('There is no PostgreSQL to kill');
  process.kill(before, 'SIGKILL');
  await until('PostgreSQL runs again', () => ![before, undefined].includes(service.postgresPid()));
  for (const [index, reader] of readers.entries()) {
    const call = () => send('PUT', `/api/v1/displays/${paired[index]?.displayId}/shown`, { caseCode: 'S-1' });
    await until('the call is taken', async () => (await call()).status === 200);
    expect((await reader.next())?.event).toBe('show');
  }
  await Promise.all(readers.map((reader) => reader.close()));
});

test('a stop of the service ends every open stream and is not held up by one', async () => {
  const readers = await Promise.all(paired.map(watch));
  running.child.kill('SIGTERM');
  for (const reader of readers) {
    // One that broke off, as when the service loses patience, would throw here.
    let event = await reader.any();
    while (event) event = await reader.any();
  }
  expect(await running.ended).toBe(0);
});

test('no line of the log holds a token, a case code, a pairing code or what a device keeps', () => {
  const said = service.outputs();
  for (const { headers } of paired) expect(said).not.toContain(headers.cookie?.split('=')[1]);
  expect(said).not.toContain('S-1"');
  expect(said).toContain('/quay/:display/tin');
  expect(said).not.toMatch(/\/quay\/[0-9A-Z]{6}/);
});
