import { useId, useState } from 'preact/hooks';
import type { DisplaySettings } from '../client.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
import { Refusal } from '../refusal.ts';
import type { DisplayWords } from '../words/displays/vi.ts';
import { fillCounted } from '../words/fill.ts';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { FormField } from './form-field.tsx';

interface Props {
  readonly texts: DisplayWords;
  /** Of a screen that is there. */
  readonly before?: DisplaySettings | undefined;
  readonly submit: string;
  save(settings: DisplaySettings): Promise<void>;
}

/** What a counter's screen is: where it stands, whether one answers on it, whether it shows by itself. */
export function DisplayForm({ texts, before, submit, save }: Props) {
  const { words, format } = useTexts();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [busy, setBusy] = useState(false);
  // The form may stand on the page and in a window over it.
  const counterId = useId();

  async function send(form: HTMLFormElement) {
    const given = new FormData(form);
    const counter = String(given.get('counter') ?? '').trim();
    if (counter === '') return setErrors([{ id: counterId, text: texts.counterBad }]);
    setErrors([]);
    setBusy(true);
    try {
      await save({ counter, answersHere: given.has('answersHere'), showsOnClose: given.has('showsOnClose') });
      form.closest('dialog')?.close();
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setErrors(formErrors(reason, ['counter'], words).map((error) => ({ ...error, id: error.id && counterId })));
    }
    setBusy(false);
  }

  return (
    <form
      class="case-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send(event.currentTarget);
      }}
    >
      <ErrorSummary
        heading={fillCounted(words.errorSummary, errors.length, { n: format.count(errors.length) })}
        errors={errors}
      />
      <FormField
        id={counterId}
        label={texts.counter}
        hint={texts.counterHint}
        error={errors.find(({ id }) => id)?.text}
      >
        {(described) => (
          <input
            {...described}
            class="short"
            type="text"
            name="counter"
            maxLength={20}
            autocomplete="off"
            defaultValue={before?.counter ?? ''}
          />
        )}
      </FormField>
      {(['answersHere', 'showsOnClose'] as const).map((name) => (
        <div key={name} class="field">
          <label class="check">
            <input
              type="checkbox"
              name={name}
              defaultChecked={before?.[name] ?? false}
              aria-describedby={`${counterId}${name}`}
            />
            {texts[name]}
          </label>
          <p id={`${counterId}${name}`} class="hint">
            {texts[`${name}Hint`]}
          </p>
        </div>
      ))}
      <p class="actions">
        <button type="submit" class="button primary" aria-disabled={busy}>
          {busy ? texts.saving : submit}
        </button>
      </p>
    </form>
  );
}
