import { Hono } from 'hono';
import { generateSpecs } from 'hono-openapi';
import type { Context } from './context.ts';
import { problems } from './problems.ts';

/** `/api/v1/openapi.json`, made from the schemas that validate, and a readable page of it. */
export function openApiRoutes({ publicUrl }: Context, api: Hono) {
  const served = new Hono().route('/api/v1', api);
  let made: ReturnType<typeof generateSpecs> | undefined;
  const openApiDocument = () => {
    made ??= generateSpecs(served, { documentation: documentation(publicUrl), defaultValidationErrorResponse: false });
    return made;
  };
  return new Hono().get('/openapi.json', async (c) => c.json(await openApiDocument()));
}

function documentation(publicUrl: string) {
  return {
    info: {
      title: 'Hài Lòng',
      version: '1',
      description: `Satisfaction survey of public service centres. Errors are problem details (RFC 9457); their types: ${Object.keys(problems).join(', ')}.`,
    },
    servers: [{ url: publicUrl }],
    components: {
      securitySchemes: {
        key: { type: 'http' as const, scheme: 'bearer', description: 'An API key, made with npm run cli -- api-key create' },
        session: { type: 'apiKey' as const, in: 'cookie', name: 'session' },
      },
    },
    security: [{ key: [] }, { session: [] }],
  };
}
