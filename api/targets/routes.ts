import { Hono } from 'hono';
import type { Context, UnitEnv } from '../context.ts';
import { describe, validJson } from '../edge.ts';
import { requirePermission } from '../middleware/require-permission.ts';
import { problem } from '../problems.ts';
import { isId } from '../random-id.ts';
import { NewTarget, TakenBack, TargetList } from './schema.ts';
import { readTargets, setTarget, takeBackTarget } from './service.ts';

/** `/api/v1/targets`: the bars that satisfaction is held against, each dated and with its source. */
export function targetRoutes({ db, clock }: Context) {
  return new Hono<UnitEnv>()
    .get('/', describe('Targets, the latest begun first', { 200: TargetList }), async (c) =>
      c.json({ targets: await readTargets(db, c.var.unitId) }),
    )
    .post(
      '/',
      describe('Set a target from a day on; a settled month keeps its own', { 204: 'Set' }),
      requirePermission('targets'),
      validJson(NewTarget),
      async (c) => {
        const { field, percent, effectiveFrom, legalBasis, plannedTo, reason } = c.req.valid('json');
        const target = { fieldId: field, percent, effectiveFrom, legalBasis, plannedTo };
        await setTarget(db, { unitId: c.var.unitId, actor: c.var.actor, now: clock(), reason, target });
        return c.body(null, 204);
      },
    )
    .post(
      '/:targetId/take-back',
      describe('Take back a target that no settled month was held against', { 204: 'Taken back' }),
      requirePermission('targets'),
      validJson(TakenBack),
      async (c) => {
        const targetId = c.req.param('targetId');
        if (!isId(targetId)) throw problem('not-found');
        const { reason } = c.req.valid('json');
        await takeBackTarget(db, { unitId: c.var.unitId, actor: c.var.actor, now: clock(), reason, targetId });
        return c.body(null, 204);
      },
    );
}
