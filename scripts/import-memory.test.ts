import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asCsv, asXlsx, oneStopSheet } from '../api/testing/one-stop-sheet.ts';
import { type Program, type RealService, realService } from './testing/real-service.ts';

let folder: string;
let service: RealService;
let running: Program;

// Each file meets a service that has done nothing yet: what an earlier one left room for would hide what this one takes.
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hai-long-import-'));
  service = await realService(folder);
  running = await service.startReady();
}, 120_000);
afterEach(async () => {
  await service.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Of the service's process, in bytes: `VmRSS` is the memory that it has, `VmHWM` the most that it has had at once. */
function memory(name: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${running.child.pid}/status`, 'utf8');
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
}

async function send(file: Uint8Array<ArrayBuffer>) {
  const made = await service.command('api-key create --name import --unit thuy-nguyen --scope cases:write');
  const key = made.output.trim().split('\n').at(-1) ?? '';
  const form = new FormData();
  form.set('file', new Blob([file]), 'ho-so');
  const before = memory('VmRSS');
  const answer = await fetch(`${service.address}/api/v1/cases/import?dryRun=false`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: form,
  });
  return { result: await answer.json(), grown: memory('VmHWM') - before };
}

// Only Linux says how much a process has had; the memory that is taken is the same elsewhere. Kept plans that no longer fit
// would show here, too: the import would not end in time.
test.runIf(process.platform === 'linux').each([
  ['workbook', asXlsx],
  ['CSV', asCsv],
])(
  'a %s of a hundred thousand rows takes the service less than 300 MB more than it had',
  async (kind, write) => {
    const { result, grown } = await send(await write(oneStopSheet(100_000).rows));
    expect(result).toMatchObject({ rows: 100_000, created: 100_000 });
    console.log(`Memory for a ${kind} of 100,000 rows: ${Math.round(grown / 1e6)} MB more.`);
    expect(grown).toBeGreaterThan(0);
    expect(grown).toBeLessThan(300e6);
  },
  300_000,
);
