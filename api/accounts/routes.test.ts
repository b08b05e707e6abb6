import { type ErrorHandler, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { problemResponse } from '../edge.ts';
import { Problem, problem } from '../problems.ts';
import {
  type Headers,
  type TestContext,
  type TestOptions,
  testContext,
  testPassword,
} from '../testing/test-context.ts';
import { sessionRoutes, setupRoutes } from './routes.ts';
import { createAccount, resetPassword, setupLink } from './service.ts';
import { setupToken } from './setup-link.ts';

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
    .onError(asProblem);
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

const asProblem: ErrorHandler = (error, c) => {
  if (error instanceof Problem) return problemResponse(c, error);
  if (error instanceof HTTPException && error.status === 400) return problemResponse(c, problem('malformed-json'));
  throw error;
};

function cookieOf(response: Response): Headers {
  return { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

async function account(username: string) {
  const { unit, db, clock } = world;
  const actor = { kind: 'system', name: 'cli', unitId: null } as const;
  await createAccount(db, {
    unitId: unit.unitId,
    username,
    password: testPassword,
    roles: ['clerk'],
    actor,
    now: clock(),
  });
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
    const responses = await Promise.all(
      usernames.map((username) => app.setUp({ token, username, password: testPassword })),
    );
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

  test('with an account there is no new link, and one given out before is spent', async () => {
    expect(await setupTokenOf()).toBe('');
    const token = setupToken(world.context.secretKey, world.clock());
    for (const spent of [token, 'an old one']) {
      const response = await accountsApp().setUp({ token: spent, ...names });
      expect(response.status).toBe(409);
      expect(await response.json()).toMatchObject({ type: '/problems/already-set-up' });
    }
  });

  test('the audit log says who came to be, without password or token', async () => {
    const entries = await world.db
      .selectFrom('auditEntries')
      .select(['actor', 'action', 'after'])
      .orderBy('entryNumber')
      .execute();
    expect(entries.slice(-2)).toEqual([
      { actor: 'system:setup', action: 'account.created', after: { roles: ['admin', 'leader', 'clerk'] } },
      { actor: expect.stringMatching(/^account:/), action: 'session.started', after: null },
    ]);
  });
});

describe('signing in', () => {
  beforeAll(() => account('lan'));

  test.each([
    ['http://localhost:8080', false],
    ['https://hailong.example.vn', true],
  ])('under %s the cookie is out of reach of scripts and other sites; Secure: %s', async (publicUrl, secure) => {
    const response = await accountsApp({ publicUrl }).signIn({ username: 'lan', password: testPassword });
    expect(response.status).toBe(204);
    const [value, ...attributes] = response.headers.getSetCookie()[0]?.split('; ') ?? [];
    expect(value).toMatch(/^session=[A-Za-z0-9_-]{43}$/);
    expect(attributes.sort()).toEqual([
      'HttpOnly',
      'Max-Age=43200',
      'Path=/',
      'SameSite=Strict',
      ...(secure ? ['Secure'] : []),
    ]);
  });

  test('the database holds neither the cookie nor the password', async () => {
    const { cookie = '' } = cookieOf(await accountsApp().signIn({ username: 'lan', password: testPassword }));
    const stored = JSON.stringify([
      await world.db.selectFrom('sessions').select('sessionHash').execute(),
      await world.db.selectFrom('accounts').select(['username', 'passwordHash']).execute(),
    ]);
    expect(stored).not.toContain(cookie.slice('session='.length));
    expect(stored).not.toContain(testPassword);
    expect(stored).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });

  test.each([' LAN ', 'Lan'])('%j is lan', async (username) => {
    expect((await accountsApp().signIn({ username, password: testPassword })).status).toBe(204);
  });

  test('a password is the same however its accents are spelled', async () => {
    expect((await accountsApp().signIn({ username: 'lan', password: testPassword.normalize('NFD') })).status).toBe(204);
  });

  test.each([
    ['lan', 'chưa đúng mật khẩu'],
    ['lan', `${testPassword} `],
    ['lan', ''],
    ['lan', 'x'.repeat(5000)],
    ['nobody', testPassword],
    ['no body', testPassword],
    ['', ''],
    ['lan\0', testPassword],
    ['lan\ud800', testPassword],
  ])('name %j with password %j gets one and the same answer', async (username, password) => {
    const response = await accountsApp().signIn({ username, password });
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await response.json()).toEqual({
      type: '/problems/wrong-credentials',
      title: 'Tên đăng nhập hoặc mật khẩu chưa đúng.',
      status: 401,
    });
  });

  test.each([
    ['no body', 'text/plain', undefined, 415],
    ['a form', 'application/x-www-form-urlencoded', 'username=lan&password=x', 415],
    ['half a JSON', 'application/json', '{"username": "lan"', 400],
    ['a list', 'application/json', '[]', 422],
    ['nothing in it', 'application/json', '{}', 422],
    ['a number for a password', 'application/json', '{"username":"lan","password":12345678901}', 422],
    ['one property more', 'application/json', '{"username":"lan","password":"x","admin":true}', 422],
    ['more than 16 KiB', 'application/json', JSON.stringify({ username: 'lan', password: 'x'.repeat(17_000) }), 413],
  ])('%s is refused', async (_, type, body, status) => {
    const response = await accountsApp().signIn(body, { 'content-type': type });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await response.text()).not.toContain('12345678901');
  });

  test('more than 16 KiB without a length is refused as well', async () => {
    const body = new Blob([JSON.stringify({ username: 'lan', password: 'x'.repeat(40_000) })]).stream();
    const app = new Hono().route('/', sessionRoutes(world.context)).onError(asProblem);
    const request = new Request('http://localhost/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect((await app.request(request)).status).toBe(413);
  });
});

describe('a session', () => {
  let app: ReturnType<typeof accountsApp>;
  let cookie: Headers;

  beforeAll(() => account('minh'));
  beforeEach(async () => {
    app = accountsApp();
    cookie = cookieOf(await app.signIn({ username: 'minh', password: testPassword }));
  });

  test('says who is signed in, and no cache keeps it', async () => {
    const response = await app.whoAmI(cookie);
    expect(await response.json()).toEqual({
      username: 'minh',
      roles: ['clerk'],
      unit: { code: 'thuy-nguyen', name: world.unit.name },
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('an account over all units has no unit', async () => {
    expect(await (await app.whoAmI(await world.signedInFor(null, 'auditor'))).json()).toMatchObject({ unit: null });
  });

  test.each([{}, { cookie: 'session=' }, { cookie: 'other=1' }])(
    'without one (%j) nobody is signed in',
    async (headers) => {
      const response = await app.whoAmI(headers as Headers);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ type: '/problems/sign-in-required' });
    },
  );

  test.each(['session=x', `session=${'A'.repeat(43)}`, 'session=%00'])('%s is nobody’s', async (unknown) => {
    expect((await app.whoAmI({ cookie: unknown })).status).toBe(401);
  });

  test('ends after 12 hours, used or not, and its row goes at the next sign-in', async () => {
    world.clock.advance({ hours: 11, minutes: 59 });
    expect((await app.whoAmI(cookie)).status).toBe(200);
    world.clock.advance({ minutes: 1 });
    const response = await app.whoAmI(cookie);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ title: 'Phiên làm việc đã hết. Xin đăng nhập lại.' });
    await app.signIn({ username: 'minh', password: testPassword });
    expect(await world.db.selectFrom('sessions').select('accountId').execute()).toHaveLength(1);
  });

  test('is over once signed out: the cookie opens nothing any more', async () => {
    const response = await app.signOut(cookie);
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie()[0]).toMatch(/^session=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await app.whoAmI(cookie)).status).toBe(401);
    expect((await app.signOut(cookie)).status).toBe(204);
  });

  test('signing out ends this session and no other of the same account', async () => {
    const elsewhere = cookieOf(await app.signIn({ username: 'minh', password: testPassword }));
    await app.signOut(cookie);
    expect((await app.whoAmI(elsewhere)).status).toBe(200);
  });

  test('a new password ends all sessions of the account', async () => {
    const actor = { kind: 'system', name: 'cli', unitId: null } as const;
    await account('tam');
    const theirs = cookieOf(await app.signIn({ username: 'tam', password: testPassword }));
    await resetPassword(world.db, { username: 'Tam', password: 'một mật khẩu khác', actor, now: world.clock() });
    expect((await app.whoAmI(theirs)).status).toBe(401);
    expect((await app.signIn({ username: 'tam', password: testPassword })).status).toBe(401);
    expect((await app.signIn({ username: 'tam', password: 'một mật khẩu khác' })).status).toBe(204);
    expect((await app.whoAmI(cookie)).status).toBe(200);
  });
});

describe('too many tries', () => {
  beforeAll(async () => {
    await account('phong');
    await account('quang');
  });
  // The limiter counts by the process's clock.
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => vi.useRealTimers());

  const right = (username: string) => ({ username, password: testPassword });
  const wrong = (username: string) => ({ username, password: 'chưa đúng mật khẩu' });
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const fromEverywhere = Array.from({ length: 12 }, (_, number) => from(`203.0.113.${number}`));
  const behindProxy = () => accountsApp({ trustProxy: 1 });

  test('after 10 wrong passwords for a name, from wherever, the right one waits until 15 minutes after the first', async () => {
    const app = behindProxy();
    for (const headers of fromEverywhere.slice(0, 10)) {
      expect((await app.signIn(wrong('phong'), headers)).status).toBe(401);
      vi.advanceTimersByTime(30_000);
    }
    const response = await app.signIn(right('phong'), from('192.0.2.1'));
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('600');
    expect(await response.json()).toMatchObject({ detail: 'Đã thử nhiều lần. Thử lại sau 10 phút.' });
    expect((await app.signIn(right('quang'), from('192.0.2.1'))).status).toBe(204);

    vi.advanceTimersByTime(599_000);
    expect((await app.signIn(right('phong'), from('192.0.2.1'))).status).toBe(429);
    vi.advanceTimersByTime(1_001);
    expect((await app.signIn(right('phong'), from('192.0.2.1'))).status).toBe(204);
  });

  test('a name that nobody has is counted in the same way', async () => {
    const app = behindProxy();
    const statuses = [];
    for (const headers of fromEverywhere) statuses.push((await app.signIn(wrong('nobody'), headers)).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
  });

  test('30 at once for one name get 10 answers', async () => {
    const app = behindProxy();
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, n) => app.signIn(wrong('phong'), from(`192.0.2.${n}`))),
    );
    expect(all.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(all.filter(({ status }) => status === 429)).toHaveLength(20);
  });

  test('a right password makes the wrong ones before it forgotten', async () => {
    const app = behindProxy();
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 9; n += 1) expect((await app.signIn(wrong('phong'), from(`192.0.2.${n}`))).status).toBe(401);
      expect((await app.signIn(right('phong'), from('192.0.2.1'))).status).toBe(204);
    }
  });

  test('30 wrong tries from one network over many names stop that network alone, and lock nobody’s name', async () => {
    const app = behindProxy();
    const tries = Array.from({ length: 50 }, (_, n) => app.signIn(wrong(`name-${n % 25}`), from('2001:db8:1:2::1')));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    expect((await app.signIn(right('phong'), from('2001:db8:1:2:ffff::9'))).status).toBe(429);
    for (let n = 0; n < 15; n += 1) await app.signIn(wrong('phong'), from('2001:db8:1:2::1'));
    expect((await app.signIn(right('phong'), from('2001:db8:1:3::1'))).status).toBe(204);
  });

  test('people who sign in rightly use up nothing', async () => {
    const app = behindProxy();
    for (let n = 0; n < 35; n += 1) expect((await app.signIn(right('quang'), from('192.0.2.7'))).status).toBe(204);
  });
});

describe('another site’s page', () => {
  const own = 'http://localhost:8080';
  test.each([
    [{}, 'taken'],
    [{ 'sec-fetch-site': 'same-origin' }, 'taken'],
    [{ 'sec-fetch-site': 'none' }, 'taken'],
    [{ 'sec-fetch-site': 'same-origin', origin: own }, 'taken'],
    [{ 'sec-fetch-site': 'same-site' }, 'refused'],
    [{ 'sec-fetch-site': 'cross-site' }, 'refused'],
    [{ 'sec-fetch-site': 'cross-site', origin: own }, 'refused'],
    [{ 'sec-fetch-site': 'anything' }, 'refused'],
    [{ origin: own }, 'taken'],
    [{ origin: 'http://192.168.1.5:8080', host: '192.168.1.5:8080' }, 'taken'],
    [{ origin: 'https://hailong.example.vn', host: 'hailong.example.vn' }, 'taken'],
    [{ origin: 'https://HaiLong.example.vn', host: 'Hailong.Example.vn' }, 'taken'],
    [{ origin: 'http://localhost:8081', host: 'localhost:8080' }, 'refused'],
    [{ origin: 'https://evil.example', host: 'localhost:8080' }, 'refused'],
    [{ origin: 'https://localhost:8080.evil.example', host: 'localhost:8080' }, 'refused'],
    [{ origin: 'null', host: 'localhost:8080' }, 'refused'],
    [{ origin: '', host: 'localhost:8080' }, 'refused'],
  ])('a change with %j is %s', async (headers, outcome) => {
    const cookie = await world.signedInAs('clerk');
    const app = accountsApp();
    const response = await app.signOut({ ...cookie, ...(headers as Headers) });
    expect(response.status).toBe(outcome === 'taken' ? 204 : 403);
    expect((await app.whoAmI(cookie)).status).toBe(outcome === 'taken' ? 401 : 200);
  });

  test('signs nobody in under a name of its choice', async () => {
    const response = await accountsApp().signIn(
      { username: 'lan', password: testPassword },
      { 'sec-fetch-site': 'cross-site' },
    );
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ type: '/problems/foreign-page' });
  });
});
