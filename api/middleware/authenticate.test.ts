import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role, Scope } from '../../db/vocabulary.ts';
import type { Permission } from '../accounts/permissions.ts';
import type { Env, UnitEnv } from '../context.ts';
import { problemResponse } from '../edge.ts';
import { Problem } from '../problems.ts';
import { type Headers, type TestContext, testContext } from '../testing/test-context.ts';
import { authenticate } from './authenticate.ts';
import { forUnit } from './for-unit.ts';
import { requirePermission } from './require-permission.ts';

let world: TestContext;
let app: Hono<Env>;

beforeAll(async () => {
  world = await testContext();
  app = new Hono<Env>()
    .use(authenticate(world.context))
    .all('/who', (c) => c.json(c.var.actor))
    .route(
      '/unit',
      new Hono<UnitEnv>().use(forUnit()).get('/', (c) => c.json(c.var.unitId)),
    )
    .get('/may/administer', requirePermission('administer'), (c) => c.body(null, 204))
    .get('/may/cases', requirePermission('cases'), (c) => c.body(null, 204))
    .get('/may/results', requirePermission('results'), (c) => c.body(null, 204))
    .get('/may/results:settled', requirePermission('results:settled'), (c) => c.body(null, 204))
    .get('/may/audit', requirePermission('audit'), (c) => c.body(null, 204))
    .onError((error, c) => {
      if (error instanceof Problem) return problemResponse(c, error);
      throw error;
    });
});
afterAll(() => world.close());

const ask = (path: string, headers: Headers = {}, method = 'GET') => app.request(path, { method, headers });

describe('who sends a request', () => {
  test('a key is known by its text, with its unit, name and scopes', async () => {
    const unit = await world.addUnit('phu-lien');
    const response = await ask('/who', await world.apiKeyFor(unit.unitId, 'cases:write'));
    expect(await response.json()).toMatchObject({ kind: 'key', unitId: unit.unitId, scopes: ['cases:write'] });
  });

  test('a person is known by the session’s cookie, with unit and roles', async () => {
    const response = await ask('/who', await world.signedInAs('clerk', 'leader'));
    expect(await response.json()).toMatchObject({
      kind: 'account',
      unitId: world.unit.unitId,
      roles: ['leader', 'clerk'],
    });
  });

  test('the word Bearer may be written in any case', async () => {
    const { authorization = '' } = await world.apiKey('cases:write');
    expect((await ask('/who', { authorization: authorization.replace('Bearer', 'bearer') })).status).toBe(200);
  });

  test('a key that is given counts, not the cookie beside it', async () => {
    const both = { ...(await world.signedInAs('clerk')), ...(await world.apiKey('results:read')) };
    expect(await (await ask('/who', both)).json()).toMatchObject({ kind: 'key' });
    expect((await ask('/who', { ...both, authorization: 'Bearer hl_nonsense' })).status).toBe(401);
  });

  const random = 'A'.repeat(43);
  test.each([
    {},
    { authorization: '' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer ' },
    { authorization: 'Basic bmdhOm5nYQ==' },
    { authorization: `Bearer hl_223${random}` },
    { authorization: `Bearer hl_222${random}` },
    { authorization: `Bearer hl_2I3${random}` },
    { authorization: `Bearer hl_ZZZ${random}` },
    { authorization: `Bearer 223${random}` },
    { authorization: `Bearer hl_223${random}A` },
    { cookie: `session=${random}` },
  ])('%j is nobody: 401 with a problem', async (headers) => {
    const response = await ask('/who', headers as Headers);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('a key under another unit’s three characters is nobody', async () => {
    const { authorization = '' } = await world.apiKey('cases:write');
    expect(authorization).toMatch(/^Bearer hl_223/);
    expect((await ask('/who', { authorization: authorization.replace('hl_223', 'hl_224') })).status).toBe(401);
  });

  test('a change in a person’s name from another site’s page is refused; keys travel with no page', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect((await ask('/who', { ...(await world.signedInAs('clerk')), ...foreign }, 'PUT')).status).toBe(403);
    expect((await ask('/who', { ...(await world.signedInAs('clerk')), ...foreign }, 'GET')).status).toBe(200);
    expect((await ask('/who', { ...(await world.apiKey('cases:write')), ...foreign }, 'PUT')).status).toBe(200);
  });
});

describe('which unit it is for', () => {
  test('an account or key of a unit acts for that one', async () => {
    expect(await (await ask('/unit', await world.signedInAs('clerk'))).json()).toBe(world.unit.unitId);
    expect(await (await ask('/unit', await world.apiKey('results:read'))).json()).toBe(world.unit.unitId);
  });

  test('an account over all units has none to act for: 403', async () => {
    expect((await ask('/unit', await world.signedInFor(null, 'admin'))).status).toBe(403);
  });
});

// Contract, section 5.
describe('who may', () => {
  const people: [Role, Permission[]][] = [
    ['admin', ['administer', 'audit']],
    ['leader', ['results', 'results:settled']],
    ['clerk', ['cases', 'results:settled']],
    ['handler', []],
    ['auditor', ['results', 'results:settled', 'audit']],
  ];
  const keys: [Scope, Permission[]][] = [
    ['cases:write', ['cases']],
    ['results:read', ['results', 'results:settled']],
    ['rows:read', []],
    ['comments:read', []],
  ];
  const permissions: Permission[] = ['administer', 'cases', 'results', 'results:settled', 'audit'];

  test.each(people)('%s: %j', async (role, granted) => {
    const headers = await world.signedInAs(role);
    for (const permission of permissions) {
      const response = await ask(`/may/${permission}`, headers);
      expect([permission, response.status]).toEqual([permission, granted.includes(permission) ? 204 : 403]);
    }
  });

  test.each(keys)('a key with %s: %j', async (scope, granted) => {
    const headers = await world.apiKey(scope);
    for (const permission of permissions) {
      const response = await ask(`/may/${permission}`, headers);
      expect([permission, response.status]).toEqual([permission, granted.includes(permission) ? 204 : 403]);
    }
  });

  test('several roles may what each of them may', async () => {
    const headers = await world.signedInAs('admin', 'leader', 'clerk');
    for (const permission of permissions) expect((await ask(`/may/${permission}`, headers)).status).toBe(204);
  });

  test('the refusal is a problem in the reader’s language', async () => {
    const response = await ask('/may/cases', { ...(await world.signedInAs('leader')), 'accept-language': 'en' });
    expect(await response.json()).toEqual({
      type: '/problems/forbidden',
      title: 'This account may not do that. Ask your administrator.',
      status: 403,
    });
  });
});
