import type { MiddlewareHandler, Context as RequestContext } from 'hono';
import { problem } from '../problems.ts';

/**
 * Refuses what another site's page makes a browser send in its user's name. `SameSite=Strict` keeps the cookie off such
 * requests already; this holds where a browser does not know that, and for signing in, which needs no cookie.
 */
export function refuseForeignPage(publicUrl: string): MiddlewareHandler {
  return async (c, next) => {
    if (isForeign(c, publicUrl)) throw problem('foreign-page');
    await next();
  };
}

/**
 * The same for forms that are sent without a script. Under our own referrer policy their origin is `null`, and old browsers,
 * or any over plain HTTP, say nothing else. A page that hides its origin is told from ours by the cookie's `SameSite` alone,
 * so this is for what needs no cookie, or one that has it.
 */
export function refuseForeignForm(publicUrl: string): MiddlewareHandler {
  return async (c, next) => {
    const isUntold = c.req.header('origin') === 'null' && c.req.header('sec-fetch-site') === undefined;
    if (!isUntold && isForeign(c, publicUrl)) throw problem('foreign-page');
    await next();
  };
}

/**
 * Whether a page of another origin sent this. A request with neither header comes from no browser in use (each sends
 * `Origin` with what changes something), so nobody's cookie was borrowed for it.
 */
export function isForeign(c: RequestContext, publicUrl: string): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) return false;
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = c.req.header('origin');
  if (origin === undefined || origin === publicUrl) return false;
  // Behind a proxy that ends TLS our own scheme is not the page's, so hosts are compared and not origins.
  return !URL.canParse(origin) || new URL(origin).host !== hostOf(c);
}

function hostOf(c: RequestContext): string {
  return (c.req.header('host') ?? new URL(c.req.url).host).toLowerCase();
}
