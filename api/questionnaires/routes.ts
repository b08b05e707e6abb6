import { Hono, type Context as RequestContext } from 'hono';
import { localDate } from '../calendar.ts';
import type { Context, UnitEnv } from '../context.ts';
import { describe, languageOf, parsed, validJson, validQuery } from '../edge.ts';
import { requirePermission } from '../middleware/require-permission.ts';
import { problem } from '../problems.ts';
import { brandOf, findUnit } from '../units/service.ts';
import {
  DraftQuery,
  NewQuestionnaire,
  PublishedNumber,
  PublishedQuestionnaire,
  QuestionnaireDraft,
  QuestionnaireList,
  QuestionnaireToPreview,
} from './schema.ts';
import { checkedWording, makeDraft, publishQuestionnaire, readVersion, readVersions } from './service.ts';

/** `/api/v1/questionnaires`: what is asked; published once, never changed. */
export function questionnaireRoutes({ db, clock, pages, timeZone }: Context) {
  return new Hono<UnitEnv>()
    .get('/', describe('Published versions, the latest first', { 200: QuestionnaireList }), async (c) =>
      c.json({ versions: await readVersions(db, c.var.unitId) }),
    )
    .get(
      '/draft',
      describe('A draft to edit: nothing is stored', { 200: QuestionnaireDraft }),
      validQuery(DraftQuery),
      async (c) => {
        const { form, set, perceptions, context, demographics, wording } = c.req.valid('query');
        const choice = {
          form,
          set,
          perceptions: perceptions === 'true',
          context: context === 'true',
          demographics: demographics === 'true',
        };
        return c.json(await makeDraft(db, c.var.unitId, choice, wording));
      },
    )
    .post(
      '/',
      describe('Publish a draft whose wording was confirmed; from then on it never changes', { 201: PublishedNumber }),
      requirePermission('questionnaires'),
      validJson(NewQuestionnaire),
      async (c) => {
        const { unitId, actor } = c.var;
        const { follows, questionnaire } = c.req.valid('json');
        const version = await publishQuestionnaire(db, { unitId, actor, now: clock(), follows, questionnaire });
        return c.json({ version }, 201);
      },
    )
    .post(
      '/preview',
      describe(
        'The citizen’s page of a draft, which is not stored; also as multipart/form-data with the field “questionnaire”, ' +
          'so that a form can open it as a page of its own',
        { 200: 'The page, as HTML' },
        { body: QuestionnaireToPreview },
      ),
      requirePermission('questionnaires'),
      async (c) => {
        const { questionnaire } = parsed(QuestionnaireToPreview, await readPreview(c));
        const brand = await brandOf(db, c.var.unitId);
        const page = pages.preview({
          language: languageOf(c),
          unitName: (await findUnit(db, c.var.unitId))?.name ?? '',
          brand,
          questionnaire: checkedWording(questionnaire),
          today: localDate(clock(), timeZone),
        });
        return c.html(page, 200, {
          'content-security-policy': pages.contentSecurityPolicyFor(brand?.colour ?? null),
          'cache-control': 'no-store',
        });
      },
    )
    .get('/:version', describe('One published version', { 200: PublishedQuestionnaire }), async (c) => {
      const version = c.req.param('version');
      if (!/^[1-9]\d{0,8}$/.test(version)) throw problem('not-found');
      return c.json(await readVersion(db, c.var.unitId, Number(version)));
    });
}

/** A browser opens the answer to a form as a page, under the page's own policy; what a script fetched would stand under ours. */
async function readPreview(c: RequestContext): Promise<unknown> {
  const type = c.req.header('content-type') ?? '';
  try {
    if (/^application\/json\b/i.test(type)) return await c.req.json();
    if (!/^multipart\/form-data\b/i.test(type)) throw problem('unsupported-media-type');
    const { questionnaire } = await c.req.parseBody();
    return { questionnaire: typeof questionnaire === 'string' ? JSON.parse(questionnaire) : undefined };
  } catch (error) {
    if (error instanceof SyntaxError) throw problem('malformed-json');
    throw error;
  }
}
