import { useState } from 'preact/hooks';
import type { FeedbackState } from '../../db/vocabulary.ts';
import type { Feedback, FeedbackChange } from '../client.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import type { FeedbackDeskWords } from '../words/feedback/vi.ts';
import { fillCounted } from '../words/fill.ts';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { FormField, TextField } from './form-field.tsx';

interface Props {
  readonly texts: FeedbackDeskWords;
  readonly feedback: Feedback;
  saved(): void;
}

/** Moves feedback on: an answer has its words, what is passed on its agency. */
export function FeedbackForm({ texts, feedback, saved }: Props) {
  const { client } = useSurroundings();
  const { words, format } = useTexts();
  const [state, setState] = useState<FeedbackState>(feedback.moves.includes('answered') ? 'answered' : feedback.state);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const chosen = feedback.moves.includes(state) ? state : feedback.moves[0];
  const errorAt = (id: string) => errors.find((error) => error.id === id)?.text;

  async function submit(form: HTMLFormElement) {
    if (!chosen) return;
    const given = new FormData(form);
    const text = (name: string) => String(given.get(name) ?? '').trim();
    const [answer, agency] = [text('answer'), text('agency')];
    if (chosen === 'answered' && answer === '') return setErrors([{ id: 'answer', text: texts.answerMissing }]);
    if (chosen === 'transferred' && agency === '') return setErrors([{ id: 'agency', text: texts.agencyMissing }]);
    const change: FeedbackChange = {
      state: chosen,
      revision: feedback.revision,
      ...(answer !== '' && { answer }),
      ...(agency !== '' && { agency }),
    };
    setErrors([]);
    setBusy(true);
    try {
      await client.handleFeedback(feedback.feedbackId, change);
      saved();
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      const conflict = [{ text: texts.conflict }];
      setErrors(reason.code === 'changed' ? conflict : formErrors(reason, ['state', 'answer', 'agency'], words));
    }
    setBusy(false);
  }

  return (
    <form
      class="case-form for-screen"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit(event.currentTarget);
      }}
    >
      <ErrorSummary
        heading={fillCounted(words.errorSummary, errors.length, { n: format.count(errors.length) })}
        errors={errors}
      />
      <FormField id="state" label={texts.move} error={errorAt('state')}>
        {(described) => (
          <select
            {...described}
            name="state"
            value={chosen}
            onChange={(event) => {
              const value = event.currentTarget.value;
              setState(feedback.moves.find((move) => move === value) ?? state);
            }}
          >
            {feedback.moves.map((move) => (
              <option key={move} value={move}>
                {texts.moveTo[move]}
              </option>
            ))}
          </select>
        )}
      </FormField>
      {chosen === 'transferred' && (
        <TextField
          id="agency"
          label={texts.agency}
          hint={texts.agencyHint}
          error={errorAt('agency')}
          value={feedback.agency}
          input={{ maxLength: 200, autocomplete: 'off' }}
        />
      )}
      {(chosen === 'answered' || chosen === 'transferred') && (
        <FormField
          id="answer"
          label={chosen === 'answered' ? texts.answer : texts.note}
          hint={texts.answerHint}
          error={errorAt('answer')}
        >
          {(described) => (
            <textarea {...described} name="answer" rows={7} maxLength={3000} defaultValue={feedback.answer ?? ''} />
          )}
        </FormField>
      )}
      <p class="actions">
        <button type="submit" class="button primary" aria-disabled={busy}>
          {busy ? texts.saving : texts.submit}
        </button>
      </p>
    </form>
  );
}
