import { useLayoutEffect, useRef } from 'preact/hooks';
import type { IntegrationWords } from '../words/integration/vi.ts';
import { Copyable } from './copyable.tsx';

/** A secret just made, which nobody sees again; stays until it is put away. */
export function ShownOnce(props: {
  texts: IntegrationWords;
  label: string;
  text: string;
  warning?: string | undefined;
  hide: () => void;
}) {
  const { texts, label, text, warning, hide } = props;
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.focus(), [text]);
  return (
    <div ref={box} class="notice stack-tight" tabIndex={-1}>
      {warning && (
        <p>
          <strong>{warning}</strong>
        </p>
      )}
      <Copyable label={label} text={text} copy={texts.copy} copied={texts.copied} />
      <p>{texts.once}</p>
      <p class="actions">
        <button type="button" class="button" onClick={hide}>
          {texts.kept}
        </button>
      </p>
    </div>
  );
}
