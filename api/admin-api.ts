import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { apiKeyRoutes, sessionRoutes, setupRoutes } from './accounts/routes.ts';
import { answerRoutes } from './answers/routes.ts';
import { caseHandlingRoutes } from './case-handling/routes.ts';
import { caseRoutes } from './cases/routes.ts';
import { catalogueRoutes } from './catalogue/routes.ts';
import { commentRoutes } from './comments/routes.ts';
import type { Context, Env, UnitEnv } from './context.ts';
import { endpointRoutes } from './deliveries/routes.ts';
import { displayRoutes } from './displays/routes.ts';
import { exportRoutes } from './exports/routes.ts';
import { feedbackRoutes } from './feedback/routes.ts';
import { eventRoutes, hookRoutes, webhookSecretRoutes } from './hooks/routes.ts';
import { fileTurns } from './imports/file-turns.ts';
import { caseImportRoutes, importRoutes } from './imports/routes.ts';
import { invitationRoutes } from './invitations/routes.ts';
import { authenticate } from './middleware/authenticate.ts';
import { forUnit } from './middleware/for-unit.ts';
import { requirePermission } from './middleware/require-permission.ts';
import { paperRoutes } from './paper/routes.ts';
import { problem } from './problems.ts';
import { publicRoutes, publishedRoutes } from './public/routes.ts';
import { questionnaireRoutes } from './questionnaires/routes.ts';
import { satisfactionRoutes } from './satisfaction/routes.ts';
import { posterRoutes, slipRoutes } from './slips/routes.ts';
import { targetRoutes } from './targets/routes.ts';
import { brandRoutes, settingsRoutes } from './units/routes.ts';

const kibibyte = 1024;

/** Bytes that a body may have; a thousand cases with long names need more. */
const limitBody = limitOf(64 * kibibyte);
const largerBodies: Readonly<Record<string, MiddlewareHandler>> = {
  '/api/v1/cases/batch': limitOf(2048 * kibibyte),
  // Files are counted as they arrive (imports/upload.ts).
  '/api/v1/cases/import': (_, next) => next(),
  '/api/v1/imports': (_, next) => next(),
  '/api/v1/procedures/import': (_, next) => next(),
};

const limitBodies: MiddlewareHandler = (c, next) => (largerBodies[c.req.path] ?? limitBody)(c, next);

function limitOf(maxSize: number): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw problem('too-large');
    },
  });
}

/** Everything under `/api/v1`, for signed-in people and for other systems' keys. */
export function adminApi(context: Context) {
  const known = authenticate(context);
  const inTurn = fileTurns();
  return new Hono()
    .use(limitBodies)
    .route('/session', sessionRoutes(context))
    .route('/setup', setupRoutes(context))
    .route(
      '/cases/import',
      new Hono<UnitEnv>()
        .use(known, requirePermission('cases'), forUnit())
        .route('/', caseImportRoutes(context, inTurn)),
    )
    .route(
      '/imports',
      new Hono<UnitEnv>().use(known, requirePermission('cases'), forUnit()).route('/', importRoutes(context, inTurn)),
    )
    .route(
      '/cases',
      new Hono<UnitEnv>().use(known, requirePermission('cases'), forUnit()).route('/', caseRoutes(context)),
    )
    .route('/hooks', hookRoutes(context))
    .route(
      '/webhook-endpoint',
      new Hono<UnitEnv>().use(known, requirePermission('administer'), forUnit()).route('/', endpointRoutes(context)),
    )
    .route(
      '/invitations',
      new Hono<UnitEnv>().use(known, requirePermission('cases'), forUnit()).route('/', invitationRoutes(context)),
    )
    .route(
      '/api-keys',
      new Hono<UnitEnv>().use(known, requirePermission('administer'), forUnit()).route('/', apiKeyRoutes(context)),
    )
    .route(
      '/events',
      new Hono<UnitEnv>().use(known, requirePermission('administer'), forUnit()).route('/', eventRoutes(context)),
    )
    .route(
      '/webhook-secrets',
      new Hono<UnitEnv>()
        .use(known, requirePermission('administer'), forUnit())
        .route('/', webhookSecretRoutes(context)),
    )
    .route(
      '/displays',
      new Hono<UnitEnv>().use(known, requirePermission('displays'), forUnit()).route('/', displayRoutes(context)),
    )
    .route(
      '/slips',
      new Hono<UnitEnv>().use(known, requirePermission('cases'), forUnit()).route('/', slipRoutes(context)),
    )
    .route('/paper', new Hono<UnitEnv>().use(known, forUnit()).route('/', paperRoutes(context)))
    .route(
      '/poster',
      new Hono<UnitEnv>().use(known, requirePermission('poster'), forUnit()).route('/', posterRoutes(context)),
    )
    .route(
      '/satisfaction',
      new Hono<Env>().use(known, requirePermission('results:settled')).route('/', satisfactionRoutes(context)),
    )
    .route('/public', publicRoutes(context))
    .route(
      '/published',
      new Hono<UnitEnv>()
        .use(known, requirePermission('results:settled'), forUnit())
        .route('/', publishedRoutes(context)),
    )
    .route(
      '/answers',
      new Hono<Env>().use(known, requirePermission('results:settled')).route('/', answerRoutes(context)),
    )
    .route(
      '/case-handling',
      new Hono<Env>().use(known, requirePermission('results:settled')).route('/', caseHandlingRoutes(context)),
    )
    .route(
      '/comments',
      new Hono<UnitEnv>().use(known, requirePermission('comments'), forUnit()).route('/', commentRoutes(context)),
    )
    .route(
      '/feedback',
      new Hono<UnitEnv>().use(known, requirePermission('feedback:read'), forUnit()).route('/', feedbackRoutes(context)),
    )
    .route(
      '/targets',
      new Hono<UnitEnv>().use(known, requirePermission('targets:read'), forUnit()).route('/', targetRoutes(context)),
    )
    .route(
      '/questionnaires',
      new Hono<UnitEnv>()
        .use(known, requirePermission('questionnaires:read'), forUnit())
        .route('/', questionnaireRoutes(context)),
    )
    .route('/settings/brand', new Hono<UnitEnv>().use(known, forUnit()).route('/', brandRoutes(context)))
    .route('/settings', new Hono<UnitEnv>().use(known, forUnit()).route('/', settingsRoutes(context)))
    .route('/exports', new Hono<Env>().use(known).route('/', exportRoutes(context)))
    .route('/', new Hono<UnitEnv>().use(known, forUnit()).route('/', catalogueRoutes(context, inTurn)));
}

export type AdminApi = ReturnType<typeof adminApi>;
