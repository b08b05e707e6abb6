import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const name = 'hai-long-demo';

/**
 * A folder that goes when this process goes. What a demonstration left that was killed outright is taken along by the next
 * one; its PostgreSQL has ended by itself within a minute of losing its folder.
 */
export function temporaryFolder(): string {
  removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${name}-${process.pid}-`));
  process.on('exit', () => remove(folder));
  return folder;
}

function removeLeftovers(): void {
  for (const entry of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${name}-(\\d+)-\\w+$`).exec(entry)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) remove(join(tmpdir(), entry));
  }
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // Another account's, or a file that is still in use: the next demonstration tries again.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
