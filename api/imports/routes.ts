import { Hono, type Context as RequestContext } from 'hono';
import { stream } from 'hono/streaming';
import type { Context, UnitEnv } from '../context.ts';
import { describe, type FormDescription, languageOf, parsed, validJson, validQuery } from '../edge.ts';
import { Problem, problem, problemDetails } from '../problems.ts';
import { isId, randomId } from '../random-id.ts';
import { findUnit } from '../units/service.ts';
import type { FileTurns } from './file-turns.ts';
import { importDetail, importView, rejections } from './import-report.ts';
import { findImport, listImports } from './queries.ts';
import { ColumnMapping, ImportDetail, ImportList, ImportQuery, ImportResult, ImportStart } from './schema.ts';
import {
  type Checked,
  discardImport,
  type ImportFile,
  importNow,
  type OpenedFile,
  openImport,
  readImport,
  startImport,
} from './service.ts';
import { readUpload } from './upload.ts';

const fileForm: FormDescription = {
  type: 'object',
  required: ['file'],
  properties: {
    file: { type: 'string', format: 'binary', description: 'A .csv (UTF-8; comma, semicolon or tab) or .xlsx, 50 MiB' },
    mapping: {
      type: 'string',
      description:
        'JSON: header → column of a case, null for none, where headers are not recognised: {"Số TT": "caseCode"}',
    },
  },
};

type ImportRequest = RequestContext<UnitEnv>;
/** Only who asks needs it; what it means is known once the form has been read. */
type FormFields = ReadonlyMap<string, string>;

/** What both ways of importing share: a file of the request. */
function importFiles({ patientDb: db, clock, timeZone, randomBytes }: Context) {
  const newId = () => randomId(randomBytes);

  async function open(c: ImportRequest): Promise<{ file: ImportFile; table: OpenedFile; fields: FormFields }> {
    const unit = await findUnit(db, c.var.unitId);
    if (!unit) throw problem('not-found');
    const { file: bytes, fields } = await readUpload(c.req.raw.body, c.req.header('content-type'));
    const mapping = mappingOf(fields.get('mapping'));
    const file = { unit, bytes, mapping, actor: c.var.actor, now: clock(), timeZone, newId };
    return { file, fields, table: await openImport(db, file) };
  }

  return { newId, open };
}

/** `POST /api/v1/cases/import`: a file in, in one request. */
export function caseImportRoutes(context: Context, inTurn: FileTurns) {
  const { patientDb: db, clock, timeZone, secretKey } = context;
  const { open, newId } = importFiles(context);
  return new Hono<UnitEnv>().post(
    '/',
    describe(
      'Import closed cases from a .csv or .xlsx: multipart form with `file` and, if need be, `mapping`',
      { 200: ImportResult, 422: 'Rows need correcting: problem details with the members of the result' },
      { form: fileForm },
    ),
    validQuery(ImportQuery),
    async (c) =>
      inTurn(async () => {
        const { dryRun, onError } = c.req.valid('query');
        const { file, table, fields } = await open(c);
        const checked = await readImport(db, table, file);
        const { importId } = checked;
        const { unitId } = file.unit;
        const result = resultOf(checked, c);
        if (dryRun === 'true') {
          await discardImport(db, { unitId, importId });
          return c.json(result);
        }
        const skips = (onError ?? fields.get('onError')) === 'skip';
        const onProblems = skips ? 'skip' : 'refuse';
        try {
          const key = { unitId, importId, onError: onProblems } as const;
          return c.json({ ...result, ...(await importNow(db, key, { secretKey, timeZone, clock, newId })) });
        } catch (error) {
          if (!(error instanceof Problem && error.code === 'rows-rejected')) throw error;
          await discardImport(db, { unitId, importId });
          throw problem('rows-rejected', { members: { ...result, created: 0, updated: 0, unchanged: 0 } });
        }
      }),
  );
}

/** `/api/v1/imports`: a file is read and looked at first, and put in afterwards, in the background. */
export function importRoutes(context: Context, inTurn: FileTurns) {
  const { db, patientDb, wakeImports, log } = context;
  const { open } = importFiles(context);

  return new Hono<UnitEnv>()
    .get('/', describe('The last imports, newest first', { 200: ImportList }), async (c) =>
      c.json({ imports: (await listImports(db, c.var.unitId, 20)).map(importView) }),
    )
    .post(
      '/',
      describe(
        'Read a file without importing it yet; the answer grows line by line: {"rows"} as it is read, then {"import"} or {"problem"}',
        { 200: 'application/x-ndjson' },
        { form: fileForm },
      ),
      async (c) => {
        const { promise: ended, resolve: end } = Promise.withResolvers<void>();
        const { file, table } = await new Promise<Awaited<ReturnType<typeof open>>>((resolve, reject) => {
          inTurn(async () => {
            resolve(await open(c));
            await ended;
          }).catch(reject);
        });
        c.header('content-type', 'application/x-ndjson; charset=utf-8');
        c.header('x-accel-buffering', 'no');
        return stream(c, async (lines) => {
          const write = async (line: object) => {
            await lines.writeln(JSON.stringify(line));
          };
          try {
            const checked = await readImport(patientDb, table, file, async (rows) => {
              if (lines.aborted) throw new GaveUp();
              await write({ rows });
            });
            await write({ import: { importId: checked.importId, ...resultOf(checked, c) } });
          } catch (error) {
            if (error instanceof GaveUp) return;
            const refusal = error instanceof Problem ? error : problem('server-error');
            if (refusal !== error) log.error({ err: error }, 'reading a file failed');
            await write({ problem: problemDetails(refusal, languageOf(c)) });
          } finally {
            end();
          }
        });
      },
    )
    .get('/:importId', describe('An import, and how far it is', { 200: ImportDetail }), async (c) => {
      const found = await findImport(db, c.var.unitId, knownId(c.req.param('importId')));
      if (!found) throw problem('not-found');
      return c.json(importDetail(found, languageOf(c)));
    })
    .post(
      '/:importId/start',
      describe('Put the cases of a read file in', { 202: ImportDetail }),
      validJson(ImportStart),
      async (c) => {
        const importId = knownId(c.req.param('importId'));
        const { unitId } = c.var;
        await startImport(db, { unitId, importId, onError: c.req.valid('json').onError ?? 'refuse' });
        wakeImports();
        const found = await findImport(db, unitId, importId);
        if (!found) throw problem('not-found');
        return c.json(importDetail(found, languageOf(c)), 202);
      },
    )
    .delete('/:importId', describe('Throw a read file away', { 204: 'Gone' }), async (c) => {
      await discardImport(db, { unitId: c.var.unitId, importId: knownId(c.req.param('importId')) });
      return c.body(null, 204);
    });
}

/** Who sent the file has closed the page. */
class GaveUp extends Error {}

function resultOf(checked: Checked, c: RequestContext) {
  const { importId, problems, ...rest } = checked;
  return { ...rest, rejected: rejections(problems, languageOf(c)) };
}

function mappingOf(text: string | undefined) {
  if (text === undefined || text.trim() === '') return {};
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw problem('malformed-json');
  }
  return parsed(ColumnMapping, read);
}

function knownId(text: string): string {
  if (!isId(text)) throw problem('not-found');
  return text;
}
