import { Hono } from 'hono';
import type { Context, Env } from '../context.ts';
import { describe, languageOf, validQuery } from '../edge.ts';
import { Answers, AnswersQuery } from './schema.ts';
import { readAnswers } from './service.ts';

/** `/api/v1/answers`: what was chosen where a question has one choice. */
export function answerRoutes({ db, clock, timeZone }: Context) {
  return new Hono<Env>().get(
    '/',
    describe('Answers to questions with one choice, in whole settled quarters', { 200: Answers }),
    validQuery(AnswersQuery),
    async (c) => {
      const { actor } = c.var;
      const asked = { query: c.req.valid('query'), actor, language: languageOf(c), now: clock(), timeZone };
      c.header('cache-control', 'no-store');
      return c.json(await readAnswers(db, asked));
    },
  );
}
