import { Hono, type Context as RequestContext } from 'hono';
import type { Context, UnitEnv } from '../context.ts';
import { describe, type FormDescription, languageOf, validJson, validQuery } from '../edge.ts';
import type { FileTurns } from '../imports/file-turns.ts';
import { readUpload } from '../imports/upload.ts';
import { requirePermission } from '../middleware/require-permission.ts';
import { problem } from '../problems.ts';
import { listFields, listProcedures } from '../units/service.ts';
import { countCases } from './queries.ts';
import {
  ChangedField,
  ChangedProcedure,
  FieldList,
  ListQuery,
  Merge,
  MergePreview,
  MergeQuery,
  NewField,
  NewProcedure,
  ProcedureImport,
  ProcedureList,
  Separation,
  UnreviewedList,
} from './schema.ts';
import {
  addField,
  addProcedure,
  changeField,
  changeProcedure,
  importProcedures,
  mergeProcedure,
  previewMerge,
  separateProcedure,
} from './service.ts';

/** `/api/v1/fields` and `/api/v1/procedures`: the unit's catalogue; to read for its staff, to change for its administrators. */
export function catalogueRoutes(context: Context, inTurn: FileTurns) {
  return new Hono<UnitEnv>()
    .route('/fields', fieldRoutes(context))
    .route('/procedures', procedureRoutes(context, inTurn));
}

function fieldRoutes({ db, clock }: Context) {
  return new Hono<UnitEnv>()
    .get('/', describe('Fields of the catalogue, in their order', { 200: FieldList }), async (c) =>
      c.json({ fields: await listFields(db, c.var.unitId) }),
    )
    .post(
      '/',
      describe('Add a field', { 201: 'Added' }),
      requirePermission('administer'),
      validJson(NewField),
      async (c) => {
        await addField(db, { ...changeOf(c, clock), field: c.req.valid('json') });
        return c.body(null, 201);
      },
    )
    .put(
      '/:fieldId',
      describe('Rename, close or open a field; what it counted stays', { 204: 'Changed' }),
      requirePermission('administer'),
      validJson(ChangedField),
      async (c) => {
        const fieldId = c.req.param('fieldId');
        await changeField(db, { ...changeOf(c, clock), fieldId, changed: c.req.valid('json') });
        return c.body(null, 204);
      },
    );
}

function procedureRoutes({ db, clock }: Context, inTurn: FileTurns) {
  return new Hono<UnitEnv>()
    .get('/', describe('Procedures of the catalogue', { 200: ProcedureList }), async (c) =>
      c.json({ procedures: await listProcedures(db, c.var.unitId) }),
    )
    .post(
      '/import',
      describe(
        'Take a national list: a .csv or .xlsx with code, name and field',
        { 200: ProcedureImport, 422: 'Rows need correcting: problem details with the members of the result' },
        { form: listForm },
      ),
      requirePermission('administer'),
      validQuery(ListQuery),
      async (c) => {
        const { dryRun, onError } = c.req.valid('query');
        const mode = dryRun === 'true' ? 'dryRun' : (onError ?? 'refuse');
        const { taken, rejected, ...result } = await inTurn(async () => {
          const { file } = await readUpload(c.req.raw.body, c.req.header('content-type'));
          return importProcedures(db, { ...changeOf(c, clock), bytes: file, mode });
        });
        const said = {
          ...result,
          rejected: rejected.slice(0, 1000).map((row) => ({ ...row, problem: row.problem[languageOf(c)] })),
        };
        if (!taken && mode !== 'dryRun') throw problem('rows-rejected', { members: said });
        return c.json(said);
      },
    )
    .get(
      '/unreviewed',
      describe('Procedures that came with cases and wait for somebody to look at them', { 200: UnreviewedList }),
      requirePermission('administer'),
      async (c) => {
        const counts = await countCases(db, c.var.unitId, { unreviewed: true });
        return c.json({ procedures: [...counts].map(([procedureCode, cases]) => ({ procedureCode, cases })) });
      },
    )
    .post(
      '/',
      describe('Add a procedure', { 201: 'Added' }),
      requirePermission('administer'),
      validJson(NewProcedure),
      async (c) => {
        await addProcedure(db, { ...changeOf(c, clock), procedure: c.req.valid('json') });
        return c.body(null, 201);
      },
    )
    .put(
      '/:procedureCode',
      describe('Change a procedure, and thereby review it; another field holds for cases to come', { 204: 'Changed' }),
      requirePermission('administer'),
      validJson(ChangedProcedure),
      async (c) => {
        const procedureCode = c.req.param('procedureCode');
        await changeProcedure(db, { ...changeOf(c, clock), procedureCode, changed: c.req.valid('json') });
        return c.body(null, 204);
      },
    )
    .get(
      '/:procedureCode/merge',
      describe('What merging it into another would touch', { 200: MergePreview }),
      requirePermission('administer'),
      validQuery(MergeQuery),
      async (c) => {
        const procedureCode = c.req.param('procedureCode');
        const { into } = c.req.valid('query');
        return c.json(await previewMerge(db, { unitId: c.var.unitId, procedureCode, into }));
      },
    )
    .post(
      '/:procedureCode/merge',
      describe('Let its code stand for another procedure; what is settled stays', { 204: 'Merged' }),
      requirePermission('administer'),
      validJson(Merge),
      async (c) => {
        const procedureCode = c.req.param('procedureCode');
        await mergeProcedure(db, { ...changeOf(c, clock), procedureCode, ...c.req.valid('json') });
        return c.body(null, 204);
      },
    )
    .post(
      '/:procedureCode/separate',
      describe('Take a merge back, for cases to come', { 204: 'Separated' }),
      requirePermission('administer'),
      validJson(Separation),
      async (c) => {
        const procedureCode = c.req.param('procedureCode');
        await separateProcedure(db, { ...changeOf(c, clock), procedureCode, ...c.req.valid('json') });
        return c.body(null, 204);
      },
    );
}

function changeOf(c: RequestContext<UnitEnv>, clock: () => Date) {
  return { unitId: c.var.unitId, actor: c.var.actor, now: clock() };
}

const listForm: FormDescription = {
  type: 'object',
  required: ['file'],
  properties: {
    file: { type: 'string', format: 'binary', description: 'A .csv (UTF-8; comma, semicolon or tab) or .xlsx, 50 MiB' },
  },
};
