import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Locks on a data folder that the operating system itself releases when their process ends, however it ends.
 * Node offers no file lock; SQLite does, on every platform: an exclusive transaction on an empty file that is never
 * written. So there is no stale lock to judge by a pid that may have been given to another process meanwhile.
 */
export type Release = () => void;

/** The message is one sentence for the operator. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

const sqliteBusy = 5;

export function tryLock(path: string): Release | undefined {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec('begin exclusive');
    return () => {
      if (file.isOpen) file.close();
    };
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode === sqliteBusy) return undefined;
    throw error;
  }
}

/** Waits its turn; for work that others do within seconds. */
export async function lock(path: string, patience: number): Promise<Release> {
  for (let waited = 0; ; waited += 20) {
    const release = tryLock(path);
    if (release) return release;
    if (waited >= patience) throw new FolderInUse(`Another process has been holding ${path} for ${patience / 1000} s.`);
    await sleep(20);
  }
}

/** Makes this process the only server on a data folder, or says which one is. */
export async function claimFolder(dataDir: string, address: string): Promise<Release> {
  // Others look for a moment whether a server is there (see `serverIsThere`), and must not be mistaken for one.
  for (let attempt = 0; attempt < 10; attempt++) {
    const release = tryLock(join(dataDir, 'server.lock'));
    if (release) {
      const draft = join(dataDir, `server.json.${process.pid}`);
      writeFileSync(draft, `${JSON.stringify({ pid: process.pid, address })}\n`, { mode: 0o600 });
      renameSync(draft, join(dataDir, 'server.json'));
      return release;
    }
    await sleep(50);
  }
  throw new FolderInUse(
    `Another server, ${serverAddress(dataDir)}, is already running on the data folder ${dataDir}: use that one, stop it first, or set DATA_DIR to another folder.`,
  );
}

export function serverIsThere(dataDir: string): boolean {
  const release = tryLock(join(dataDir, 'server.lock'));
  release?.();
  return release === undefined;
}

function serverAddress(dataDir: string): string {
  try {
    const { address, pid } = JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8'));
    return `${address} (process ${pid})`;
  } catch {
    return 'which has not yet said its address';
  }
}
