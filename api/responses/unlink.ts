import type { Language, Medium, Score } from '../../db/vocabulary.ts';
import type { Submission } from '../questionnaires/questionnaire.ts';

/**
 * What of a submission is kept as the answer. The key stays behind (the invitation keeps a hash of it), the comment goes
 * its own way, and the case's facts are added from the invitation: never the case, the person, the device or the day.
 */
export interface KeptAnswer {
  readonly overall: Score;
  /** The other questions' answers. */
  readonly answers: Readonly<Record<string, Score | string>>;
  readonly language: Language;
  readonly medium: Medium;
}

/** Throws where there is no overall mark: the check of answers lets none pass. */
export function unlink({ answers, language }: Submission, medium: Medium): KeptAnswer {
  const { overall, ...others } = answers;
  if (typeof overall !== 'number') throw new TypeError('A submission without an overall mark passed the check');
  return { overall, answers: others, language, medium };
}
