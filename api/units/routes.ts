import { Hono } from 'hono';
import type { Context, UnitEnv } from '../context.ts';
import { describe, validJson } from '../edge.ts';
import { requirePermission } from '../middleware/require-permission.ts';
import { problem } from '../problems.ts';
import { readColour } from './brand.ts';
import { findEmblem } from './queries.ts';
import { BrandChange, UnitBrand, UnitSettings } from './schema.ts';
import { changeColour, changeEmblem, changeSettings, readBrand, readSettings } from './service.ts';

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

/** `/api/v1/settings/brand`: the unit's colour and emblem. */
export function brandRoutes({ db, clock }: Context) {
  return new Hono<UnitEnv>()
    .get('/', describe('The unit’s colour and emblem', { 200: UnitBrand }), async (c) =>
      c.json(await readBrand(db, c.var.unitId)),
    )
    .put(
      '/',
      describe('Change the colour; one that could not be read is refused with its contrast', { 204: 'Changed' }),
      requirePermission('administer'),
      validJson(BrandChange),
      async (c) => {
        const { unitId, actor } = c.var;
        const { colour } = c.req.valid('json');
        const chosen = colour === null ? null : (readColour(colour) ?? null);
        await changeColour(db, { unitId, colour: chosen, actor, now: clock() });
        return c.body(null, 204);
      },
    )
    .put(
      '/emblem',
      describe('Replace the emblem: an SVG or PNG of at most 64 KB as the body, judged by its content', {
        204: 'Changed',
      }),
      requirePermission('administer'),
      async (c) => {
        const { unitId, actor } = c.var;
        const file = new Uint8Array(await c.req.arrayBuffer());
        await changeEmblem(db, { unitId, file, actor, now: clock() });
        return c.body(null, 204);
      },
    )
    .delete(
      '/emblem',
      describe('Take the emblem away', { 204: 'Gone' }),
      requirePermission('administer'),
      async (c) => {
        const { unitId, actor } = c.var;
        await changeEmblem(db, { unitId, file: null, actor, now: clock() });
        return c.body(null, 204);
      },
    );
}

/**
 * `/bieu-trung/<unit>/<tag>`: the emblem for everyone. Its own policy holds also where somebody opens it as a page: it may
 * style itself, and nothing else. The address changes with the picture, so a copy is good for ever.
 */
export function emblemRoutes({ db }: Context) {
  return new Hono().get('/bieu-trung/:unit/:tag', async (c) => {
    const emblem = await findEmblem(db, c.req.param('unit'), c.req.param('tag'));
    if (!emblem) throw problem('not-found');
    return c.body(new Uint8Array(emblem.content), 200, {
      'content-type': emblem.mediaType,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });
}
