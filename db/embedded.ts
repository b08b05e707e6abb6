import { randomBytes } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { findBinaries, findRunner } from './embedded/binaries.ts';
import { giveTo, makeCluster } from './embedded/cluster.ts';
import { type Place, placeIn, urlAt } from './embedded/place.ts';
import {
  findPostmaster,
  isStillRunning,
  launchPostmaster,
  type Postmaster,
  stopPostmaster,
} from './embedded/postmaster.ts';
import { claimFolder, lock, serverIsThere } from './folder-lock.ts';

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
 * **Root.** PostgreSQL refuses to run as root, so it gets an account of its own (embedded/binaries.ts), which must
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
      url: urlAt(place, running.port),
      owned: true,
      async stop() {
        await guard.end();
        await holding(place, () => stopPostmaster(place));
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
    const url = urlAt(place, running.port);
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
      await stopPostmaster(place);
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

/** Starting and stopping take turns, between processes too. */
async function holding<T>(place: Place, work: () => Promise<T>): Promise<T> {
  const release = await lock(place.lock, 120_000);
  try {
    return await work();
  } finally {
    release();
  }
}

async function joinOrLaunch(place: Place, wanted?: number): Promise<{ running: Postmaster; found: boolean }> {
  const found = await findPostmaster(place, serves);
  if (found) return { running: found, found: true };
  const runner = findRunner(place.data);
  const binaries = findBinaries(runner, place.dataDir);
  if (!existsSync(place.data)) await makeCluster(place, binaries, runner);
  giveTo(place.data, runner);
  return { running: await launchPostmaster(place, { binaries, runner, wanted, serves }), found: false };
}

/** Only the server of this very folder can read what we have just put there. */
async function serves(place: Place, port: number): Promise<boolean> {
  const name = `joined-${randomBytes(6).toString('hex')}`;
  const path = join(place.data, name);
  const nonce = randomBytes(16).toString('hex');
  try {
    writeFileSync(path, nonce, { mode: 0o644 });
    const client = await connect(urlAt(place, port));
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

async function connect(url: string): Promise<Client> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Starts PostgreSQL again when it dies without our doing, so that the service recovers by itself. */
function keepRunning(place: Place, first: Postmaster, log: (line: string) => void): { end(): Promise<void> } {
  const ending = new AbortController();
  const pause = (time: number) => sleep(time, undefined, { ref: false, signal: ending.signal }).catch(() => {});
  let { pid } = first;
  const watch = async () => {
    for (;;) {
      await pause(250);
      if (ending.signal.aborted) return;
      if (isStillRunning(place, pid)) continue;
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
