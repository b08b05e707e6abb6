import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from './testing.ts';

let one: FreshDatabase;
let other: FreshDatabase;
beforeAll(async () => {
  [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
});
afterAll(() => other?.drop());

test('a fresh database is migrated and durable', async () => {
  const { rows } = await sql<{ units: number }>`select count(*) as units from units`.execute(one.db);
  expect(rows).toEqual([{ units: 0 }]);
  const durability =
    await sql`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`;
  expect((await durability.execute(one.db)).rows).toEqual([{ fsync: 'on', commit: 'on' }]);
});

test('what one test file writes, another does not see', async () => {
  await sql`create table mark (made text)`.execute(one.db);
  const { rows } = await sql<{ found: string | null }>`select to_regclass('mark')::text as found`.execute(other.db);
  expect(rows).toEqual([{ found: null }]);
});

test('a dropped database is gone from the server', async () => {
  const name = new URL(one.url).pathname.slice(1);
  await one.drop();
  const { rows } = await sql`select datname from pg_database where datname = ${name}`.execute(other.db);
  expect(rows).toEqual([]);
});
