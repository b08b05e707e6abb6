import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isLocalDate } from '../../api/calendar.ts';
import { type Field, type NewTarget, nameOf, type Settings, type Target } from '../client.ts';
import { formErrors } from '../form-errors.ts';
import { type Texts, useTexts } from '../language.ts';
import { readPercent } from '../percent-entry.ts';
import { planEnded } from '../plan.ts';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import { beginsAlike, withTarget } from '../target-preview.ts';
import { fill, fillCounted } from '../words/fill.ts';
import type { TargetWords } from '../words/targets/vi.ts';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { DateField, FormField, TextField } from './form-field.tsx';
import { TargetPreview } from './target-preview.tsx';

const controls = ['field', 'percent', 'effectiveFrom', 'legalBasis', 'plannedTo', 'reason'] as const;
type Control = (typeof controls)[number];

/** What the form holds while it is filled in; a value that can't be sent is absent. */
type Entry = Pick<NewTarget, 'field' | 'legalBasis' | 'reason' | 'plannedTo'> &
  Partial<Pick<NewTarget, 'percent' | 'effectiveFrom'>>;

interface Props {
  readonly url: URL;
  readonly texts: TargetWords;
  readonly targets: readonly Target[];
  readonly fields: readonly Field[];
  readonly settings: Settings;
  /** For which field the form begins; null for all together. */
  readonly field: string | null;
  saved(target: NewTarget): void;
}

/** Sets a target, and shows beneath it which verdicts that would change before it is saved. */
export function TargetForm({ url, texts, targets, fields, settings, field, saved }: Props) {
  const shared = useTexts();
  const { words, format, language } = shared;
  const { client } = useSurroundings();
  const [entry, setEntry] = useState<Entry>({ field, legalBasis: '', reason: '' });
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const form = texts.form;
  const element = useRef<HTMLFormElement>(null);
  // Whoever chose a field in the list above goes on typing here.
  useLayoutEffect(() => {
    if (field !== null) element.current?.querySelector<HTMLInputElement>('#percent')?.focus();
  }, []);
  const errorAt = (id: Control) => errors.find((error) => error.id === id)?.text;
  // The same list until there are others: the summary takes the focus whenever it gets new ones.
  const summary = useMemo(() => errors.map((error) => ({ ...error, text: labelled(error, texts) })), [errors, texts]);

  async function submit(given: Entry) {
    const { percent, effectiveFrom } = given;
    const missing = missingIn(given, texts);
    if (missing.length > 0 || percent === undefined || effectiveFrom === undefined) return setErrors(missing);
    const target: NewTarget = { ...given, percent, effectiveFrom };
    setErrors([]);
    setBusy(true);
    try {
      await client.setTarget(target);
      saved(target);
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setErrors(formErrors(reason, controls, words));
      setBusy(false);
    }
  }

  const proposal = proposalOf(entry);
  const replaced = proposal && targets.find((target) => target.changeable && beginsAlike(proposal, target));
  return (
    <>
      <form
        ref={element}
        class="case-form"
        noValidate
        onInput={(event) => setEntry(read(event.currentTarget))}
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit(read(event.currentTarget));
        }}
      >
        <ErrorSummary
          heading={fillCounted(words.errorSummary, errors.length, { n: format.count(errors.length) })}
          errors={summary}
        />
        <p class="aside">{form.lead}</p>
        <FormField id="field" label={form.field} error={errorAt('field')}>
          {(described) => (
            <select {...described} name="field">
              <option value="" selected={field === null}>
                {texts.everything}
              </option>
              {fields.map((one) => (
                <option key={one.fieldId} value={one.fieldId} selected={one.fieldId === field}>
                  {nameOf(one, language)}
                </option>
              ))}
            </select>
          )}
        </FormField>
        <div class="field-row">
          <FormField id="percent" label={form.percent} hint={form.percentHint} error={errorAt('percent')}>
            {(described) => (
              <input {...described} type="text" name="percent" inputMode="decimal" autocomplete="off" maxLength={12} />
            )}
          </FormField>
          <DateField
            id="effectiveFrom"
            label={form.effectiveFrom}
            hint={form.effectiveFromHint}
            error={errorAt('effectiveFrom')}
          />
        </div>
        <TextField
          id="legalBasis"
          label={form.legalBasis}
          hint={form.legalBasisHint}
          error={errorAt('legalBasis')}
          input={{ maxLength: 1000 }}
        />
        <DateField id="plannedTo" label={form.plannedTo} hint={form.plannedToHint} error={errorAt('plannedTo')} />
        <TextField
          id="reason"
          label={form.reason}
          hint={form.reasonHint}
          error={errorAt('reason')}
          input={{ maxLength: 500 }}
        />
        {replaced && <p class="notice">{fill(form.replaces, { target: format.target(replaced.percent) })}</p>}
        <p class="actions">
          <button type="submit" class="button primary" aria-disabled={busy}>
            {busy ? form.saving : form.submit}
          </button>
        </p>
      </form>
      <TargetPreview
        url={url}
        texts={texts}
        settings={settings}
        change={proposal && withTarget(targets, proposal)}
        ended={endedSentence(proposal, texts, shared)}
        withChooser
      />
    </>
  );
}

function labelled({ id, text }: FormError, { form }: TargetWords): string {
  const control = controls.find((known) => known === id);
  return control ? `${form[control]}: ${text}` : text;
}

function read(form: HTMLFormElement): Entry {
  const given = new FormData(form);
  const text = (name: Control) => String(given.get(name) ?? '').trim();
  const percent = readPercent(text('percent'));
  const day = text('effectiveFrom');
  const end = text('plannedTo');
  return {
    field: text('field') || null,
    legalBasis: text('legalBasis'),
    reason: text('reason'),
    plannedTo: isLocalDate(end) ? end : null,
    ...(percent !== undefined && { percent }),
    ...(isLocalDate(day) && { effectiveFrom: day }),
  };
}

/** What of the entry the preview needs; undefined until it is there. */
function proposalOf({ field, percent, effectiveFrom, legalBasis, plannedTo }: Entry) {
  if (percent === undefined || effectiveFrom === undefined) return undefined;
  return { field, percent, effectiveFrom, legalBasis, plannedTo };
}

/** What the pages will say of the target once its plan is over; undefined where no end is entered. */
function endedSentence(proposal: ReturnType<typeof proposalOf>, texts: TargetWords, shared: Texts): string | undefined {
  const { effectiveFrom, plannedTo } = proposal ?? {};
  if (!effectiveFrom || !plannedTo || plannedTo < effectiveFrom) return undefined;
  const sentence = planEnded({ effectiveFrom, plannedTo }, shared);
  return sentence && fill(texts.preview.ended, { date: shared.format.date(plannedTo), sentence });
}

function missingIn(
  { percent, effectiveFrom, legalBasis, plannedTo, reason }: Entry,
  { form }: TargetWords,
): FormError[] {
  return [
    { id: 'percent', text: form.percentBad, missing: percent === undefined },
    { id: 'effectiveFrom', text: form.effectiveFromBad, missing: effectiveFrom === undefined },
    { id: 'legalBasis', text: form.legalBasisBad, missing: legalBasis === '' },
    {
      id: 'plannedTo',
      text: form.plannedToBad,
      missing: Boolean(plannedTo && effectiveFrom && plannedTo < effectiveFrom),
    },
    { id: 'reason', text: form.reasonBad, missing: reason === '' },
  ].flatMap(({ id, text, missing }) => (missing ? [{ id, text }] : []));
}
