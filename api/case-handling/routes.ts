import { Hono } from 'hono';
import type { Context, Env } from '../context.ts';
import { describe, languageOf, validQuery } from '../edge.ts';
import { CaseHandling, HandlingQuery } from './schema.ts';
import { readHandling } from './service.ts';

/** `/api/v1/case-handling`: on time, late, apologised for; from the case records. */
export function caseHandlingRoutes({ db }: Context) {
  return new Hono<Env>().get(
    '/',
    describe('How cases were handled in a period by field or procedure', { 200: CaseHandling }),
    validQuery(HandlingQuery),
    async (c) => {
      const handled = await readHandling(db, {
        query: c.req.valid('query'),
        actor: c.var.actor,
        language: languageOf(c),
      });
      c.header('cache-control', 'no-store');
      return c.json(handled);
    },
  );
}
