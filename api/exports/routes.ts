import { Hono, type Context as RequestContext } from 'hono';
import type { Context, Env } from '../context.ts';
import { describe, languageOf, validQuery } from '../edge.ts';
import { requirePermission } from '../middleware/require-permission.ts';
import { SatisfactionFileQuery } from '../satisfaction/schema.ts';
import { answerSatisfaction } from '../satisfaction/service.ts';
import { codebookTable } from './codebook.ts';
import { csv, csvPages } from './csv.ts';
import { jsonPages } from './json.ts';
import { satisfactionTable } from './satisfaction-table.ts';
import { Codebook, QuartersQuery, UnitQuery } from './schema.ts';
import { openComments, openRows, readCodebook, satisfactionWorkbook, sipasWorkbook, type Table } from './service.ts';
import { words } from './words.ts';
import { rowsWorkbook, xlsxType } from './xlsx.ts';

const csvType = 'text/csv; charset=utf-8';

/** `/api/v1/exports`: figures, answers and comments as files. Each says who may have it. */
export function exportRoutes({ db, clock, timeZone, demo }: Context) {
  const asking = (c: RequestContext<Env>) => ({
    actor: c.var.actor,
    language: languageOf(c),
    now: clock(),
    timeZone,
    demo,
  });
  return new Hono<Env>()
    .get(
      '/satisfaction.csv',
      describe('The same figures as /satisfaction, as CSV', { 200: csvType }),
      requirePermission('results'),
      validQuery(SatisfactionFileQuery),
      async (c) => {
        const query = c.req.valid('query');
        const { columns, rows } = satisfactionTable(await answerSatisfaction(db, { query, ...asking(c) }));
        return file(c, csv(columns, rows), csvType, `hai-long-${query.from}-${query.to}-${query.by}.csv`);
      },
    )
    .get(
      '/satisfaction.xlsx',
      describe('The same figures as /satisfaction, as a sheet for print with formulas', { 200: xlsxType }),
      requirePermission('results'),
      validQuery(SatisfactionFileQuery),
      async (c) => {
        const query = c.req.valid('query');
        const bytes = await satisfactionWorkbook(db, { query, ...asking(c) });
        return file(c, bytes, xlsxType, `hai-long-${query.from}-${query.to}-${query.by}.xlsx`);
      },
    )
    .get(
      '/sipas.xlsx',
      describe(
        'Settled quarters after the SIPAS criteria: summary, elements, criteria, fields × elements, levels, choices, demographics, method',
        { 200: xlsxType },
      ),
      requirePermission('results'),
      validQuery(QuartersQuery),
      async (c) => {
        const query = c.req.valid('query');
        const bytes = await sipasWorkbook(db, { query, ...asking(c) });
        return file(c, bytes, xlsxType, `hai-long-theo-bo-tieu-chi-sipas-${query.from}-${query.to}.xlsx`);
      },
    )
    .get(
      '/codebook.json',
      describe('What every column of responses.* means', { 200: Codebook }),
      requirePermission('codebook'),
      validQuery(UnitQuery),
      async (c) => {
        c.header('cache-control', 'no-store');
        return c.json(await readCodebook(db, { actor: c.var.actor, query: c.req.valid('query') }));
      },
    )
    .get(
      '/codebook.csv',
      describe('The same, a line a value', { 200: csvType }),
      requirePermission('codebook'),
      validQuery(UnitQuery),
      async (c) => {
        const { columns, rows } = codebookTable(
          await readCodebook(db, { actor: c.var.actor, query: c.req.valid('query') }),
        );
        return file(c, csv(columns, rows), csvType, 'hai-long-codebook.csv');
      },
    )
    .get(
      '/responses.csv',
      describe('The answers of settled quarters, a row each, in random order', { 200: csvType }),
      requirePermission('rows'),
      validQuery(QuartersQuery),
      async (c) => {
        const { columns, pages } = await openRows(db, { query: c.req.valid('query'), ...asking(c) });
        return file(c, bytesOf(csvPages(columns, pages)), csvType, rowsName(c.req.valid('query'), 'csv'));
      },
    )
    .get(
      '/responses.json',
      describe('The same as an array of objects, a property a column', { 200: 'application/json' }),
      requirePermission('rows'),
      validQuery(QuartersQuery),
      async (c) => {
        const { columns, pages } = await openRows(db, { query: c.req.valid('query'), ...asking(c) });
        return file(c, bytesOf(jsonPages(columns, pages)), 'application/json', rowsName(c.req.valid('query'), 'json'));
      },
    )
    .get(
      '/responses.xlsx',
      describe('The same as a sheet', { 200: xlsxType }),
      requirePermission('rows'),
      validQuery(QuartersQuery),
      async (c) => {
        const { columns, pages } = await openRows(db, { query: c.req.valid('query'), ...asking(c) });
        const stream = rowsWorkbook(words[languageOf(c)].sheets.rows, columns, rowsOf(pages));
        return file(c, stream, xlsxType, rowsName(c.req.valid('query'), 'xlsx'));
      },
    )
    .get(
      '/comments.csv',
      describe('Comments with their field, masked, in random order, apart from any mark', { 200: csvType }),
      requirePermission('comments'),
      validQuery(UnitQuery),
      async (c) => {
        const { columns, pages } = await openComments(db, { actor: c.var.actor, query: c.req.valid('query') });
        return file(c, bytesOf(csvPages(columns, pages)), csvType, 'hai-long-gop-y.csv');
      },
    );
}

/** A file to keep. What is sent while it is read goes out as it comes: whoever packed it would have to hold it whole. */
function file(
  c: RequestContext<Env>,
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
  type: string,
  name: string,
): Response {
  return c.body(body, 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': body instanceof ReadableStream ? 'no-store, no-transform' : 'no-store',
  });
}

function rowsName({ from, to }: QuartersQuery, ending: string): string {
  return `hai-long-${from}-${to}.${ending}`;
}

/** Parts of a text as a stream that is read no faster than it is sent. */
function bytesOf(parts: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = parts[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

async function* rowsOf(pages: Table['pages']) {
  for await (const page of pages) yield* page;
}
