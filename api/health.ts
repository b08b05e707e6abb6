import { Hono } from 'hono';
import { isMigrated } from '../db/migrate.ts';
import type { Context } from './context.ts';

/** `/healthz`: the process answers. `/readyz`: the database is there and its schema is this version's. */
export function healthRoutes({ db, log }: Context) {
  return new Hono()
    .get('/healthz', (c) => c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }))
    .get('/readyz', async (c) => {
      const ready = await isMigrated(db).catch((error: unknown) => {
        log.warn({ err: error }, 'not ready');
        return false;
      });
      const headers = { 'cache-control': 'no-store', ...(!ready && { 'retry-after': '5' }) };
      return c.json({ status: ready ? 'ready' : 'not ready' }, ready ? 200 : 503, headers);
    });
}
