import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { connect } from './connect.ts';
import type { Db } from './tables/index.ts';

/** Answers with the address of the run's database server and the name of its template; the first call starts it. */
export type DatabaseDoor = `http://127.0.0.1:${number}/`;

declare module 'vitest' {
  interface ProvidedContext {
    databaseDoor: DatabaseDoor;
  }
}

export interface FreshDatabase {
  url: string;
  db: Db;
  /** Closes `db` and drops the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** A migrated, empty database of one's own, cloned from the run's template: one per test file. */
export async function freshDatabase(options: { poolSize?: number } = {}): Promise<FreshDatabase> {
  const { adminUrl, template } = await knockAtTheDoor();
  const name = `hai_long_test_${randomBytes(6).toString('hex')}`;
  await administer(adminUrl, `create database ${name} template ${template}`);

  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const db = connect({ url: url.href, ...options });
  return {
    url: url.href,
    db,
    async drop() {
      await db.destroy();
      await administer(adminUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function knockAtTheDoor(): Promise<{ adminUrl: string; template: string }> {
  const answer = await fetch(inject('databaseDoor'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The tests' database did not start:\n${text}`);
  return JSON.parse(text);
}

async function administer(url: string, statement: string): Promise<void> {
  const db = connect({ url, poolSize: 1 });
  try {
    await sql.raw(statement).execute(db);
  } finally {
    await db.destroy();
  }
}
