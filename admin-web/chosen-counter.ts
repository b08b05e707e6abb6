import { useState } from 'preact/hooks';
import type { Display } from './client.ts';

const storageKey = 'hai-long.counter';

/**
 * The screen of the counter that this computer stands at: the one chosen here before, else one that a device is
 * paired with. It is a matter of
 * the place and not of the page, so it is kept on the device and not in the URL.
 */
export function useChosenCounter(
  displays: readonly Display[],
): readonly [chosen: Display | undefined, choose: (displayId: string) => void] {
  const [wanted, want] = useState(recall);
  const chosen =
    displays.find(({ displayId }) => displayId === wanted) ??
    displays.find(({ state }) => state === 'paired') ??
    displays[0];
  return [
    chosen,
    (displayId) => {
      want(displayId);
      try {
        localStorage.setItem(storageKey, displayId);
      } catch {
        // Then it is chosen again the next time.
      }
    },
  ];
}

function recall(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
