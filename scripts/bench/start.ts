import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectFolder } from '../stale.ts';
import { median, rounded } from './figures.ts';
import { machine } from './machine.ts';
import { freePort, hasEnded, postgresPidFile, serviceEnvironment, stopService, untilReady } from './running-service.ts';
import { type TidyUp, temporaryFolder } from './tidy-up.ts';

const rounds = 5;
const notCopied = new Set(['node_modules', 'dist', 'data', '.git', 'coverage']);

/**
 * Seconds from `npm start` to a `/readyz` that says 200, in a copy of the project: the first time (nothing built, no
 * database), after a clean stop, and after a SIGKILL of the service alone and of the service and its PostgreSQL.
 */
export async function measureStart(tidyUp: TidyUp) {
  const folder = temporaryFolder(tidyUp);
  const copy = join(folder, 'clone');
  cpSync(projectFolder, copy, { recursive: true, filter: (path) => !notCopied.has(basename(path)) });
  symlinkSync(join(projectFolder, 'node_modules'), join(copy, 'node_modules'));
  const dataDir = join(folder, 'data');
  let npm: ChildProcess | undefined;
  tidyUp.add(async () => {
    // In a group of their own, npm and whatever it has started by now.
    if (npm?.pid && !hasEnded(npm)) kill(-npm.pid);
    if (npm) await stopService(npm, dataDir);
  });

  const seconds: Record<'first' | 'again' | 'afterKill' | 'afterKillOfBoth', number[]> = {
    first: [],
    again: [],
    afterKill: [],
    afterKillOfBoth: [],
  };
  const start = async (kind: keyof typeof seconds): Promise<ChildProcess> => {
    const port = await freePort();
    const env = serviceEnvironment(dataDir, port);
    npm = spawn('npm', ['start'], { cwd: copy, env, detached: true, stdio: 'ignore' });
    seconds[kind].push(await untilReady(port, npm));
    return npm;
  };
  for (let round = 1; round <= rounds; round++) {
    rmSync(join(copy, 'dist'), { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
    await stopCleanly(await start('first'), dataDir);
    await killHard(await start('again'), servicePid(dataDir));
    await killHard(await start('afterKill'), servicePid(dataDir), postgresPid(dataDir));
    await stopCleanly(await start('afterKillOfBoth'), dataDir);
    const said = Object.entries(seconds).map(([kind, values]) => `${kind} ${values.at(-1)?.toFixed(2)} s`);
    console.error(`start ${round} of ${rounds}: ${said.join(', ')}`);
  }
  const figures = Object.entries(seconds).map(([kind, values]) => [
    kind,
    { median: rounded(median(values), 2), max: rounded(Math.max(...values), 2) },
  ]);
  return { unit: 's', ...Object.fromEntries(figures), rounds, ...machine() };
}

async function stopCleanly(npm: ChildProcess, dataDir: string): Promise<void> {
  kill(servicePid(dataDir), 'SIGTERM');
  await end(npm);
  if (existsSync(postgresPidFile(dataDir))) throw new Error('PostgreSQL was still there after a clean stop');
}

async function killHard(npm: ChildProcess, ...pids: (number | undefined)[]): Promise<void> {
  for (const pid of pids) kill(pid);
  await end(npm);
}

async function end(npm: ChildProcess): Promise<void> {
  for (let waited = 0; !hasEnded(npm); waited += 10) {
    if (waited > 30_000) throw new Error('npm did not end with its service');
    await sleep(10);
  }
}

function kill(pid: number | undefined, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    if (pid !== undefined) process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** npm stands between us and the service, which says in its data folder who it is. */
function servicePid(dataDir: string): number | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')).pid;
  } catch {
    return undefined;
  }
}

function postgresPid(dataDir: string): number {
  return Number(readFileSync(postgresPidFile(dataDir), 'utf8').split('\n')[0]);
}
