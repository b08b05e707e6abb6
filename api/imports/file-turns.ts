import { problem } from '../problems.ts';

/** Files that are read at once by one process, whatever they are for: each takes its own size of memory and some more. */
const filesAtOnce = 2;

/** Does the work with a file, or throws `import-busy` where enough others are at it. */
export type FileTurns = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function fileTurns(): FileTurns {
  let reading = 0;
  return async (work) => {
    if (reading >= filesAtOnce) throw problem('import-busy', { retryAfter: 5 });
    reading += 1;
    try {
      return await work();
    } finally {
      reading -= 1;
    }
  };
}
