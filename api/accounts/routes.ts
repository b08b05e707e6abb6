import { Hono, type Context as RequestContext } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { localDate } from '../calendar.ts';
import type { Context, UnitEnv } from '../context.ts';
import { describe, validJson } from '../edge.ts';
import { clientAddress } from '../middleware/client-address.ts';
import { tryLimiter } from '../middleware/rate-limit.ts';
import { refuseForeignPage } from '../middleware/refuse-foreign-page.ts';
import { Problem, problem } from '../problems.ts';
import { isId } from '../random-id.ts';
import type { AccountActor } from './actor.ts';
import { closesAndReads } from './api-key.ts';
import { findAccountUnit, listApiKeys } from './queries.ts';
import { ApiKeyList, Credentials, FirstAccount, Identity, MadeApiKey, NewApiKey } from './schema.ts';
import { createApiKey, endApiKey, findSession, setUpFirstAccount, signIn, signOut } from './service.ts';
import { type NewSession, sessionCookie, sessionHours } from './session.ts';
import { readUsername } from './username.ts';

type Needs = Pick<Context, 'db' | 'clock' | 'randomBytes' | 'publicUrl' | 'secretKey' | 'trustProxy'>;

/** `/api/v1/session`: signing in and out, and who is signed in. */
export function sessionRoutes(context: Needs) {
  const { db, clock, randomBytes, publicUrl, trustProxy } = context;
  // A centre's staff often share one address, so it has more tries than a name. Wrong tries only.
  const triesByName = tryLimiter({ tries: 10, minutes: 15 });
  const triesByNetwork = tryLimiter({ tries: 30, minutes: 15 });

  return new Hono()
    .use(refuseForeignPage(publicUrl), smallBody)
    .post(
      '/',
      describe('Sign in; the answer sets the cookie', { 204: 'Signed in' }, { signedOut: true }),
      validJson(Credentials),
      async (c) => {
        const { username, password } = c.req.valid('json');
        const network = clientAddress(c, trustProxy);
        // A network without tries left must not use up the tries of other people's names as well: it comes first.
        await triesByNetwork.take(network);
        const name = readUsername(username) ?? 'no name at all';
        await triesByName.take(name);
        try {
          const session = await signIn(db, { username, password, now: clock(), randomBytes });
          await triesByName.forget(name);
          await triesByNetwork.giveBack(network);
          keep(c, session, publicUrl);
          return c.body(null, 204);
        } catch (error) {
          if (!(error instanceof Problem))
            await Promise.all([triesByName.giveBack(name), triesByNetwork.giveBack(network)]);
          throw error;
        }
      },
    )
    .get('/', describe('Who is signed in', { 200: Identity }), async (c) => {
      const secret = getCookie(c, sessionCookie);
      if (!secret) throw problem('sign-in-required');
      const actor = await findSession(db, { secret, now: clock() });
      if (!actor) throw problem('session-ended');
      c.header('cache-control', 'no-store');
      return c.json(await identityOf(db, actor));
    })
    .delete('/', describe('Sign out', { 204: 'Signed out' }), async (c) => {
      const secret = getCookie(c, sessionCookie);
      if (secret) await signOut(db, { secret, now: clock() });
      deleteCookie(c, sessionCookie, cookieOptions(publicUrl));
      return c.body(null, 204);
    });
}

/** `/api/v1/setup`: makes the first account. */
export function setupRoutes(context: Needs) {
  const { db, clock, randomBytes, publicUrl, secretKey } = context;
  return new Hono().use(refuseForeignPage(publicUrl), smallBody).post(
    '/',
    describe(
      'Make the first account and sign in; works once, with the link from the start',
      { 204: 'Signed in' },
      {
        signedOut: true,
      },
    ),
    validJson(FirstAccount),
    async (c) => {
      const { token, username, password } = c.req.valid('json');
      const first = { secretKey, token, username, password, now: clock(), randomBytes };
      keep(c, await setUpFirstAccount(db, first), publicUrl);
      return c.body(null, 204);
    },
  );
}

/** `/api/v1/api-keys`: keys of the unit's other systems. */
export function apiKeyRoutes({ db, clock, randomBytes, timeZone }: Context) {
  return new Hono<UnitEnv>()
    .get('/', describe('The unit’s keys; their text is not in it', { 200: ApiKeyList }), async (c) => {
      const keys = await listApiKeys(db, c.var.unitId);
      return c.json({
        keys: keys.map(({ createdAt, scopes, ...key }) => ({
          ...key,
          scopes: [...scopes],
          createdOn: localDate(createdAt, timeZone),
          closesAndReads: closesAndReads(scopes),
        })),
      });
    })
    .post(
      '/',
      describe('Make a key; its text is shown this once', { 201: MadeApiKey }),
      validJson(NewApiKey),
      async (c) => {
        const { name, scopes } = c.req.valid('json');
        const { unitId, actor } = c.var;
        return c.json(await createApiKey(db, { unitId, name, scopes, actor, now: clock(), randomBytes }), 201);
      },
    )
    .delete('/:keyId', describe('End a key at once', { 204: 'Ended' }), async (c) => {
      const keyId = c.req.param('keyId');
      if (!isId(keyId)) throw problem('not-found');
      await endApiKey(db, { unitId: c.var.unitId, keyId, actor: c.var.actor, now: clock() });
      return c.body(null, 204);
    });
}

const smallBody = bodyLimit({
  maxSize: 16 * 1024,
  onError: () => {
    throw problem('too-large');
  },
});

/** Gives the browser its session. */
function keep(c: RequestContext, { secret }: NewSession, publicUrl: string): void {
  setCookie(c, sessionCookie, secret, { ...cookieOptions(publicUrl), maxAge: sessionHours * 3600 });
}

function cookieOptions(publicUrl: string) {
  return { path: '/', httpOnly: true, sameSite: 'Strict', secure: publicUrl.startsWith('https:') } as const;
}

async function identityOf(db: Context['db'], { username, roles, unitId }: AccountActor): Promise<Identity> {
  const unit = unitId === null ? undefined : await findAccountUnit(db, unitId);
  return { username, roles: [...roles], unit: unit ?? null };
}
