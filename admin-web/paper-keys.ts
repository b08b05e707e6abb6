import type { Draft, Question } from '../api/questionnaires/questionnaire.ts';
import { notApplicable } from '../db/vocabulary.ts';

/** What is typed for a form, question by question: the keys as they stand on the form; blank ones absent. */
export type TypedKeys = Readonly<Record<string, string>>;

/** What one key says at a question: an answer, blank, or nothing that the question knows. */
export function readKey(question: Question, key: string): { value: number | string } | 'blank' | undefined {
  const typed = key.toUpperCase();
  if (typed === '0' || typed === '-' || typed === '') return 'blank';
  if (question.type === 'likert5') {
    if (/^[1-5]$/.test(typed)) return { value: Number(typed) };
    return typed === 'N' && question.notApplicable ? { value: notApplicable } : undefined;
  }
  const option = question.options[Number(typed) - 1];
  return option && /^[1-9]$/.test(typed) ? { value: option.id } : undefined;
}

/** The answers that the keys say; those to questions that they do not know are left out. */
export function answersFrom({ questions }: Draft, keys: TypedKeys): Record<string, number | string> {
  return Object.fromEntries(
    questions.flatMap((question) => {
      const read = readKey(question, keys[question.id] ?? '');
      return read && read !== 'blank' ? [[question.id, read.value]] : [];
    }),
  );
}
