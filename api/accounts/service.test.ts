import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role, Scope } from '../../db/vocabulary.ts';
import { Problem } from '../problems.ts';
import { seededBytes, type TestContext, testContext, testPassword } from '../testing/test-context.ts';
import type { SystemActor } from './actor.ts';
import { createAccount, createApiKey, findApiKey, resetPassword } from './service.ts';

let world: TestContext;

beforeAll(async () => {
  world = await testContext();
});
afterAll(() => world.close());

const actor: SystemActor = { kind: 'system', name: 'cli', unitId: null };

/** The refusal's code and the places of its complaints. */
async function refusalOf(attempt: Promise<unknown>): Promise<[string, ...string[]]> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Problem) return [error.code, ...(error.extra.errors ?? []).map(({ path }) => path)];
    throw error;
  }
  throw new Error('It was not refused');
}

async function rowCount(table: 'accounts' | 'apiKeys' | 'auditEntries'): Promise<number> {
  const { count } = await world.db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

describe('a new account', () => {
  const make = (changes: { username?: string; password?: string; roles?: Role[]; unitId?: null }) =>
    createAccount(world.db, {
      unitId: world.unit.unitId,
      username: 'nga',
      password: testPassword,
      roles: ['clerk'],
      actor,
      now: world.clock(),
      ...changes,
    });

  test('is stored under its name in lower case, with each role once, and audited without the password', async () => {
    const account = await make({ username: '  Nga.Tran ', roles: ['clerk', 'leader', 'clerk'] });
    expect(account).toMatchObject({ username: 'nga.tran', roles: ['leader', 'clerk'], unitId: world.unit.unitId });
    const entry = await world.db
      .selectFrom('auditEntries')
      .select(['unitId', 'at', 'actor', 'action', 'subject', 'before', 'after'])
      .orderBy('entryNumber', 'desc')
      .limit(1)
      .executeTakeFirst();
    expect(entry).toEqual({
      unitId: world.unit.unitId,
      at: world.clock(),
      actor: 'system:cli',
      action: 'account.created',
      subject: 'nga.tran',
      before: null,
      after: { roles: ['leader', 'clerk'] },
    });
  });

  test.each<[Parameters<typeof make>[0], [string, ...string[]]]>([
    [{ username: '' }, ['invalid', 'username']],
    [{ username: 'x' }, ['invalid', 'username']],
    [{ username: 'nguyễn' }, ['invalid', 'username']],
    [{ username: 'nga@centre' }, ['invalid', 'username']],
    [{ username: 'two words' }, ['invalid', 'username']],
    [{ username: 'n'.repeat(65) }, ['invalid', 'username']],
    [{ password: '123456789' }, ['invalid', 'password']],
    [{ password: 'x'.repeat(201) }, ['invalid', 'password']],
    [{ roles: [] }, ['invalid', 'roles']],
    [{ unitId: null, roles: ['leader'] }, ['invalid', 'unit']],
    [{ unitId: null, roles: ['admin', 'clerk'] }, ['invalid', 'unit']],
    [{ username: '', password: '', roles: [] }, ['invalid', 'username', 'password', 'roles']],
    [{ username: 'NGA.TRAN' }, ['name-taken']],
  ])('%j is refused as %j, and nothing is stored', async (changes, refusal) => {
    const before = [await rowCount('accounts'), await rowCount('auditEntries')];
    expect(await refusalOf(make(changes))).toEqual(refusal);
    expect([await rowCount('accounts'), await rowCount('auditEntries')]).toEqual(before);
  });

  test.each<Role[][]>([[['admin']], [['auditor']], [['admin', 'auditor']]])(
    '%j may be over all units',
    async (...roles) => {
      const username = `over-all-${roles.flat().join('-')}`;
      expect(await make({ username, unitId: null, roles: roles.flat() })).toMatchObject({ unitId: null });
    },
  );

  test('10 characters are enough and 200 are not too many, counted as people count them', async () => {
    await make({ username: 'ten', password: 'một hai ba'.normalize('NFD') });
    await make({ username: 'two-hundred', password: '🙂'.repeat(200) });
  });

  test('of two with one name at once, one is made', async () => {
    const outcomes = await Promise.allSettled([make({ username: 'twin' }), make({ username: 'Twin' })]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('the database itself refuses a leader without a unit', async () => {
    const row = {
      unitId: null,
      username: 'boss',
      passwordHash: 'x',
      roles: ['leader' as const],
      createdAt: world.clock(),
    };
    await expect(world.db.insertInto('accounts').values(row).execute()).rejects.toMatchObject({ code: '23514' });
  });
});

describe('a new password', () => {
  const reset = (username: string, password: string) =>
    resetPassword(world.db, { username, password, actor, now: world.clock() });

  test.each<[string, string, [string, ...string[]]]>([
    ['nga.tran', 'short', ['invalid', 'password']],
    ['?', testPassword, ['invalid', 'username']],
    ['nobody', testPassword, ['not-found']],
  ])('for %j of %j is refused as %j', async (username, password, refusal) => {
    expect(await refusalOf(reset(username, password))).toEqual(refusal);
  });
});

describe('a key', () => {
  const make = (changes: { name?: string; scopes?: Scope[] } = {}) =>
    createApiKey(world.db, {
      unitId: world.unit.unitId,
      name: 'một cửa',
      scopes: ['cases:write'],
      actor,
      now: world.clock(),
      randomBytes: seededBytes(JSON.stringify(changes)),
      ...changes,
    });

  test('names its unit, is known again, and only its hash is stored', async () => {
    const { key } = await make({ name: '  Phần mềm một cửa ' });
    expect(key).toMatch(/^hl_223[A-Za-z0-9_-]{43}$/);
    expect(await findApiKey(world.db, key)).toMatchObject({
      kind: 'key',
      name: 'Phần mềm một cửa',
      scopes: ['cases:write'],
    });
    const rows = await world.db.selectFrom('apiKeys').select(['name', 'keyHash', 'scopes']).execute();
    expect(JSON.stringify(rows)).not.toContain(key.slice(6));
    const audited = await world.db.selectFrom('auditEntries').select(['action', 'subject', 'after']).execute();
    expect(audited).toContainEqual({
      action: 'api-key.created',
      subject: 'Phần mềm một cửa',
      after: { scopes: ['cases:write'] },
    });
    expect(JSON.stringify(audited)).not.toContain(key.slice(6));
  });

  test('changed in one character it is nobody’s', async () => {
    const { key } = await make({ name: 'changed' });
    expect(
      await findApiKey(world.db, `${key.slice(0, -2)}${key.endsWith('A') ? 'B' : 'A'}${key.slice(-1)}`),
    ).toBeUndefined();
    expect(await findApiKey(world.db, key.replace('hl_223', 'hl_224'))).toBeUndefined();
  });

  test.each<[Parameters<typeof make>[0], [string, ...string[]]]>([
    [{ name: ' ' }, ['invalid', 'name']],
    [{ name: 'n'.repeat(101) }, ['invalid', 'name']],
    [{ name: 'two\nlines' }, ['invalid', 'name']],
    [{ name: 'none', scopes: [] }, ['invalid', 'scopes']],
    [{ name: 'Phần mềm một cửa'.normalize('NFD') }, ['name-taken']],
  ])('%j is refused as %j, and nothing is stored', async (changes, refusal) => {
    const before = [await rowCount('apiKeys'), await rowCount('auditEntries')];
    expect(await refusalOf(make(changes))).toEqual(refusal);
    expect([await rowCount('apiKeys'), await rowCount('auditEntries')]).toEqual(before);
  });

  // Contract, section 6: who can close cases could invent four and read the fifth.
  test.each<[Scope[], boolean]>([
    [['cases:write'], false],
    [['results:read', 'rows:read', 'comments:read'], false],
    [['cases:write', 'results:read'], true],
    [['rows:read', 'cases:write'], true],
  ])('%j asks for a warning: %s', async (scopes, expected) => {
    expect((await make({ name: `key ${scopes.join()}`, scopes })).closesAndReads).toBe(expected);
  });
});
