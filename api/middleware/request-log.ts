import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';

/**
 * One line a request: what kind of request, how it ended, how long it took. The route is its pattern (`/p/:token`) and
 * never the path, which may hold a token or a case code; no query, header, body, address or browser either.
 */
export function requestLog(log: Logger): MiddlewareHandler {
  return async (c, next) => {
    const begun = performance.now();
    await next();
    // After `next` the context still points at the handler that answered.
    const route = routePath(c);
    const line = {
      method: c.req.method,
      route,
      status: c.res.status,
      ms: Math.round((performance.now() - begun) * 10) / 10,
    };
    if (askedByMachines.has(route)) log.debug(line, 'request');
    else log.info(line, 'request');
  };
}

/** Asked every few seconds by whoever watches over the service. */
const askedByMachines = new Set(['/healthz', '/readyz', '/metrics']);
