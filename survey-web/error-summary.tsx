import { questionCount, questionNumber } from '../api/questionnaires/numbering.ts';
import type { AnswerError } from '../api/questionnaires/questionnaire.ts';
import { errorText, isAsked } from './error-text.ts';
import { type FormState, firstFieldId } from './question.tsx';

/** Stands above the form, takes focus when the page opens, and leads to each question in need of a look. */
export function ErrorSummary({ form }: { readonly form: FormState }) {
  const { questionnaire, errors, words } = form;
  if (errors.length === 0) return null;
  return (
    // After a refused post the summary is what the reader must hear first, scripts or not.
    <div id="errors" class="errors" role="alert" tabIndex={-1} autofocus>
      <h2>{words.error.summary(errors.length)}</h2>
      <ul>
        {errors.map((error) => {
          const { path } = error;
          const text = placeOf(error, form) + errorText(error, questionnaire, words);
          return (
            <li key={path}>
              {isAsked(questionnaire, path) ? <a href={`#${firstFieldId(questionnaire, path)}`}>{text}</a> : text}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The sentence about a missing answer names its question; the others stand beside theirs, and here need its number or words. */
function placeOf({ path, problem }: AnswerError, { questionnaire, language, words }: FormState): string {
  if (problem === 'required') return '';
  const number = questionNumber(questionnaire, path);
  if (number !== undefined) return `${words.step(number, questionCount(questionnaire))}: `;
  const question = questionnaire.questions.find(({ id }) => id === path);
  return question ? `${question.text[language]} – ` : '';
}
