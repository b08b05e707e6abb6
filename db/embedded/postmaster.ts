import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fchownSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Binaries, bareOptions, EmbeddedError, findBinaries, type Runner } from './binaries.ts';
import { reachable } from './cluster.ts';
import type { Place } from './place.ts';

/** A server process, whether we started it or found it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** Whether the server at this port serves this folder, and is no other's. */
export type Serves = (place: Place, port: number) => Promise<boolean>;

/** A start includes crash recovery, which may have up to a gigabyte of log to read. */
const startPatience = 120_000;
/** After SIGKILL, PostgreSQL's children need a moment to end; until then a new server is refused. */
const leftoverPatience = 20_000;
const fastStopPatience = 15_000;

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '.',
  max_connections: '200',
  wal_compression: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  // Errors of clients can hold values (a case code in “invalid input”); the service logs its own errors without them.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

export async function findPostmaster(place: Place, serves: Serves): Promise<Postmaster | undefined> {
  for (let waited = 0; waited < startPatience; waited += 50) {
    const file = readPidFile(place);
    if (!file || !isPostmaster(place, file.pid)) return undefined;
    if (file.status === 'ready' && (await serves(place, file.port))) return file;
    // Starting, recovering or stopping: it will be ready or gone.
    await sleep(50);
  }
  throw new EmbeddedError(
    `A PostgreSQL (process ${readPidFile(place)?.pid}) holds ${place.data} but does not answer: stop it, or see ${place.log}.`,
  );
}

/** `wanted`: at this port and no other; else the last one if it is free, so that addresses change rarely. */
export async function launchPostmaster(
  place: Place,
  how: { binaries: Binaries; runner: Runner | undefined; wanted: number | undefined; serves: Serves },
): Promise<Postmaster> {
  const { wanted, serves } = how;
  let port = wanted ?? readPidFile(place)?.port;
  for (let waited = 0; ; waited += 100) {
    clearRemains(place);
    if (port === undefined || (wanted === undefined && !(await isFree(port)))) port = await freePort();
    const { pid, problem } = await spawnPostgres(place, how, port);
    if (pid !== undefined) return { pid, port };
    const hasLeftovers = problem.includes('shared memory block');
    // One that a killed process had started a moment before it would have been found.
    const isRunning = problem.includes('lock file');
    // Taken between the look and the start.
    const isTaken = /Address already in use|could not create any TCP/.test(problem);
    if (waited >= leftoverPatience || !(hasLeftovers || isRunning || isTaken)) {
      throw new EmbeddedError(`The embedded PostgreSQL did not start: ${problem}`);
    }
    const found = isRunning ? await findPostmaster(place, serves) : undefined;
    if (found) return found;
    if (hasLeftovers) endLeftovers(place);
    if (isTaken && wanted === undefined) port = undefined;
    await sleep(100);
  }
}

type Spawned = { pid: number; problem?: never } | { pid?: never; problem: string };

async function spawnPostgres(
  place: Place,
  { binaries, runner }: { binaries: Binaries; runner: Runner | undefined },
  port: number,
): Promise<Spawned> {
  if (existsSync(place.log) && statSync(place.log).size > 1_000_000) renameSync(place.log, `${place.log}.1`);
  const log = openSync(place.log, 'a', 0o600);
  if (runner) fchownSync(log, runner.uid, runner.gid);
  const logStart = fstatSync(log).size;
  const set = Object.entries({ ...settings, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', reachable(place.data, runner, '/proc/self/cwd'), ...set], {
    ...bareOptions(runner),
    cwd: place.data,
    // In a session of its own: the terminal's Ctrl-C is for us.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let ended: string | undefined;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended ??= `it ended with ${code ?? signal}`;
  });
  child.unref();
  for (let waited = 0; waited < startPatience; waited += 10) {
    const file = readPidFile(place);
    if (file?.pid === child.pid && file?.status === 'ready') return { pid: file.pid };
    if (ended !== undefined) {
      const said = readFileSync(place.log).subarray(logStart).toString().trim().split('\n').slice(-4).join('; ');
      return { problem: `${ended}. ${said}` };
    }
    await sleep(10);
  }
  return { problem: `it was not ready after ${startPatience / 1000} s; see ${place.log}` };
}

/** Below the ports that systems give to outgoing connections, so that one of those rarely takes it when we come back. */
async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = 15_000 + (randomBytes(2).readUInt16BE() % 17_000);
    if (await isFree(port)) return port;
  }
  throw new EmbeddedError('No free port was found on 127.0.0.1 for the embedded PostgreSQL.');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  await new Promise((resolve) => server.close(resolve));
  return free;
}

interface PidFile extends Postmaster {
  readonly status: string;
}

/** Its lines: pid, data folder, start time, port, socket folder, listen address, shared memory, status. */
function readPidFile(place: Place): PidFile | undefined {
  let text: string;
  try {
    text = readFileSync(join(place.data, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const [pid, , , port, , , , status] = text.split('\n');
  return Number(pid) > 0 ? { pid: Number(pid), port: Number(port), status: status?.trim() ?? '' } : undefined;
}

/**
 * Whether the process of the pid file lives and is this folder's: the number may belong to another program by now (after
 * a restart of the machine or container), and the folder may be a copy of one in use elsewhere.
 */
function isPostmaster(place: Place, pid: number): boolean {
  return isAlive(pid) && isOfFolder(place, pid) !== false;
}

/** Undefined where the system does not tell: then the connection decides (`Serves`). */
function isOfFolder(place: Place, pid: number): boolean | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    // “pid (name) state …”, where the name may hold anything. A zombie waits for a parent that does not care.
    const [, name, state] = /\((.*)\) (\w)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    if (name !== 'postgres' || state === 'Z') return false;
    const here = statSync(place.data);
    const there = statSync(`/proc/${pid}/cwd`);
    return here.dev === there.dev && here.ino === there.ino;
  } catch (error) {
    return ['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '') && !isAlive(pid)
      ? false
      : undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * PostgreSQL clears away the files of a dead process itself, but not those whose number lives on as something else.
 * Only for a folder whose postmaster is not running.
 */
function clearRemains(place: Place): void {
  const file = readPidFile(place);
  if (!file || isPostmaster(place, file.pid)) return;
  const remains = readdirSync(place.data).filter((name) => name === 'postmaster.pid' || name.startsWith('.s.PGSQL.'));
  for (const name of remains) rmSync(join(place.data, name), { force: true });
}

/** A killed postmaster's children end by themselves, but one in the middle of a long query would hold us up. */
function endLeftovers(place: Place): void {
  if (process.platform !== 'linux') return;
  for (const pid of readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0)) {
    if (isOfFolder(place, pid) === true) send(place, pid, 'immediate');
  }
}

export function isStillRunning(place: Place, pid: number): boolean {
  return readPidFile(place)?.pid === pid && isPostmaster(place, pid);
}

/** Fast: open transactions are rolled back, what was committed is written out. */
export async function stopPostmaster(place: Place): Promise<void> {
  const pid = readPidFile(place)?.pid;
  if (pid === undefined || !isPostmaster(place, pid)) return;
  send(place, pid, 'fast');
  if (await isGone(place, pid, fastStopPatience)) return;
  // The disk is too slow for a tidy end: the next start recovers from the log.
  send(place, pid, 'immediate');
  await isGone(place, pid, 5000);
}

async function isGone(place: Place, pid: number, patience: number): Promise<boolean> {
  for (let waited = 0; waited < patience; waited += 10) {
    if (!isStillRunning(place, pid)) return true;
    await sleep(10);
  }
  return false;
}

function send(place: Place, pid: number, mode: 'fast' | 'immediate'): void {
  if (process.platform === 'win32') {
    // There are no signals; pg_ctl knows another way.
    const { pgCtl } = findBinaries(undefined, place.dataDir);
    spawnSync(pgCtl, ['stop', '-D', place.data, '-m', mode, '-W'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
