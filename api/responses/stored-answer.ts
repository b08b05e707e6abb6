import type { Language, Medium, Month, Score, ToldChannel } from '../../db/vocabulary.ts';

/** An answer with all its detail, as it waits in the inbox and is kept until its quarter is settled. */
export interface StoredAnswer {
  readonly month: Month;
  readonly fieldId: string;
  readonly procedureCode: string;
  readonly channel: ToldChannel;
  readonly medium: Medium;
  readonly language: Language;
  readonly questionnaireVersion: number;
  readonly overall: Score;
  /** The other questions' answers. */
  readonly answers: Readonly<Record<string, Score | string>>;
}

/** The columns that hold it, in the inbox and among the responses alike. */
export const storedAnswerColumns = [
  'month',
  'fieldId',
  'procedureCode',
  'channel',
  'medium',
  'language',
  'questionnaireVersion',
  'overall',
  'answers',
] as const;
