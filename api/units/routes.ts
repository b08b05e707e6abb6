import { Hono } from 'hono';
import type { Context, UnitEnv } from '../context.ts';
import { describe } from '../edge.ts';
import { listFields, listProcedures } from './queries.ts';
import { FieldList, ProcedureList } from './schema.ts';

/** `/api/v1/fields` and `/api/v1/procedures`: the unit's catalogue. */
export function catalogueRoutes({ db }: Context) {
  return new Hono<UnitEnv>()
    .get('/fields', describe('Fields of the catalogue, in their order', { 200: FieldList }), async (c) =>
      c.json({ fields: await listFields(db, c.var.unitId) }),
    )
    .get('/procedures', describe('Procedures of the catalogue', { 200: ProcedureList }), async (c) =>
      c.json({ procedures: await listProcedures(db, c.var.unitId) }),
    );
}
