import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** `npm run demo` itself, as a stranger runs it. */
let demo: ChildProcess;
let said = '';
const ended = () =>
  new Promise((resolve) => (demo.exitCode === null ? demo.once('exit', resolve) : resolve(demo.exitCode)));

beforeAll(async () => {
  const { PATH = '', HOME = '' } = process.env;
  demo = spawn(process.execPath, [join('scripts', 'demo.ts')], {
    cwd: join(import.meta.dirname, '..'),
    // Settings of a real service must not matter.
    env: { PATH, HOME, PORT: '0', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing', DATA_DIR: '/dev/null/x' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [demo.stdout, demo.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text));
  while (!said.includes('Ctrl-C')) {
    if (demo.exitCode !== null) throw new Error(`The demonstration ended:\n${said}`);
    await sleep(50);
  }
});
afterAll(() => void demo.kill('SIGKILL'));

const find = (pattern: RegExp): string => pattern.exec(said)?.[1] ?? '';
const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`hai-long-demo-${demo.pid}-`));

test('it tells all that is needed to look around, and each of it works', async () => {
  expect(folders()).toHaveLength(1);
  expect(said).toContain('Số liệu minh họa, không có thật / Demonstration data, not real');
  expect(said).toContain('HOST=0.0.0.0');
  expect(said).not.toContain('undefined');
  const origin = find(/Hài Lòng: (\S+)/);
  const survey = find(/(http\S+\/p\/\S+)/);
  expect(survey.startsWith(origin)).toBe(true);

  const session = async (username: string) => {
    const password = find(new RegExp(` ${username} +(\\S+)`));
    const signedIn = await fetch(`${origin}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    expect(signedIn.status, username).toBe(204);
    return { cookie: signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
  };
  for (const username of ['canbo', 'kiemtra', 'quantri', 'xuly']) await session(username);
  const leader = await session('lanhdao');
  const today = new Date().toISOString().slice(0, 7);
  const results = async () =>
    (await fetch(`${origin}/api/v1/satisfaction?by=field&from=2020-01&to=${today}`, { headers: leader })).json();
  const before = await results();
  expect(before.total.answered).toBeGreaterThan(800);

  expect(await (await fetch(survey)).text()).toContain('Số liệu minh họa, không có thật');
  const answer = await fetch(survey, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'key=a-visitor-s-key&overall=4',
  });
  expect(answer.status).toBe(303);
  expect((await results()).total.answered).toBeGreaterThan(before.total.answered);

  const put = await fetch(`${origin}/api/v1/cases/DEMO-1`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${find(/Bearer (hl_[\w-]+)/)}`, 'content-type': 'application/json' },
    body: find(/-d '([^']+)'/),
  });
  expect(put.status).toBe(201);
});

test('ended, it leaves nothing behind', async () => {
  demo.kill('SIGINT');
  expect(await ended()).toBe(0);
  expect(folders()).toEqual([]);
});
