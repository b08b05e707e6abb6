import { Hono } from 'hono';
import { localDate } from '../calendar.ts';
import { caseCodeOf } from '../cases/case-code.ts';
import type { Context, UnitEnv } from '../context.ts';
import { describe, languageOf, validJson, validQuery } from '../edge.ts';
import { requirePermission } from '../middleware/require-permission.ts';
import { problem } from '../problems.ts';
import { questionnaireShelf } from '../questionnaires/service.ts';
import { randomId } from '../random-id.ts';
import { revealAtOnce } from '../seals/service.ts';
import { brandOf, findUnit } from '../units/service.ts';
import { listEntries } from './queries.ts';
import { PaperCounts, PaperEntry, PaperFormQuery, PaperPools, PaperRecorded } from './schema.ts';
import { currentVersion, enterForm, readForm, readPools } from './service.ts';

/** `/api/v1/paper`: forms on paper, to print without a case and to type in from the box. */
export function paperRoutes(context: Context) {
  const { db, clock, timeZone, secretKey, randomBytes, pages, demo } = context;
  const shelf = questionnaireShelf(db);
  const today = () => localDate(clock(), timeZone);
  return new Hono<UnitEnv>()
    .get(
      '/',
      describe('The pools that forms are typed into', { 200: PaperPools }),
      requirePermission('cases'),
      async (c) =>
        c.json({
          ...(await readPools(db, { unitId: c.var.unitId, actor: c.var.actor, today: today() })),
          nextKey: randomId(randomBytes),
        }),
    )
    .post(
      '/',
      describe('Type in a form from the box; it spends one right of its field', { 201: PaperRecorded }),
      requirePermission('cases'),
      validJson(PaperEntry),
      async (c) => {
        const { unitId, actor } = c.var;
        const entry = c.req.valid('json');
        const typedToday = await enterForm(db, shelf, { unitId, actor, today: today(), secretKey, entry });
        if (demo) {
          const sealing = { kind: 'system', name: 'seal', unitId: null } as const;
          await revealAtOnce(db, unitId, {
            fieldId: entry.field,
            now: clock(),
            timeZone,
            randomBytes,
            actor: sealing,
          });
        }
        return c.json({ status: 'recorded' as const, typedToday, nextKey: randomId(randomBytes) }, 201);
      },
    )
    .get(
      '/counts',
      describe('Who typed in how many forms on which day; all that is kept of it', { 200: PaperCounts }),
      requirePermission('audit'),
      async (c) => c.json({ counts: await listEntries(db, c.var.unitId) }),
    )
    .get(
      '/form',
      describe('A form to print: with the strip of the case that it was handed out for, or of a field without one', {
        200: 'text/html',
      }),
      requirePermission('cases'),
      validQuery(PaperFormQuery),
      async (c) => {
        const { unitId } = c.var;
        const { case: given, field } = c.req.valid('query');
        const caseCode = given === undefined ? undefined : caseCodeOf(given);
        if (given !== undefined && !caseCode) throw problem('not-found');
        const unit = await findUnit(db, unitId);
        if (!unit) throw problem('not-found');
        const { fieldName, version, strip } = await readForm(db, unitId, { caseCode, fieldId: field });
        const language = languageOf(c);
        const brand = await brandOf(db, unitId);
        const form = pages.paperForm({
          language,
          unitName: unit.name,
          brand,
          fieldName: fieldName[language],
          questionnaire: await shelf.version(unitId, version),
          strip,
          demo,
        });
        return c.html(form, 200, { 'content-security-policy': pages.paperPolicy(brand?.colour ?? null) });
      },
    )
    .get(
      '/questionnaires/:version',
      describe('The questions of a form', { 200: 'The published version, as plain data' }),
      requirePermission('cases'),
      async (c) => {
        const version = Number(c.req.param('version'));
        const last = await currentVersion(db, c.var.unitId);
        if (!Number.isInteger(version) || version < 1 || version > last) throw problem('not-found');
        return c.json(await shelf.version(c.var.unitId, version));
      },
    );
}
