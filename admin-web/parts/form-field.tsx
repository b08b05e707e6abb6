import type { ComponentChildren, InputHTMLAttributes } from 'preact';

/** What ties a control to its label's neighbours. */
export interface Described {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
}

interface Props {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/** A label, a hint, the error if there is one, and the control that `children` draws. */
export function FormField({
  id,
  label,
  hint,
  error,
  children,
}: Props & { children(described: Described): ComponentChildren }) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class={error ? 'field field-bad' : 'field'}>
      <label for={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} class="error">
          {error}
        </p>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? 'true' : undefined })}
    </div>
  );
}

type TextProps = Pick<InputHTMLAttributes, 'autocomplete' | 'maxLength' | 'spellcheck' | 'autocapitalize'>;

/** A field of one line, named by its id. */
export function TextField({
  value,
  input,
  ...field
}: Props & { value?: string | null | undefined; input?: TextProps }) {
  return (
    <FormField {...field}>
      {(described) => <input {...input} {...described} type="text" name={field.id} defaultValue={value ?? ''} />}
    </FormField>
  );
}

/** A day, shown and picked the way the browser does it in its own language. */
export function DateField({ value, max, ...field }: Props & { value?: string | null | undefined; max?: string }) {
  return (
    <FormField {...field}>
      {(described) => (
        <input {...described} type="date" name={field.id} defaultValue={value ?? ''} {...(max && { max })} />
      )}
    </FormField>
  );
}
