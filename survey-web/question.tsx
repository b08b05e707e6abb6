import type { Question, Questionnaire } from '../api/questionnaires/questionnaire.ts';
import type { Language } from '../db/vocabulary.ts';
import type { Words } from './words.ts';

interface Choice {
  readonly value: string;
  readonly text: string;
}

interface QuestionProps {
  readonly question: Question;
  readonly number: number;
  readonly total: number;
  readonly questionnaire: Questionnaire;
  readonly language: Language;
  readonly words: Words;
  /** What was sent before, whatever it was. */
  readonly chosen: unknown;
  readonly error: string | undefined;
}

/** One question with its choices as real radio buttons: nothing pre-selected, every step in words. */
export function QuestionField({
  question,
  number,
  total,
  questionnaire,
  language,
  words,
  chosen,
  error,
}: QuestionProps) {
  const { id, required } = question;
  const notApplicable = question.type === 'likert5' ? question.notApplicable?.[language] : undefined;
  const choice = ({ value, text }: Choice) => (
    <label key={value}>
      <input type="radio" id={`${id}-${value}`} name={id} value={value} checked={isChosen(chosen, value)} />
      <span>{text}</span>
    </label>
  );
  return (
    <fieldset
      aria-describedby={error === undefined ? undefined : `${id}-error`}
      data-required={required ? words.error.required(number) : undefined}
    >
      <legend>
        <small>{words.step(number, total)}</small> {question.text[language]} {!required && <i>{words.optional}</i>}
      </legend>
      {error !== undefined && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <div class={question.type === 'likert5' ? 'scale' : 'list'}>
        {choices(question, questionnaire, language).map(choice)}
      </div>
      {!required && (
        <div class="none">{notApplicable !== undefined && choice({ value: 'na', text: notApplicable })}</div>
      )}
    </fieldset>
  );
}

function choices(question: Question, questionnaire: Questionnaire, language: Language): Choice[] {
  return question.type === 'likert5'
    ? questionnaire.scale.map((step) => ({ value: String(step.score), text: step.text[language] }))
    : question.options.map((option) => ({ value: option.id, text: option.text[language] }));
}

/** A form sends text, a JSON caller numbers; a repeated field arrives as a list and chooses nothing. */
function isChosen(sent: unknown, value: string): boolean {
  return (typeof sent === 'string' || typeof sent === 'number') && String(sent) === value;
}

/** Where a link to a question leads: its first choice, or the comment. */
export function firstFieldId(questionnaire: Questionnaire, path: string): string {
  const question = questionnaire.questions.find(({ id }) => id === path);
  if (question === undefined) return path;
  return `${path}-${question.type === 'likert5' ? questionnaire.scale[0]?.score : question.options[0]?.id}`;
}
