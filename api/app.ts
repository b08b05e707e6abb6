import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context as RequestContext } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { isDatabaseAway } from '../db/away.ts';
import { adminApi } from './admin-api.ts';
import type { Context } from './context.ts';
import { languageOf, problemResponse } from './edge.ts';
import { healthRoutes } from './health.ts';
import { metrics } from './metrics.ts';
import { compress } from './middleware/compress.ts';
import { requestLog } from './middleware/request-log.ts';
import { openApiRoutes } from './openapi.ts';
import { Problem, type ProblemCode, problem, problems } from './problems.ts';
import { surveyApi } from './survey-api.ts';

/** Admin pages run their own files and talk to their own service; nothing else. */
const adminPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The whole service as one function from request to response. */
export function createApp(context: Context): Hono {
  const { pages, log, publicUrl, adminFolder, demo } = context;
  const { countRequests, routes: metricsRoutes } = metrics(context);
  const api = adminApi(context);
  const isTls = publicUrl.startsWith('https:');
  const app = new Hono();
  app.use(requestLog(log));
  app.use(
    secureHeaders({
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      // Both mean something over TLS only; browsers complain of the second elsewhere.
      strictTransportSecurity: isTls ? 'max-age=31536000' : false,
      crossOriginOpenerPolicy: isTls,
      // Old browsers' filters that are themselves a hole, and headers for plug-ins that no longer exist.
      xXssProtection: false,
      xDownloadOptions: false,
      xPermittedCrossDomainPolicies: false,
      xDnsPrefetchControl: false,
      originAgentCluster: false,
    }),
  );
  app.use(compress());
  app.route('/', healthRoutes(context));
  app.route('/', metricsRoutes);
  app.route('/', surveyApi(context));
  app.route('/api/v1', openApiRoutes(context, api));
  app.use('/api/v1/*', keepNoCopies, countRequests);
  app.route('/api/v1', api);
  app.get('/problems/:slug', (c) => {
    const slug = c.req.param('slug');
    if (!Object.hasOwn(problems, slug)) throw problem('not-found');
    const language = languageOf(c);
    const page = pages.problemPage({ language, slug, title: problems[slug as ProblemCode].title[language], demo });
    return c.html(page, 200, { 'content-security-policy': pages.contentSecurityPolicy });
  });
  app.use('/admin/assets/*', async (c, next) => {
    c.header('cache-control', 'public, max-age=31536000, immutable');
    await next();
  });
  const assets = serveStatic({ root: adminFolder, rewriteRequestPath: (path) => path.slice('/admin'.length) });
  const adminPage = staffDocument(adminFolder, demo);
  // A file of an older build is no page: whoever asks for it has to learn that it is gone.
  app.get('/admin/assets/*', assets, () => {
    throw problem('not-found');
  });
  app.get('/admin/*', adminHeaders, adminPage);
  app.get('/admin', adminHeaders, adminPage);
  app.notFound((c) => refusalResponse(c, notThere(app, c.req), context));
  app.onError((error, c) => refusalResponse(c, refusalOf(error, context), context));
  return app;
}

/** A path that takes other methods says which; one that takes none is not there. */
function notThere(app: Hono, { path, method }: RequestContext['req']): Problem {
  const allowed = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH'].filter(
    (other) =>
      other !== method &&
      // What hangs under every method is on the way to a route, and no route itself.
      app.router.match(other, path)[0].some(([[, route]]) => route.method === other),
  );
  return allowed.length > 0 ? problem('method-not-allowed', { allow: allowed }) : problem('not-found');
}

/** Rating codes and figures are for who asks now, and not for whoever sits at the same browser later. */
async function keepNoCopies(c: RequestContext, next: () => Promise<void>): Promise<void> {
  await next();
  if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
}

async function adminHeaders(c: RequestContext, next: () => Promise<void>): Promise<void> {
  c.header('content-security-policy', adminPolicy);
  c.header('cache-control', 'no-cache');
  await next();
}

/** The one document behind all staff pages; it knows from a mark in it that it shows a demonstration. */
function staffDocument(adminFolder: string, demo: boolean): (c: RequestContext) => Promise<Response> {
  const mark = demo ? '<head>\n    <meta name="demo" content="true" />' : '<head>';
  return async (c) => c.html((await readFile(join(adminFolder, 'index.html'), 'utf8')).replace('<head>', mark));
}

/** What a caller is told of an error: refusals as they are, a database that is away as such, bugs as ours. */
function refusalOf(error: Error, { log }: Context): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException && error.status === 400) return problem('malformed-json');
  if (isDatabaseAway(error)) {
    log.warn({ err: error }, 'database away');
    return problem('unavailable', { retryAfter: 5 });
  }
  log.error({ err: error }, 'request failed');
  return problem('server-error');
}

/** Programs get problem details; who opened a page gets a page. */
function refusalResponse(c: RequestContext, refusal: Problem, { pages, demo }: Context): Response {
  const isProgram =
    c.req.path.startsWith('/api/') ||
    c.req.header('content-type')?.startsWith('application/json') ||
    !(c.req.header('accept') ?? 'text/html').includes('text/html');
  if (isProgram) return problemResponse(c, refusal);
  if (refusal.extra.allow) c.header('allow', refusal.extra.allow.join(', '));
  const kind =
    pageKinds[refusal.code] ?? (refusal.status === 404 || refusal.status === 405 ? 'not-found' : 'server-error');
  if (refusal.extra.retryAfter !== undefined) c.header('retry-after', String(refusal.extra.retryAfter));
  c.header('cache-control', 'no-store');
  c.header('content-security-policy', pages.contentSecurityPolicy);
  return c.html(pages.failure({ language: languageOf(c), kind, demo }), refusal.status);
}

const pageKinds: Partial<Record<ProblemCode, Parameters<Context['pages']['failure']>[0]['kind']>> = {
  unavailable: 'unavailable',
  'too-large': 'too-large',
  'unsupported-media-type': 'unsupported',
};
