import { useLayoutEffect, useRef } from 'preact/hooks';
import { useTexts } from '../language.ts';

export interface FormError {
  /** The id of the control that it is about; absent where it is about the whole. */
  readonly id?: string | undefined;
  readonly text: string;
  /** Where it can be mended, in a tab of its own, so that what was typed here stays. */
  readonly href?: string | undefined;
}

/** Says at the head of a form what is to be mended, takes the focus, and leads to each place. */
export function ErrorSummary({ heading, errors }: { heading: string; errors: readonly FormError[] }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div ref={box} class="notice notice-bad" role="alert" tabIndex={-1}>
      <p>
        <b>{heading}</b>
      </p>
      <ul>
        {errors.map((error) => (
          <li key={`${error.id} ${error.text}`}>
            <Way {...error} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Way({ id, text, href }: FormError) {
  const { words } = useTexts();
  if (href) {
    return (
      <a href={href} target="_blank" rel="noopener">
        {text} {words.newTab}
      </a>
    );
  }
  if (!id) return text;
  return (
    <a
      href={`#${id}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(id)?.focus();
      }}
    >
      {text}
    </a>
  );
}
