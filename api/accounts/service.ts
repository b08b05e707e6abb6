import type { Db, Tx } from '../../db/tables/index.ts';
import {
  roles as allRoles,
  scopes as allScopes,
  type LocalDate,
  type Role,
  type Scope,
  type UnitId,
} from '../../db/vocabulary.ts';
import { recordAudit } from '../audit/service.ts';
import type { Secret } from '../keyed-hash.ts';
import { problem } from '../problems.ts';
import type { AccountActor, Actor, KeyActor } from './actor.ts';
import { apiKeyText, closesAndReads, unitOfApiKey } from './api-key.ts';
import { checkNewAccount, checkNewApiKey, checkNewPassword } from './new-account.ts';
import { hashPassword, isPassword } from './password.ts';
import {
  type Account,
  anyAccount,
  apiKeyName,
  deleteApiKeyByName,
  deleteEndedSessions,
  deleteSession,
  deleteSessionsOf,
  findAccountToSignIn,
  findApiKeyByHash,
  findSessionAccount,
  firstUnitId,
  insertAccount,
  insertApiKey,
  insertSession,
  lockAccounts,
  markApiKeyUsed,
  updatePassword,
} from './queries.ts';
import { hashSecret, type NewSession, newSession } from './session.ts';
import { isSetupToken, setupToken } from './setup-link.ts';
import { readUsername, type Username } from './username.ts';

type RandomBytes = (length: number) => Uint8Array;

/**
 * Adds an account. Throws `invalid` for a name, password or roles that cannot be, `name-taken` where the name is in use
 * (in any unit: a sign-in names none).
 */
export async function createAccount(
  db: Db,
  args: {
    unitId: UnitId | null;
    username: string;
    password: string;
    roles: readonly Role[];
    actor: Actor;
    now: Date;
  },
): Promise<Account> {
  const { unitId, password, roles, actor, now } = args;
  const username = checkNewAccount(args);
  const passwordHash = await hashPassword(password);
  return db.transaction().execute((db) => addAccount(db, { unitId, username, passwordHash, roles, actor, now }));
}

/** Gives an account a new password and ends its sessions. Throws `invalid`, or `not-found` where nobody has the name. */
export async function resetPassword(
  db: Db,
  args: { username: string; password: string; actor: Actor; now: Date },
): Promise<Account> {
  const { password, actor, now } = args;
  const username = checkNewPassword(args);
  const passwordHash = await hashPassword(password);
  return db.transaction().execute(async (db) => {
    const account = await updatePassword(db, username, passwordHash);
    if (!account) throw problem('not-found');
    await deleteSessionsOf(db, account.accountId);
    await recordAudit(db, {
      unitId: account.unitId,
      actor,
      now,
      action: 'account.password-reset',
      subject: username,
    });
    return account;
  });
}

/**
 * The link that makes the first account, for whoever reads the service's output; undefined once there is an account.
 * A new one each time, each good for a day.
 */
export async function setupLink(
  db: Db,
  args: { publicUrl: string; secretKey: Secret; now: Date },
): Promise<string | undefined> {
  const { publicUrl, secretKey, now } = args;
  if (await anyAccount(db)) return undefined;
  return `${publicUrl}/admin/setup?token=${setupToken(secretKey, now)}`;
}

/**
 * Makes the first account, which holds the roles that a small centre needs, and signs it in. Throws `already-set-up`,
 * `setup-link-ended` and `invalid`. Of several who hold a link at once, one succeeds.
 */
export async function setUpFirstAccount(
  db: Db,
  args: {
    secretKey: Secret;
    token: string;
    username: string;
    password: string;
    now: Date;
    randomBytes: RandomBytes;
  },
): Promise<NewSession> {
  const { secretKey, token, password, now, randomBytes } = args;
  if (await anyAccount(db)) throw problem('already-set-up');
  if (!isSetupToken(secretKey, token, now)) throw problem('setup-link-ended');
  const username = checkNewPassword(args);
  const passwordHash = await hashPassword(password);
  return db.transaction().execute(async (db) => {
    await lockAccounts(db);
    if (await anyAccount(db)) throw problem('already-set-up');
    const account = await addAccount(db, {
      unitId: await firstUnitId(db),
      username,
      passwordHash,
      roles: ['admin', 'leader', 'clerk'],
      actor: { kind: 'system', name: 'setup', unitId: null },
      now,
    });
    return startSession(db, { account, now, randomBytes });
  });
}

/** Signs a person in. Throws `wrong-credentials`, the same and after the same time whether or not the name exists. */
export async function signIn(
  db: Db,
  args: { username: string; password: string; now: Date; randomBytes: RandomBytes },
): Promise<NewSession> {
  const { password, now, randomBytes } = args;
  const username = readUsername(args.username);
  const account = username && (await findAccountToSignIn(db, username));
  const isRight = await isPassword(password, account?.passwordHash);
  if (!account || !isRight) throw problem('wrong-credentials');
  await deleteEndedSessions(db, now);
  return db.transaction().execute((db) => startSession(db, { account, now, randomBytes }));
}

/** Ends a session; nothing where it has ended already. */
export async function signOut(db: Db, args: { secret: string; now: Date }): Promise<void> {
  const { secret, now } = args;
  await db.transaction().execute(async (db) => {
    const account = await deleteSession(db, hashSecret(secret));
    if (!account) return;
    const { unitId, username } = account;
    await recordAudit(db, { unitId, actor: actorOf(account), now, action: 'session.ended', subject: username });
  });
}

/** Who holds the session; undefined where there is none or it has ended. */
export async function findSession(db: Db, args: { secret: string; now: Date }): Promise<AccountActor | undefined> {
  const account = await findSessionAccount(db, hashSecret(args.secret), args.now);
  return account && actorOf(account);
}

/**
 * Makes a key for another system. Its text is in the answer and nowhere else: only a hash is kept. `closesAndReads`
 * asks for a warning. Throws `invalid` for a name or scopes that cannot be, `name-taken` where the unit has such a key.
 */
export async function createApiKey(
  db: Db,
  args: {
    unitId: UnitId;
    name: string;
    scopes: readonly Scope[];
    actor: Actor;
    now: Date;
    randomBytes: RandomBytes;
  },
): Promise<{ keyId: string; key: string; closesAndReads: boolean }> {
  const { unitId, actor, now, randomBytes } = args;
  const name = checkNewApiKey(args);
  const scopes = allScopes.filter((scope) => args.scopes.includes(scope));
  const key = apiKeyText(unitId, randomBytes(32));
  const { keyId } = await db.transaction().execute(async (db) => {
    const saved = await insertApiKey(db, { unitId, name, keyHash: hashSecret(key), scopes, createdAt: now });
    if (!saved) throw problem('name-taken');
    await recordAudit(db, { unitId, actor, now, action: 'api-key.created', subject: name, after: { scopes } });
    return saved;
  });
  return { keyId, key, closesAndReads: closesAndReads(scopes) };
}

/** Ends a key at once. Throws `not-found` where the unit has none of that name. */
export async function deleteApiKey(
  db: Db,
  args: { unitId: UnitId; name: string; actor: Actor; now: Date },
): Promise<void> {
  const { unitId, actor, now } = args;
  const name = args.name.normalize('NFC').trim();
  await db.transaction().execute(async (db) => {
    if (!(await deleteApiKeyByName(db, unitId, name))) throw problem('not-found');
    await recordAudit(db, { unitId, actor, now, action: 'api-key.deleted', subject: name });
  });
}

/** Ends the key with that id. Throws `not-found`. */
export async function endApiKey(
  db: Db,
  args: { unitId: UnitId; keyId: string; actor: Actor; now: Date },
): Promise<void> {
  const name = await apiKeyName(db, args.unitId, args.keyId);
  if (name === undefined) throw problem('not-found');
  await deleteApiKey(db, { ...args, name });
}

/** Who holds the key; undefined for text that is none of ours. */
export async function findApiKey(db: Db, text: string): Promise<KeyActor | undefined> {
  const key = await storedKey(db, text);
  return key && actorOfKey(key);
}

/** The same, noting the day of its use and no more, so that a key that nobody uses can be told from one in use. */
export async function useApiKey(
  db: Db,
  { text, today }: { text: string; today: LocalDate },
): Promise<KeyActor | undefined> {
  const key = await storedKey(db, text);
  if (key && key.lastUsedOn !== today) await markApiKeyUsed(db, key.unitId, key.keyId, today);
  return key && actorOfKey(key);
}

async function storedKey(db: Db, text: string) {
  const unitId = unitOfApiKey(text);
  const key = unitId && (await findApiKeyByHash(db, unitId, hashSecret(text)));
  return key && { unitId, ...key };
}

function actorOfKey({ unitId, keyId, name, scopes }: Omit<KeyActor, 'kind'>): KeyActor {
  return { kind: 'key', unitId, keyId, name, scopes };
}

async function addAccount(
  db: Tx,
  args: {
    unitId: UnitId | null;
    username: Username;
    passwordHash: string;
    roles: readonly Role[];
    actor: Actor;
    now: Date;
  },
): Promise<Account> {
  const { unitId, username, passwordHash, actor, now } = args;
  const roles = allRoles.filter((role) => args.roles.includes(role));
  const account = await insertAccount(db, { unitId, username, passwordHash, roles, createdAt: now });
  if (!account) throw problem('name-taken');
  await recordAudit(db, { unitId, actor, now, action: 'account.created', subject: username, after: { roles } });
  return account;
}

async function startSession(
  db: Tx,
  args: { account: Account; now: Date; randomBytes: RandomBytes },
): Promise<NewSession> {
  const { account, now, randomBytes } = args;
  const { accountId, unitId, username } = account;
  const session = newSession(randomBytes(32), now);
  await insertSession(db, { sessionHash: session.sessionHash, accountId, expiresAt: session.expiresAt });
  await recordAudit(db, { unitId, actor: actorOf(account), now, action: 'session.started', subject: username });
  return session;
}

function actorOf({ accountId, unitId, username, roles }: Account): AccountActor {
  return { kind: 'account', accountId, unitId, username, roles };
}
