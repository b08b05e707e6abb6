import { sql } from 'kysely';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { LocalDate, Role, Scope, UnitId } from '../../db/vocabulary.ts';
import type { Username } from './username.ts';

export interface Account {
  readonly accountId: string;
  readonly unitId: UnitId | null;
  readonly username: string;
  readonly roles: readonly Role[];
}

export interface ApiKey {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
}

export async function anyAccount(db: Db): Promise<boolean> {
  const row = await db.selectFrom('accounts').select('accountId').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Keeps others from adding an account until the transaction ends, so that only one can be the first. */
export async function lockAccounts(db: Tx): Promise<void> {
  await sql`lock table accounts in share row exclusive mode`.execute(db);
}

/** Adds an account; undefined where its name is taken. */
export function insertAccount(
  db: Tx,
  account: {
    unitId: UnitId | null;
    username: Username;
    passwordHash: string;
    roles: readonly Role[];
    createdAt: Date;
  },
): Promise<Account | undefined> {
  return db
    .insertInto('accounts')
    .values({ ...account, roles: [...account.roles] })
    .onConflict((conflict) => conflict.column('username').doNothing())
    .returning(['accountId', 'unitId', 'username', 'roles'])
    .executeTakeFirst();
}

export function findAccountToSignIn(
  db: Db,
  username: Username,
): Promise<(Account & { passwordHash: string }) | undefined> {
  return db
    .selectFrom('accounts')
    .select(['accountId', 'unitId', 'username', 'roles', 'passwordHash'])
    .where('username', '=', username)
    .executeTakeFirst();
}

/** Changes a password; undefined where nobody has that name. */
export function updatePassword(db: Tx, username: Username, passwordHash: string): Promise<Account | undefined> {
  return db
    .updateTable('accounts')
    .set({ passwordHash })
    .where('username', '=', username)
    .returning(['accountId', 'unitId', 'username', 'roles'])
    .executeTakeFirst();
}

export function findAccountUnit(db: Db, unitId: UnitId): Promise<{ code: string; name: string } | undefined> {
  return db.selectFrom('units').select(['code', 'name']).where('unitId', '=', unitId).executeTakeFirst();
}

/** The unit that the first account belongs to: the one that the first start made. */
export async function firstUnitId(db: Db): Promise<UnitId> {
  const unit = await db.selectFrom('units').select('unitId').orderBy('unitId').limit(1).executeTakeFirstOrThrow();
  return unit.unitId;
}

export async function insertSession(
  db: Tx,
  session: { sessionHash: Uint8Array; accountId: string; expiresAt: Date },
): Promise<void> {
  await db.insertInto('sessions').values(session).execute();
}

export function findSessionAccount(db: Db, sessionHash: Uint8Array, now: Date): Promise<Account | undefined> {
  return db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.accountId', 'sessions.accountId')
    .select(['accounts.accountId', 'accounts.unitId', 'accounts.username', 'accounts.roles'])
    .where('sessions.sessionHash', '=', sessionHash)
    .where('sessions.expiresAt', '>', now)
    .executeTakeFirst();
}

/** Removes a session; its account where it was still there. */
export function deleteSession(db: Tx, sessionHash: Uint8Array): Promise<Account | undefined> {
  return db
    .deleteFrom('sessions')
    .using('accounts')
    .whereRef('accounts.accountId', '=', 'sessions.accountId')
    .where('sessions.sessionHash', '=', sessionHash)
    .returning(['accounts.accountId', 'accounts.unitId', 'accounts.username', 'accounts.roles'])
    .executeTakeFirst();
}

export async function deleteSessionsOf(db: Tx, accountId: string): Promise<void> {
  await db.deleteFrom('sessions').where('accountId', '=', accountId).execute();
}

/** Removes ended sessions, leaving out those that somebody else is removing. */
export async function deleteEndedSessions(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('sessionHash', 'in', (ended) =>
      ended
        .selectFrom('sessions')
        .select('sessionHash')
        .where('expiresAt', '<=', now)
        .limit(1000)
        .forUpdate()
        .skipLocked(),
    )
    .execute();
}

/** Adds a key; undefined where the unit has one of that name. */
export function insertApiKey(
  db: Tx,
  key: { unitId: UnitId; name: string; keyHash: Uint8Array; scopes: readonly Scope[]; createdAt: Date },
): Promise<ApiKey | undefined> {
  return db
    .insertInto('apiKeys')
    .values({ ...key, scopes: [...key.scopes] })
    .onConflict((conflict) => conflict.columns(['unitId', 'name']).doNothing())
    .returning(['keyId', 'name', 'scopes'])
    .executeTakeFirst();
}

/** Removes a key; false where the unit has none of that name. */
export async function deleteApiKeyByName(db: Tx, unitId: UnitId, name: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('apiKeys')
    .where('unitId', '=', unitId)
    .where('name', '=', name)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A key as its unit may know of it. */
export interface ApiKeyStanding extends ApiKey {
  readonly createdAt: Date;
  readonly lastUsedOn: LocalDate | null;
}

export function listApiKeys(db: Db, unitId: UnitId): Promise<ApiKeyStanding[]> {
  return db
    .selectFrom('apiKeys')
    .select(['keyId', 'name', 'scopes', 'createdAt', 'lastUsedOn'])
    .where('unitId', '=', unitId)
    .orderBy('name')
    .execute();
}

/** The name of a key; undefined where the unit has none with that id. */
export async function apiKeyName(db: Db, unitId: UnitId, keyId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('apiKeys')
    .select('name')
    .where('unitId', '=', unitId)
    .where('keyId', '=', keyId)
    .executeTakeFirst();
  return row?.name;
}

export async function markApiKeyUsed(db: Db, unitId: UnitId, keyId: string, day: LocalDate): Promise<void> {
  await db
    .updateTable('apiKeys')
    .set({ lastUsedOn: day })
    .where('unitId', '=', unitId)
    .where('keyId', '=', keyId)
    .execute();
}

export function findApiKeyByHash(
  db: Db,
  unitId: UnitId,
  keyHash: Uint8Array,
): Promise<(ApiKey & { lastUsedOn: LocalDate | null }) | undefined> {
  return db
    .selectFrom('apiKeys')
    .select(['keyId', 'name', 'scopes', 'lastUsedOn'])
    .where('unitId', '=', unitId)
    .where('keyHash', '=', keyHash)
    .executeTakeFirst();
}
