import { holidayCalendar } from '../../db/starting-catalogue.ts';
import type { Db } from '../../db/tables/index.ts';
import type { Language, LocalDate, TrackingCode, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/service.ts';
import { addDays } from '../calendar.ts';
import { problem } from '../problems.ts';
import { listUnits, unitSettings } from '../units/service.ts';
import type { CheckedFeedback } from './check-feedback.ts';
import { deadline } from './deadline.ts';
import { contactKept, isOpen, moves } from './progress.ts';
import {
  deleteContact,
  deleteOldContacts,
  findFeedback,
  findTracked,
  insertFeedback,
  mixNew,
  updateFeedback,
} from './queries.ts';
import type { FeedbackChange } from './schema.ts';
import { hashTrackingCode, trackingCodeFor } from './tracking-code.ts';
import { workingCalendar } from './working-days.ts';

/** What other nouns may ask of feedback. */
export { findTracked } from './queries.ts';

/** The days off that deadlines are counted by. */
export const workingDaysKnown = workingCalendar(holidayCalendar);

/**
 * Takes feedback, in a transaction of its own: nothing in it leads to a rating. The same sent twice is one record with the
 * same code. It has no audit entry, which would say its moment. Past the last year whose days off are entered it is taken
 * without a last day for the answer, since a guess would be a false promise.
 */
export async function sendFeedback(
  db: Db,
  args: {
    unitId: UnitId;
    feedback: CheckedFeedback;
    language: Language;
    today: LocalDate;
    secretKey: string;
    newId: () => string;
  },
): Promise<{ code: TrackingCode; dueOn: LocalDate | null }> {
  const { unitId, feedback, language, today, secretKey, newId } = args;
  const { key, topic, message, contact } = feedback;
  const code = trackingCodeFor(secretKey, unitId, key, [topic, message, contact ?? '']);
  const codeHash = hashTrackingCode(secretKey, code);
  return db.transaction().execute(async (db) => {
    const { feedbackDays } = await unitSettings(db, unitId);
    await insertFeedback(db, unitId, {
      feedbackId: newId(),
      codeHash,
      topic,
      message,
      contact,
      language,
      receivedOn: today,
      dueOn: lastDay(today, feedbackDays) ?? null,
    });
    const stored = await findTracked(db, unitId, codeHash);
    return { code, dueOn: stored?.dueOn ?? null };
  });
}

/** The day that is promised to who writes today; undefined past the last entered year. */
export function lastDay(today: LocalDate, days: number): LocalDate | undefined {
  try {
    return deadline(today, days, workingDaysKnown);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Deletes the contact data of the feedback behind a tracking code: its sender’s right, without asking anybody. */
export async function forgetContact(
  db: Db,
  args: { unitId: UnitId; code: TrackingCode; secretKey: string },
): Promise<void> {
  const { unitId, code, secretKey } = args;
  await db.transaction().execute((db) => deleteContact(db, unitId, hashTrackingCode(secretKey, code)));
}

/**
 * Moves feedback on, with what its sender is to read. Throws `not-found`; `changed` where somebody was faster; `invalid`
 * for a move that there is not, or an answer or agency that is missing. The audit log gets the states, never the words.
 */
export async function handleFeedback(
  db: Db,
  args: { unitId: UnitId; feedbackId: string; change: FeedbackChange; actor: Actor; now: Date; today: LocalDate },
): Promise<void> {
  const { unitId, feedbackId, change, actor, now, today } = args;
  const { state, revision } = change;
  await db.transaction().execute(async (db) => {
    const before = await findFeedback(db, unitId, feedbackId);
    if (!before) throw problem('not-found');
    if (before.revision !== revision) throw problem('changed');
    if (!moves[before.state].includes(state)) throw refused('state', noSuchMove);
    const answer = change.answer?.trim() ?? null;
    const agency = change.agency?.trim() ?? null;
    if (state === 'answered' && answer === null) throw refused('answer', missingAnswer);
    if (state === 'transferred' && agency === null) throw refused('agency', missingAgency);
    const kept = {
      state,
      answer: isOpen(state) ? before.answer : answer,
      agency: state === 'transferred' ? agency : null,
      // An answer that is put right was given when it was given.
      handledOn: isOpen(state) ? null : (before.handledOn ?? today),
      revision,
    };
    if (!(await updateFeedback(db, unitId, feedbackId, kept))) throw problem('changed');
    await recordAudit(db, {
      unitId,
      actor,
      now,
      action: `feedback.${state}`,
      subject: feedbackId,
      before: { state: before.state },
      after: { state },
    });
  });
}

/**
 * The night's work: contact data goes when its time is over, and what came since the last night is written anew together,
 * so that no transaction stands beside that of somebody's answer.
 */
export async function tidyFeedback(db: Db, args: { now: Date; today: LocalDate; actor: Actor }): Promise<void> {
  const { now, today, actor } = args;
  const until = {
    handledOn: addDays(today, -contactKept.afterAnswer),
    receivedOn: addDays(today, -contactKept.atMost),
  };
  for (const { unitId } of await listUnits(db)) {
    await db.transaction().execute(async (db) => {
      await mixNew(db, unitId);
      const count = await deleteOldContacts(db, unitId, until);
      if (count === 0) return;
      const action = 'feedback.contacts-deleted';
      await recordAudit(db, { unitId, actor, now, action, subject: 'feedback', after: { count } });
    });
  }
}

function refused(path: string, message: { vi: string; en: string }) {
  return problem('invalid', { errors: [{ path, message }] });
}

const noSuchMove = {
  vi: 'phản ánh này không chuyển sang trạng thái đó được',
  en: 'this feedback can’t become that',
};
const missingAnswer = { vi: 'cần nội dung trả lời', en: 'the answer is missing' };
const missingAgency = { vi: 'cần tên cơ quan nhận', en: 'the agency is missing' };
