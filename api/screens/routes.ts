import { Hono, type Context as RequestContext } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { stream } from 'hono/streaming';
import type { DisplayId, Language, UnitId } from '../../db/vocabulary.ts';
import { localDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { News } from '../counter-feed.ts';
import { displayCode, readDisplayCode, readPairingCode } from '../displays/display-code.ts';
import { eventText } from '../displays/event-text.ts';
import { type ScreenState, screenState } from '../displays/screen-state.ts';
import { dismissCall, openScreen, pairDevice, type Screen } from '../displays/service.ts';
import { qrSvg } from '../invitations/qr.ts';
import { clientAddress } from '../middleware/client-address.ts';
import { tryLimiter } from '../middleware/rate-limit.ts';
import { refuseForeignForm } from '../middleware/refuse-foreign-page.ts';
import { Problem, problem } from '../problems.ts';
import type { Brand } from '../units/brand.ts';
import { pageMark } from './page-mark.ts';
import { screenCookie, screenCookieDays } from './screen-cookie.ts';

/** How soon a screen's browser tries again when the stream breaks off. */
const retryMs = 1000;

/** Every so many beats a screen's display is looked at without any news: should a notification ever be lost. */
const beatsBetweenLooks = 3;

/** `/quay`: where a counter's screen is paired, what it shows, and how it learns that something is called. */
export function screenRoutes(context: Context) {
  const { db, clock, timeZone, secretKey, randomBytes, publicUrl, pages, trustProxy, counterFeed, log, demo } = context;
  // Codes of no display at all; those of a display are counted with it, in the database.
  const guesses = tryLimiter({ tries: 30, minutes: 10 });

  const moment = () => {
    const now = clock();
    return { now, today: localDate(now, timeZone) };
  };
  const html = (
    c: RequestContext,
    page: string,
    status: 200 | 422 | 429 = 200,
    { colour }: Pick<Brand, 'colour'> = { colour: null },
  ): Response =>
    c.html(page, status, {
      'content-security-policy': pages.contentSecurityPolicyFor(colour),
      'cache-control': 'no-store',
    });

  const keep = (c: RequestContext, code: string, secret: string): void =>
    setCookie(c, screenCookie, secret, {
      path: `/quay/${code}`,
      httpOnly: true,
      sameSite: 'Lax',
      secure: publicUrl.startsWith('https:'),
      maxAge: screenCookieDays * 86_400,
    });

  const propsOf = ({ unitName, brand, counter, answersHere }: Screen, language: Language) => ({
    language,
    unitName,
    brand,
    counter,
    answersHere,
    host: new URL(publicUrl).host,
    demo,
  });
  const markOf = (screen: Screen, language: Language): string =>
    pageMark(propsOf(screen, language), pages.contentSecurityPolicy);

  const opened = async (c: RequestContext): Promise<Screen | undefined> => {
    const read = readDisplayCode(c.req.param('display') ?? '');
    const secret = getCookie(c, screenCookie);
    return read && secret ? openScreen(db, { ...read, secret, ...moment() }) : undefined;
  };

  const pairing = (c: RequestContext, trouble?: 'unknown' | 'toomany'): Response =>
    html(
      c,
      pages.pairing({ language: languageOf(c), ...(trouble && { trouble }) }),
      trouble === undefined ? 200 : troubles[trouble],
    );

  const pair = async (c: RequestContext): Promise<Response> => {
    const network = clientAddress(c, trustProxy);
    try {
      await guesses.check(network);
    } catch (refusal) {
      if (!(refusal instanceof Problem)) throw refusal;
      c.header('retry-after', String(refusal.extra.retryAfter ?? 60));
      return pairing(c, 'toomany');
    }
    const typed = new URLSearchParams(await c.req.text()).get('ma') ?? '';
    const read = readPairingCode(typed);
    const secret = read && (await pairDevice(db, { ...read, ...moment(), secretKey, randomBytes }));
    if (!read || secret === undefined) {
      await guesses.miss(network);
      return pairing(c, 'unknown');
    }
    const code = displayCode(read.unitId, read.displayId);
    keep(c, code, secret);
    return c.redirect(withLanguage(`/quay/${code}`, languageOf(c)), 303);
  };

  const page = async (c: RequestContext): Promise<Response> => {
    const language = languageOf(c);
    const screen = await opened(c);
    // The same for a display that is not there and for a device that is not, or no longer, its own.
    if (!screen) return c.redirect(`/quay?moi=1${language === 'en' ? '&lang=en' : ''}`, 303);
    const code = displayCode(screen.unitId, screen.displayId);
    keep(c, code, getCookie(c, screenCookie) ?? '');
    return html(c, pages.display({ ...propsOf(screen, language), mark: markOf(screen, language) }), 200, screen.brand);
  };

  /** What a screen is told: what it shows now, and then each change of it. Between them beats, which say that all is well. */
  const tell = async (c: RequestContext): Promise<Response> => {
    const read = readDisplayCode(c.req.param('display') ?? '');
    const secret = getCookie(c, screenCookie);
    const language = languageOf(c);
    const mark = c.req.query('trang');
    let known = c.req.header('last-event-id') ?? c.req.query('sau') ?? '';
    c.header('content-type', 'text/event-stream; charset=utf-8');
    // Neither our compression nor a proxy may gather what is to arrive at once.
    c.header('cache-control', 'no-store, no-transform');
    c.header('x-accel-buffering', 'no');
    // Strangers are not let in to watch: each that is puts the oldest of the screen's own out. Where the database can't be
    // asked, the stream goes on and says so.
    const isStranger = await opened(c).then(
      (screen) => screen === undefined,
      () => !read || !secret,
    );
    if (!read || isStranger) return c.body(eventText('gone'));
    const watch = counterFeed.watch(displayCode(read.unitId, read.displayId));

    const look = async (): Promise<string | 'gone'> => {
      const { now, today } = moment();
      const screen = secret ? await openScreen(db, { ...read, secret, now, today }) : undefined;
      if (!screen) return 'gone';
      const state = screenState(screen, { publicUrl, secretKey, now, today });
      const isOtherPage = mark !== undefined && mark !== markOf(screen, language);
      const news = state.id === known ? '' : stateText(state);
      known = state.id;
      return news + (isOtherPage ? eventText('page') : '');
    };

    const failed = async (error: unknown): Promise<void> => {
      log.error({ err: error }, 'screen lost');
    };
    return stream(
      c,
      async (out) => {
        out.onAbort(() => watch.end());
        await out.write(`retry: ${retryMs}\n\n`);
        let beats = 0;
        let mustLook = true;
        for (let news: News = 'changed'; news !== 'closed'; news = await watch.next()) {
          if (news === 'beat') beats += 1;
          if (news === 'lost') {
            mustLook = true;
            await out.write(eventText('lost'));
            continue;
          }
          if (news === 'changed' || mustLook || beats % beatsBetweenLooks === 0) {
            const text = await look().catch(() => undefined);
            mustLook = text === undefined;
            if (text === 'gone') {
              await out.write(eventText('gone'));
              break;
            }
            await out.write(text === undefined ? eventText('lost') : text + eventText('beat'));
            continue;
          }
          await out.write(eventText('beat'));
        }
        watch.end();
      },
      failed,
    );
  };

  const dismiss = async (c: RequestContext): Promise<Response> => {
    const screen = await opened(c);
    if (!screen) throw problem('not-found');
    const number = Number(new URLSearchParams(await c.req.text()).get('so'));
    const { unitId, displayId }: { unitId: UnitId; displayId: DisplayId } = screen;
    if (Number.isInteger(number)) await dismissCall(db, { unitId, displayId, callNumber: number });
    return c.body(null, 204);
  };

  const small = bodyLimit({
    maxSize: 1024,
    onError: () => {
      throw problem('too-large');
    },
  });
  const ownPage = refuseForeignForm(publicUrl);
  return new Hono()
    .get('/quay', (c) => pairing(c))
    .post('/quay', ownPage, small, pair)
    .get('/quay/:display', page)
    .get('/quay/:display/tin', tell)
    .post('/quay/:display/dong', ownPage, small, dismiss);
}

const troubles = { unknown: 422, toomany: 429 } as const;

/** A screen speaks Vietnamese first, whatever its device was set to in the factory. */
function languageOf(c: RequestContext): Language {
  return c.req.query('lang') === 'en' ? 'en' : 'vi';
}

const withLanguage = (path: string, language: Language): string => (language === 'en' ? `${path}?lang=en` : path);

function stateText(state: ScreenState): string {
  if (state.kind === 'calm') return eventText('calm', { id: state.id });
  const { id, number, url, code, answer, leftMs } = state;
  const data = { number, picture: qrSvg(url), code, ...(answer !== undefined && { answer }), leftMs };
  return eventText('show', { id, data: JSON.stringify(data) });
}
