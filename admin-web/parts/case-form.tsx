import { useState } from 'preact/hooks';
import { channels, type Language, outcomes } from '../../db/vocabulary.ts';
import { type CaseControl, type CaseEntry, caseControls, readCaseForm } from '../case-entry.ts';
import { type Case, type Field, nameOf, type Procedure } from '../client.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
import { Refusal } from '../refusal.ts';
import { fillCounted } from '../words/fill.ts';
import type { Words } from '../words/vi.ts';
import { Combobox } from './combobox.tsx';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { DateField, FormField, TextField } from './form-field.tsx';

export interface Catalogue {
  readonly fields: readonly Field[];
  readonly procedures: readonly Procedure[];
}

interface Props {
  readonly catalogue: Catalogue;
  /** The case that is changed; absent for a new one. */
  readonly before?: Case;
  readonly today: string;
  /** Sends it; throws a Refusal, which is then shown here. */
  save(entry: Extract<CaseEntry, { caseCode: string }>): Promise<void>;
}

/** A closed case by hand. Errors stand beside their controls and in a summary that takes the focus. */
export function CaseForm({ catalogue, before, today, save }: Props) {
  const { words, format, language } = useTexts();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const texts = words.caseForm;
  const errorAt = (id: CaseControl) => errors.find((error) => error.id === id)?.text;

  async function submit(form: HTMLFormElement) {
    const entry = readCaseForm(new FormData(form), before);
    if ('missing' in entry) return setErrors(entry.missing.map((id) => ({ id, text: missingText(id, words) })));
    setErrors([]);
    setBusy(true);
    try {
      await save(entry);
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setErrors(formErrors(reason, caseControls, words));
    }
    setBusy(false);
  }

  return (
    <form
      class="case-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit(event.currentTarget);
      }}
    >
      <ErrorSummary
        heading={fillCounted(words.errorSummary, errors.length, { n: format.count(errors.length) })}
        errors={errors.map(({ id, text, href }) => ({ id, href, text: id ? `${labelOf(id, words)}: ${text}` : text }))}
      />
      <p class="aside">{texts.noPersonalData}</p>
      {!before && (
        <TextField
          id="caseCode"
          label={texts.caseCode}
          hint={texts.caseCodeHint}
          error={errorAt('caseCode')}
          input={{ autocomplete: 'off', spellcheck: false, autocapitalize: 'characters', maxLength: 64 }}
        />
      )}
      <ProcedureChoice catalogue={catalogue} before={before} errorAt={errorAt} language={language} />
      <div class="field-row">
        <DateField
          id="closedOn"
          label={texts.closedOn}
          error={errorAt('closedOn')}
          value={before ? before.closedOn : today}
          max={today}
        />
        <Choice
          id="outcome"
          label={texts.outcome}
          error={errorAt('outcome')}
          options={outcomes.map((value) => ({ value, text: texts.outcomes[value] }))}
          value={before?.outcome}
        />
      </div>
      <fieldset>
        <legend>{texts.more}</legend>
        <div class="field-row">
          <Choice
            id="channel"
            label={texts.channel}
            error={errorAt('channel')}
            options={channels.map((value) => ({ value, text: texts.channels[value] }))}
            value={before?.channel}
          />
          <TextField
            id="counter"
            label={texts.counter}
            hint={texts.counterHint}
            error={errorAt('counter')}
            value={before?.counter}
          />
        </div>
        <div class="field-row">
          <DateField
            id="receivedOn"
            label={texts.receivedOn}
            error={errorAt('receivedOn')}
            value={before?.receivedOn}
          />
          <DateField
            id="dueOn"
            label={texts.dueOn}
            hint={texts.dueHint}
            error={errorAt('dueOn')}
            value={before?.dueOn}
          />
          <DateField
            id="apologySentOn"
            label={texts.apologySentOn}
            hint={texts.apologyHint}
            error={errorAt('apologySentOn')}
            value={before?.apologySentOn}
          />
        </div>
      </fieldset>
      <p class="actions">
        <button type="submit" class="button primary" aria-disabled={busy}>
          {submitText(words, { busy, isNew: !before })}
        </button>
      </p>
    </form>
  );
}

/** A procedure of the catalogue, or one that is not in it yet with its name and field. */
function ProcedureChoice(props: {
  catalogue: Catalogue;
  before: Case | undefined;
  errorAt: (id: CaseControl) => string | undefined;
  language: Language;
}) {
  const { catalogue, before, errorAt, language } = props;
  const { words } = useTexts();
  const [isUnlisted, setUnlisted] = useState(false);
  const texts = words.caseForm;
  return (
    <>
      {isUnlisted ? (
        <>
          <TextField id="procedure" label={texts.newCode} error={errorAt('procedure')} input={{ spellcheck: false }} />
          <TextField id="procedureName" label={texts.newName} error={errorAt('procedureName')} />
          <Choice
            id="field"
            label={texts.field}
            error={errorAt('field')}
            options={[
              { value: '', text: texts.chooseField },
              ...catalogue.fields
                .filter((field) => field.enabled)
                .map((field) => ({ value: field.fieldId, text: nameOf(field, language) })),
            ]}
          />
        </>
      ) : (
        <FormField id="procedure" label={texts.procedure} hint={texts.procedureHint} error={errorAt('procedure')}>
          {(described) => (
            <Combobox
              described={described}
              name="procedure"
              listLabel={texts.procedureOptions}
              options={offered(catalogue.procedures, before?.procedure).map(({ procedureCode, nameVi }) => ({
                value: procedureCode,
                text: `${procedureCode} – ${nameVi}`,
              }))}
              value={before?.procedure}
            />
          )}
        </FormField>
      )}
      <label class="check">
        <input type="checkbox" checked={isUnlisted} onChange={(event) => setUnlisted(event.currentTarget.checked)} />
        {texts.notListed}
      </label>
    </>
  );
}

/** The procedures that may be chosen; a case keeps the one that it has. */
function offered(procedures: readonly Procedure[], kept: string | undefined): Procedure[] {
  return procedures.filter(
    ({ procedureCode, closed, mergedInto }) => procedureCode === kept || (!closed && mergedInto === null),
  );
}

function Choice(props: {
  id: CaseControl;
  label: string;
  error?: string | undefined;
  options: readonly { value: string; text: string }[];
  value?: string | undefined;
}) {
  const { id, label, error, options, value } = props;
  return (
    <FormField id={id} label={label} error={error}>
      {(described) => (
        <select {...described} name={id}>
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}

function missingText(id: CaseControl, { caseForm }: Words): string {
  return id === 'procedure' ? caseForm.chooseProcedure : caseForm.missing;
}

function labelOf(id: string, { caseForm }: Words): string {
  const labels: Readonly<Record<CaseControl, string>> = {
    caseCode: caseForm.caseCode,
    procedure: caseForm.procedure,
    procedureName: caseForm.newName,
    field: caseForm.field,
    closedOn: caseForm.closedOn,
    outcome: caseForm.outcome,
    channel: caseForm.channel,
    counter: caseForm.counter,
    receivedOn: caseForm.receivedOn,
    dueOn: caseForm.dueOn,
    apologySentOn: caseForm.apologySentOn,
  };
  const known = caseControls.find((control) => control === id);
  return known ? labels[known] : id;
}

function submitText({ caseForm }: Words, { busy, isNew }: { busy: boolean; isNew: boolean }): string {
  if (busy) return caseForm.saving;
  return isNew ? caseForm.submitNew : caseForm.submitEdit;
}
