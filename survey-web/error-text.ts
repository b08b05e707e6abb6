import { questionNumber } from '../api/questionnaires/numbering.ts';
import type { AnswerError, Draft } from '../api/questionnaires/questionnaire.ts';
import type { Words } from './words.ts';

/** What is wrong with one answer, as a sentence. */
export function errorText(error: AnswerError, questionnaire: Draft, words: Words): string {
  const { path, problem, length = 0 } = error;
  switch (problem) {
    case 'required':
      return words.error.required(questionNumber(questionnaire, path) ?? 0);
    case 'scale':
    case 'unknown':
      return isAsked(questionnaire, path) ? words.error.scale : words.error.other;
    case 'repeat':
      return isAsked(questionnaire, path) ? words.error.repeat : words.error.other;
    case 'long':
      return words.error.long(length);
    case 'chars':
      return words.error.chars;
    case 'key':
    case 'language':
      return words.error.other;
  }
}

/** Whether the page has a place for it: a question or the comment. */
export function isAsked({ questions, comment }: Draft, path: string): boolean {
  return path === 'comment' ? comment !== undefined : questions.some(({ id }) => id === path);
}
