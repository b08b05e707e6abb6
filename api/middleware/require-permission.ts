import type { MiddlewareHandler } from 'hono';
import { may, type Permission } from '../accounts/permissions.ts';
import type { Env } from '../context.ts';
import { problem } from '../problems.ts';

/** Lets through who may do it; stands behind `authenticate`. */
export function requirePermission(permission: Permission): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!may(c.var.actor, permission)) throw problem('forbidden');
    await next();
  };
}
