import { useId, useRef } from 'preact/hooks';
import { useSurroundings } from '../surroundings.ts';

/** A text to take elsewhere. Where the browser hands out no clipboard (plain HTTP), it is marked, ready for Ctrl-C. */
export function Copyable(props: { label: string; text: string; copy: string; copied: string }) {
  const { label, text, copy, copied } = props;
  const { announce } = useSurroundings();
  const id = useId();
  const shown = useRef<HTMLPreElement>(null);

  async function take() {
    try {
      await navigator.clipboard.writeText(text);
      announce(copied);
    } catch {
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
    }
  }

  return (
    <div class="copyable">
      <div class="copyable-head">
        <b id={id}>{label}</b>
        <button type="button" class="button" aria-describedby={id} onClick={() => void take()}>
          {copy}
        </button>
      </div>
      <pre ref={shown}>{text}</pre>
    </div>
  );
}
