import type { MiddlewareHandler } from 'hono';
import type { UnitEnv } from '../context.ts';
import { problem } from '../problems.ts';

/** Lets through who acts for one unit and says which; stands behind `authenticate`. */
export function forUnit(): MiddlewareHandler<UnitEnv> {
  return async (c, next) => {
    const { unitId } = c.var.actor;
    if (unitId === null) throw problem('forbidden');
    c.set('unitId', unitId);
    await next();
  };
}
