import { Hono } from 'hono';
import type { Context } from './context.ts';
import { feedbackPageRoutes } from './feedback-pages/routes.ts';
import { publicPageRoutes } from './public/routes.ts';
import { responseRoutes } from './responses/routes.ts';
import { screenRoutes } from './screens/routes.ts';
import { tabletRoutes } from './tablets/routes.ts';
import { emblemRoutes } from './units/routes.ts';

/** What citizens open. */
export function surveyApi(context: Context) {
  return new Hono()
    .route('/', responseRoutes(context))
    .route('/', screenRoutes(context))
    .route('/', tabletRoutes(context))
    .route('/', emblemRoutes(context))
    .route('/', feedbackPageRoutes(context))
    .route('/', publicPageRoutes(context));
}
