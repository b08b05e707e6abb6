import { Hono } from 'hono';
import type { Context, Env } from '../context.ts';
import { describe, languageOf, validQuery } from '../edge.ts';
import { SatisfactionQuery } from '../satisfaction/schema.ts';
import { answerSatisfaction } from '../satisfaction/service.ts';
import { csv } from './csv.ts';
import { satisfactionTable } from './satisfaction-table.ts';

/** `/api/v1/exports`: the figures as files. */
export function exportRoutes({ db, clock, timeZone }: Context) {
  return new Hono<Env>().get(
    '/satisfaction.csv',
    describe('The same figures as /satisfaction, as CSV', { 200: 'text/csv' }),
    validQuery(SatisfactionQuery),
    async (c) => {
      const query = c.req.valid('query');
      const { actor } = c.var;
      const report = await answerSatisfaction(db, { query, actor, language: languageOf(c), now: clock(), timeZone });
      const { columns, rows } = satisfactionTable(report);
      const name = `hai-long-${query.from}-${query.to}-${query.by}.csv`;
      return c.body(csv(columns, rows), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      });
    },
  );
}
