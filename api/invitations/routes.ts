import { Hono } from 'hono';
import { stream } from 'hono/streaming';
import type { Language, LocalDate } from '../../db/vocabulary.ts';
import { addDays, localDate } from '../calendar.ts';
import type { Context, UnitEnv } from '../context.ts';
import { describe, validQuery } from '../edge.ts';
import { csvPages } from '../exports/csv.ts';
import { type Problem, problem } from '../problems.ts';
import { findUnit } from '../units/service.ts';
import { message, messageUrl } from './message.ts';
import { type LinkedInvitation, openInvitations } from './queries.ts';
import { LinksQuery } from './schema.ts';
import { surveyUrl } from './survey-url.ts';
import { groupToken, tokenFor } from './token.ts';

const pageSize = 1000;
const mostDays = 92;
const columns = ['caseCode', 'url', 'code', 'expiresOn', 'message'] as const;

/** `/api/v1/invitations`: rating codes out, for those who send messages. */
export function invitationRoutes({ db, clock, timeZone, publicUrl, secretKey }: Context) {
  return new Hono<UnitEnv>().get(
    '/links.csv',
    describe(
      'Open rating codes of cases by day of closing, with a text ready for SMS or Zalo: case code, url, code, last day, message',
      { 200: 'text/csv; charset=utf-8' },
    ),
    validQuery(LinksQuery),
    async (c) => {
      const { closedOn, from = closedOn, to = closedOn, lang = 'vi' } = c.req.valid('query');
      const range = rangeOf(closedOn, from, to);
      const unit = await findUnit(db, c.var.unitId);
      if (!unit) throw problem('not-found');
      const { unitId } = unit;
      const today = localDate(clock(), timeZone);

      const line = ({ caseCode, invitationId, generation, expiresOn }: LinkedInvitation, language: Language) => {
        const token = tokenFor(secretKey, unitId, invitationId, generation);
        const text = message(language, { unit: unit.name, url: messageUrl(publicUrl, token) });
        return [caseCode, surveyUrl(publicUrl, token), groupToken(token), expiresOn, text];
      };
      async function* pages() {
        let after: LinkedInvitation | undefined;
        for (;;) {
          const rows = await openInvitations(db, unitId, { ...range, today, after, limit: pageSize });
          yield rows.map((row) => line(row, lang));
          after = rows.at(-1);
          if (rows.length < pageSize) return;
        }
      }
      c.header('content-type', 'text/csv; charset=utf-8');
      c.header('content-disposition', `attachment; filename="hai-long-${range.from}-${range.to}.csv"`);
      return stream(c, async (out) => {
        for await (const text of csvPages(columns, pages())) await out.write(text);
      });
    },
  );
}

/** The days that are asked for: one, or a range, and not more than a quarter. Throws `invalid`. */
function rangeOf(
  closedOn: LocalDate | undefined,
  from: LocalDate | undefined,
  to: LocalDate | undefined,
): { from: LocalDate; to: LocalDate } {
  const isOneWay = closedOn === undefined || (from === closedOn && to === closedOn);
  if (from === undefined || to === undefined || !isOneWay) throw badRange;
  if (to < from || to > addDays(from, mostDays)) throw badRange;
  return { from, to };
}

const badRange: Problem = problem('invalid', {
  errors: [
    {
      path: 'closedOn',
      message: {
        vi: `cần closedOn, hoặc from và to cách nhau nhiều nhất ${mostDays} ngày`,
        en: `expected closedOn, or from and to not more than ${mostDays} days apart`,
      },
    },
  ],
});
