import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findApiKey } from '../api/accounts/service.ts';
import { connect } from '../db/connect.ts';
import { startEmbedded } from '../db/embedded.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hai long cli '));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Runs the command as an operator does, on the embedded database. */
function cli(line: string, input = ''): Promise<{ code: number | null; out: string; err: string }> {
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, ['scripts/cli.ts', ...line.split(' ')], {
    env: { ...environment, DATA_DIR: join(folder, 'data'), NODE_ENV: 'production' },
    stdio: 'pipe',
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

const isRunning = () => existsSync(join(folder, 'data', 'postgres', 'data', 'postmaster.pid'));

test('alone, a command starts the embedded database, makes it what a first start makes it, and stops it again', async () => {
  const account = 'account create --username nga --role clerk --unit thuy-nguyen --password-stdin';
  expect(await cli(account, 'hai lòng mười phần\n')).toEqual({
    code: 0,
    out: 'Account nga is there, as clerk of thuy-nguyen.\n',
    err: '',
  });
  expect(isRunning()).toBe(false);
}, 60_000);

test('a command that fails stops it as well', async () => {
  expect(await cli('account reset --username nobody --password-stdin', 'hai lòng mười phần')).toMatchObject({
    code: 1,
    out: '',
  });
  expect(isRunning()).toBe(false);
}, 60_000);

test('beside a running service it uses that one’s database and leaves it running', async () => {
  const service = await startEmbedded({ dataDir: join(folder, 'data') });
  try {
    const { code, out, err } = await cli('api-key create --name N --unit thuy-nguyen --scope cases:write');
    expect([code, err]).toEqual([0, '']);
    const db = connect({ url: service.url });
    expect(await findApiKey(db, out.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ scopes: ['cases:write'] });
    await db.destroy();
  } finally {
    await service.stop();
  }
}, 60_000);

test('what is typed wrongly opens no database', async () => {
  expect(await cli('seal --now')).toEqual({ code: 2, out: '', err: "Unknown option '--now'. Usage: seal\n" });
});
