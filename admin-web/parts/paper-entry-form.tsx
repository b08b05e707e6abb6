import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { questionNumber } from '../../api/questionnaires/numbering.ts';
import type { Draft, Question } from '../../api/questionnaires/questionnaire.ts';
import { type Language, languages } from '../../db/vocabulary.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
import { answersFrom, readKey, type TypedKeys } from '../paper-keys.ts';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill, fillCounted } from '../words/fill.ts';
import type { PrintWords } from '../words/print/vi.ts';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { FormField } from './form-field.tsx';

interface Props {
  readonly texts: PrintWords['paper'];
  readonly pool: { readonly field: string; readonly version: number };
  /** Names the first form, so that sending it twice counts once. */
  readonly firstKey: string;
  readonly questionnaire: Draft;
  saved(typedToday: number): void;
}

/** One key a question, which leads to the next; what was typed stands once more before it is saved. */
export function PaperEntryForm({ texts, pool, firstKey, questionnaire, saved }: Props) {
  const { words, language, format } = useTexts();
  const { client, announce } = useSurroundings();
  const [keys, setKeys] = useState<TypedKeys>({});
  const [comment, setComment] = useState('');
  const [spoken, setSpoken] = useState<Language>('vi');
  const [key, setKey] = useState(firstKey);
  const [bad, setBad] = useState<string>();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const focusFirst = () => form.current?.querySelector<HTMLInputElement>('.paper-keys input')?.focus();
  useEffect(focusFirst, []);
  const summary = useMemo(() => errors, [errors]);

  function goOn(from: HTMLElement) {
    const stops = [
      ...(form.current?.querySelectorAll<HTMLElement>('.paper-keys :is(input, textarea), .primary') ?? []),
    ];
    stops[stops.indexOf(from) + 1]?.focus();
  }

  function take(question: Question, input: HTMLInputElement) {
    const typed = input.value.slice(-1);
    const read = readKey(question, typed);
    if (read === undefined) {
      input.value = keys[question.id] ?? '';
      return setBad(question.id);
    }
    setBad(undefined);
    const kept = read === 'blank' ? '' : typed.toUpperCase();
    input.value = kept;
    setKeys((before) => ({ ...before, [question.id]: kept }));
    if (typed !== '') goOn(input);
  }

  async function submit() {
    if (busy) return;
    setErrors([]);
    setBusy(true);
    try {
      const answers = answersFrom(questionnaire, keys);
      const text = comment.trim();
      const { field, version } = pool;
      const entry = { field, version, key, language: spoken, answers, ...(text && { comment: text }) };
      const { typedToday, nextKey } = await client.enterPaper(entry);
      saved(typedToday);
      announce(fillCounted(texts.saved, typedToday, { n: format.count(typedToday) }));
      setKeys({});
      setComment('');
      setKey(nextKey);
      focusFirst();
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      const ids = [...questionnaire.questions.map(({ id }) => id), 'comment'];
      setErrors(formErrors(reason, ids, words));
    }
    setBusy(false);
  }

  return (
    <form
      ref={form}
      class="case-form paper-entry"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        if (event.ctrlKey || event.metaKey) {
          event.preventDefault();
          return void submit();
        }
        // Enter leads on; only on the button it saves.
        if (event.target instanceof HTMLInputElement) {
          event.preventDefault();
          goOn(event.target);
        }
      }}
    >
      <p class="hint" id="keys-hint">
        {texts.keys}
      </p>
      <ErrorSummary
        heading={fillCounted(words.errorSummary, errors.length, { n: format.count(errors.length) })}
        errors={summary}
      />
      <fieldset>
        <legend>{texts.language}</legend>
        {languages.map((one) => (
          <label key={one} class="check">
            <input type="radio" name="spoken" checked={spoken === one} onChange={() => setSpoken(one)} />
            {words.language[one]}
          </label>
        ))}
      </fieldset>
      <div class="paper-keys">
        {questionnaire.questions.map((question) => (
          <FormField
            key={question.id}
            id={question.id}
            label={labelOf(question, questionnaire, texts, language)}
            error={bad === question.id ? texts.bad : errors.find(({ id }) => id === question.id)?.text}
          >
            {(described) => (
              <input
                {...described}
                class="short"
                type="text"
                inputMode="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck={false}
                value={keys[question.id] ?? ''}
                onFocus={(event) => event.currentTarget.select()}
                onInput={(event) => take(question, event.currentTarget)}
              />
            )}
          </FormField>
        ))}
        {questionnaire.comment && (
          <FormField id="comment" label={texts.comment} error={errors.find(({ id }) => id === 'comment')?.text}>
            {(described) => (
              <textarea
                {...described}
                rows={3}
                value={comment}
                onInput={(event) => setComment(event.currentTarget.value)}
              />
            )}
          </FormField>
        )}
      </div>
      <p role="status" class="review">
        {texts.review}{' '}
        {questionnaire.questions
          .filter(({ id, showIf }) => showIf === undefined || keys[id])
          .map((question) => `${shortOf(question, questionnaire)}: ${keys[question.id] || texts.blank}`)
          .join(' · ')}
      </p>
      <p class="actions">
        <button type="submit" class="button primary" aria-disabled={busy}>
          {busy ? texts.saving : texts.save}
        </button>
      </p>
    </form>
  );
}

function shortOf(question: Question, questionnaire: Draft): string {
  const own = questionNumber(questionnaire, question.id);
  return String(own ?? `${questionNumber(questionnaire, question.showIf?.question ?? '') ?? ''}+`);
}

/** Which question of the form it is, and which keys it knows. */
function labelOf(question: Question, questionnaire: Draft, texts: PrintWords['paper'], language: Language): string {
  const own = questionNumber(questionnaire, question.id);
  const place =
    own === undefined
      ? fill(texts.below, { n: String(questionNumber(questionnaire, question.showIf?.question ?? '') ?? '') })
      : fill(texts.question, { n: String(own) });
  return `${place}: ${keysOf(question, texts, language)}`;
}

function keysOf(question: Question, texts: PrintWords['paper'], language: Language): string {
  const text = question.text[language];
  if (question.type === 'likert5') return fill(question.notApplicable ? texts.markNa : texts.mark, { text });
  if (question.options.length === 1) return fill(texts.tick, { text });
  const options = question.options.map((option, index) => `${index + 1} ${option.text[language]}`).join(', ');
  return fill(texts.options, { text, options });
}
