/**
 * Does one piece of work at a time for each key, with all that came in meanwhile: alone where little comes, in large
 * batches in a burst. Each caller gets its own result, after the work that it was part of is done.
 */
export function gatherer<Key, Item, Result>(
  work: (key: Key, items: readonly Item[]) => Promise<readonly Result[]>,
  options: {
    readonly most: number;
    /** Whether the others are to be tried each for itself, since one of them may be the fault of it. */
    readonly isOneAtFault: (error: unknown) => boolean;
  },
): (key: Key, item: Item) => Promise<Result> {
  const { most, isOneAtFault } = options;
  interface Waiting {
    readonly item: Item;
    readonly done: (result: Result) => void;
    readonly failed: (error: unknown) => void;
  }
  /** Keys that are being worked for, with what waits for the next turn. */
  const queues = new Map<Key, Waiting[]>();

  const doTogether = async (key: Key, turn: readonly Waiting[]): Promise<void> => {
    try {
      const items = turn.map(({ item }) => item);
      const results = await work(key, items);
      for (const [index, { done, failed }] of turn.entries()) {
        if (index < results.length) done(results[index] as Result);
        else failed(new Error('A piece of work has fewer results than it had items'));
      }
    } catch (error) {
      if (turn.length > 1 && isOneAtFault(error)) for (const one of turn) await doTogether(key, [one]);
      else for (const { failed } of turn) failed(error);
    }
  };

  const run = async (key: Key, queue: Waiting[]): Promise<void> => {
    while (queue.length > 0) await doTogether(key, queue.splice(0, most));
    queues.delete(key);
  };

  return (key, item) =>
    new Promise((done, failed) => {
      const queue = queues.get(key);
      const waiting = { item, done, failed };
      if (queue) {
        queue.push(waiting);
        return;
      }
      const started = [waiting];
      queues.set(key, started);
      void run(key, started);
    });
}
