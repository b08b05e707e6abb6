import { useRef, useState } from 'preact/hooks';
import type { Field, Settings, Target } from '../client.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import { withoutTarget } from '../target-preview.ts';
import { fill, fillCounted } from '../words/fill.ts';
import type { TargetWords } from '../words/targets/vi.ts';
import { Dialog } from './dialog.tsx';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { TextField } from './form-field.tsx';
import { targetName } from './target-lists.tsx';
import { TargetPreview } from './target-preview.tsx';

interface Props {
  readonly url: URL;
  readonly texts: TargetWords;
  readonly target: Target;
  readonly targets: readonly Target[];
  readonly fields: readonly Field[];
  readonly settings: Settings;
  readonly close: () => void;
  readonly done: () => void;
}

/** Asks why, and once more, before a target is taken back; shows what that changes. */
export function TakeBackDialog({ url, texts, target, targets, fields, settings, close, done }: Props) {
  const { words, format, language } = useTexts();
  const { client } = useSurroundings();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  async function submit() {
    const reason = String(new FormData(form.current ?? undefined).get('why') ?? '').trim();
    if (reason === '') return setErrors([{ id: 'why', text: texts.form.reasonBad }]);
    setErrors([]);
    setBusy(true);
    try {
      await client.takeBackTarget(target.targetId, reason);
      form.current?.closest('dialog')?.close();
      done();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      setErrors(formErrors(refusal, [], words));
      setBusy(false);
    }
  }

  return (
    <Dialog title={texts.takeBackTitle} close={close}>
      <p>
        {fill(texts.takeBackText, {
          target: format.target(target.percent),
          date: format.date(target.effectiveFrom),
          field: targetName(target, fields, texts, language),
        })}
      </p>
      <TargetPreview url={url} texts={texts} settings={settings} change={withoutTarget(targets, target)} />
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit();
        }}
      >
        <ErrorSummary
          heading={fillCounted(words.errorSummary, errors.length, { n: format.count(errors.length) })}
          errors={errors}
        />
        <TextField
          id="why"
          label={texts.takeBackReason}
          hint={texts.form.reasonHint}
          error={errors.find(({ id }) => id === 'why')?.text}
          input={{ maxLength: 500, autocomplete: 'off' }}
        />
        <p class="actions">
          <button type="submit" class="button danger" aria-disabled={busy}>
            {texts.takeBack}
          </button>
          <button type="button" class="button" onClick={() => form.current?.closest('dialog')?.close()}>
            {words.cancel}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
