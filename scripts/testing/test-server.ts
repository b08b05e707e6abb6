import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { connect } from '../../db/connect.ts';
import { migrateToLatest } from '../../db/migrate.ts';

export interface TestServer {
  /** Connects to the server's `postgres` database, from where databases are made and dropped. */
  adminUrl: string;
  /** A migrated database without connections, to clone from. */
  template: string;
  stop(): Promise<void>;
}

/**
 * The server of TEST_DATABASE_URL if that is set (its user must be allowed to create databases), else an embedded one
 * in a throw-away folder. Either way with its usual durability: tests see the server that operators run.
 */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => {} } : await startThrowAway();
  const template = `hai_long_template_${randomBytes(6).toString('hex')}`;
  try {
    await administer(server.url, `create database ${template}`);
    const db = connect({ url: withDatabase(server.url, template), poolSize: 1 });
    try {
      await migrateToLatest(db);
    } finally {
      await db.destroy();
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    adminUrl: server.url,
    template,
    async stop() {
      if (given) await administer(server.url, `drop database if exists ${template} with (force)`);
      await server.stop();
    },
  };
}

async function startThrowAway(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-test-'));
  // Started as root, PostgreSQL runs as another user, who must be able to pass through.
  await chmod(folder, 0o755);
  const { startEmbedded } = await import('../../db/embedded.ts');
  const server = await startEmbedded({ dataDir: join(folder, 'data') });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const db = connect({ url, poolSize: 1 });
  try {
    await sql.raw(statement).execute(db);
  } finally {
    await db.destroy();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
