import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../language.ts';
import { Refusal } from '../refusal.ts';
import { Failure } from './failure.tsx';

interface Props {
  readonly title: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
}

/** A window over the page; the browser keeps the focus inside and gives it back after Escape or closing. */
export function Dialog({ title, close, children }: Props) {
  const { words } = useTexts();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={close}>
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <form method="dialog">
          <button type="submit" class="quiet">
            {words.close}
          </button>
        </form>
      </div>
      {children}
    </dialog>
  );
}

/** Asks once more before something that can't be undone, or as `sure` says, and stays open with the reason if it fails. */
export function Confirm(props: {
  title: string;
  text: string;
  sure?: string;
  action: string;
  close: () => void;
  act: () => Promise<void>;
}) {
  const { words } = useTexts();
  const { title, text, sure = words.confirm, action, close, act } = props;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Refusal>();
  const button = useRef<HTMLButtonElement>(null);

  async function go() {
    setBusy(true);
    setFailure(undefined);
    try {
      await act();
      button.current?.closest('dialog')?.close();
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setFailure(reason);
      setBusy(false);
    }
  }

  return (
    <Dialog title={title} close={close}>
      <p>{text}</p>
      <p>{sure}</p>
      {failure && <Failure refusal={failure} />}
      <form method="dialog" class="actions">
        <button
          ref={button}
          type="button"
          class="button danger"
          aria-disabled={busy}
          onClick={() => !busy && void go()}
        >
          {action}
        </button>
        <button type="submit" class="button">
          {words.cancel}
        </button>
      </form>
    </Dialog>
  );
}
