import { CompiledQuery, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from './testing.ts';

let database: FreshDatabase;
beforeAll(async () => {
  // One connection, so that the next statement goes where the last one went.
  database = await freshDatabase({ poolSize: 1 });
});
afterAll(() => database.drop());

const double = (number: number) =>
  database.db
    .executeQuery<{ doubled: number }>(
      CompiledQuery.raw('/* keep plan: double */ select 2 * $1::int as doubled', [number]),
    )
    .then(({ rows }) => rows[0]?.doubled);

const kept = async () => {
  const { rows } = await sql<{ name: string }>`select name from pg_prepared_statements`.execute(database.db);
  return rows.map(({ name }) => name);
};

describe('a statement that asks for its plan to be kept', () => {
  it('is prepared once on its connection, under its name', async () => {
    expect(await kept()).toEqual([]);
    expect(await double(1)).toBe(2);
    expect(await double(21)).toBe(42);
    expect(await kept()).toEqual(['double']);
  });

  it('fails as any other does', async () => {
    await expect(double(2_000_000_000)).rejects.toMatchObject({ code: '22003' });
    expect(await double(3)).toBe(6);
  });

  it('is sent as it stands where something between us and PostgreSQL keeps no statements', async () => {
    await sql`deallocate all`.execute(database.db);
    expect(await double(4)).toBe(8);
    expect(await double(5)).toBe(10);
    expect(await kept()).toEqual([]);
  });
});
