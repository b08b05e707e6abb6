import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Binaries, bareOptions, EmbeddedError, type Runner } from './binaries.ts';
import { type Place, role } from './place.ts';

/** Makes the database aside and renames it when it is whole and on disk, so that a killed start leaves only a draft. */
export async function makeCluster(place: Place, binaries: Binaries, runner: Runner | undefined): Promise<void> {
  removeDrafts(place);
  const draft = join(place.dataDir, `${draftPrefix}${randomBytes(6).toString('hex')}`);
  const data = join(draft, 'data');
  const password = join(draft, 'password');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeDurably(password, `${randomBytes(32).toString('base64url')}\n`);
  if (runner) for (const path of [data, password]) chownSync(path, runner.uid, runner.gid);
  await initialise({ data, password }, binaries, runner);
  syncFolder(draft);
  renameSync(draft, place.cluster);
  syncFolder(place.dataDir);
}

const draftPrefix = 'postgres.draft-';

/** An initdb that outlived its start may still be writing into one: that one waits for another time. */
function removeDrafts(place: Place): void {
  for (const name of readdirSync(place.dataDir).filter((name) => name.startsWith(draftPrefix))) {
    try {
      rmSync(join(place.dataDir, name), { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  }
}

async function initialise(
  { data, password }: { data: string; password: string },
  binaries: Binaries,
  runner: Runner | undefined,
): Promise<void> {
  const passwordFile = openSync(password, 'r');
  const child = spawn(
    binaries.initdb,
    [
      ['-D', reachable(data, runner, '/proc/self/cwd')],
      // The same order and letters on every machine, whatever locales it has.
      ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      [`--username=${role}`, '--auth=scram-sha-256', `--pwfile=${reachable(password, runner, '/proc/self/fd/3')}`],
    ].flat(),
    { ...bareOptions(runner), cwd: data, stdio: ['ignore', 'ignore', 'pipe', passwordFile] },
  );
  closeSync(passwordFile);
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise<number | string | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  if (code === 0) return;
  throw new EmbeddedError(`The database could not be made (${code}): ${said.trim().replaceAll(/\s*\n\s*/g, '; ')}`);
}

/** What a child that was root when it was handed its folder can still reach, when by its path it can't. */
export function reachable(path: string, runner: Runner | undefined, link: string): string {
  return runner && process.platform === 'linux' ? link : path;
}

/** A folder that root copied or restored has to become the runner's again. */
export function giveTo(data: string, runner: Runner | undefined): void {
  if (!runner || lstatSync(data).uid === runner.uid) return;
  for (const entry of readdirSync(data, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), runner.uid, runner.gid);
  }
  // Last, so that an interrupted change is noticed and done again.
  chownSync(data, runner.uid, runner.gid);
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a new name in a folder survive a power cut; Windows neither offers nor needs it. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
