import { Hono } from 'hono';
import type { Context, UnitEnv } from '../context.ts';
import { describe, validQuery } from '../edge.ts';
import { countComments, listComments } from './queries.ts';
import { CommentList, CommentQuery } from './schema.ts';
import { withoutMarks } from './without-marks.ts';

const pageSize = 50;

/** `/api/v1/comments`: what people wrote, apart from their marks, masked, in random order. */
export function commentRoutes({ db }: Context) {
  return new Hono<UnitEnv>().get(
    '/',
    describe('Revealed comments, by field, with a search', { 200: CommentList }),
    validQuery(CommentQuery),
    async (c) => {
      const { field, search, cursor } = c.req.valid('query');
      const filter = { fieldId: field, search: search && withoutMarks(search), after: cursor, limit: pageSize + 1 };
      const rows = await listComments(db, c.var.unitId, filter);
      const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
      c.header('cache-control', 'no-store');
      return c.json({
        fields: await countComments(db, c.var.unitId),
        comments: rows.slice(0, pageSize).map(({ field, comment }) => ({ field, comment })),
        nextCursor: last?.commentId ?? null,
      });
    },
  );
}
