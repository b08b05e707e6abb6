import { Hono } from 'hono';
import type { Context } from './context.ts';
import { responseRoutes } from './responses/routes.ts';
import { emblemRoutes } from './units/routes.ts';

/** What citizens open. */
export function surveyApi(context: Context) {
  return new Hono().route('/', responseRoutes(context)).route('/', emblemRoutes(context));
}
