import { Hono, type Context as RequestContext } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie } from 'hono/cookie';
import { isDatabaseAway } from '../../db/away.ts';
import type { Language, Token, UnitId } from '../../db/vocabulary.ts';
import type { SurveyProps, TabletMessageProps } from '../../survey-web/render.tsx';
import { localDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import { displayCode, readDisplayCode } from '../displays/display-code.ts';
import { openScreen, type Screen } from '../displays/service.ts';
import { procedureNameIn } from '../invitations/procedure-name.ts';
import { findInvitation, type OpenedInvitation } from '../invitations/service.ts';
import { standing } from '../invitations/standing.ts';
import { hashToken, readToken } from '../invitations/token.ts';
import { clientAddress } from '../middleware/client-address.ts';
import { guessLimiter } from '../middleware/rate-limit.ts';
import { refuseForeignForm } from '../middleware/refuse-foreign-page.ts';
import { Problem, type ProblemCode, problem } from '../problems.ts';
import { readForm, readJson } from '../questionnaires/check-answers.ts';
import type { Questionnaire, RawSubmission } from '../questionnaires/questionnaire.ts';
import { questionnaireShelf } from '../questionnaires/service.ts';
import { randomId } from '../random-id.ts';
import { answerComplaints } from '../responses/answer-complaints.ts';
import { submitResponse } from '../responses/service.ts';
import { screenCookie } from '../screens/screen-cookie.ts';
import { revealAtOnce } from '../seals/service.ts';

type Message = TabletMessageProps['message'];

/**
 * `/quay/:display/p/:token`: the survey on a counter's tablet. What makes an answer one of a tablet (`kiosk`) is that the
 * paired device sends it, to an address that its cookie alone opens; no value that anybody could post says so. No cookie is
 * set, and nothing here moves the display.
 */
export function tabletRoutes(context: Context) {
  const { db, clock, pages, secretKey, timeZone, trustProxy, randomBytes, publicUrl, demo, log } = context;
  const guesses = guessLimiter();
  const shelf = questionnaireShelf(db);
  const today = () => localDate(clock(), timeZone);

  const screenOf = (c: RequestContext): Promise<Screen | undefined> | undefined => {
    const display = readDisplayCode(c.req.param('display') ?? '');
    const secret = getCookie(c, screenCookie);
    return display && secret ? openScreen(db, { ...display, secret, now: clock(), today: today() }) : undefined;
  };

  /** The tablet that asks, and the code that it asks about; anybody else finds nothing here. */
  const asked = async (c: RequestContext): Promise<{ screen: Screen; token: Token; unitId: UnitId }> => {
    const screen = await screenOf(c);
    const read = readToken(c.req.param('token') ?? '');
    if (!screen?.answersHere || read?.unitId !== screen.unitId) throw problem('not-found');
    return { screen, ...read };
  };

  const frameOf = ({ unitId, displayId, unitName, brand }: Screen) => ({
    unitName,
    brand,
    demo,
    tablet: { home: `/quay/${displayCode(unitId, displayId)}` },
  });
  const html = (c: RequestContext, screen: Screen, page: string, status: 200 | 409 | 410 | 422 | 500 | 503) =>
    c.html(page, status, {
      'content-security-policy': pages.contentSecurityPolicyFor(screen.brand.colour),
      'cache-control': 'no-store',
    });
  const say = (c: RequestContext, screen: Screen, message: Message, status: 200 | 409 | 410 | 500 | 503) =>
    html(c, screen, pages.tabletMessage({ ...frameOf(screen), language: languageOf(c), message }), status);
  const survey = (
    c: RequestContext,
    screen: Screen,
    invitation: OpenedInvitation,
    form: Pick<SurveyProps, 'questionnaire' | 'answers' | 'comment' | 'errors' | 'key'> & { token: Token },
  ) => {
    const { closedOn, expiresOn } = invitation;
    const { token, ...filled } = form;
    const frame = frameOf(screen);
    return pages.survey({
      ...frame,
      language: languageOf(c),
      procedureName: procedureNameIn(languageOf(c), invitation),
      closedOn: closedOn ?? expiresOn,
      action: withLanguage(`${frame.tablet.home}/p/${token}`, languageOf(c)),
      medium: 'kiosk',
      ...filled,
    });
  };

  const found = async (c: RequestContext, unitId: UnitId, token: Token): Promise<OpenedInvitation> => {
    const invitation = await findInvitation(db, unitId, hashToken(secretKey, token));
    if (invitation) return invitation;
    await guesses.miss(clientAddress(c, trustProxy));
    throw problem('not-found');
  };

  const open = async (c: RequestContext): Promise<Response> => {
    await guesses.check(clientAddress(c, trustProxy));
    const { screen, token, unitId } = await asked(c);
    const invitation = await found(c, unitId, token);
    const { expiresOn } = invitation;
    const state = standing(invitation, today());
    if (state !== 'open')
      return say(c, screen, state === 'expired' ? { kind: state, expiresOn } : { kind: state }, 410);
    const questionnaire = await shelf.version(unitId, invitation.questionnaireVersion);
    const form = { token, questionnaire, answers: {}, comment: '', errors: [], key: randomId(randomBytes) };
    return html(c, screen, survey(c, screen, invitation, form), 200);
  };

  const submit = (unitId: UnitId, token: Token, language: Language, read: (asked: Questionnaire) => RawSubmission) =>
    submitResponse(db, shelf, {
      unitId,
      token,
      secretKey,
      today: today(),
      medium: 'kiosk',
      defaultLanguage: language,
      read,
    });

  const revealInDemo = async (unitId: UnitId, token: Token): Promise<void> => {
    if (!demo) return;
    const invitation = await findInvitation(db, unitId, hashToken(secretKey, token));
    const actor = { kind: 'system', name: 'seal', unitId: null } as const;
    const { fieldId } = invitation ?? {};
    if (fieldId) await revealAtOnce(db, unitId, { fieldId, now: clock(), timeZone, randomBytes, actor });
  };

  const answerJson = async (c: RequestContext): Promise<Response> => {
    const { token, unitId } = await asked(c);
    const raw = readJson(parsed(await c.req.text()));
    const outcome = await submit(unitId, token, languageOf(c), () => raw);
    switch (outcome.kind) {
      case 'recorded':
        await revealInDemo(unitId, token);
        return c.json({ status: 'recorded' }, 201, { 'cache-control': 'no-store' });
      case 'unknown':
        await guesses.miss(clientAddress(c, trustProxy));
        throw problem('not-found');
      case 'answered':
        throw problem('already-answered');
      case 'invalid':
        throw problem('invalid', { errors: outcome.errors.map(answerComplaints) });
      default:
        throw problem(`invitation-${outcome.kind}` satisfies ProblemCode);
    }
  };

  const answerForm = async (c: RequestContext): Promise<Response> => {
    const { screen, token, unitId } = await asked(c);
    const { home } = frameOf(screen).tablet;
    const fields = [...new URLSearchParams(await c.req.text())];
    const outcome = await submit(unitId, token, languageOf(c), (questionnaire) => readForm(questionnaire, fields));
    switch (outcome.kind) {
      case 'recorded':
        await revealInDemo(unitId, token);
        return c.redirect(withLanguage(`${home}/xong`, languageOf(c)), 303);
      case 'unknown':
        await guesses.miss(clientAddress(c, trustProxy));
        throw problem('not-found');
      case 'answered':
        return say(c, screen, { kind: 'answered' }, 409);
      case 'expired':
        return say(c, screen, { kind: 'expired', expiresOn: outcome.invitation.expiresOn }, 410);
      case 'invalid': {
        const { invitation, questionnaire, raw, errors } = outcome;
        const isKeyGood = typeof raw.key === 'string' && !errors.some(({ path }) => path === 'key');
        const form = {
          token,
          questionnaire,
          answers: raw.answers,
          comment: typeof raw.comment === 'string' ? raw.comment : '',
          errors,
          key: isKeyGood ? String(raw.key) : randomId(randomBytes),
        };
        return html(c, screen, survey(c, screen, invitation, form), 422);
      }
      default:
        return say(c, screen, { kind: outcome.kind }, 410);
    }
  };

  const answer = async (c: RequestContext): Promise<Response> => {
    const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
    const isForm = type === 'application/x-www-form-urlencoded';
    if (!isForm && type !== 'application/json') throw problem('unsupported-media-type');
    await guesses.check(clientAddress(c, trustProxy));
    return isForm ? answerForm(c) : answerJson(c);
  };

  /** A page of the tablet's own in place of one with ways out: back at the counter's screen it can be tried again. */
  const staying = (handle: (c: RequestContext) => Promise<Response>) => async (c: RequestContext) => {
    try {
      return await handle(c);
    } catch (error) {
      const isPage = !c.req.header('content-type')?.startsWith('application/json');
      const display = readDisplayCode(c.req.param('display') ?? '');
      if (!isPage || !display || getCookie(c, screenCookie) === undefined) throw error;
      const home = `/quay/${displayCode(display.unitId, display.displayId)}`;
      if (error instanceof Problem) return c.redirect(home, 303);
      const isAway = isDatabaseAway(error);
      if (!isAway) log.error({ err: error }, 'request failed');
      const kind = isAway ? 'unavailable' : 'server-error';
      const props = { language: languageOf(c), unitName: '', tablet: { home }, message: { kind }, demo } as const;
      if (isAway) c.header('retry-after', '5');
      return c.html(pages.tabletMessage(props), isAway ? 503 : 500, {
        'content-security-policy': pages.contentSecurityPolicy,
        'cache-control': 'no-store',
      });
    }
  };

  const thanks = async (c: RequestContext): Promise<Response> => {
    const screen = await screenOf(c);
    if (!screen) throw problem('not-found');
    return say(c, screen, { kind: 'sent' }, 200);
  };

  const limit = bodyLimit({
    maxSize: 16 * 1024,
    onError: () => {
      throw problem('too-large');
    },
  });
  return new Hono()
    .get('/quay/:display/p/:token', staying(open))
    .post('/quay/:display/p/:token', refuseForeignForm(publicUrl), limit, staying(answer))
    .get('/quay/:display/xong', staying(thanks));
}

function languageOf(c: RequestContext): Language {
  return c.req.query('lang') === 'en' ? 'en' : 'vi';
}

const withLanguage = (path: string, language: Language): string => (language === 'en' ? `${path}?lang=en` : path);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw problem('malformed-json');
  }
}
