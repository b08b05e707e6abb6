import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Task = () => unknown;

/** What has to be undone at the end of a measure, however it ends: the last thing first. */
export interface TidyUp {
  /** Gives a function that takes the task off the list. */
  add(task: Task): () => void;
  /** Does what is on the list; a second call waits for the first. */
  run(): Promise<void>;
  begun(): boolean;
}

export function tidyUp(): TidyUp {
  const tasks: Task[] = [];
  let running: Promise<void> | undefined;
  const runAll = async () => {
    for (let task = tasks.pop(); task; task = tasks.pop()) {
      try {
        await task();
      } catch (error) {
        console.error(`Not cleared away: ${error instanceof Error ? error.message : error}`);
      }
    }
  };
  return {
    add(task) {
      tasks.push(task);
      return () => {
        const position = tasks.indexOf(task);
        if (position >= 0) tasks.splice(position, 1);
      };
    },
    run() {
      running ??= runAll();
      return running;
    },
    begun: () => running !== undefined,
  };
}

export function temporaryFolder(tidyUp: TidyUp): string {
  const folder = mkdtempSync(join(tmpdir(), 'hai-long-bench-'));
  tidyUp.add(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  return folder;
}
