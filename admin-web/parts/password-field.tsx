import { useEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../language.ts';
import { FormField } from './form-field.tsx';

/** A password that one may look at while typing, since a mistyped one costs more than a glance over the shoulder. */
export function PasswordField({
  label,
  hint,
  error,
  isNew,
}: {
  label: string;
  hint?: string;
  error?: string | undefined;
  isNew?: boolean;
}) {
  const { words } = useTexts();
  const [shown, show] = useState(false);
  const control = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (control.current) control.current.type = shown ? 'text' : 'password';
  }, [shown]);
  return (
    <>
      <FormField id="password" label={label} hint={hint} error={error}>
        {(described) => (
          <input
            {...described}
            ref={control}
            type="password"
            name="password"
            autocomplete={isNew ? 'new-password' : 'current-password'}
            autocapitalize="none"
            spellcheck={false}
          />
        )}
      </FormField>
      <label class="check">
        <input type="checkbox" checked={shown} onChange={(event) => show(event.currentTarget.checked)} />
        {words.signIn.show}
      </label>
    </>
  );
}
