import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { isDatabaseAway } from './away.ts';
import { connect } from './connect.ts';
import type { Db } from './tables/index.ts';
import { type FreshDatabase, freshDatabase } from './testing.ts';

/** Shorter than the sleeps below, which the server sleeps to their end all the same. */
const patience = 300;

let database: FreshDatabase;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase();
  await sql`create table marks (mark integer)`.execute(database.db);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await sql`truncate marks`.execute(database.db);
  // One connection: whatever is wrong with it, the next statement meets.
  db = connect({ url: database.url, poolSize: 1, patience });
});
afterEach(() => db.destroy());

const marks = async (at: Db) => (await sql<{ mark: number }>`select mark from marks`.execute(at)).rows;
const refusal = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test('a statement that gets no answer in time says that the database is away, and the next one works', async () => {
  const begun = performance.now();
  expect(isDatabaseAway(await refusal(sql`select pg_sleep(1)`.execute(db)))).toBe(true);
  expect(performance.now() - begun).toBeLessThan(5000);
  expect(await marks(db)).toEqual([]);
});

test('what was open is rolled back, and nothing later is taken for a part of it', async () => {
  const transaction = db.transaction().execute(async (db) => {
    await sql`insert into marks values (1)`.execute(db);
    await sql`select pg_sleep(1)`.execute(db);
  });
  expect(isDatabaseAway(await refusal(transaction))).toBe(true);
  await sql`insert into marks values (2)`.execute(db);
  expect(await marks(database.db)).toEqual([{ mark: 2 }]);
});

test('a statement behind a lock is given up too, and what it waited for goes on', async () => {
  await database.db.transaction().execute(async (holding) => {
    await sql`lock table marks`.execute(holding);
    expect(isDatabaseAway(await refusal(sql`insert into marks values (1)`.execute(db)))).toBe(true);
  });
  expect(await refusal(sql`insert into marks values (2)`.execute(db))).toBeUndefined();
});

test('without it, a statement takes its time', async () => {
  const patient = connect({ url: database.url, poolSize: 1 });
  expect(await refusal(sql`select pg_sleep(${(2 * patience) / 1000}::float8)`.execute(patient))).toBeUndefined();
  await patient.destroy();
});

test('a statement in time is left alone, whatever came before it', async () => {
  for (let time = 0; time < 5; time += 1) await sql`select pg_sleep(0.1)`.execute(db);
  expect(await marks(db)).toEqual([]);
});

test('a server that takes connections and says nothing any more is away, until it speaks again', async () => {
  const line = await mutedLine(database.url);
  const over = connect({ url: line.url, poolSize: 2, patience });
  expect(await marks(over)).toEqual([]);
  line.mute();
  for (let time = 0; time < 3; time += 1) {
    const begun = performance.now();
    expect(isDatabaseAway(await refusal(marks(over)))).toBe(true);
    // A new connection has its own limit of a second and a half.
    expect(performance.now() - begun).toBeLessThan(5000);
  }
  line.speak();
  expect(await marks(over)).toEqual([]);
  await over.destroy();
  await line.close();
});

interface Line {
  readonly url: string;
  mute(): void;
  speak(): void;
  close(): Promise<void>;
}

/** The way to a server, on which one can stop the talk without ending it. */
async function mutedLine(url: string): Promise<Line> {
  const target = new URL(url);
  const socketFolder = target.searchParams.get('host');
  const path = socketFolder ? { path: `${socketFolder}/.s.PGSQL.${target.port}` } : undefined;
  const sockets = new Set<Socket>();
  let isMute = false;
  const server: Server = createServer((near) => {
    const far = dial(path ?? { host: target.hostname, port: Number(target.port) });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => isMute || to.write(chunk));
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No free port was found');
  const through = new URL(url);
  through.searchParams.delete('host');
  through.host = `127.0.0.1:${address.port}`;
  return {
    url: through.href,
    mute() {
      isMute = true;
    },
    speak() {
      isMute = false;
      for (const socket of sockets) socket.destroy();
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
