import { Hono } from 'hono';
import type { Quarter } from '../../db/vocabulary.ts';
import { isQuarter, localDate } from '../calendar.ts';
import type { Context, UnitEnv } from '../context.ts';
import { describe, languageOf, validQuery } from '../edge.ts';
import { requirePermission } from '../middleware/require-permission.ts';
import { problem } from '../problems.ts';
import { type PageUnit, pageUnit, type Unit } from '../units/service.ts';
import { PublicQuery, PublicSatisfaction, PublishedList } from './schema.ts';
import { listPublished, listPublishingUnits, publish, readPublic, takeBack } from './service.ts';

/** How many quarters the page shows at once; the others have a link. */
const onPage = 4;

/** `/api/v1/published`: which settled quarters everybody may see. */
export function publishedRoutes({ db, clock, timeZone }: Context) {
  return new Hono<UnitEnv>()
    .get('/', describe('Published quarters, the newest first', { 200: PublishedList }), async (c) =>
      c.json({ quarters: await listPublished(db, c.var.unitId) }),
    )
    .put(
      '/:quarter',
      describe('Publish a settled quarter', { 204: 'Published' }),
      requirePermission('publish'),
      async (c) => {
        const now = clock();
        const { actor, unitId } = c.var;
        const quarter = quarterFrom(c.req.param('quarter'));
        await publish(db, { unitId, quarter, actor, now, today: localDate(now, timeZone) });
        return c.body(null, 204);
      },
    )
    .delete(
      '/:quarter',
      describe('Take a published quarter back', { 204: 'No longer public' }),
      requirePermission('publish'),
      async (c) => {
        const { actor, unitId } = c.var;
        await takeBack(db, { unitId, quarter: quarterFrom(c.req.param('quarter')), actor, now: clock() });
        return c.body(null, 204);
      },
    );
}

/** `/api/v1/public`: published figures for programs, without an account. */
export function publicRoutes({ db, clock, timeZone }: Context) {
  return new Hono().get(
    '/satisfaction',
    describe('A published quarter by field', { 200: PublicSatisfaction }, { signedOut: true }),
    validQuery(PublicQuery),
    async (c) => {
      const { unit: code, quarter } = c.req.valid('query');
      const found = await pageUnit(db, code);
      if (!found) throw problem('not-found');
      const unit = asUnit(found);
      const asked = { unit, quarter, newest: 1, language: languageOf(c), today: localDate(clock(), timeZone) };
      const { published, quarters } = await readPublic(db, asked);
      const [shown] = quarters;
      if (!shown) throw problem('not-found');
      return c.json({ unit: { code: unit.code, name: unit.name }, published, ...shown });
    },
  );
}

/** `/cong-khai`: the same for people. */
export function publicPageRoutes({ db, clock, pages, timeZone, demo }: Context) {
  return new Hono().get('/cong-khai', async (c) => {
    const code = c.req.query('unit');
    const unit = await pageUnit(db, code);
    if (!unit && code !== undefined) throw problem('not-found');
    const language = languageOf(c);
    const asked = c.req.query('quarter');
    const quarter = asked === undefined ? undefined : quarterFrom(asked);
    const today = localDate(clock(), timeZone);
    const results = unit && (await readPublic(db, { unit: asUnit(unit), quarter, newest: onPage, language, today }));
    const units = unit ? [] : await listPublishingUnits(db);
    return c.html(pages.published({ language, unit, units, ...(results ?? nothing), demo }), 200, {
      'content-security-policy': pages.contentSecurityPolicyFor(unit?.brand.colour ?? null),
      'cache-control': 'no-store',
    });
  });
}

const nothing = { published: [], quarters: [] } as const;

const asUnit = ({ unitId, unitCode, unitName }: PageUnit): Unit => ({ unitId, code: unitCode, name: unitName });

function quarterFrom(text: string): Quarter {
  if (!isQuarter(text)) throw problem('not-found');
  return text;
}
