import { Hono } from 'hono';
import type { Context, Env } from '../context.ts';
import { describe, languageOf, validQuery } from '../edge.ts';
import { Satisfaction, SatisfactionQuery } from './schema.ts';
import { answerSatisfaction } from './service.ts';

/** `/api/v1/satisfaction`: a period's figures. */
export function satisfactionRoutes({ db, clock, timeZone }: Context) {
  return new Hono<Env>().get(
    '/',
    describe('Satisfaction in a period by field, month or unit', { 200: Satisfaction }),
    validQuery(SatisfactionQuery),
    async (c) => {
      const { actor } = c.var;
      const report = await answerSatisfaction(db, {
        query: c.req.valid('query'),
        actor,
        language: languageOf(c),
        now: clock(),
        timeZone,
      });
      c.header('cache-control', 'no-store');
      return c.json(report);
    },
  );
}
