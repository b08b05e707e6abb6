import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { findSession, useApiKey } from '../accounts/service.ts';
import { sessionCookie } from '../accounts/session.ts';
import { localDate } from '../calendar.ts';
import type { Context, Env } from '../context.ts';
import { problem } from '../problems.ts';
import { isForeign } from './refuse-foreign-page.ts';

/** Finds out who sends a request: the key in `Authorization`, else the session's cookie. Refuses everyone else. */
export function authenticate(
  context: Pick<Context, 'db' | 'clock' | 'publicUrl' | 'timeZone'>,
): MiddlewareHandler<Env> {
  const { db, clock, publicUrl, timeZone } = context;
  return createMiddleware<Env>(async (c, next) => {
    const authorization = c.req.header('authorization');
    if (authorization !== undefined) {
      const [, key = ''] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
      const actor = await useApiKey(db, { text: key, today: localDate(clock(), timeZone) });
      if (!actor) throw problem('sign-in-required');
      c.set('actor', actor);
      return next();
    }
    const secret = getCookie(c, sessionCookie);
    if (!secret) throw problem('sign-in-required');
    const actor = await findSession(db, { secret, now: clock() });
    if (!actor) throw problem('session-ended');
    if (isForeign(c, publicUrl)) throw problem('foreign-page');
    c.set('actor', actor);
    return next();
  });
}
