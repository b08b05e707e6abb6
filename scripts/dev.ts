import { type ChildProcess, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './stale.ts';

/**
 * Watch mode for all parts: whatever changes, the service starts again, which builds what is stale first. That takes
 * about a second; a change with a mistake in it leaves the watch running, and the next one tries again.
 */
const watched = ['admin-web', 'api', 'db', 'scripts', 'survey-web'];

let service: ChildProcess | undefined;
let timer: NodeJS.Timeout | undefined;
let ending = false;

function begin(): void {
  const started = spawn(process.execPath, ['scripts/start.ts'], { cwd: projectFolder, stdio: 'inherit' });
  service = started;
  started.once('exit', (code) => {
    service = undefined;
    if (ending) process.exit(code ?? 0);
    if (code === 0) begin();
    else console.log('Waiting for a change.');
  });
}

/** Editors write a file in several steps, and a change of branch writes many. */
function changed(_event: string, file: string | null): void {
  if (file === null || /\.test\.tsx?$/.test(file)) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    console.log(`${file} has changed.`);
    if (service) service.kill('SIGTERM');
    else begin();
  }, 150);
}

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    ending = true;
    if (service) service.kill('SIGTERM');
    else process.exit();
  });
}
for (const folder of watched) watch(join(projectFolder, folder), { recursive: true }, changed);
begin();
