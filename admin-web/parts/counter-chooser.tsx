import { useId } from 'preact/hooks';
import type { Display } from '../client.ts';
import { useTexts } from '../language.ts';
import { en } from '../words/displays/en.ts';
import { vi } from '../words/displays/vi.ts';
import { fill } from '../words/fill.ts';

/** Which screen this computer calls to; nothing to choose where there is one. */
export function CounterChooser(props: {
  displays: readonly Display[];
  chosen: Display;
  choose: (displayId: string) => void;
}) {
  const { displays, chosen, choose } = props;
  const { language } = useTexts();
  const texts = { vi, en }[language];
  const id = useId();
  if (displays.length < 2) return null;
  return (
    <p class="filter-field">
      <label for={id}>{texts.chosen}</label>
      <select id={id} value={chosen.displayId} onChange={(event) => choose(event.currentTarget.value)}>
        {displays.map(({ displayId, counter, answersHere, state }) => (
          <option key={displayId} value={displayId}>
            {fill('{counter} – {kind}', { counter, kind: answersHere ? texts.tablet : texts.screen })}
            {state !== 'paired' && ` (${texts.states[state]})`}
          </option>
        ))}
      </select>
    </p>
  );
}
