import { Hono, type MiddlewareHandler, type Context as RequestContext } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { isDatabaseAway } from '../../db/away.ts';
import { type LocalDate, languages, type Token, type UnitId } from '../../db/vocabulary.ts';
import type { StartProblem } from '../../survey-web/render.tsx';
import { localDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import { languageOf } from '../edge.ts';
import { readTrackingCode } from '../feedback/tracking-code.ts';
import { procedureNameIn } from '../invitations/procedure-name.ts';
import { findInvitation, type OpenedInvitation } from '../invitations/service.ts';
import { standing } from '../invitations/standing.ts';
import { surveyPath } from '../invitations/survey-url.ts';
import { hashToken, looksLikeCaseCode, missingCharacters, readToken } from '../invitations/token.ts';
import { keyedHash } from '../keyed-hash.ts';
import { clientAddress } from '../middleware/client-address.ts';
import { guessLimiter } from '../middleware/rate-limit.ts';
import { Problem, type ProblemCode, problem } from '../problems.ts';
import { hasPublished } from '../public/service.ts';
import { readForm, readJson } from '../questionnaires/check-answers.ts';
import type { AnswerError } from '../questionnaires/questionnaire.ts';
import { questionnaireShelf } from '../questionnaires/service.ts';
import { randomId } from '../random-id.ts';
import { revealAtOnce } from '../seals/service.ts';
import type { Brand } from '../units/brand.ts';
import { pageUnit, unitSettings } from '../units/service.ts';
import { answerComplaints } from './answer-complaints.ts';
import { type Outcome, submitResponse } from './service.ts';

const thanksCookie = 'thanks';
const largestBody = 16 * 1024;

/** `/` and `/p/:token`: what a citizen opens, fills in and sends. */
export function responseRoutes(context: Context) {
  const { db, clock, pages, secretKey, timeZone, trustProxy, randomBytes, publicUrl, demo } = context;
  const guesses = guessLimiter();
  const shelf = questionnaireShelf(db);
  // Asked with each answer, and a formatter takes its time. In no zone does the day change but on a quarter of an hour.
  let lastAsked: { quarter: number; date: LocalDate } | undefined;
  const today = (): LocalDate => {
    const now = clock();
    const quarter = Math.floor(now.getTime() / 900_000);
    if (lastAsked?.quarter !== quarter) lastAsked = { quarter, date: localDate(now, timeZone) };
    return lastAsked.date;
  };

  const html = (
    c: RequestContext,
    page: string,
    status: 200 | 404 | 409 | 410 | 422 | 429 = 200,
    { colour }: Pick<Brand, 'colour'> = { colour: null },
  ): Response =>
    c.html(page, status, {
      'content-security-policy': pages.citizenPolicyFor(colour),
      'cache-control': 'no-store',
    });

  /** Asks for the code again, with what is wrong with it. */
  const codeUnknown = (c: RequestContext, code: string): Response => {
    return html(c, pages.start({ language: languageOf(c), code, problem: problemOf(code), demo }), 404);
  };

  /** The same for a code that could have been one: a guess, and guesses are counted. */
  const guessed = async (c: RequestContext, code: string): Promise<Response> => {
    await guesses.miss(clientAddress(c, trustProxy));
    return codeUnknown(c, code);
  };

  const tooMany = (c: RequestContext, refusal: Problem): Response => {
    const seconds = refusal.extra.retryAfter ?? 60;
    c.header('retry-after', String(seconds));
    const minutes = Math.ceil(seconds / 60);
    return html(c, pages.start({ language: languageOf(c), problem: { kind: 'toomany', minutes }, demo }), 429);
  };

  const proof = (token: Token): string =>
    Buffer.from(keyedHash(secretKey, 'thanks-cookie', token)).toString('base64url');

  /** Only the device that answered gets it, for both spellings of the page's path: the slip's QR code says `/P/`. */
  const rememberThanks = (c: RequestContext, token: Token): void => {
    const secure = publicUrl.startsWith('https:');
    const value = proof(token);
    for (const path of [surveyPath(token), `/P/${token}`]) {
      setCookie(c, thanksCookie, value, { path, httpOnly: true, sameSite: 'Lax', secure });
    }
  };

  /** A demonstration shows each answer at once; anywhere else it waits for a night, and for others. */
  const revealInDemo = async (unitId: UnitId, token: Token): Promise<void> => {
    if (!demo) return;
    const invitation = await findInvitation(db, unitId, hashToken(secretKey, token));
    if (!invitation) return;
    const actor = { kind: 'system', name: 'seal', unitId: null } as const;
    await revealAtOnce(db, unitId, { fieldId: invitation.fieldId, now: clock(), timeZone, randomBytes, actor });
  };

  const open = async (c: RequestContext, raw: string): Promise<Response> => {
    await guesses.check(clientAddress(c, trustProxy));
    const read = readToken(raw);
    if (!read) return codeUnknown(c, raw);
    const { unitId, token } = read;
    const language = languageOf(c);
    const invitation = await findInvitation(db, unitId, hashToken(secretKey, token));
    if (!invitation) return guessed(c, raw);
    const { expiresOn, closedOn, questionnaireVersion, brand } = invitation;
    const unit = unitOf(invitation);
    const questionnaire = await shelf.version(unitId, questionnaireVersion);
    if (getCookie(c, thanksCookie) === proof(token)) {
      const thanks = { title: questionnaire.thanks[language], hasPublished: await hasPublished(db, unitId) };
      return html(c, pages.thanks({ language, ...unit, ...thanks, demo }), 200, brand);
    }
    const state = standing(invitation, today());
    if (state !== 'open')
      return html(c, pages.ended({ language, ...unit, reason: state, expiresOn, demo }), 410, brand);
    const page = {
      language,
      ...unit,
      procedureName: procedureNameIn(language, invitation),
      closedOn: closedOn ?? expiresOn,
      questionnaire,
      answers: {},
      comment: '',
      errors: [],
      action: surveyPath(token),
      key: randomId(randomBytes),
      demo,
    };
    return html(c, pages.survey(page), 200, brand);
  };

  const answerForm = async (c: RequestContext, unitId: UnitId, token: Token): Promise<Response> => {
    const fields = [...new URLSearchParams(await c.req.text())];
    const sent = fields.find(([name]) => name === 'language')?.[1];
    const language = languages.find((known) => known === sent) ?? languageOf(c);
    const outcome = await submitResponse(db, shelf, {
      unitId,
      token,
      secretKey,
      today: today(),
      medium: 'phone',
      defaultLanguage: languageOf(c),
      read: (questionnaire) => readForm(questionnaire, fields),
    });
    switch (outcome.kind) {
      case 'recorded':
        await revealInDemo(unitId, token);
        rememberThanks(c, token);
        return c.redirect(inLanguage(surveyPath(token), language), 303);
      case 'unknown':
        return guessed(c, token);
      case 'answered':
        return html(
          c,
          pages.answered({ language, ...unitOf(outcome.invitation), demo }),
          409,
          outcome.invitation.brand,
        );
      case 'invalid': {
        const { invitation, questionnaire, raw, errors } = outcome;
        const { closedOn, expiresOn } = invitation;
        const page = {
          language,
          ...unitOf(invitation),
          procedureName: procedureNameIn(language, invitation),
          closedOn: closedOn ?? expiresOn,
          questionnaire,
          answers: raw.answers,
          comment: typeof raw.comment === 'string' ? raw.comment : '',
          errors,
          action: surveyPath(token),
          key: keptKey(raw.key, errors) ?? randomId(randomBytes),
          demo,
        };
        return html(c, pages.survey(page), 422, invitation.brand);
      }
      default: {
        const { expiresOn, brand } = outcome.invitation;
        const unit = unitOf(outcome.invitation);
        return html(c, pages.ended({ language, ...unit, reason: outcome.kind, expiresOn, demo }), 410, brand);
      }
    }
  };

  const answerJson = async (c: RequestContext, unitId: UnitId, token: Token): Promise<Response> => {
    const raw = readJson(await readBody(c));
    const outcome = await submitResponse(db, shelf, {
      unitId,
      token,
      secretKey,
      today: today(),
      medium: 'phone',
      defaultLanguage: languageOf(c),
      read: () => raw,
    });
    if (outcome.kind === 'unknown') await guesses.miss(clientAddress(c, trustProxy));
    if (outcome.kind !== 'recorded') throw refusalFor(outcome);
    await revealInDemo(unitId, token);
    rememberThanks(c, token);
    return c.json({ status: 'recorded' }, 201, { 'cache-control': 'no-store' });
  };

  const answer = async (c: RequestContext, raw: string): Promise<Response> => {
    const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
    const isForm = type === 'application/x-www-form-urlencoded';
    if (!isForm && type !== 'application/json') throw problem('unsupported-media-type');
    await guesses.check(clientAddress(c, trustProxy));
    const read = readToken(raw);
    if (read) return (isForm ? answerForm : answerJson)(c, read.unitId, read.token);
    if (!isForm) throw problem('not-found');
    return codeUnknown(c, raw);
  };

  const pageOfTries = (handle: (c: RequestContext, raw: string) => Promise<Response>) => async (c: RequestContext) => {
    try {
      return await handle(c, c.req.param('token') ?? '');
    } catch (error) {
      const isJson = c.req.header('content-type')?.startsWith('application/json');
      if (error instanceof Problem && error.code === 'too-many-tries' && !isJson) return tooMany(c, error);
      throw error;
    }
  };

  const countBytes = bodyLimit({
    maxSize: largestBody,
    onError: () => {
      throw problem('too-large');
    },
  });

  /**
   * Where the length is announced, Node reads no more than that; only without it bytes have to be counted, from a stream
   * whose making takes as long as all the rest of a request.
   */
  const limit: MiddlewareHandler = (c, next) => {
    const length = c.req.header('content-length');
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return countBytes(c, next);
    if (Number(length) > largestBody) throw problem('too-large');
    return next();
  };

  return new Hono()
    .get('/', async (c) => {
      const typed = c.req.query('ma');
      if (typed === undefined) {
        const unit = await unlessAway(pageUnit(db, c.req.query('unit')));
        const published = unit && (await unlessAway(hasPublished(db, unit.unitId)));
        return html(c, pages.start({ language: languageOf(c), unit, hasPublished: published, demo }), 200, unit?.brand);
      }
      const read = readToken(typed);
      if (!read) return codeUnknown(c, typed.slice(0, 100));
      return c.redirect(inLanguage(surveyPath(read.token), c.req.query('lang')), 303);
    })
    .get('/rieng-tu', async (c) => {
      const unit = await unlessAway(pageUnit(db, c.req.query('unit')));
      const settings = unit && (await unlessAway(unitSettings(db, unit.unitId)));
      return html(c, pages.privacy({ language: languageOf(c), ...unit, settings, demo }), 200, unit?.brand);
    })
    .get('/p/gui-lai.js', (c) =>
      c.body(pages.resendWorker.script, 200, {
        'content-type': 'text/javascript; charset=utf-8',
        'content-security-policy': pages.resendWorker.contentSecurityPolicy,
        'cache-control': 'no-cache',
      }),
    )
    .get('/p/:token', pageOfTries(open))
    .get('/P/:token', pageOfTries(open))
    .post('/p/:token', limit, pageOfTries(answer))
    .post('/P/:token', limit, pageOfTries(answer));
}

/** What a page names where it can, and does without while the database is away. */
async function unlessAway<Found>(reading: Promise<Found>): Promise<Found | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isDatabaseAway(error)) return undefined;
    throw error;
  }
}

/** Who asks, as a page needs it. */
function unitOf({ unitCode, unitName, brand }: OpenedInvitation) {
  return { unitCode, unitName, brand };
}

/** A page's path with the language that was asked for, where it is not the one that everybody gets. */
function inLanguage(path: string, asked: string | undefined): string {
  const [, ...others] = languages;
  return others.some((language) => language === asked) ? `${path}?lang=${asked}` : path;
}

function problemOf(code: string): StartProblem {
  const missing = missingCharacters(code);
  if (looksLikeCaseCode(code)) return { kind: 'unknown-case' };
  if (readTrackingCode(code)) return { kind: 'tracking' };
  return missing > 0 ? { kind: 'short', missing } : { kind: 'unknown' };
}

async function readBody(c: RequestContext): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw problem('malformed-json');
  }
}

/** The key that came, unless it is what was wrong. */
function keptKey(key: unknown, errors: readonly AnswerError[]): string | undefined {
  return typeof key === 'string' && !errors.some(({ path }) => path === 'key') ? key : undefined;
}

function refusalFor(outcome: Exclude<Outcome, { kind: 'recorded' }>): Problem {
  if (outcome.kind === 'unknown') return problem('not-found');
  if (outcome.kind === 'answered') return problem('already-answered');
  if (outcome.kind === 'invalid') return problem('invalid', { errors: outcome.errors.map(answerComplaints) });
  const codes = {
    expired: 'invitation-expired',
    replaced: 'invitation-replaced',
    withdrawn: 'invitation-withdrawn',
    paper: 'invitation-paper',
  };
  return problem(codes[outcome.kind] as ProblemCode);
}
