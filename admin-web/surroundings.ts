import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Client, Session } from './client.ts';

/** What every page may use. */
export interface Surroundings {
  readonly client: Client;
  readonly clock: () => Date;
  /** Null on the pages that need no account. */
  readonly session: Session | null;
  /** After signing in or out: asks the server anew who this is. */
  refreshSession(): Promise<void>;
  /** The server no longer knows the session. */
  sessionEnded(): void;
  /** Says in the status line, to eyes and ears, what was done; it stays until the page `on` is left. */
  announce(text: string, on?: string): void;
}

export const SurroundingsContext = createContext<Surroundings | null>(null);

export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext);
  if (!surroundings) throw new Error('A page was drawn outside of the app');
  return surroundings;
}
