import { useLayoutEffect, useRef } from 'preact/hooks';

export interface FormError {
  /** The id of the control that it is about; absent where it is about the whole. */
  readonly id?: string | undefined;
  readonly text: string;
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
        {errors.map(({ id, text }) => (
          <li key={`${id} ${text}`}>
            {id ? (
              <a
                href={`#${id}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(id)?.focus();
                }}
              >
                {text}
              </a>
            ) : (
              text
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
