import { Hono, type Context as RequestContext } from 'hono';
import { localDate } from '../calendar.ts';
import { surveyOf } from '../cases/case-view.ts';
import type { Context, UnitEnv } from '../context.ts';
import { describe, languageOf, validQuery } from '../edge.ts';
import { qrRuns, qrSvg } from '../invitations/qr.ts';
import { startUrl } from '../invitations/survey-url.ts';
import { problem } from '../problems.ts';
import { brandOf, findUnit, unitSettings } from '../units/service.ts';
import type { SlipLayout } from './layouts.ts';
import { PosterQuery, SlipCount, SlipCountQuery, SlipQuery } from './schema.ts';
import { countSlips, readSlips, type SlipFilter } from './service.ts';
import { type DrawnSlip, slipsPdf } from './slip-pdf.ts';

/** As many slips as a browser lays out on one page without effort; more go into a PDF. */
const mostOnAPage = 400;
const defaultLayout: SlipLayout = 'a4-8';

/** `/api/v1/slips`: the slips of a day, to print from the browser or as one PDF. */
export function slipRoutes(context: Context) {
  const { db, clock, pages, publicUrl, demo } = context;
  const host = new URL(publicUrl).host;
  const source = slipSource(context);
  return new Hono<UnitEnv>()
    .get(
      '/',
      describe(`The slips of a day as a page to print, at most ${mostOnAPage}; more as PDF`, { 200: 'text/html' }),
      validQuery(SlipQuery),
      async (c) => {
        const { closedOn, layout = defaultLayout } = c.req.valid('query');
        const { filter, settings, level } = await source(c, c.req.valid('query'));
        if ((await countSlips(db, c.var.unitId, filter)) > mostOnAPage) throw problem('too-many-slips');
        const brand = await brandOf(db, c.var.unitId);
        const slips = [];
        for await (const row of readSlips(db, c.var.unitId, filter)) {
          const survey = surveyOf(row, settings);
          if (!survey) continue;
          const { caseCode, procedureName } = row;
          const unitName = settings.unit.name;
          const qr = qrSvg(survey.url, level);
          slips.push({
            unitName,
            brand,
            procedureName,
            caseCode,
            code: survey.code,
            host,
            qrSvg: qr,
            until: survey.expiresOn,
          });
        }
        const page = pages.slips({ language: languageOf(c), layout, closedOn, slips, demo });
        return c.html(page, 200, { 'content-security-policy': pages.paperPolicy(null) });
      },
    )
    .get(
      '/count',
      describe('How many slips that would be', { 200: SlipCount }),
      validQuery(SlipCountQuery),
      async (c) => {
        const { filter } = await source(c, c.req.valid('query'));
        return c.json({ slips: await countSlips(db, c.var.unitId, filter) });
      },
    )
    .get(
      '/pdf',
      describe('The same as one PDF, however many; sent as it is drawn', { 200: 'application/pdf' }),
      validQuery(SlipQuery),
      async (c) => {
        const { closedOn, layout = defaultLayout } = c.req.valid('query');
        const language = languageOf(c);
        const { filter, settings, level } = await source(c, c.req.valid('query'));
        const drawn = async function* (): AsyncGenerator<DrawnSlip> {
          for await (const row of readSlips(db, c.var.unitId, filter)) {
            const survey = surveyOf(row, settings);
            if (!survey) continue;
            const until = survey.expiresOn;
            yield {
              unitName: settings.unit.name,
              procedureName: row.procedureName,
              caseCode: row.caseCode,
              code: survey.code,
              qr: qrRuns(survey.url, level),
              vi: pages.slipTexts({ host, until }, 'vi'),
              en: pages.slipTexts({ host, until }, 'en'),
            };
          }
        };
        const demoText = demo ? pages.slipTexts({ host, until: closedOn }, language).demo : undefined;
        const title = pages.slipsTitle(closedOn, language);
        const pdf = slipsPdf(drawn(), { layout, title, now: clock(), demo: demoText });
        return c.body(streamOf(pdf), 200, {
          'content-type': 'application/pdf',
          'content-disposition': `attachment; filename="phieu-ma-danh-gia-${closedOn}-${layout}.pdf"`,
          'cache-control': 'no-store, no-transform',
        });
      },
    );
}

/** `/api/v1/poster`: what hangs in the hall. */
export function posterRoutes({ db, pages, publicUrl, demo }: Context) {
  return new Hono<UnitEnv>().get(
    '/',
    describe('The centre’s poster, A4 or A3: how to rate, and where to type the code', { 200: 'text/html' }),
    validQuery(PosterQuery),
    async (c) => {
      const { size = 'a4' } = c.req.valid('query');
      const unit = await findUnit(db, c.var.unitId);
      if (!unit) throw problem('not-found');
      const { qrLevel } = await unitSettings(db, unit.unitId);
      const brand = await brandOf(db, unit.unitId);
      const poster = pages.poster({
        language: languageOf(c),
        size,
        unitName: unit.name,
        brand,
        host: new URL(publicUrl).host,
        qrSvg: qrSvg(startUrl(publicUrl), qrLevel),
        demo,
      });
      return c.html(poster, 200, { 'content-security-policy': pages.paperPolicy(brand?.colour ?? null) });
    },
  );
}

/** Which cases a query means, and what their codes are made with. */
function slipSource({ db, clock, timeZone, publicUrl, secretKey }: Context) {
  return async (
    c: RequestContext<UnitEnv>,
    query: { closedOn: SlipFilter['closedOn']; field?: string | undefined; counter?: string | undefined },
  ) => {
    const unit = await findUnit(db, c.var.unitId);
    if (!unit) throw problem('not-found');
    const today = localDate(clock(), timeZone);
    const filter = { closedOn: query.closedOn, fieldId: query.field, counter: query.counter, today };
    const { qrLevel } = await unitSettings(db, unit.unitId);
    return { filter, settings: { unit, publicUrl, secretKey, today }, level: qrLevel };
  };
}

/** Read no faster than it is sent, other requests in between; whoever stops reading stops the drawing. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setImmediate(resolve));
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
