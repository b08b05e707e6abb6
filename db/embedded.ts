import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { claimFolder, lock, type Release, serverIsThere } from './folder-lock.ts';
import {
  type Binaries,
  bareOptions,
  EmbeddedError,
  findBinaries,
  findRunner,
  type Runner,
} from './postgres-binaries.ts';

/**
 * The PostgreSQL that runs when no DATABASE_URL is given: a real server, with the durability it has out of the box,
 * in `DATA_DIR/postgres`:
 *
 *   password   of its only role, 0600, random; the server is reachable on this machine only
 *   data/      PostgreSQL's data folder
 *   log        what the server says about itself: never statements, values or errors of clients
 *
 * The folder is made aside by initdb and renamed when it is complete, so a first start that was killed leaves nothing
 * that looks like a database.
 *
 * **Processes.** PostgreSQL runs in a session of its own: it must outlive the terminal's Ctrl-C, which we answer in
 * our order, and it does outlive a SIGKILL of ours. The next start finds it by `postmaster.pid`, joins it and owns it
 * as if it had started it. Whoever starts or stops it holds `DATA_DIR/postgres.lock` meanwhile.
 *
 * **Root.** PostgreSQL refuses to run as root, so it gets an account of its own (postgres-binaries.ts), which must
 * neither need nor get the right to pass through the folders above DATA_DIR: a clone may lie in a home that only root
 * can enter. Our child enters its data folder while it is still root and changes its account afterwards (that is the
 * order in which Node's spawn does it), and PostgreSQL knows its data folder as `/proc/self/cwd`, a link that the
 * kernel resolves without walking the path. All PostgreSQL processes stay in that folder, so the link holds for each.
 */
export interface EmbeddedDatabase {
  /** Of the database `postgres`, which holds nothing but ours, with superuser rights. */
  readonly url: string;
  /** Whether `stop` stops the server. */
  readonly owned: boolean;
  stop(): Promise<void>;
}

/** The service's own. */
export interface OwnedDatabase extends EmbeddedDatabase {
  /** Tells a server that is being started on the same folder to wait for our end; called when stopping begins. */
  announceStop(): void;
}

const role = 'hai_long';
/** A start includes crash recovery, which may have up to a gigabyte of log to read. */
const startPatience = 120_000;
/** After SIGKILL, PostgreSQL's children need a moment to notice; until then a new server is refused. */
const leftoverPatience = 20_000;
const fastStopPatience = 15_000;

const settings = {
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

/** What is where, and as whom PostgreSQL runs. */
interface Place {
  readonly dataDir: string;
  readonly cluster: string;
  readonly data: string;
  readonly lock: string;
}

/** A server process, whether we started it or found it. */
interface Running {
  readonly pid: number;
  readonly port: number;
}

/**
 * For the service: the only server on its data folder (else FolderInUse, naming the other's address). A PostgreSQL
 * that an earlier process left running becomes ours; one that dies while we live is started again at the same address.
 */
export async function startEmbedded(options: {
  dataDir: string;
  address?: string;
  log?: (line: string) => void;
}): Promise<OwnedDatabase> {
  const { dataDir, address = 'without an address', log = () => {} } = options;
  const place = placeIn(dataDir);
  const claim = await claimFolder(dataDir, address);
  try {
    const { running, found } = await holding(place, () => joinOrLaunch(place));
    if (found) log(`Joined the PostgreSQL that was still running (process ${running.pid}).`);
    const guard = keepRunning(place, running, log);
    return {
      url: urlOf(place, running),
      owned: true,
      async stop() {
        await guard.end();
        await holding(place, () => stopPostgres(place));
        claim.release();
      },
      announceStop: claim.leave,
    };
  } catch (error) {
    claim.release();
    throw error;
  }
}

/**
 * For the operator's commands: beside a running server they use its PostgreSQL and leave it alone; alone they start
 * one and stop it at the end, unless a server has taken it over or another command still uses it.
 */
export async function openEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
  const place = placeIn(dataDir);
  const { url, found, presence } = await holding(place, async () => {
    const { running, found } = await joinOrLaunch(place);
    const url = urlOf(place, running);
    return { url, found, presence: await connect(url) };
  });
  return {
    url,
    owned: !found,
    async stop() {
      if (!found) await stopUnlessUsed(place, presence);
      await presence.end().catch(() => {});
    },
  };
}

async function stopUnlessUsed(place: Place, presence: Client): Promise<void> {
  for (let waited = 0; ; waited += 100) {
    const done = await holding(place, async () => {
      if (serverIsThere(place.dataDir)) return true;
      if (waited < 30_000 && (await othersConnected(presence))) return false;
      await stopPostgres(place);
      return true;
    });
    if (done) return;
    await sleep(100);
  }
}

async function othersConnected(presence: Client): Promise<boolean> {
  const { rows } = await presence.query(
    `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`,
  );
  return rows.length > 0;
}

function placeIn(dataDir: string): Place {
  const cluster = join(dataDir, 'postgres');
  return { dataDir, cluster, data: join(cluster, 'data'), lock: join(dataDir, 'postgres.lock') };
}

/** Starting and stopping take turns, between processes too. */
async function holding<T>(place: Place, work: () => Promise<T>): Promise<T> {
  const release: Release = await lock(place.lock, startPatience);
  try {
    return await work();
  } finally {
    release();
  }
}

async function joinOrLaunch(place: Place, port?: number): Promise<{ running: Running; found: boolean }> {
  const found = await findRunning(place);
  if (found) return { running: found, found: true };
  const runner = findRunner(place.data);
  const binaries = findBinaries(runner, place.dataDir);
  if (!existsSync(place.data)) await makeCluster(place, binaries, runner);
  giveTo(place.data, runner);
  return { running: await launch(place, binaries, runner, port), found: false };
}

// --- a new data folder ---

async function makeCluster(place: Place, binaries: Binaries, runner: Runner | undefined): Promise<void> {
  for (const name of readdirSync(place.dataDir)) {
    if (name.startsWith('postgres.draft-'))
      rmSync(join(place.dataDir, name), { recursive: true, force: true, maxRetries: 3 });
  }
  const draft = join(place.dataDir, `postgres.draft-${randomBytes(6).toString('hex')}`);
  const data = join(draft, 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const password = join(draft, 'password');
  writeDurably(password, `${randomBytes(32).toString('base64url')}\n`);
  if (runner) {
    chownSync(data, runner.uid, runner.gid);
    // initdb opens it by its descriptor: by its path it can't get there.
    chownSync(password, runner.uid, runner.gid);
  }
  const passwordFile = openSync(password, 'r');
  try {
    await run(
      binaries.initdb,
      [
        ['-D', dataArgument(data, runner)],
        // The same order and letters on every machine, whatever locales it has.
        ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
        [`--username=${role}`, '--auth=scram-sha-256', `--pwfile=${runner ? '/proc/self/fd/3' : password}`],
      ].flat(),
      { cwd: data, runner, descriptor: passwordFile },
    );
  } finally {
    closeSync(passwordFile);
  }
  syncFolder(draft);
  renameSync(draft, place.cluster);
  syncFolder(place.dataDir);
}

async function run(
  program: string,
  args: readonly string[],
  how: { cwd: string; runner: Runner | undefined; descriptor: number },
): Promise<void> {
  const child = spawn(program, args, {
    ...bareOptions(how.runner),
    cwd: how.cwd,
    stdio: ['ignore', 'ignore', 'pipe', how.descriptor],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? ''));
  });
  if (code !== 0)
    throw new EmbeddedError(`The database could not be made (${code}): ${said.trim().replaceAll(/\s*\n\s*/g, '; ')}`);
}

function dataArgument(data: string, runner: Runner | undefined): string {
  return runner && process.platform === 'linux' ? '/proc/self/cwd' : data;
}

/** A folder that root copied or restored has to become the runner's again. */
function giveTo(data: string, runner: Runner | undefined): void {
  if (!runner || lstatSync(data).uid === runner.uid) return;
  for (const entry of readdirSync(data, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), runner.uid, runner.gid);
  }
  // Last, so that an interrupted change is noticed and done again.
  chownSync(data, runner.uid, runner.gid);
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

// --- starting ---

async function launch(place: Place, binaries: Binaries, runner: Runner | undefined, wanted?: number): Promise<Running> {
  let port = wanted ?? readPidFile(place)?.port;
  for (let waited = 0; ; waited += 100) {
    removeStalePidFile(place);
    if (port === undefined || (wanted === undefined && !(await isFree(port)))) port = await freePort();
    const { pid, problem } = await spawnPostgres(place, binaries, runner, port);
    if (problem === undefined) return { pid, port };
    // Left-over children of a killed server, or a port that was taken between the look and the start.
    const passes = /shared memory block|lock file|Address already in use|could not create any TCP/i.test(problem);
    if (!passes || waited >= leftoverPatience)
      throw new EmbeddedError(`The embedded PostgreSQL did not start: ${problem}`);
    if (/TCP|Address/.test(problem) && wanted === undefined) port = undefined;
    await sleep(100);
  }
}

async function spawnPostgres(
  place: Place,
  binaries: Binaries,
  runner: Runner | undefined,
  port: number,
): Promise<{ pid: number; problem?: string }> {
  const logPath = join(place.cluster, 'log');
  if (existsSync(logPath) && statSync(logPath).size > 1_000_000) renameSync(logPath, `${logPath}.1`);
  const log = openSync(logPath, 'a', 0o600);
  const logStart = statSync(logPath).size;
  const set = { ...settings, port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '.' };
  const args = Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', dataArgument(place.data, runner), ...args], {
    ...bareOptions(runner),
    cwd: place.data,
    detached: true,
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
      const said = readFileSync(logPath, 'utf8').slice(logStart).trim().split('\n').slice(-4).join('; ');
      return { pid: 0, problem: `${ended}. ${said}` };
    }
    await sleep(10);
  }
  return { pid: 0, problem: `it was not ready after ${startPatience / 1000} s; see ${logPath}` };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new EmbeddedError('No free port was found on 127.0.0.1.');
  return address.port;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  await new Promise((resolve) => server.close(resolve));
  return free;
}

/**
 * Over the socket in the data folder, which costs Node a fifth less than TCP; over TCP where the path is too long for a
 * socket's address (107 bytes, fewer on macOS) or there are none. Host and port serve programs that want those.
 */
function urlOf(place: Place, running: Running): string {
  const password = readFileSync(join(place.cluster, 'password'), 'utf8').trim();
  const url = `postgres://${role}:${password}@127.0.0.1:${running.port}/postgres`;
  const longest = Buffer.byteLength(join(place.data, '.s.PGSQL.65535'));
  return process.platform === 'win32' || longest > 103 ? url : `${url}?host=${encodeURIComponent(place.data)}`;
}

async function connect(url: string): Promise<Client> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  await client.connect();
  return client;
}

// --- finding one that runs ---

interface PidFile {
  readonly pid: number;
  /** Seconds since 1970. */
  readonly startedAt: number;
  readonly port: number;
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
  const [pid, , startedAt, port, , , , status] = text.split('\n');
  if (!Number(pid)) return undefined;
  return { pid: Number(pid), startedAt: Number(startedAt), port: Number(port), status: status?.trim() ?? '' };
}

async function findRunning(place: Place): Promise<Running | undefined> {
  for (let waited = 0; waited < startPatience; waited += 50) {
    const file = readPidFile(place);
    if (!file || !isPostmaster(place, file)) return undefined;
    if (file.status === 'ready' && (await servesFolder(place, file))) return file;
    // Starting, recovering or stopping: it will be ready or gone.
    await sleep(50);
  }
  throw new EmbeddedError(
    `A PostgreSQL (process ${readPidFile(place)?.pid}) holds ${place.data} but does not answer: stop it, or see ${join(place.cluster, 'log')}.`,
  );
}

/**
 * Whether the process of the pid file lives and is the one that wrote it: the number may belong to another program by
 * now (after a restart of the machine or container), and the folder may be a copy of one in use elsewhere.
 */
function isPostmaster(place: Place, file: PidFile): boolean {
  if (!isAlive(file.pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    // “pid (comm) state ppid …”, where comm may hold anything.
    const stat = readFileSync(`/proc/${file.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')) !== 'postgres') return false;
    const here = statSync(place.data);
    const there = statSync(`/proc/${file.pid}/cwd`);
    return here.dev === there.dev && here.ino === there.ino;
  } catch (error) {
    // Gone meanwhile, or hidden from us: then the connection decides.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT' || isAlive(file.pid);
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

/** Only the server of this very folder can read what we have just put there. */
async function servesFolder(place: Place, file: PidFile): Promise<boolean> {
  const name = `joined-${randomBytes(6).toString('hex')}`;
  const path = join(place.data, name);
  const nonce = randomBytes(16).toString('hex');
  try {
    writeFileSync(path, nonce, { mode: 0o644 });
    const client = await connect(urlOf(place, file));
    try {
      const { rows } = await client.query('select pg_read_file($1, true) as text', [name]);
      return rows[0].text === nonce;
    } finally {
      await client.end();
    }
  } catch {
    return false;
  } finally {
    rmSync(path, { force: true });
  }
}

/** PostgreSQL clears away the file of a dead process itself, but not one whose number lives on as something else. */
function removeStalePidFile(place: Place): void {
  const file = readPidFile(place);
  if (file && isAlive(file.pid) && !isPostmaster(place, file)) rmSync(join(place.data, 'postmaster.pid'));
}

// --- keeping it running, and stopping ---

/** Starts PostgreSQL again when it dies without our doing, so that the service recovers by itself. */
function keepRunning(place: Place, first: Running, log: (line: string) => void): { end(): Promise<void> } {
  const ending = new AbortController();
  const pause = (time: number) => sleep(time, undefined, { ref: false, signal: ending.signal }).catch(() => {});
  let { pid } = first;
  const watch = async () => {
    for (;;) {
      await pause(250);
      if (ending.signal.aborted) return;
      const file = readPidFile(place);
      if (file?.pid === pid && isPostmaster(place, file)) continue;
      try {
        log('PostgreSQL has ended unexpectedly and is being started again.');
        pid = (await holding(place, () => joinOrLaunch(place, first.port))).running.pid;
        log('PostgreSQL is running again.');
      } catch (error) {
        log(`${(error as Error).message} Trying again.`);
        await pause(1000);
      }
    }
  };
  const watching = watch();
  return {
    end() {
      ending.abort();
      return watching;
    },
  };
}

/** Fast: open transactions are rolled back, what was committed is written out. */
async function stopPostgres(place: Place): Promise<void> {
  const file = readPidFile(place);
  if (!file || !isPostmaster(place, file)) return;
  signal(place, file.pid, 'fast');
  if (await isGone(place, file, fastStopPatience)) return;
  // The disk is too slow for a tidy end: the next start recovers from the log.
  signal(place, file.pid, 'immediate');
  await isGone(place, file, 5000);
}

function signal(place: Place, pid: number, mode: 'fast' | 'immediate'): void {
  try {
    if (process.platform === 'win32') {
      const { pgCtl } = findBinaries(undefined, place.dataDir);
      spawnSync(pgCtl, ['stop', '-D', place.data, '-m', mode, '-W'], { stdio: 'ignore' });
    } else {
      process.kill(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function isGone(place: Place, file: PidFile, patience: number): Promise<boolean> {
  for (let waited = 0; waited < patience; waited += 10) {
    if (readPidFile(place)?.pid !== file.pid || !isPostmaster(place, file)) return true;
    await sleep(10);
  }
  return false;
}
