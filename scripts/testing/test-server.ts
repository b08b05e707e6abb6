import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { connect } from '../../db/connect.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { migrateToLatest } from '../../db/migrate.ts';

/*
 * The database server of a test run. Says where it is in one line of JSON: `adminUrl`, from where databases are made
 * and dropped, and `template`, a migrated database to clone. Lives until its standard input ends, as it does when the
 * run ends, however that happens, and leaves nothing behind.
 *
 * It is the server of TEST_DATABASE_URL if that is set (its user must be allowed to create databases), else an embedded
 * one in a throw-away folder. Either way with its usual durability: tests see the server that operators run.
 */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
const runEnded = once(process.stdin.resume(), 'close');
const template = `hai_long_template_${randomBytes(6).toString('hex')}`;

const given = process.env.TEST_DATABASE_URL;
const server = given
  ? { url: given, stop: () => administer(`drop database if exists ${template}`) }
  : await throwAway();
try {
  await administer(`create database ${template}`);
  await migrate();
  console.log(JSON.stringify({ adminUrl: server.url, template }));
  await runEnded;
} finally {
  await server.stop();
}
process.exit();

async function throwAway(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-test-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const { url, stop } = await startEmbedded({ dataDir: join(folder, 'data') });
    return { url, stop: () => stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function migrate(): Promise<void> {
  const url = new URL(server.url);
  url.pathname = `/${template}`;
  const db = connect({ url: url.href, poolSize: 1 });
  try {
    await migrateToLatest(db);
  } finally {
    await db.destroy();
  }
}

async function administer(statement: string): Promise<void> {
  const db = connect({ url: server.url, poolSize: 1 });
  try {
    await sql.raw(statement).execute(db);
  } finally {
    await db.destroy();
  }
}
