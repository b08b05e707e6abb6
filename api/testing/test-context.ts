import { createHash } from 'node:crypto';
import type { Db } from '../../db/tables/index.ts';
import { freshDatabase } from '../../db/testing.ts';
import type { Role, Scope, UnitId } from '../../db/vocabulary.ts';
import type { SystemActor } from '../accounts/actor.ts';
import { createAccount, createApiKey, signIn } from '../accounts/service.ts';
import { sessionCookie } from '../accounts/session.ts';
import type { Context } from '../context.ts';
import { counterFeed as feedOf } from '../counter-feed.ts';
import { continueImports } from '../imports/service.ts';
import { createLog } from '../log.ts';
import { randomId } from '../random-id.ts';
import { listUnits, type Unit } from '../units/queries.ts';
import { createUnit, ensureFirstUnit } from '../units/service.ts';

/** What a request needs besides its path: to be spread into `app.request(path, { headers })`. */
export type Headers = Record<string, string>;

export interface TestContext {
  /** All but the pages, which only the whole app needs. */
  readonly context: Omit<Context, 'pages'>;
  readonly db: Db;
  readonly databaseUrl: string;
  readonly clock: TestClock;
  /** The first unit, `thuy-nguyen`. */
  readonly unit: Unit;
  /** Signs in a new account of the first unit. */
  signedInAs(...roles: Role[]): Promise<Headers>;
  /** The same for another unit, or for none. */
  signedInFor(unitId: UnitId | null, ...roles: Role[]): Promise<Headers>;
  /** A new key of the first unit. */
  apiKey(...scopes: Scope[]): Promise<Headers>;
  apiKeyFor(unitId: UnitId, ...scopes: Scope[]): Promise<Headers>;
  addUnit(code: string): Promise<Unit>;
  /** Waits until no import runs in the background. */
  importsEnded(): Promise<void>;
  /** Closes the database and drops it. */
  close(): Promise<void>;
}

/** A clock that stands still until it is moved. */
export interface TestClock {
  (): Date;
  set(instant: string): void;
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void;
}

export type TestOptions = Partial<
  Omit<Context, 'db' | 'patientDb' | 'wakeImports' | 'clock' | 'randomBytes' | 'counterFeed' | 'pages'>
> & {
  /** Where the clock stands first. */
  readonly now?: string;
  readonly poolSize?: number;
};

export const testPassword = 'hai lòng mười phần';

/** What routes and services are made from, on a database of one's own, with chance and time in the test's hand. */
export async function testContext(options: TestOptions = {}): Promise<TestContext> {
  const { now = '2025-12-15T03:00:00Z', poolSize, ...given } = options;
  const { url, db, drop } = await freshDatabase(poolSize === undefined ? {} : { poolSize });
  const clock = testClock(now);
  const randomBytes = seededBytes('test');
  const counterFeed = feedOf({ databaseUrl: url, beatMs: 100 });
  await ensureFirstUnit(db, { now: clock() });
  const [unit] = await listUnits(db);
  if (!unit) throw new Error('The first start made no unit');

  let number = 0;
  const signedInFor = async (unitId: UnitId | null, ...roles: Role[]): Promise<Headers> => {
    number += 1;
    const account = { unitId, username: `account-${number}`, password: testPassword, roles, actor, now: clock() };
    const { username } = await createAccount(db, account);
    const { secret } = await signIn(db, { username, password: testPassword, now: clock(), randomBytes });
    return { cookie: `${sessionCookie}=${secret}` };
  };
  const apiKeyFor = async (unitId: UnitId, ...scopes: Scope[]): Promise<Headers> => {
    number += 1;
    const name = `key ${number}`;
    const { key } = await createApiKey(db, { unitId, name, scopes, actor, now: clock(), randomBytes });
    return { authorization: `Bearer ${key}` };
  };

  let importing = Promise.resolve();
  const settings = { ...standard, ...given };
  const work = {
    secretKey: settings.secretKey,
    timeZone: settings.timeZone,
    clock,
    newId: () => randomId(randomBytes),
  };
  const wakeImports = () => {
    importing = importing.catch(() => {}).then(() => continueImports(db, work));
  };

  return {
    context: { ...settings, db, patientDb: db, wakeImports, clock, randomBytes, counterFeed },
    db,
    databaseUrl: url,
    clock,
    unit,
    signedInAs: (...roles) => signedInFor(unit.unitId, ...roles),
    signedInFor,
    apiKey: (...scopes) => apiKeyFor(unit.unitId, ...scopes),
    apiKeyFor,
    addUnit: (code) => createUnit(db, { code, name: `Trung tâm ${code}`, actor, now: clock() }),
    importsEnded: () => importing,
    async close() {
      await counterFeed.close();
      await importing.catch(() => {});
      await drop();
    },
  };
}

const actor: SystemActor = { kind: 'system', name: 'cli', unitId: null };

const standard = {
  // Nothing leaves a test but what it asks for.
  sendWebhook: async () => ({ failure: 'connection' as const }),
  log: createLog({ level: 'silent' }),
  publicUrl: 'http://localhost:8080',
  timeZone: 'Asia/Ho_Chi_Minh',
  secretKey: 'only for tests: thirty-two characters and some more',
  trustProxy: 0,
  // The source stands for what is built from it.
  adminFolder: 'admin-web',
  demo: false,
} as const;

function testClock(start: string): TestClock {
  let now = new Date(start);
  const clock = () => new Date(now);
  return Object.assign(clock, {
    set(instant: string) {
      now = new Date(instant);
    },
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      now = new Date(now.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
    },
  });
}

/** Bytes that look random and are the same in each run. */
export function seededBytes(seed: string): (length: number) => Uint8Array {
  let block = 0;
  return (length) => {
    const bytes = Buffer.alloc(length);
    for (let filled = 0; filled < length; filled += 32) {
      block += 1;
      createHash('sha256').update(`${seed} ${block}`).digest().copy(bytes, filled);
    }
    return bytes;
  };
}
