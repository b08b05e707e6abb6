import { useState } from 'preact/hooks';
import type { Display } from '../client.ts';
import { useTexts } from '../language.ts';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import { en } from '../words/displays/en.ts';
import { vi } from '../words/displays/vi.ts';
import { fill } from '../words/fill.ts';
import { refusalText } from './failure.tsx';

interface Props {
  readonly caseCode: string;
  readonly display: Display;
  readonly look?: 'button' | 'button primary' | 'quiet';
}

/** Calls a case's code to the counter's screen, and says that it is there. */
export function CallButton({ caseCode, display, look = 'quiet' }: Props) {
  const { words, language } = useTexts();
  const { client, announce, sessionEnded } = useSurroundings();
  const [failure, setFailure] = useState<Refusal>();
  const [busy, setBusy] = useState(false);
  const texts = { vi, en }[language];
  const { counter, displayId } = display;

  async function call() {
    setBusy(true);
    setFailure(undefined);
    try {
      const { seconds } = await client.showAt(displayId, caseCode);
      announce(fill(texts.shown, { code: caseCode, counter, seconds }));
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      if (reason.status === 401) return sessionEnded();
      setFailure(reason);
    }
    setBusy(false);
  }

  return (
    <>
      <button
        type="button"
        class={look}
        aria-disabled={busy}
        aria-label={fill(texts.showOf, { code: caseCode, counter })}
        onClick={() => !busy && void call()}
      >
        {fill(texts.show, { counter })}
      </button>
      {failure && (
        <span class="error" role="alert">
          {refusalText(failure, words)}
        </span>
      )}
    </>
  );
}
