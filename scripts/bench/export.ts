import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import pg from 'pg';
import { createApiKey } from '../../api/accounts/service.ts';
import { connect } from '../../db/connect.ts';
import { median, rounded } from './figures.ts';
import { findFacts } from './invitations.ts';
import { machine } from './machine.ts';
import { type RunningService, startService } from './running-service.ts';
import { fillQuarter } from './stored-year.ts';
import type { TidyUp } from './tidy-up.ts';

const actor = { kind: 'system', name: 'cli', unitId: null } as const;
const answers = 1_000_000;
const rounds = 5;
const mebibyte = 1024 ** 2;

interface Taken {
  readonly rows: number;
  readonly bytes: number;
  readonly seconds: number;
}

/**
 * How fast a million answers go out as responses.csv, and how much memory the service needs for it, against the same
 * columns by `COPY … TO STDOUT`, received in the same way. Both take turns.
 */
export async function measureExport(tidyUp: TidyUp) {
  const service = await startService(tidyUp);
  const db = connect({ url: service.databaseUrl, poolSize: 1 });
  tidyUp.add(() => db.destroy());
  const { unitId } = await findFacts(db);
  console.error(`export: storing ${answers} answers`);
  await fillQuarter(db, unitId, answers);
  const { key } = await createApiKey(db, {
    unitId,
    name: 'bench',
    scopes: ['rows:read'],
    actor,
    now: new Date(),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  });
  const copier = new pg.Client({ connectionString: service.databaseUrl });
  await copier.connect();
  tidyUp.add(() => copier.end());

  const ours: Taken[] = [];
  const copied: Taken[] = [];
  const peaks: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    forgetPeak(service.pid);
    const own = await takeCsv(service, key);
    const peak = peakBytes(service.pid);
    const other = await copyOut(copier);
    for (const { rows } of [own, other]) if (rows !== answers) throw new Error(`${rows} rows came of ${answers}`);
    console.error(
      `export ${round > 0 ? `${round} of ${rounds}` : 'warming up'}: ${own.seconds.toFixed(1)} s, COPY ${other.seconds.toFixed(1)} s`,
    );
    // The first round warms up.
    if (round === 0) continue;
    ours.push(own);
    copied.push(other);
    if (peak !== undefined) peaks.push(peak);
  }
  const perSecond = (some: readonly Taken[]) => Math.round(median(some.map(({ rows, seconds }) => rows / seconds)));
  const ratios = ours.map((own, index) => (copied[index]?.seconds ?? Number.NaN) / own.seconds);
  return {
    rows: answers,
    bytes: ours[0]?.bytes,
    rowsPerSecond: perSecond(ours),
    copyRowsPerSecond: perSecond(copied),
    ratio: rounded(median(ratios), 3),
    ...(peaks.length > 0 && { peakMiB: Math.round(Math.max(...peaks) / mebibyte) }),
    rounds,
    ...machine(),
  };
}

/** The lines after the first; no answer holds a line break. */
function takeCsv({ port }: RunningService, key: string): Promise<Taken> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const path = '/api/v1/exports/responses.csv?from=2025-Q3&to=2025-Q3';
    const headers = { authorization: `Bearer ${key}` };
    get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      let [bytes, lines] = [0, 0];
      response.on('data', (part: Buffer) => {
        bytes += part.length;
        lines += linesIn(part);
      });
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === 200
          ? resolve({ rows: lines - 1, bytes, seconds: (performance.now() - begun) / 1000 })
          : reject(new Error(`responses.csv answered ${response.statusCode}`)),
      );
    }).on('error', reject);
  });
}

/** What a driver of COPY does: hands the query to the connection and counts what comes. */
function copyOut(client: pg.Client): Promise<Taken> {
  const begun = performance.now();
  const answer = (id: string) => `answers ->> '${id}'`;
  const columns = ['access', 'procedure', 'officer', 'result', 'feedback'].map(answer).join(', ');
  const text = `copy (
    select quarter, 'thuy-nguyen', field_id, procedure, channel, medium, language, version, overall, ${columns}
    from quarter_responses where quarter = '2025-Q3' order by response_id
  ) to stdout with (format csv)`;
  return new Promise((resolve, reject) => {
    let [bytes, rows] = [0, 0];
    const ignore = () => undefined;
    const submitted = {
      submit: (connection: { query(text: string): void }) => connection.query(text),
      handleCopyData({ chunk }: { chunk: Buffer }) {
        bytes += chunk.length;
        rows += linesIn(chunk);
      },
      handleRowDescription: ignore,
      handleDataRow: ignore,
      handlePortalSuspended: ignore,
      handleEmptyQuery: ignore,
      handleCommandComplete: ignore,
      handleCopyInResponse: ignore,
      handleError: reject,
      handleReadyForQuery: () => resolve({ rows, bytes, seconds: (performance.now() - begun) / 1000 }),
    };
    client.query(submitted as unknown as pg.Submittable);
  });
}

function linesIn(part: Uint8Array): number {
  let count = 0;
  for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) count += 1;
  return count;
}

/** The kernel keeps the most memory a process had at once; from now on that of what follows. */
function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Other systems keep it elsewhere; there is then no figure.
  }
}

function peakBytes(pid: number): number | undefined {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}
