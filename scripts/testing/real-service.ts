import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process of ours under test, with all that it said. */
export interface Program {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** The exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** The service and its commands as operators run them: processes on a data folder of their own. */
export interface RealService {
  readonly address: string;
  readonly dataDir: string;
  /** `npm start`, without the shell that npm puts in between. Does not wait. */
  start(): Program;
  /** Starts and waits until it is ready. */
  startReady(): Promise<Program>;
  /** `npm run -s cli -- LINE`. Does not wait. */
  cli(line: string): Program;
  /** Runs a command to its end. */
  command(line: string): Promise<{ code: number | string; output: string }>;
  /** The PostgreSQL that runs on the folder now; undefined where none says so. */
  postgresPid(): number | undefined;
  /** Everything that any of them has said. */
  outputs(): string;
  /** Ends whatever is left, however it stands. */
  end(): Promise<void>;
}

export async function realService(dataDir: string, environment: Record<string, string> = {}): Promise<RealService> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const programs: Program[] = [];

  const run = (script: string, words: readonly string[] = []): Program => {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, [join('scripts', script), ...words], {
      cwd: join(import.meta.dirname, '..', '..'),
      env: { PATH, HOME, NODE_ENV: 'production', DATA_DIR: dataDir, PORT: String(port), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
      });
    }
    const ended = new Promise<number | string>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code ?? signal ?? ''));
    });
    const program = { child, output: () => output, ended };
    programs.push(program);
    return program;
  };

  const postgresPid = (): number | undefined => {
    try {
      const pid = Number(readFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
      return pid > 0 && isRunning(pid) ? pid : undefined;
    } catch {
      return undefined;
    }
  };

  const service: RealService = {
    address,
    dataDir,
    start: () => run('start.ts'),
    async startReady() {
      const started = service.start();
      let isOver = false;
      void started.ended.then(() => {
        isOver = true;
      });
      await until(`the service is ready`, async () => {
        if (isOver) throw new Error(`The service ended while starting: ${started.output()}`);
        return (await fetch(`${address}/readyz`).catch(() => undefined))?.status === 200;
      });
      return started;
    },
    cli: (line) => run('cli.ts', line.split(' ')),
    async command(line) {
      const program = service.cli(line);
      return { code: await program.ended, output: program.output() };
    },
    postgresPid,
    outputs: () => programs.map(({ output }) => output()).join('\n'),
    async end() {
      for (const { child } of programs) child.kill('SIGKILL');
      await Promise.all(programs.map(({ ended }) => ended));
      const left = postgresPid();
      if (left === undefined) return;
      process.kill(left, 'SIGQUIT');
      await until('PostgreSQL has ended', () => !isRunning(left));
    },
  };
  return service;
}

/** Waits for a condition; only a run that has gone wrong meets the end of its patience. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>, patience = 60_000): Promise<void> {
  const given = performance.now() + patience;
  while (!(await isTrue())) {
    if (performance.now() > given) throw new Error(`Waited ${patience / 1000} s in vain until ${what}`);
    await sleep(20);
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** A process and its children, as Linux lists them. */
export function familyOf(pid: number): number[] {
  const isChild = (other: string): boolean => {
    try {
      const stat = readFileSync(`/proc/${other}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
    } catch {
      return false;
    }
  };
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isChild(name));
  return [pid, ...children.map(Number)];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port was found');
  return address.port;
}
