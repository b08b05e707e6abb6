import cluster, { type Worker } from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, isRunByNpm, readConfig } from '../api/config.ts';
import type { ServiceOptions } from '../api/main.ts';
import { lanAddress } from './lan-address.ts';
import { isStale } from './stale.ts';

/** `prepare` runs once per start, `serve` once per process. */
type Service = Pick<typeof import('../api/main.ts'), 'prepare' | 'serve'>;
type Serving = Awaited<ReturnType<Service['serve']>>;

interface Database {
  readonly url: string;
  announceStop?(): void;
  stop(): Promise<void>;
}

/** What another way of running it changes. */
export interface RunOptions {
  /** The settings, before anything is made of them. */
  readonly change?: (config: Config) => Config;
  /** What is said first once the service listens. */
  readonly greet?: (config: Config, address: string) => readonly string[];
}

const closePatience = 10_000;

/**
 * Brings the service up, keeps it up, and takes it down on SIGINT or SIGTERM: first the service (10 s at most), then the
 * database, if it is ours. A second signal ends at once; a database that this leaves behind is joined by the next start.
 */
export async function runService(load: () => Promise<Service>, options: RunOptions = {}) {
  // The terminal, or whoever read our output, may go before we do.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    const { change = (config) => config, greet = welcome } = options;
    const config = change(readConfig());
    await (cluster.isWorker ? work(config, load) : lead(await withPort(config), load, greet));
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
    // Whatever a half-begun service left open must not keep us; a moment, for what was said to be read.
    setTimeout(() => process.exit(), 500).unref();
  }
}

async function lead(
  config: Config,
  load: () => Promise<Service>,
  greet: NonNullable<RunOptions['greet']>,
): Promise<void> {
  const signalled = firstSignal();
  const [database, service] = await bringUp(config, load);
  let serving: Serving | undefined;
  try {
    const options = serviceOptions(config, database.url);
    const notices = await service.prepare(options);
    serving = config.webConcurrency > 1 ? await serveByWorkers(config, database.url) : await service.serve(options);
    for (const line of [...greet(config, serving.address), ...notices]) console.log(line);
    await signalled;
    database.announceStop?.();
  } finally {
    if (serving) await closeInTime(serving);
    await database.stop();
  }
  // What may still be open (a client that does not hang up) has had its time.
  process.exit();
}

/** The database starts while the pages are built and the service's modules load. */
async function bringUp(config: Config, load: () => Promise<Service>): Promise<[Database, Service]> {
  const [database, service, built] = await Promise.allSettled([startDatabase(config), load(), buildPages()]);
  const failed = [database, service, built].find((result) => result.status === 'rejected');
  if (database.status === 'fulfilled' && service.status === 'fulfilled' && !failed)
    return [database.value, service.value];
  if (database.status === 'fulfilled') await database.value.stop();
  throw failed?.reason;
}

async function startDatabase(config: Config): Promise<Database> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, stop: async () => {} };
  const { startEmbedded } = await import('../db/embedded.ts');
  return startEmbedded({ dataDir: config.dataDir, address: addressOf(config), log: (line) => console.error(line) });
}

async function buildPages(): Promise<void> {
  if (!isStale()) return;
  const { build } = await import('./build.ts');
  await build();
}

function serviceOptions(config: Config, databaseUrl: string): ServiceOptions {
  return { config, databaseUrl, now: () => new Date(), randomBytes: (length) => new Uint8Array(randomBytes(length)) };
}

async function closeInTime(serving: Serving): Promise<void> {
  await Promise.race([serving.close(), sleep(closePatience)]);
}

/** The signal to stop; a second one, unless it is the same Ctrl-C once more by way of npm, ends at once. */
function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const stop = () => {
      if (first !== undefined && performance.now() - first > 1000) process.exit(1);
      first ??= performance.now();
      resolve();
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
    if (!isRunByNpm()) return;
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      resolve();
    }, 100);
    watch.unref();
  });
}

// --- several processes on one port ---

type FromWorker = { address: string } | { problem: string };

/** The first process owns the database and the port; a worker that dies is replaced. */
async function serveByWorkers(config: Config, databaseUrl: string): Promise<Serving> {
  let closing = false;
  const begin = (): Promise<FromWorker> =>
    new Promise((resolve) => {
      const worker = cluster.fork();
      worker.once('online', () => worker.send({ databaseUrl }));
      worker.once('message', (message: FromWorker) => {
        resolve(message);
        if ('address' in message) worker.once('exit', () => replace(worker));
      });
      worker.once('exit', (code, signal) => resolve({ problem: `A worker ended while starting (${signal ?? code}).` }));
    });
  const replace = async (worker: Worker) => {
    if (closing) return;
    console.error(`Worker ${worker.process.pid} has ended and is being replaced.`);
    for (let wait = 100; !closing; wait = Math.min(2 * wait, 5000)) {
      const outcome = await begin();
      if ('address' in outcome) return;
      console.error(outcome.problem);
      await sleep(wait);
    }
  };
  const close = async () => {
    closing = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const gone = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
    // One may be gone before it is told, which is what it was to be told.
    for (const worker of workers) if (worker.isConnected()) worker.send('stop', () => {});
    await Promise.all(gone);
  };
  const begun = await Promise.all(Array.from({ length: config.webConcurrency }, begin));
  const problem = begun.find((message) => 'problem' in message);
  const first = begun.find((message) => 'address' in message);
  if (problem || !first) {
    await close();
    throw new WorkerFailed(problem?.problem);
  }
  return { address: first.address, close };
}

/** Its message is what the worker would have said. */
class WorkerFailed extends Error {
  override readonly name = 'WorkerFailed';
}

/** The first process decides when to stop: a Ctrl-C in the terminal reaches all of us. */
async function work(config: Config, load: () => Promise<Service>): Promise<void> {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {});
  const told = new Promise<{ databaseUrl: string }>((resolve) => process.once('message', resolve));
  try {
    const [service, { databaseUrl }] = await Promise.all([load(), told]);
    const serving = await service.serve(serviceOptions(config, databaseUrl));
    const stopped = new Promise((resolve) => process.once('message', resolve));
    process.send?.({ address: serving.address } satisfies FromWorker);
    await stopped;
    await closeInTime(serving);
    process.exit();
  } catch (error) {
    process.send?.({ problem: explain(error) } satisfies FromWorker, () => process.exit(1));
  }
}

// --- what the operator reads ---

async function withPort(config: Config): Promise<Config> {
  if (config.port !== 0) return config;
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, config.host, resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return Object.freeze({ ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) });
}

function addressOf(config: Config): string {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${config.port}`;
}

function welcome(config: Config, address: string): string[] {
  const lines = [`Hài Lòng: ${config.publicUrl}${address === config.publicUrl ? '' : ` (${address})`}`];
  if (!['localhost', '127.0.0.1', '[::1]'].includes(new URL(config.publicUrl).hostname)) return lines;
  const how = `HOST=0.0.0.0 PUBLIC_URL=http://${lanAddress() ?? '<IP>'}:${config.port} npm start`;
  return [...lines, `Cho điện thoại cùng mạng / for phones on the same network: ${how}`];
}

/** Expected refusals in one sentence; anything else with its trace, for whoever mends it. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${address} is already in use: stop what uses it, or set PORT to a free one.`;
  if (code === 'EADDRNOTAVAIL') return `HOST is “${address}”, but an address of this machine is expected.`;
  if (code === 'EACCES' && port)
    return `PORT is ${port}, but a port that this account may open is expected (1024 or higher).`;
  // Not reached, not known, or not let in; the embedded database has its own words.
  if (/^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|28000|28P01|3D000)$/.test(code ?? '')) {
    return `DATABASE_URL names a database that can't be used (${error.message || code}): start it, or correct the address.`;
  }
  return ['BuildFailed', 'ConfigError', 'EmbeddedError', 'FolderInUse', 'FolderUnusable', 'WorkerFailed'].includes(
    error.name,
  )
    ? error.message
    : (error.stack ?? error.message);
}
