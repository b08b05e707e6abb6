import type { Generated } from 'kysely';
import type { FeedbackState, FeedbackTopic, Language, LocalDate, UnitId } from '../vocabulary.ts';

/** What a citizen wants answered. Nothing in it leads to a case or to a rating, and it knows its day only. */
export interface FeedbackTable {
  unitId: UnitId;
  /** Random: it carries no order. */
  feedbackId: string;
  /** A keyed hash of the tracking code, which is stored nowhere. */
  codeHash: Uint8Array;
  topic: FeedbackTopic;
  message: string;
  /** Deleted some time after the answer, or when its owner says so. */
  contact: string | null;
  language: Language;
  receivedOn: LocalDate;
  /** The last day for the answer; null where the calendar of days off did not reach so far. */
  dueOn: LocalDate | null;
  state: Generated<FeedbackState>;
  answer: string | null;
  /** To whom it was passed on. */
  agency: string | null;
  /** The day on which it was answered or passed on. */
  handledOn: LocalDate | null;
  revision: Generated<number>;
  /** Written anew at night together with others, so that its transaction tells no moment. */
  mixed: Generated<boolean>;
}
