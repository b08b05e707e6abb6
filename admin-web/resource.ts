import { useCallback, useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { Refusal } from './refusal.ts';
import { useSurroundings } from './surroundings.ts';

/** Something fetched. While another one is on its way the last one stays, so that the page does not jump. */
export interface Resource<T> {
  readonly data: T | undefined;
  readonly failure: Refusal | undefined;
  readonly busy: boolean;
  reload(): void;
  /** Puts in what a write has just answered, without asking again. */
  put(data: T): void;
}

/**
 * Fetches when `key` changes, giving up what was still under way. `key` says everything that `load` depends on;
 * undefined fetches nothing.
 */
export function useResource<T>(key: string | undefined, load: (signal: AbortSignal) => Promise<T>): Resource<T> {
  const { sessionEnded } = useSurroundings();
  const [state, setState] = useState<{ data?: T; failure?: Refusal; of?: string; key?: string | undefined }>({});
  const [attempt, setAttempt] = useState(0);
  const wanted = key === undefined ? undefined : `${attempt} ${key}`;
  useEffect(() => {
    if (wanted === undefined) return;
    const controller = new AbortController();
    load(controller.signal).then(
      (data) => !controller.signal.aborted && setState({ data, of: wanted, key }),
      (reason: unknown) => {
        if (controller.signal.aborted) return;
        if (!(reason instanceof Refusal)) throw reason;
        if (reason.status === 401) sessionEnded();
        else setState((before) => ({ ...before, failure: reason, of: wanted, key }));
      },
    );
    return () => controller.abort();
  }, [wanted]);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  // Before the failure is seen, so that no return of the network is missed; the timer is for a server that was away.
  useLayoutEffect(() => {
    if (state.failure?.code !== 'offline') return;
    addEventListener('online', reload);
    const timer = setTimeout(reload, 10_000);
    return () => {
      removeEventListener('online', reload);
      clearTimeout(timer);
    };
  }, [state.failure, reload]);
  const busy = wanted !== undefined && state.of !== wanted;
  return {
    data: state.data,
    // Trying again, the reason stays until it is known to be gone.
    failure: busy && state.key !== key ? undefined : state.failure,
    busy,
    reload,
    put: useCallback((data: T) => setState((before) => ({ ...before, data })), []),
  };
}
