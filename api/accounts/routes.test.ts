import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { problemResponse } from '../edge.ts';
import { Problem } from '../problems.ts';
import { type Headers, type TestContext, type TestOptions, testContext, testPassword } from '../testing/test-context.ts';
import { sessionRoutes, setupRoutes } from './routes.ts';
import { createAccount, setupLink } from './service.ts';

let world: TestContext;

beforeAll(async () => {
  world = await testContext();
});
afterAll(() => world.close());

/** The two routes by themselves, with limits of their own. */
function accountsApp(options: TestOptions = {}) {
  const context = { ...world.context, ...options };
  const app = new Hono()
    .route('/api/v1/session', sessionRoutes(context))
    .route('/api/v1/setup', setupRoutes(context))
    .onError((error, c) => {
      if (error instanceof Problem) return problemResponse(c, error);
      throw error;
    });
  const send = (method: string, path: string, body?: unknown, headers: Headers = {}) =>
    app.request(path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return {
    signIn: (body: unknown, headers?: Headers) => send('POST', '/api/v1/session', body, headers),
    whoAmI: (headers?: Headers) => send('GET', '/api/v1/session', undefined, headers),
    signOut: (headers?: Headers) => send('DELETE', '/api/v1/session', undefined, headers),
    setUp: (body: unknown, headers?: Headers) => send('POST', '/api/v1/setup', body, headers),
  };
}

function cookieOf(response: Response): Headers {
  return { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

async function account(username: string) {
  const { unit, db, clock } = world;
  const actor = { kind: 'system', name: 'cli', unitId: null } as const;
  await createAccount(db, { unitId: unit.unitId, username, password: testPassword, roles: ['clerk'], actor, now: clock() });
}

async function setupTokenOf(options: { secretKey?: string } = {}) {
  const { publicUrl, secretKey } = { ...world.context, ...options };
  const link = await setupLink(world.db, { publicUrl, secretKey, now: world.clock() });
  return new URL(link ?? 'http://none.invalid').searchParams.get('token') ?? '';
}

describe('the first account', () => {
  const names = { username: 'Nga', password: testPassword };

  test('the link opens the admin pages under PUBLIC_URL and is another one at each start', async () => {
    const { publicUrl, secretKey } = world.context;
    const links = [];
    for (const minutes of [0, 1]) {
      world.clock.advance({ minutes });
      links.push(await setupLink(world.db, { publicUrl, secretKey, now: world.clock() }));
    }
    expect(links[0]).toMatch(/^http:\/\/localhost:8080\/admin\/setup\?token=[0-9a-z]+\.[A-Za-z0-9_-]{43}$/);
    expect(links[1]).not.toBe(links[0]);
  });

  test.each([
    ['an empty token', () => ''],
    ['another word', () => 'xin-chao'],
    ['a later end than we signed', (token: string) => `z${token}`],
    ['a changed signature', (token: string) => `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`],
    ['more after it', (token: string) => `${token}.x`],
    ['a signature alone', (token: string) => token.slice(token.indexOf('.'))],
  ])('%s makes no account', async (_, change) => {
    const response = await accountsApp().setUp({ token: change(await setupTokenOf()), ...names });
    expect(response.status).toBe(410);
    expect(await response.json()).toMatchObject({ type: '/problems/setup-link-ended' });
  });

  test('a link made with another key makes no account', async () => {
    const token = await setupTokenOf({ secretKey: 'another key that is long enough to be one' });
    expect((await accountsApp().setUp({ token, ...names })).status).toBe(410);
  });

  test('a link ends after 24 hours', async () => {
    const token = await setupTokenOf();
    world.clock.advance({ hours: 24 });
    expect((await accountsApp().setUp({ token, ...names })).status).toBe(410);
  });

  test.each([
    ['a', testPassword, ['username']],
    ['nga nguyễn', testPassword, ['username']],
    ['.nga', testPassword, ['username']],
    ['n'.repeat(65), testPassword, ['username']],
    ['nga\0', testPassword, ['username']],
    ['nga', '', ['password']],
    ['nga', 'chín ký t', ['password']],
    ['nga', 'à'.normalize('NFD').repeat(9), ['password']],
    ['nga', 'x'.repeat(201), ['password']],
    ['', 'ngắn', ['username', 'password']],
  ])('name %j with password %j is refused, and the answer does not repeat them', async (username, password, paths) => {
    const response = await accountsApp().setUp({ token: await setupTokenOf(), username, password });
    expect(response.status).toBe(422);
    const text = await response.text();
    expect(JSON.parse(text).errors.map(({ path }: { path: string }) => path)).toEqual(paths);
    if (password.length > 2) expect(text).not.toContain(password);
  });

  test('of several at once exactly one becomes the first, with the roles of a small centre, and is signed in', async () => {
    const token = await setupTokenOf();
    const app = accountsApp();
    const usernames = ['Nga', 'binh', 'chi', 'dung', 'giang', 'hoa'];
    const responses = await Promise.all(usernames.map((username) => app.setUp({ token, username, password: testPassword })));
    expect(responses.map(({ status }) => status).sort()).toEqual([204, 409, 409, 409, 409, 409]);

    const first = responses.findIndex(({ status }) => status === 204);
    const { username, ...rest } = await (await app.whoAmI(cookieOf(responses[first] as Response))).json();
    expect(username).toBe(usernames[first]?.toLowerCase());
    expect(rest).toEqual({
      roles: ['admin', 'leader', 'clerk'],
      unit: { code: 'thuy-nguyen', name: 'Trung tâm Phục vụ hành chính công phường Thủy Nguyên' },
    });
    expect(await world.db.selectFrom('accounts').select('username').execute()).toHaveLength(1);
  });

  test('with an account there is no link, and one given out before is spent', async () => {
    expect(await setupTokenOf()).toBe('');
  });
});
