import { Hono } from 'hono';
import type { Context, UnitEnv } from '../context.ts';
import { describe, validJson } from '../edge.ts';
import { requirePermission } from '../middleware/require-permission.ts';
import { UnitSettings } from './schema.ts';
import { changeSettings, readSettings } from './service.ts';

/** `/api/v1/settings`: what a unit sets for itself; to read for its staff, to change for its administrators. */
export function settingsRoutes({ db, clock }: Context) {
  return new Hono<UnitEnv>()
    .get('/', describe('Name and settings of the unit', { 200: UnitSettings }), async (c) =>
      c.json(await readSettings(db, c.var.unitId)),
    )
    .put(
      '/',
      describe('Change them; the revision is the one that was read', { 204: 'Changed' }),
      requirePermission('administer'),
      validJson(UnitSettings),
      async (c) => {
        const { unitId, actor } = c.var;
        await changeSettings(db, { unitId, settings: c.req.valid('json'), actor, now: clock() });
        return c.body(null, 204);
      },
    );
}
