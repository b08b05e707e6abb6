import type { AnswerError, Questionnaire } from '../api/questionnaires/questionnaire.ts';
import { firstFieldId } from './question.tsx';
import type { Words } from './words.ts';

/** What is wrong with one answer, as a sentence. */
export function errorText(error: AnswerError, number: number, words: Words): string {
  switch (error.problem) {
    case 'required':
      return words.error.required(number);
    case 'scale':
    case 'unknown':
      return number > 0 ? words.error.scale : words.error.other;
    case 'repeat':
      return number > 0 ? words.error.repeat : words.error.other;
    case 'long':
      return words.error.long(error.length ?? 0);
    case 'chars':
      return words.error.chars;
    case 'key':
    case 'language':
      return words.error.other;
  }
}

/** The number that a question bears on the page; 0 for what is no question. The comment comes last. */
export function questionNumber(questionnaire: Questionnaire, path: string): number {
  if (path === 'comment') return questionnaire.comment ? questionnaire.questions.length + 1 : 0;
  return questionnaire.questions.findIndex((question) => question.id === path) + 1;
}

/** All that the page asks, the comment included. */
export function questionCount({ questions, comment }: Questionnaire): number {
  return questions.length + (comment ? 1 : 0);
}

interface ErrorSummaryProps {
  readonly questionnaire: Questionnaire;
  readonly errors: readonly AnswerError[];
  readonly words: Words;
}

/** Stands above the form, takes focus when the page opens, and leads to each question in need of a look. */
export function ErrorSummary({ questionnaire, errors, words }: ErrorSummaryProps) {
  if (errors.length === 0) return null;
  const total = questionCount(questionnaire);
  return (
    // After a refused post the summary is what the reader must hear first, scripts or not.
    <div id="errors" class="errors" role="alert" tabIndex={-1} autofocus>
      <h2>{words.error.summary(errors.length)}</h2>
      <ul>
        {errors.map((error) => {
          const number = questionNumber(questionnaire, error.path);
          // The sentence about a missing answer names its question; the others stand beside theirs, and here need its number.
          const place = number > 0 && error.problem !== 'required' ? `${words.step(number, total)}: ` : '';
          const text = place + errorText(error, number, words);
          return (
            <li key={error.path}>
              {number > 0 ? <a href={`#${firstFieldId(questionnaire, error.path)}`}>{text}</a> : text}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
