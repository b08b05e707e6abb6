import type { Generated, JSONColumnType } from 'kysely';
import type { Language, Medium, Month, Score, ToldChannel, UnitId } from '../vocabulary.ts';

interface ResponseColumns {
  unitId: UnitId;
  month: Month;
  fieldId: string;
  procedureCode: string;
  channel: ToldChannel;
  medium: Medium;
  language: Language;
  questionnaireVersion: number;
  overall: Score;
  /** The other answers: question id → mark, "na" or option id. */
  answers: JSONColumnType<Record<string, Score | string>>;
}

/** Answers that wait for their batch. Only seal, verify (counts) and backup read it. */
export interface ResponseInboxTable extends ResponseColumns {
  inboxId: Generated<string>;
}

/** Revealed answers; `month` is the month in which they count. */
export interface ResponsesTable extends ResponseColumns {
  responseId: Generated<string>;
}

/** Comments that wait for their batch, apart from the answers they came with. */
export interface CommentInboxTable {
  unitId: UnitId;
  commentId: Generated<string>;
  month: Month;
  fieldId: string;
  comment: string;
}

/** Revealed comments (góp ý). */
export interface CommentsTable {
  unitId: UnitId;
  commentId: Generated<string>;
  fieldId: string;
  comment: string;
}
