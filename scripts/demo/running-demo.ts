import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** `npm run demo` as a process of its own, and what it says of itself. */
export interface RunningDemo {
  readonly pid: number;
  readonly origin: string;
  /** Address of the survey that is open. */
  readonly survey: string;
  readonly apiKey: string;
  /** All that it has said. */
  readonly said: () => string;
  passwordOf(username: string): string;
  /** As by Ctrl-C; gives the exit code. */
  stop(): Promise<number | null>;
}

/** Starts a demonstration on a free port and waits until it is up. Throws with what it said where it ends before. */
export async function startDemo(environment: Readonly<Record<string, string>> = {}): Promise<RunningDemo> {
  const { PATH = '', HOME = '', TEMP = '', SYSTEMROOT = '' } = process.env;
  const demo = spawn(process.execPath, [join(import.meta.dirname, '..', 'demo.ts')], {
    env: { PATH, HOME, ...(TEMP && { TEMP }), ...(SYSTEMROOT && { SYSTEMROOT }), PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [demo.stdout, demo.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => demo.once('exit', resolve));
  process.once('exit', () => demo.kill());
  while (!said.includes('Ctrl-C')) {
    if (demo.exitCode !== null) throw new Error(`The demonstration ended:\n${said}`);
    await sleep(50);
  }
  const find = (pattern: RegExp): string => {
    const found = pattern.exec(said)?.[1];
    if (found === undefined) throw new Error(`The demonstration did not say ${pattern}:\n${said}`);
    return found;
  };
  return {
    pid: demo.pid ?? 0,
    origin: find(/Hài Lòng: (\S+)/),
    survey: find(/(http\S+\/p\/\S+)/),
    apiKey: find(/API key: (\S+)/),
    said: () => said,
    passwordOf: (username) => find(new RegExp(` ${username} +(\\S+)`)),
    stop() {
      demo.kill('SIGINT');
      return ended;
    },
  };
}
