import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';

/** The part of an OpenAPI document that the page shows. */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: unknown;
  }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>;
}

type Content = Readonly<Record<string, { readonly schema?: unknown }>>;

const style = `
:root{color-scheme:light dark;font:17px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:0 auto;padding:1rem}
h2{font-size:1.1rem;margin:2rem 0 .3rem;overflow-wrap:anywhere}
code,pre{font:.88rem/1.45 ui-monospace,monospace}
pre{overflow:auto;padding:.7rem;border:1px solid;border-radius:.3rem}
b{display:inline-block;min-width:4.5rem}
th,td{text-align:left;padding:.2rem 1rem .2rem 0;vertical-align:top}
summary{min-height:2rem;cursor:pointer}
`;

/** The page has one style and no script. */
export const apiPagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; img-src data:; base-uri 'none'; frame-ancestors 'none'`;

/** An OpenAPI document for reading: each operation with what it takes and answers, then the schemas. */
export async function apiPage(document: ApiDocument): Promise<string> {
  const { info, paths, components } = document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const page = await html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<title>${info.title} – API ${info.version}</title><style>${raw(style)}</style></head>
<body><main>
<h1>${info.title} – API ${info.version}</h1>
<p>${info.description ?? ''}</p>
<p>For programs: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${operations.map(({ path, method, operation }) => operationPart(path, method, operation))}
<h2>Schemas</h2>
${Object.entries(components?.schemas ?? {}).map(
  ([name, schema]) => html`<details id="${name}"><summary>${name}</summary>${json(schema)}</details>`,
)}
</main></body></html>`;
  return page.toString();
}

function operationPart(path: string, method: string, operation: Operation) {
  const { summary = '', parameters = [], requestBody, responses = {} } = operation;
  return html`<section>
<h2><b>${method.toUpperCase()}</b> <code>${path}</code></h2>
<p>${summary}</p>
${
  parameters.length > 0
    ? html`<table><caption>Parameters</caption><tbody>${parameters.map(
        ({ name, in: place, required, schema }) =>
          html`<tr><th scope="row"><code>${name}</code></th><td>${place}${required ? ', required' : ''}</td><td><code>${JSON.stringify(schema ?? {})}</code></td></tr>`,
      )}</tbody></table>`
    : ''
}
${requestBody?.content ? html`<p>Body: ${schemas(requestBody.content)}</p>` : ''}
<table><caption>Answers</caption><tbody>${Object.entries(responses).map(
    ([status, { description = '', content }]) =>
      html`<tr><th scope="row">${status}</th><td>${description}</td><td>${content ? schemas(content) : ''}</td></tr>`,
  )}</tbody></table>
</section>`;
}

/** Each media type with its schema, as a link where the schema has a name. */
function schemas(content: Content) {
  return Object.entries(content).map(([media, { schema }]) => {
    const reference = (schema as { $ref?: string } | undefined)?.$ref?.split('/').at(-1);
    return reference
      ? html`<code>${media}</code> <a href="#${reference}">${reference}</a>`
      : html`<code>${media}</code> ${schema ? json(schema) : ''}`;
  });
}

function json(schema: unknown) {
  return html`<pre tabindex="0">${JSON.stringify(schema, null, 2)}</pre>`;
}
