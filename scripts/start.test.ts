import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

/** `npm start` itself, in a copy of the project with pages and a service that are as small as can be. */
const project = join(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'hai-long-start '));
const record = join(copy, 'dist', 'build.json');
const children = new Set<ChildProcess>();

const files: Record<string, string> = {
  'admin-web/index.html': '<!doctype html><title>x</title><script type="module" src="./main.ts"></script>',
  'admin-web/main.ts': "document.body.textContent = 'first';",
  'survey-web/style.css': 'p { color: red }',
  'survey-web/slip.css': 'b { color: red }',
  'survey-web/paper.css': 'i { color: red }',
  'survey-web/poster.css': 'i { color: red }',
  'survey-web/published.css': 'i { color: red }',
  'survey-web/display.css': 'i { color: red }',
  'survey-web/tablet.css': 'i { color: red }',
  'survey-web/display.ts': "document.title = 'display';",
  'survey-web/pairing.ts': "document.title = 'pairing';",
  'survey-web/tablet.ts': "document.title = 'tablet';",
  'survey-web/resend-worker.ts': "document.title = 'worker';",
  'survey-web/enhance.ts': "import { greeting } from '../api/greeting.ts'; document.title = greeting;",
  'survey-web/render.tsx': "export { css, script } from 'virtual:survey-assets';",
  'api/greeting.ts': "export const greeting: string = 'chào';",
  'api/main.ts': `
    import { createServer, get } from 'node:http';
    import pg from 'pg';
    export async function prepare({ databaseUrl }) {
      const client = new pg.Client(databaseUrl);
      await client.connect();
      await client.query('create table if not exists visits (n int)');
      await client.end();
      return ['a line from prepare'];
    }
    export async function serve({ config, databaseUrl }) {
      const pool = new pg.Pool({ connectionString: databaseUrl });
      pool.on('error', () => {}).on('connect', (client) => client.on('error', () => {}));
      const { css, script } = await import('../dist/survey/render.js');
      const server = createServer(async (request, response) => {
        if (request.url === '/slow') await new Promise((resolve) => setTimeout(resolve, 800));
        await pool.query('insert into visits values (1)');
        response.end(JSON.stringify({ pid: process.pid, css, script }));
      });
      await new Promise((resolve, reject) => server.once('error', reject).listen(config.port, config.host, resolve));
      return {
        address: 'http://' + config.host + ':' + config.port,
        async close() {
          const idle = setInterval(() => server.closeIdleConnections(), 50);
          await new Promise((resolve) => server.close(resolve));
          clearInterval(idle);
          await pool.end();
        },
      };
    }`,
};

beforeAll(() => {
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'api/config.ts']) {
    cpSync(join(project, file), join(copy, file));
  }
  for (const folder of ['db', 'scripts']) {
    cpSync(join(project, folder), join(copy, folder), {
      recursive: true,
      filter: (path) => !path.endsWith('.test.ts'),
    });
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(copy, file, '..'), { recursive: true });
    writeFileSync(join(copy, file), text);
  }
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
});

afterEach(async () => {
  // Only a test that failed leaves one behind; the next would find the folder taken.
  for (const child of children) child.kill('SIGKILL');
});

afterAll(async () => {
  const left = postgresPid();
  if (left !== undefined) process.kill(left, 'SIGQUIT');
  await sleep(200);
  rmSync(copy, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

interface Run {
  readonly child: ChildProcess;
  readonly address: string;
  readonly output: () => string;
  readonly ended: Promise<number | string | null>;
}

function run(command: readonly string[], env: Record<string, string> = {}): Run {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: copy, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('exit', (code, signal) => {
      children.delete(child);
      resolve(code ?? signal);
    });
  });
  return { child, address: `http://127.0.0.1:${env.PORT}`, output: () => output, ended };
}

/** By npm, as operators do, or without the shell that npm puts in between. */
const npmStart = (env: Record<string, string> = {}) => run(['npm', 'start'], env);
const nodeStart = (env: Record<string, string> = {}) => run([process.execPath, 'scripts/start.ts'], env);

async function ready(started: Run): Promise<Run> {
  for (let waited = 0; waited < 15_000; waited += 25) {
    const answer = await fetch(started.address).catch(() => undefined);
    if (answer?.ok && started.output().includes('a line from prepare')) return started;
    if (started.child.exitCode !== null) break;
    await sleep(25);
  }
  return expect.fail(started.output());
}

/** Over a connection of its own, so that any worker may take it. */
function pidOf(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(address, { agent: false, timeout: 2000 }, (response) => {
      response.setEncoding('utf8').once('data', (text) => resolve(JSON.parse(text).pid));
    });
    request.once('error', reject).once('timeout', () => request.destroy(new Error('no answer')));
  });
}

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

function postgresPid(): number | undefined {
  try {
    return Number(readFileSync(join(copy, 'data', 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('npm start', () => {
  it('builds, makes a database, serves, and says where', async () => {
    const started = await ready(npmStart({ PORT: await freePort() }));
    expect(started.output()).toContain(`Hài Lòng: ${started.address.replace('127.0.0.1', 'localhost')}`);
    const page = (await (await fetch(started.address)).json()) as { css: string; script: string };
    expect(page.css).toBe('p{color:red}');
    expect(page.script).toContain('chào');
    // npm ends its shell and itself without passing the signal on; the service notices.
    const pid = await pidOf(started.address);
    started.child.kill('SIGTERM');
    await started.ended;
    for (let waited = 0; postgresPid() !== undefined && waited < 5000; waited += 20) await sleep(20);
    expect(postgresPid()).toBeUndefined();
    for (let waited = 0; isRunning(pid) && waited < 1000; waited += 20) await sleep(20);
    await expect(fetch(started.address)).rejects.toThrow();
  });

  it('does not build again what is fresh', async () => {
    const before = statSync(record).mtimeMs;
    const started = await ready(nodeStart({ PORT: await freePort() }));
    expect(statSync(record).mtimeMs).toBe(before);
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
  });

  it('finishes what is in flight, then stops the database', async () => {
    const started = await ready(nodeStart({ PORT: await freePort() }));
    const slow = fetch(`${started.address}/slow`);
    await sleep(200);
    started.child.kill('SIGTERM');
    expect((await slow).status).toBe(200);
    expect(await started.ended).toBe(0);
    expect(postgresPid()).toBeUndefined();
  });

  it('stops as cleanly when it is told to while starting', async () => {
    for (const moment of [150, 300, 450]) {
      const started = nodeStart({ PORT: await freePort() });
      await sleep(moment);
      started.child.kill('SIGTERM');
      expect([0, 'SIGTERM']).toContain(await started.ended);
      expect(postgresPid()).toBeUndefined();
    }
  });

  it('waits for a server on the same folder that is on its way out', async () => {
    const first = await ready(nodeStart({ PORT: await freePort() }));
    const slow = fetch(`${first.address}/slow`);
    await sleep(100);
    first.child.kill('SIGTERM');
    const second = await ready(nodeStart({ PORT: await freePort() }));
    expect((await slow).status).toBe(200);
    second.child.kill('SIGTERM');
    expect([await first.ended, await second.ended]).toEqual([0, 0]);
  });

  it('says in one sentence what is in the way', async () => {
    const first = await ready(nodeStart({ PORT: await freePort() }));
    const port = new URL(first.address).port;
    const others: [Record<string, string>, RegExp][] = [
      [{ PORT: await freePort() }, new RegExp(`^Another server, ${first.address} [^\\n]*\\.\\n$`)],
      [{ PORT: port, DATA_DIR: join(copy, 'other') }, new RegExp(`^Port ${port} [^\\n]*\\.\\n$`)],
      [{ PORT: port, DATA_DIR: join(copy, 'other'), WEB_CONCURRENCY: '2' }, new RegExp(`^Port ${port} [^\\n]*\\.\\n$`)],
      [
        { PORT: await freePort(), DATABASE_URL: `postgres://user:geheim@127.0.0.1:${await freePort()}/none` },
        /^DATABASE_URL (?!.*geheim)[^\n]*ECONNREFUSED[^\n]*\.\n$/,
      ],
      [{ PORT: 'eighty' }, /^PORT is “eighty”[^\n]*\.\n$/],
    ];
    for (const [env, sentence] of others) {
      const other = nodeStart(env);
      expect(await other.ended).toBe(1);
      expect(other.output()).toMatch(sentence);
    }
    expect(await pidOf(first.address)).toBe(first.child.pid);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  });

  it('shares the port among several processes and replaces one that dies', async () => {
    const started = await ready(nodeStart({ PORT: await freePort(), WEB_CONCURRENCY: '2' }));
    const workers = async () => new Set(await Promise.all(Array.from({ length: 20 }, () => pidOf(started.address))));
    const before = [...(await workers())];
    expect(before).toHaveLength(2);
    expect(before).not.toContain(started.child.pid);
    process.kill(before[0] as number, 'SIGKILL');
    for (let waited = 0; waited < 5000 && (await workers().catch(() => new Set())).size < 2; waited += 100)
      await sleep(100);
    const after = await workers();
    expect(after.size).toBe(2);
    expect(after).not.toContain(before[0]);
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    expect(postgresPid()).toBeUndefined();
    await expect(fetch(started.address)).rejects.toThrow();
  });
});

describe('npm run build', () => {
  const build = () => run([process.execPath, 'scripts/build.ts']);
  async function isFresh(): Promise<boolean> {
    const built = build();
    expect(await built.ended).toBe(0);
    return built.output().includes('up to date');
  }

  it('looks at contents, wherever the pages import from', async () => {
    expect(await isFresh()).toBe(true);
    writeFileSync(join(copy, 'admin-web', 'main.ts'), files['admin-web/main.ts'] ?? '');
    expect(await isFresh()).toBe(true);
    for (const file of ['admin-web/main.ts', 'api/greeting.ts', 'survey-web/style.css']) {
      writeFileSync(join(copy, file), `${files[file]}\n/* changed */`);
      expect([file, await isFresh()]).toEqual([file, false]);
      expect([file, await isFresh()]).toEqual([file, true]);
    }
    rmSync(join(copy, 'dist', 'survey', 'render.js'));
    expect(await isFresh()).toBe(false);
  });

  it('never takes a build that was killed for a fresh one', async () => {
    for (const moment of [60, 120, 180, 240]) {
      writeFileSync(join(copy, 'api', 'greeting.ts'), `export const greeting = 'lần ${moment}';`);
      const killed = build();
      await sleep(moment);
      killed.child.kill('SIGKILL');
      await killed.ended;
      const next = build();
      expect(await next.ended).toBe(0);
      expect(readFileSync(join(copy, 'dist', 'survey', 'render.js'), 'utf8')).toContain(`lần ${moment}`);
    }
  });

  it('keeps what was built when a build fails', async () => {
    const before = readFileSync(join(copy, 'dist', 'survey', 'render.js'), 'utf8');
    writeFileSync(join(copy, 'survey-web', 'render.tsx'), "import './missing.ts';");
    const failed = build();
    expect(await failed.ended).toBe(1);
    expect(failed.output()).toContain('missing.ts');
    expect(readFileSync(join(copy, 'dist', 'survey', 'render.js'), 'utf8')).toBe(before);
    writeFileSync(join(copy, 'survey-web', 'render.tsx'), files['survey-web/render.tsx'] ?? '');
  });
});

describe('an older Node', () => {
  it.each([
    ['20.19.5', 1],
    ['22.17.1', 1],
    ['22.18.0', 0],
    ['24.21.0', 0],
  ])('%s', (version, status) => {
    const pretend = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '${version}' } })`;
    const check = join(project, 'scripts', 'check-node.mjs');
    const result = spawnSync(process.execPath, ['--import', pretend, '--import', check, '-e', ''], {
      encoding: 'utf8',
    });
    expect(result.status).toBe(status);
    if (status === 1) expect(result.stderr).toMatch(/^Node [^\n]* too old [^\n]*\.\n$/);
  });
});
