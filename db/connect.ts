import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database, Db } from './tables/index.ts';

const oid = { int8: 20, int8Array: 1016, date: 1082, numeric: 1700 } as const;

/** A bigint as a number; throws where a number could no longer count exactly. */
function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`A count of ${text} is beyond exact integers`);
  return value;
}

/** Parsers for this pool alone: days stay text (no time zone can move them), counts and percents become numbers. */
const types: pg.CustomTypesConfig = {
  getTypeParser(id: number, format?: 'text' | 'binary') {
    if (id === oid.date) return (text: string) => text;
    if (id === oid.int8) return exactInteger;
    if (id === oid.numeric) return Number;
    if (id === oid.int8Array) return (text: string) => text.slice(1, -1).split(',').filter(Boolean).map(exactInteger);
    return pg.types.getTypeParser(id, format as 'text');
  },
} as pg.CustomTypesConfig;

/**
 * A statement that begins with such a comment keeps its plan on each connection: PostgreSQL reads and plans it once and
 * not each time, which for a small one is half of its work. For statements that have one text and are sent all the time.
 */
const keptPlan = /^\/\* keep plan: ([a-z-]+) \*\//;

/** “No such statement”, “there is one of this name”: said before anything was done. */
const plansAreNotKept: ReadonlySet<unknown> = new Set(['26000', '42P05']);

/**
 * The driver prepares what has a name, and kysely gives texts without one. Behind a pooler that hands each statement to
 * another connection and knows nothing of prepared ones (PgBouncer before 1.21), we do without, and say so to nobody.
 */
function keepPlans(client: pg.PoolClient): void {
  const send = client.query.bind(client) as (statement: unknown, values?: unknown) => Promise<unknown>;
  let isAble = true;
  const query = async (text: string, values: unknown, name: string) => {
    try {
      return await send({ name, text, values });
    } catch (error) {
      if (!plansAreNotKept.has((error as { code?: unknown }).code)) throw error;
      isAble = false;
      return send(text, values);
    }
  };
  const queryByName = (text: unknown, values?: unknown) => {
    const name = isAble && typeof text === 'string' ? keptPlan.exec(text)?.[1] : undefined;
    return name === undefined ? send(text, values) : query(text as string, values, name);
  };
  client.query = queryByName as pg.PoolClient['query'];
}

/**
 * Gives a connection up when the server leaves a statement without an answer for so long; the statement fails as on any
 * lost connection, and what was open in it is rolled back. A limit that the server keeps would not do: it may hang.
 */
function losePatience(client: pg.PoolClient, patience: number): void {
  const send = client.query.bind(client) as (...statement: unknown[]) => Promise<unknown>;
  const query = async (...statement: unknown[]) => {
    const timer = setTimeout(() => client instanceof pg.Client && client.end(), patience);
    return send(...statement).finally(() => clearTimeout(timer));
  };
  client.query = query as pg.PoolClient['query'];
}

/**
 * Opens a pool on a PostgreSQL. Nothing is asked of the server before the first query; a lost connection is replaced by
 * the next query, and a server that is away makes queries fail within two seconds instead of waiting. `patience` is for
 * who is waited for by somebody: so many milliseconds for each statement. Without it a statement may take its time.
 */
export function connect(options: {
  url: string;
  poolSize?: number;
  patience?: number;
  onError?: (error: Error) => void;
}): Db {
  const { url, poolSize = 10, patience, onError = () => {} } = options;
  const pool = new pg.Pool({ connectionString: url, max: poolSize, connectionTimeoutMillis: 1500, types });
  // A server that dies makes idle and checked-out clients emit `error`; unheard, either would end the process.
  pool.on('error', onError);
  pool.on('connect', (client) => {
    client.on('error', onError);
    keepPlans(client);
    if (patience !== undefined) losePatience(client, patience);
  });
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    // Without the option the plugin would rewrite keys inside JSON columns as well.
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
