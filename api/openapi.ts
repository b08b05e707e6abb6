import { Hono } from 'hono';
import { type GenerateSpecOptions, generateSpecs } from 'hono-openapi';
import type { Context } from './context.ts';
import { type ApiDocument, apiPage, apiPagePolicy } from './openapi-page.ts';
import { problems } from './problems.ts';

/** `/api/v1/openapi.json`, made from the schemas that validate, and `/api/v1/docs`, the same for reading. */
export function openApiRoutes({ publicUrl }: Context, api: Hono) {
  let made: Promise<ApiDocument> | undefined;
  const apiDocument = (): Promise<ApiDocument> => {
    made ??= generateSpecs(new Hono().route('/api/v1', api), settings(publicUrl)) as Promise<ApiDocument>;
    return made;
  };
  return new Hono()
    .get('/openapi.json', async (c) => c.json(await apiDocument()))
    .get('/docs', async (c) =>
      c.html(await apiPage(await apiDocument()), 200, { 'content-security-policy': apiPagePolicy }),
    );
}

function settings(publicUrl: string): Partial<GenerateSpecOptions> {
  const refusal = {
    description: 'A refusal, as problem details (RFC 9457), in Vietnamese or English by Accept-Language',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  const withRefusal = { responses: { default: refusal } };
  return {
    documentation: documentation(publicUrl),
    defaultOptions: { GET: withRefusal, PUT: withRefusal, POST: withRefusal, DELETE: withRefusal },
    defaultValidationErrorResponse: false,
    // Paths such as /qr.svg are answers of ours and no files.
    excludeStaticFile: false,
  };
}

function documentation(publicUrl: string): GenerateSpecOptions['documentation'] {
  return {
    info: {
      title: 'Hài Lòng',
      version: '1',
      description:
        'The satisfaction survey of public service centres: closed cases in, rating codes out, results. ' +
        'Send a key as “Authorization: Bearer …”; npm run cli -- api-key create makes one.',
    },
    servers: [{ url: publicUrl }],
    security: [{ key: [] }, { session: [] }],
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'session' },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status'],
          properties: {
            type: { type: 'string', enum: Object.keys(problems).map((code) => `/problems/${code}`) },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            errors: {
              type: 'array',
              items: {
                type: 'object',
                required: ['path', 'message'],
                properties: { path: { type: 'string' }, message: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  };
}
