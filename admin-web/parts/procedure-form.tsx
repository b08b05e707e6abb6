import { useMemo, useState } from 'preact/hooks';
import { type Field, nameOf, type Procedure } from '../client.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import type { CatalogueWords } from '../words/catalogue/vi.ts';
import { fillCounted } from '../words/fill.ts';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { FormField, TextField } from './form-field.tsx';

const controls = ['procedureCode', 'nameVi', 'nameEn', 'fieldId', 'closed'] as const;

interface Props {
  readonly texts: CatalogueWords;
  readonly fields: readonly Field[];
  /** The procedure that is changed; absent for a new one. */
  readonly before?: Procedure | undefined;
  saved(procedureCode: string): void;
  /** Somebody else was faster: shows theirs. */
  reload?(): void;
}

/** A procedure's names and field, and whether it is closed. */
export function ProcedureForm({ texts, fields, before, saved, reload }: Props) {
  const { words, format, language } = useTexts();
  const { client } = useSurroundings();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [isOvertaken, setOvertaken] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = texts.procedure;
  const errorAt = (id: (typeof controls)[number]) => errors.find((error) => error.id === id)?.text;
  const summary = useMemo(() => errors.map((error) => ({ ...error, text: labelled(error, texts) })), [errors, texts]);

  async function submit(given: FormData) {
    const text = (name: string) => String(given.get(name) ?? '').trim();
    const procedureCode = before?.procedureCode ?? text('procedureCode');
    const needed = before ? (['nameVi'] as const) : (['procedureCode', 'nameVi', 'fieldId'] as const);
    const missing = needed.filter((name) => text(name) === '');
    if (missing.length > 0) return setErrors(missing.map((id) => ({ id, text: form.missing })));
    const named = { nameVi: text('nameVi'), nameEn: text('nameEn') || null, fieldId: text('fieldId') };
    setErrors([]);
    setBusy(true);
    try {
      if (before) {
        const changed = { ...named, closed: given.has('closed'), revision: before.revision };
        await client.changeProcedure(procedureCode, changed);
      } else await client.addProcedure({ procedureCode, ...named });
      saved(procedureCode);
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setOvertaken(reason.code === 'changed');
      setErrors(reason.code === 'changed' ? [{ text: form.conflict }] : formErrors(reason, controls, words));
    }
    setBusy(false);
  }

  return (
    <form
      class="case-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit(new FormData(event.currentTarget));
      }}
    >
      <ErrorSummary
        heading={fillCounted(words.errorSummary, errors.length, { n: format.count(errors.length) })}
        errors={summary}
      />
      {isOvertaken && reload && (
        <p>
          <button type="button" class="button" onClick={reload}>
            {form.reload}
          </button>
        </p>
      )}
      {!before && (
        <TextField
          id="procedureCode"
          label={form.procedureCode}
          hint={form.procedureCodeHint}
          error={errorAt('procedureCode')}
          input={{ maxLength: 64, autocomplete: 'off', spellcheck: false }}
        />
      )}
      <TextField
        id="nameVi"
        label={form.nameVi}
        error={errorAt('nameVi')}
        value={before?.nameVi}
        input={{ maxLength: 500, autocomplete: 'off' }}
      />
      <TextField
        id="nameEn"
        label={form.nameEn}
        hint={form.nameEnHint}
        error={errorAt('nameEn')}
        value={before?.nameEn}
        input={{ maxLength: 500, autocomplete: 'off' }}
      />
      <FormField id="fieldId" label={form.fieldId} hint={before && form.fieldHint} error={errorAt('fieldId')}>
        {(described) => (
          <select {...described} name="fieldId">
            {!before && <option value="">{words.caseForm.chooseField}</option>}
            {fields
              .filter(({ enabled, fieldId }) => enabled || fieldId === before?.fieldId)
              .map((field) => (
                <option key={field.fieldId} value={field.fieldId} selected={field.fieldId === before?.fieldId}>
                  {nameOf(field, language)}
                </option>
              ))}
          </select>
        )}
      </FormField>
      {before && (
        <div class="field">
          <label class="check">
            <input
              id="closed"
              type="checkbox"
              name="closed"
              defaultChecked={before.closed}
              aria-describedby="closed-hint"
            />
            {form.closed}
          </label>
          <p id="closed-hint" class="hint">
            {form.closedHint}
          </p>
        </div>
      )}
      <p class="actions">
        <button type="submit" class="button primary" aria-disabled={busy}>
          {busy ? form.saving : form.submit}
        </button>
      </p>
    </form>
  );
}

function labelled({ id, text }: FormError, { procedure }: CatalogueWords): string {
  const control = controls.find((known) => known === id);
  return control ? `${procedure[control]}: ${text}` : text;
}
