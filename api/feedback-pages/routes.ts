import { Hono, type Context as RequestContext } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { LocalDate, TrackingCode, UnitId } from '../../db/vocabulary.ts';
import type { TrackProblem } from '../../survey-web/render.tsx';
import { localDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import { languageOf } from '../edge.ts';
import { checkFeedback, type FeedbackError, type RawFeedback, readFeedback } from '../feedback/check-feedback.ts';
import { daysOverdue } from '../feedback/progress.ts';
import { findTracked, forgetContact, lastDay, sendFeedback, workingDaysKnown } from '../feedback/service.ts';
import {
  groupTrackingCode,
  hashTrackingCode,
  looksLikeRatingCode,
  readTrackingCode,
} from '../feedback/tracking-code.ts';
import { clientAddress } from '../middleware/client-address.ts';
import { guessLimiter, tryLimiter } from '../middleware/rate-limit.ts';
import { refuseForeignForm } from '../middleware/refuse-foreign-page.ts';
import { Problem, problem } from '../problems.ts';
import { randomId } from '../random-id.ts';
import type { Brand } from '../units/brand.ts';
import { findUnit, listUnits, type PageUnit, pageUnit, unitSettings } from '../units/service.ts';

/** Three thousand characters of four bytes each, as a form sends them, and the rest. */
const largestBody = 48 * 1024;

/** What stands on the form when it is not opened for the first time. */
interface Again {
  readonly written?: RawFeedback;
  readonly errors?: readonly FeedbackError[];
  readonly tooMany?: number;
  readonly track?: { code: string; problem: TrackProblem };
}

/** `/gop-y`: feedback, its form and its state, for citizens. Apart from ratings in page, request, record and transaction. */
export function feedbackPageRoutes(context: Context) {
  const { db, clock, pages, secretKey, timeZone, trustProxy, randomBytes, publicUrl, demo } = context;
  const guesses = guessLimiter();
  // What one network may send: wide enough for a centre's Wi-Fi, too narrow to bury the people who read.
  const sent = tryLimiter({ tries: 30, minutes: 10 });
  const today = (): LocalDate => localDate(clock(), timeZone);
  const newId = (): string => randomId(randomBytes);

  const html = (c: RequestContext, page: string, status: 200 | 201 | 404 | 422 | 429 = 200, brand?: Brand): Response =>
    c.html(page, status, {
      'content-security-policy': pages.contentSecurityPolicyFor(brand?.colour ?? null),
      'cache-control': 'no-store',
    });

  const form = async (
    c: RequestContext,
    unit: PageUnit | undefined,
    again: Again = {},
    status: 200 | 404 | 422 | 429 = 200,
  ): Promise<Response> => {
    const key = again.written?.key;
    const isKeyGood = key !== undefined && !again.errors?.some(({ path }) => path === 'key');
    const page = pages.feedback({
      language: languageOf(c),
      unit,
      units: unit ? [] : await listUnits(db),
      dueOn: unit && lastDay(today(), (await unitSettings(db, unit.unitId)).feedbackDays),
      ...again,
      key: isKeyGood ? key : newId(),
      demo,
    });
    return html(c, page, status, unit?.brand);
  };

  const send = async (c: RequestContext): Promise<Response> => {
    const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/x-www-form-urlencoded') throw problem('unsupported-media-type');
    const written = readFeedback([...new URLSearchParams(await c.req.text())]);
    const unit = written.unit === '' ? undefined : await pageUnit(db, written.unit);
    const checked = checkFeedback(written);
    if (!checked.ok || !unit) {
      const noUnit: FeedbackError[] = unit ? [] : [{ path: 'unit', problem: 'missing' }];
      return form(c, unit, { written, errors: [...noUnit, ...(checked.ok ? [] : checked.errors)] }, 422);
    }
    try {
      await sent.take(clientAddress(c, trustProxy));
    } catch (refusal) {
      const seconds = secondsOf(refusal);
      c.header('retry-after', String(seconds));
      return form(c, unit, { written, tooMany: Math.ceil(seconds / 60) }, 429);
    }
    const language = languageOf(c);
    const { unitId } = unit;
    const stored = await sendFeedback(db, {
      unitId,
      feedback: checked.feedback,
      language,
      today: today(),
      secretKey,
      newId,
    });
    const code = groupTrackingCode(stored.code);
    return html(c, pages.feedbackSent({ language, ...unit, code, dueOn: stored.dueOn, demo }), 201, unit.brand);
  };

  /** Asks for the tracking code again, with what is wrong with it. */
  const codeUnknown = (c: RequestContext, raw: string): Promise<Response> => {
    const kind = looksLikeRatingCode(raw) ? 'rating' : 'unknown';
    return formOfOnly(c, { track: { code: raw.slice(0, 100), problem: { kind } } }, 404);
  };

  const formOfOnly = async (c: RequestContext, again: Again, status: 404 | 429): Promise<Response> =>
    form(c, await pageUnit(db, undefined), again, status);

  /** Finds what a code stands for; a code that could have been one and is none counts as a guess. */
  const tracked = async (
    c: RequestContext,
    handle: (unitId: UnitId, code: TrackingCode) => Promise<Response | undefined>,
  ) => {
    const raw = c.req.param('code') ?? '';
    const read = readTrackingCode(raw);
    if (!read) return codeUnknown(c, raw);
    try {
      await guesses.check(clientAddress(c, trustProxy));
    } catch (refusal) {
      const seconds = secondsOf(refusal);
      c.header('retry-after', String(seconds));
      return formOfOnly(
        c,
        { track: { code: '', problem: { kind: 'toomany', minutes: Math.ceil(seconds / 60) } } },
        429,
      );
    }
    const answer = await handle(read.unitId, read.code);
    if (answer) return answer;
    await guesses.miss(clientAddress(c, trustProxy));
    return codeUnknown(c, raw);
  };

  const state = async (c: RequestContext, unitId: UnitId, code: TrackingCode): Promise<Response | undefined> => {
    const found = await findTracked(db, unitId, hashTrackingCode(secretKey, code));
    const row = found && (await findUnit(db, unitId));
    const unit = row && (await pageUnit(db, row.code));
    if (!found || !unit) return undefined;
    const page = pages.feedbackState({
      language: languageOf(c),
      ...unit,
      ...found,
      action: statePath(code, c),
      daysOverdue: daysOverdue(found, today(), workingDaysKnown),
      demo,
    });
    return html(c, page, 200, unit.brand);
  };

  const limit = bodyLimit({
    maxSize: largestBody,
    onError: () => {
      throw problem('too-large');
    },
  });

  /** Nobody's session is borrowed here, but what is sent should come from whoever sees the page. */
  const refuseForeign = refuseForeignForm(publicUrl);

  return new Hono()
    .get('/gop-y', async (c) => {
      const typed = c.req.query('ma');
      const read = typed === undefined ? undefined : readTrackingCode(typed);
      if (read) return c.redirect(statePath(read.code, c), 303);
      if (typed !== undefined) return codeUnknown(c, typed);
      return form(c, await pageUnit(db, c.req.query('unit')));
    })
    .post('/gop-y', refuseForeign, limit, send)
    .get('/gop-y/:code', (c) => tracked(c, (unitId, code) => state(c, unitId, code)))
    .post('/gop-y/:code', refuseForeign, limit, (c) =>
      tracked(c, async (unitId, code) => {
        if (!(await findTracked(db, unitId, hashTrackingCode(secretKey, code)))) return undefined;
        const forget = new URLSearchParams(await c.req.text()).get('forget');
        if (forget === 'contact') await forgetContact(db, { unitId, code, secretKey });
        return c.redirect(statePath(code, c), 303);
      }),
    );
}

function statePath(code: TrackingCode, c: RequestContext): string {
  return `/gop-y/${groupTrackingCode(code)}${c.req.query('lang') === 'en' ? '?lang=en' : ''}`;
}

/** How long to wait, as a refusal says it; any other error goes on. */
function secondsOf(refusal: unknown): number {
  if (refusal instanceof Problem && refusal.code === 'too-many-tries') return refusal.extra.retryAfter ?? 60;
  throw refusal;
}
