import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningDemo, startDemo } from './demo/running-demo.ts';

/** `npm run demo` itself, as a stranger runs it. */
let demo: RunningDemo;
beforeAll(async () => {
  // Settings of a real service must not matter.
  demo = await startDemo({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing', DATA_DIR: '/dev/null/x' });
});
afterAll(() => demo?.stop());

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`hai-long-demo-${demo.pid}-`));

async function signIn(username: string): Promise<{ cookie: string }> {
  const signedIn = await fetch(`${demo.origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: demo.passwordOf(username) }),
  });
  expect(signedIn.status, username).toBe(204);
  return { cookie: signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
}

async function answered(headers: { cookie: string }): Promise<number> {
  const query = `by=field&from=2020-01&to=${new Date().toISOString().slice(0, 7)}`;
  const results = await fetch(`${demo.origin}/api/v1/satisfaction?${query}`, { headers });
  return (await results.json()).total.answered;
}

test('it says what it is and how to look around', () => {
  const said = demo.said();
  expect(said).toContain('Số liệu minh họa, không có thật / Demonstration data, not real');
  expect(said).toContain('HOST=0.0.0.0');
  expect(said).toContain(`${demo.origin}/admin`);
  expect(said).not.toMatch(/undefined|NaN|\[object/);
  expect(demo.survey.startsWith(demo.origin)).toBe(true);
  expect(folders()).toHaveLength(1);
});

test('each account signs in, and the open survey’s answer is among the results at once', async () => {
  for (const username of ['canbo', 'kiemtra', 'quantri', 'xuly']) await signIn(username);
  const leader = await signIn('lanhdao');
  const before = await answered(leader);
  expect(before).toBeGreaterThan(800);
  expect(await (await fetch(demo.survey)).text()).toContain('Số liệu minh họa, không có thật');
  const { status } = await fetch(demo.survey, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'key=a-visitor-s-key&overall=4',
  });
  expect(status).toBe(303);
  expect(await answered(leader)).toBeGreaterThan(before);
});

test('the handler finds feedback that waits for an answer', async () => {
  const feedback = await fetch(`${demo.origin}/api/v1/feedback`, { headers: await signIn('xuly') });
  expect(await feedback.json()).toMatchObject({ open: 4 });
});

test('the key closes a case, as the printed line says', async () => {
  const [, path, body] = /curl -X PUT \S+?(\/api\S+).*?-d '([^']+)'/s.exec(demo.said()) ?? [];
  const { status } = await fetch(`${demo.origin}${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${demo.apiKey}`, 'content-type': 'application/json' },
    body: body ?? '',
  });
  expect(status).toBe(201);
});

test('ended, it leaves nothing behind', async () => {
  expect(await demo.stop()).toBe(0);
  expect(folders()).toEqual([]);
});
