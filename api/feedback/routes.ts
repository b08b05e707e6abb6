import { Hono } from 'hono';
import type { FeedbackState, LocalDate } from '../../db/vocabulary.ts';
import { may } from '../accounts/permissions.ts';
import { isLocalDate, localDate } from '../calendar.ts';
import type { Context, UnitEnv } from '../context.ts';
import { describe, validJson, validQuery } from '../edge.ts';
import { requirePermission } from '../middleware/require-permission.ts';
import { problem } from '../problems.ts';
import { daysOverdue, moves } from './progress.ts';
import { countOpen, type FeedbackRow, findFeedback, listFeedback, type Place } from './queries.ts';
import { FeedbackChange, FeedbackList, FeedbackQuery, FeedbackView } from './schema.ts';
import { handleFeedback, workingDaysKnown } from './service.ts';

const pageSize = 50;

/** `/api/v1/feedback`: what came in, to be read and answered. Contact data is for those only who handle it. */
export function feedbackRoutes({ db, clock, timeZone }: Context) {
  const today = (): LocalDate => localDate(clock(), timeZone);
  return new Hono<UnitEnv>()
    .get(
      '/',
      describe('Feedback, the earliest last day first', { 200: FeedbackList }),
      validQuery(FeedbackQuery),
      async (c) => {
        const { state = 'open', cursor } = c.req.valid('query');
        const after = cursor === undefined ? undefined : readCursor(cursor);
        if (cursor !== undefined && !after) throw unreadableCursor();
        const day = today();
        const [rows, counts] = await Promise.all([
          listFeedback(db, c.var.unitId, { state, after, limit: pageSize + 1 }),
          countOpen(db, c.var.unitId, day),
        ]);
        const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
        return c.json({
          ...counts,
          feedback: rows.slice(0, pageSize).map((row) => ({ ...summaryOf(row, day), opening: openingOf(row.message) })),
          nextCursor: last ? writeCursor(last) : null,
        });
      },
    )
    .get('/:feedbackId', describe('One, with its message', { 200: FeedbackView }), async (c) => {
      const row = await findFeedback(db, c.var.unitId, known(c.req.param('feedbackId')));
      if (!row) throw problem('not-found');
      const { message, contact, hasContact, answer, agency, revision, state } = row;
      const handles = may(c.var.actor, 'feedback');
      return c.json({
        ...summaryOf(row, today()),
        message,
        contact: handles ? contact : null,
        hasContact,
        answer,
        agency,
        moves: handles ? [...moves[state]] : ([] as FeedbackState[]),
        revision,
      });
    })
    .put(
      '/:feedbackId',
      describe('Move it on, with what its sender is to read', { 204: 'Changed' }),
      requirePermission('feedback'),
      validJson(FeedbackChange),
      async (c) => {
        const { unitId, actor } = c.var;
        const feedbackId = known(c.req.param('feedbackId'));
        await handleFeedback(db, {
          unitId,
          feedbackId,
          change: c.req.valid('json'),
          actor,
          now: clock(),
          today: today(),
        });
        return c.body(null, 204);
      },
    );
}

function summaryOf(row: FeedbackRow, today: LocalDate) {
  const { feedbackId, topic, language, receivedOn, dueOn, state, handledOn } = row;
  const overdue = daysOverdue(row, today, workingDaysKnown);
  return { feedbackId, topic, language, receivedOn, dueOn, daysOverdue: overdue, state, handledOn };
}

/** How a message begins, on one line. */
function openingOf(message: string): string {
  const line = [...message.replace(/\s+/g, ' ')];
  return line.length > 140 ? `${line.slice(0, 139).join('')}…` : line.join('');
}

/** An id that is none is not found like any other. */
function known(feedbackId: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(feedbackId)) throw problem('not-found');
  return feedbackId;
}

function writeCursor({ dueOn, feedbackId }: Place): string {
  return `${dueOn ?? ''}~${feedbackId}`;
}

function readCursor(cursor: string): Place | undefined {
  const [, dueOn = '', feedbackId = ''] = /^([\d-]*)~([0-9a-f-]{36})$/.exec(cursor) ?? [];
  if (feedbackId === '') return undefined;
  if (dueOn === '') return { dueOn: null, feedbackId };
  return isLocalDate(dueOn) ? { dueOn, feedbackId } : undefined;
}

function unreadableCursor() {
  const message = { vi: 'cần giá trị nextCursor của trang trước', en: 'expected nextCursor of the page before' };
  return problem('invalid', { errors: [{ path: 'cursor', message }] });
}
