import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmbedded, startEmbedded } from '../../db/embedded.ts';
import { projectFolder } from '../stale.ts';
import { type TidyUp, temporaryFolder } from './tidy-up.ts';

/** The service as operators run it, in a process of its own, on a database that is thrown away afterwards. */
export interface RunningService {
  readonly address: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly postgresPid: number;
  stop(): Promise<void>;
}

/**
 * A Ctrl-C in the terminal does not reach it, so that it is stopped in our order; should we die, it stops by itself.
 * Its log goes to a file, as in operation. With BENCH_PROFILE=folder it leaves a CPU profile there when it stops, which
 * Chrome's developer tools open.
 */
export async function startService(tidyUp: TidyUp): Promise<RunningService> {
  const folder = temporaryFolder(tidyUp);
  const dataDir = join(folder, 'data');
  const port = await freePort();
  const profile = process.env.BENCH_PROFILE;
  const log = openSync(join(folder, 'log'), 'a');
  const child = spawn(
    process.execPath,
    [...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []), 'scripts/start.ts'],
    { cwd: projectFolder, env: serviceEnvironment(dataDir, port), detached: true, stdio: ['ignore', log, log] },
  );
  tidyUp.add(() => stopService(child, dataDir));
  await untilReady(port, child).catch(() => {
    throw new Error(`the service did not start: ${readFileSync(join(folder, 'log'), 'utf8').trim()}`);
  });
  const database = await openEmbedded(dataDir);
  await database.stop();
  return {
    address: `http://127.0.0.1:${port}`,
    port,
    pid: Number(child.pid),
    dataDir,
    databaseUrl: database.url,
    postgresPid: Number(readFileSync(postgresPidFile(dataDir), 'utf8').split('\n')[0]),
    stop: () => stopService(child, dataDir),
  };
}

/** A second server on the same database, with the same secret key: what a city runs on two machines. */
export async function startBeside(tidyUp: TidyUp, first: RunningService): Promise<{ readonly address: string }> {
  const dataDir = join(temporaryFolder(tidyUp), 'data');
  const port = await freePort();
  const secretKey = readFileSync(join(first.dataDir, 'secret-key'), 'utf8').trim();
  const env = { ...serviceEnvironment(dataDir, port), DATABASE_URL: first.databaseUrl, SECRET_KEY: secretKey };
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    cwd: projectFolder,
    env,
    detached: true,
    stdio: 'ignore',
  });
  tidyUp.add(() => stopService(child, dataDir));
  await untilReady(port, child);
  return { address: `http://127.0.0.1:${port}` };
}

/** Whatever the caller has set for a service of his own stays out of it. */
export function serviceEnvironment(dataDir: string, port: number): NodeJS.ProcessEnv {
  const unset = [
    'DATABASE_URL',
    'PUBLIC_URL',
    'SECRET_KEY',
    'TIME_ZONE',
    'TRUST_PROXY',
    'LOG_LEVEL',
    'WEB_CONCURRENCY',
  ];
  const empty = Object.fromEntries(unset.map((name) => [name, '']));
  return { ...process.env, ...empty, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: String(port) };
}

/** Seconds until `/readyz` says 200. Throws when the process ends before, or after two minutes. */
export async function untilReady(port: number, child: ChildProcess): Promise<number> {
  const begun = performance.now();
  while (performance.now() - begun < 120_000) {
    if ((await statusOf(`http://127.0.0.1:${port}/readyz`)) === 200) return (performance.now() - begun) / 1000;
    if (hasEnded(child)) throw new Error('the service ended while it was starting');
    await sleep(5);
  }
  throw new Error('the service was not ready after two minutes');
}

/** Ends the service, by force after 15 s, and its database, which a service that was killed leaves running. */
export async function stopService(child: ChildProcess, dataDir: string): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!hasEnded(child)) child.kill(signal);
    for (let waited = 0; waited < 15_000 && !hasEnded(child); waited += 20) await sleep(20);
  }
  if (!existsSync(postgresPidFile(dataDir))) return;
  const orphan = await startEmbedded({ dataDir });
  await orphan.stop();
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function postgresPidFile(dataDir: string): string {
  return join(dataDir, 'postgres', 'data', 'postmaster.pid');
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function statusOf(address: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = get(address, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', () => resolve(undefined));
  });
}
