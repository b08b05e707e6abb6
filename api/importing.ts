import type { Logger } from 'pino';
import type { Db } from '../db/tables/index.ts';
import { continueImports, type ImportWork } from './imports/service.ts';

const minute = 60 * 1000;

/**
 * Puts the cases of started imports in, one import after the other: at once when woken, at the start what a process that
 * ended left, and each minute what another process may have left. Returns the ways to wake it and to stop it; an import
 * under way is undone then, and done by the next start.
 */
export function importInBackground(options: Omit<ImportWork, 'isEnding'> & { db: Db; log: Logger }): {
  wake(): void;
  stop(): Promise<void>;
} {
  const { db, log, ...work } = options;
  let isEnding = false;
  let running = Promise.resolve();
  const run = async () => {
    try {
      if (!isEnding) await continueImports(db, { ...work, isEnding: () => isEnding });
    } catch (error) {
      log.error({ err: error }, 'import failed; trying again in a minute');
    }
  };
  const wake = () => {
    running = running.then(run);
  };
  wake();
  const timer = setInterval(wake, minute);
  return {
    wake,
    stop() {
      isEnding = true;
      clearInterval(timer);
      return running;
    },
  };
}
