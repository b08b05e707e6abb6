import { Hono, type MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { Counter, Gauge, Registry } from 'prom-client';
import { findApiKey } from './accounts/service.ts';
import type { Context } from './context.ts';
import { clientAddress } from './middleware/client-address.ts';
import { problem } from './problems.ts';
import { oldestSeal } from './seals/queries.ts';

/** What the service counts of itself. */
export interface Metrics {
  /** Counts what staff and other systems ask; never mounted on a citizen's page. */
  readonly countRequests: MiddlewareHandler;
  /** `/metrics` for Prometheus, from this machine or with a key. */
  readonly routes: Hono;
}

/**
 * Nothing here may move with a single answer (contract, section 1), or whoever watches learns when one came. So citizens'
 * requests are not counted, and neither is what every request moves: processor time, garbage collection, connections.
 */
export function metrics(context: Pick<Context, 'db' | 'clock' | 'trustProxy'>): Metrics {
  const { db, clock, trustProxy } = context;
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'hai_long_api_requests_total',
    help: 'Requests of staff and other systems under /api/v1, by route and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const begun = clock().getTime() / 1000;
  new Gauge({
    name: 'hai_long_start_time_seconds',
    help: 'When this process started, in Unix time.',
    registers,
    collect() {
      this.set(begun);
    },
  });
  new Gauge({
    name: 'hai_long_last_seal_time_seconds',
    help: 'The day of the seal that is longest ago among the units, in Unix time; 0 where one was never sealed.',
    registers,
    async collect() {
      const day = await oldestSeal(db);
      this.set(day === null ? 0 : Date.parse(day) / 1000);
    },
  });

  const isAllowed = async (address: string | undefined, authorization: string | undefined): Promise<boolean> => {
    if (authorization === undefined) return address === '127.0.0.1' || address === '0:0:0:0::/64';
    const [, key = ''] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    return (await findApiKey(db, key)) !== undefined;
  };

  return {
    countRequests: async (c, next) => {
      await next();
      requests.inc({ method: c.req.method, route: routePath(c), status: c.res.status });
    },
    routes: new Hono().get('/metrics', async (c) => {
      // A proxy on this machine is no visitor from this machine, whether or not it is trusted to say whom it stands for.
      const isForwarded =
        trustProxy === 0 && (c.req.header('x-forwarded-for') ?? c.req.header('forwarded')) !== undefined;
      const address = isForwarded ? undefined : clientAddress(c, trustProxy);
      if (!(await isAllowed(address, c.req.header('authorization')))) throw problem('sign-in-required');
      return c.body(await registry.metrics(), 200, {
        'content-type': registry.contentType,
        'cache-control': 'no-store',
      });
    }),
  };
}
