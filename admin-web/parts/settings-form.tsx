import { useMemo, useState } from 'preact/hooks';
import type { Settings } from '../client.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
import { Refusal } from '../refusal.ts';
import { differing, numberNames, ranges, readSettings, type SettingName, settingNames } from '../settings-entry.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill, fillCounted } from '../words/fill.ts';
import type { SettingsWords } from '../words/settings/vi.ts';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { FormField, TextField } from './form-field.tsx';

interface Props {
  readonly texts: SettingsWords;
  readonly settings: Settings;
  saved(settings: Settings): void;
}

/** What somebody else saved in the meantime, and where it differs from what is typed here. */
interface Conflict {
  readonly theirs: Settings;
  readonly differs: readonly SettingName[];
}

/** Changes a unit's settings. When somebody else was faster, what is typed stays and theirs stands beside it. */
export function SettingsForm({ texts, settings, saved }: Props) {
  const { words, format } = useTexts();
  const { client } = useSurroundings();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [conflict, setConflict] = useState<Conflict>();
  const [busy, setBusy] = useState(false);
  const revision = (conflict?.theirs ?? settings).revision;
  const errorAt = (id: SettingName) => errors.find((error) => error.id === id)?.text;
  const summary = useMemo(() => errors.map((error) => labelled(error, texts)), [errors, texts]);

  async function submit(form: HTMLFormElement) {
    const entry = readSettings(new FormData(form), revision);
    if ('bad' in entry) {
      return setErrors(entry.bad.map((id) => ({ id, text: complaint(id, texts) })));
    }
    setErrors([]);
    setBusy(true);
    try {
      await client.changeSettings(entry.settings);
      setConflict(undefined);
      saved(await client.settings());
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      if (reason.code === 'changed') await showTheirs(entry.settings);
      else setErrors(formErrors(reason, settingNames, words));
    }
    setBusy(false);
  }

  async function showTheirs(mine: Settings) {
    try {
      const theirs = await client.settings();
      const differs = differing(mine, theirs);
      setConflict({ theirs, differs });
      setErrors([
        { text: texts.conflict },
        ...(differs.length === 0 ? [{ text: texts.conflictNone }] : []),
        ...differs.map((id) => ({ id, text: theirsText(id, theirs) })),
      ]);
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setErrors(formErrors(reason, settingNames, words));
    }
  }

  const theirsText = (id: SettingName, theirs: Settings) =>
    fill(texts.theirs, { value: settingText(id, theirs, texts, format.count) });

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
        errors={summary}
      />
      <TextField
        id="name"
        label={texts.name}
        hint={texts.nameHint}
        error={errorAt('name')}
        value={settings.name}
        input={{ maxLength: 200, autocomplete: 'off' }}
      />
      {numberNames.map((name) => (
        <FormField key={name} id={name} label={texts[name]} hint={texts[`${name}Hint`]} error={errorAt(name)}>
          {(described) => (
            <input
              {...described}
              class="short"
              type="text"
              inputMode="numeric"
              autocomplete="off"
              maxLength={4}
              name={name}
              defaultValue={String(settings[name] ?? '')}
            />
          )}
        </FormField>
      ))}
      <div class={errorAt('fallsBackToOverall') ? 'field field-bad' : 'field'}>
        <label class="check">
          <input
            id="fallsBackToOverall"
            type="checkbox"
            name="fallsBackToOverall"
            defaultChecked={settings.fallsBackToOverall}
            aria-describedby="fallsBackToOverall-hint"
          />
          {texts.fallsBackToOverall}
        </label>
        <p id="fallsBackToOverall-hint" class="hint">
          {texts.fallsBackToOverallHint}
        </p>
        {errorAt('fallsBackToOverall') && <p class="error">{errorAt('fallsBackToOverall')}</p>}
      </div>
      <div class="field">
        <label class="check">
          <input
            id="qrLevel"
            type="checkbox"
            name="qrLevel"
            defaultChecked={settings.qrLevel === 'Q'}
            aria-describedby="qrLevel-hint"
          />
          {texts.qrLevel}
        </label>
        <p id="qrLevel-hint" class="hint">
          {texts.qrLevelHint}
        </p>
        {errorAt('qrLevel') && <p class="error">{errorAt('qrLevel')}</p>}
      </div>
      <p class="actions">
        <button type="submit" class="button primary" aria-disabled={busy}>
          {busy ? texts.saving : texts.submit}
        </button>
      </p>
    </form>
  );
}

const units = {
  validityDays: 'days',
  settlingDays: 'days',
  minimumAnswers: 'answers',
  retentionMonths: 'months',
  feedbackDays: 'days',
} as const;

/** A setting as one reads it. */
export function settingText(
  name: SettingName,
  settings: Settings,
  texts: SettingsWords,
  count: (n: number) => string,
): string {
  if (name === 'name') return settings.name;
  if (name === 'fallsBackToOverall') return settings.fallsBackToOverall ? texts.yes : texts.no;
  if (name === 'qrLevel') return settings.qrLevel === 'Q' ? texts.yes : texts.no;
  const value = settings[name];
  if (value === null) return texts.forEver;
  return fillCounted(texts[units[name]], value, { n: count(value) });
}

function complaint(name: SettingName, texts: SettingsWords): string {
  if (name === 'name' || name === 'fallsBackToOverall' || name === 'qrLevel') return texts.nameBad;
  return fill(texts.whole, ranges[name]);
}

function labelled(error: FormError, texts: SettingsWords): FormError {
  const control = settingNames.find((name) => name === error.id);
  return control ? { ...error, text: `${texts[control]}: ${error.text}` } : error;
}
