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
class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/** Likewise. */
class FolderUnusable extends Error {
  override readonly name = 'FolderUnusable';
}

const sqliteBusy = 5;

function tryLock(path: string): Release | undefined {
  const file = openFile(path);
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

function openFile(path: string): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return new DatabaseSync(path, { timeout: 0 });
  } catch {
    throw new FolderUnusable(
      `${dirname(path)} can't be used: a folder that this account may create and write to is expected.`,
    );
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

export interface Claim {
  /** Says that this server is on its way out: whoever wants the folder waits instead of giving up. */
  leave(): void;
  release: Release;
}

/** Makes this process the only server on a data folder, or says which one is. */
export async function claimFolder(dataDir: string, address: string): Promise<Claim> {
  // A moment is allowed in any case: others look whether a server is there (`serverIsThere`), and are none.
  for (let waited = 0; waited < 500 || (waited < 30_000 && readNote(dataDir)?.leaving === true); waited += 50) {
    const release = tryLock(join(dataDir, 'server.lock'));
    if (release) {
      writeNote(dataDir, { pid: process.pid, address });
      return { release, leave: () => writeNote(dataDir, { pid: process.pid, address, leaving: true }) };
    }
    await sleep(50);
  }
  const note = readNote(dataDir);
  const other = note ? `${note.address} (process ${note.pid})` : 'which has not said its address,';
  throw new FolderInUse(
    `Another server, ${other}, is already running on the data folder ${dataDir}: use that one, stop it first, or set DATA_DIR to another folder.`,
  );
}

export function serverIsThere(dataDir: string): boolean {
  const release = tryLock(join(dataDir, 'server.lock'));
  release?.();
  return release === undefined;
}

/** For people and for the message above only; the lock is what counts. */
interface Note {
  readonly pid: number;
  readonly address: string;
  readonly leaving?: boolean;
}

function writeNote(dataDir: string, note: Note): void {
  const draft = join(dataDir, `server.json.${process.pid}`);
  writeFileSync(draft, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  renameSync(draft, join(dataDir, 'server.json'));
}

function readNote(dataDir: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8'));
  } catch {
    return undefined;
  }
}
