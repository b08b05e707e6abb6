import { Fragment } from 'preact';
import { questionCount, questionNumber } from '../api/questionnaires/numbering.ts';
import type { AnswerError, Box, Condition, Draft, Question } from '../api/questionnaires/questionnaire.ts';
import type { Language } from '../db/vocabulary.ts';
import { errorText } from './error-text.ts';
import type { Words } from './words.ts';

/** What every question of a page is shown with. */
export interface FormState {
  readonly questionnaire: Draft;
  readonly language: Language;
  readonly words: Words;
  /** What was sent before, whatever it was, by question id. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly errors: readonly AnswerError[];
}

interface Choice {
  readonly value: string;
  readonly text: string;
}

/** One question with its choices as real radio buttons: nothing pre-selected, every step in words. */
export function QuestionField({ question, form }: { readonly question: Question; readonly form: FormState }) {
  const { questionnaire, language, words, answers } = form;
  const { id, required, showIf } = question;
  const number = questionNumber(questionnaire, id);
  const notApplicable = question.type === 'likert5' ? question.notApplicable?.[language] : undefined;
  const error = errorOf(form, id);
  const choice = ({ value, text }: Choice) => (
    <label key={value}>
      <input type="radio" id={`${id}-${value}`} name={id} value={value} checked={isChosen(answers[id], value)} />
      <span>{text}</span>
    </label>
  );
  return (
    <fieldset
      aria-describedby={error && `${id}-error`}
      data-required={required && number !== undefined ? words.error.required(number) : undefined}
      data-if={showIf && selectorOf(showIf)}
    >
      <legend>
        {number !== undefined && <small>{words.step(number, questionCount(questionnaire))}</small>}{' '}
        {question.text[language]} {!required && <i>{words.optional}</i>}
      </legend>
      <ErrorLine id={id} text={error} />
      <div class={question.type === 'likert5' ? 'scale' : 'list'}>
        {choices(question, questionnaire, language).map(choice)}
      </div>
      {!required && (
        <div class="none">{notApplicable !== undefined && choice({ value: 'na', text: notApplicable })}</div>
      )}
    </fieldset>
  );
}

/** What went wrong, to tick: folded, and open where a low mark or a tick was sent. The script opens it at once. */
export function BoxesField({ boxes, form }: { readonly boxes: readonly Box[]; readonly form: FormState }) {
  const { language, words, answers } = form;
  const showIf = boxes[0]?.showIf;
  const isOpen =
    boxes.some(({ id, options }) => isChosen(answers[id], options[0].id) || errorOf(form, id) !== undefined) ||
    showIf?.answers.some((answer) => isChosen(answers[showIf.question], String(answer)));
  const title = `${showIf?.question}-why`;
  return (
    <details open={isOpen} data-if={showIf && selectorOf(showIf)}>
      <summary id={title}>{words.lowmark}</summary>
      <fieldset class="list" aria-labelledby={title}>
        {boxes.map(({ id, text, options: [{ id: value }] }) => (
          <Fragment key={id}>
            <ErrorLine id={id} text={errorOf(form, id)} />
            <label>
              <input
                type="checkbox"
                id={firstFieldId(form.questionnaire, id)}
                name={id}
                value={value}
                checked={isChosen(answers[id], value)}
                aria-describedby={errorOf(form, id) && `${id}-error`}
              />
              <span>{text[language]}</span>
            </label>
          </Fragment>
        ))}
      </fieldset>
    </details>
  );
}

/** The sentence beside what was refused; the field names it as its description. */
export function ErrorLine({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return text === undefined ? null : (
    <p class="error" id={`${id}-error`}>
      {text}
    </p>
  );
}

/** What is wrong with one answer; undefined where nothing is. */
export function errorOf({ errors, questionnaire, words }: FormState, id: string): string | undefined {
  const error = errors.find(({ path }) => path === id);
  return error && errorText(error, questionnaire, words);
}

/** Where a link to a question leads: its first choice, or the comment. */
export function firstFieldId({ questions, scale }: Draft, path: string): string {
  const question = questions.find(({ id }) => id === path);
  if (question === undefined) return path;
  return `${path}-${question.type === 'likert5' ? scale[0]?.score : question.options[0]?.id}`;
}

function choices(question: Question, { scale }: Draft, language: Language): Choice[] {
  return question.type === 'likert5'
    ? scale.map((step) => ({ value: String(step.score), text: step.text[language] }))
    : question.options.map((option) => ({ value: option.id, text: option.text[language] }));
}

/** A form sends text, a JSON caller numbers; a repeated field arrives as a list and chooses nothing. */
function isChosen(sent: unknown, value: string): boolean {
  return (typeof sent === 'string' || typeof sent === 'number') && String(sent) === value;
}

/** Finds a choice that opens what waits for it. Without a script all of it is there, and its words say when it is meant. */
function selectorOf({ question, answers }: Condition): string {
  return answers.map((answer) => `[name="${question}"][value="${answer}"]:checked`).join();
}
