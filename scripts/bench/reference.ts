import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import { spendInvitationText } from '../../api/responses/queries.ts';

/** The same statement without a service before it: what the database by itself could take. */
export interface Reference {
  /** What sends it, for the line that tells of it. */
  readonly name: string;
  /**
   * Answers the invitations from `first` on, `count` of them; `count` is a multiple of the clients. `ownCpu`: the
   * seconds of processor time that sending took of this process.
   */
  run(first: number, count: number): Promise<{ answersPerSecond: number; ownCpu: number }>;
}

/** What the statement is given beside the invitation, as large as what the service gives it. */
interface Given {
  readonly databaseUrl: string;
  readonly clients: number;
  readonly unitId: number;
  readonly questionnaireVersion: number;
  readonly expiresFrom: string;
}

const answers = JSON.stringify({ access: 5, procedure: 4, officer: 5, result: 5, feedback: 4 });

/** An invitation of the reference's own is known by its number. */
export function tokenHashOf(number: number): Uint8Array {
  return createHash('sha256').update(String(number)).digest();
}

export function reference(given: Given, folder: string): Reference {
  const program = findPgbench();
  return program ? pgbench(program, given, folder) : bareLoop(given);
}

/** PGBENCH, then the PATH, then where Debian keeps PostgreSQL's programs, the newest first. */
function findPgbench(): string | undefined {
  if (process.env.PGBENCH) return process.env.PGBENCH;
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  return folders.map((folder) => join(folder, 'pgbench')).find((path) => existsSync(path));
}

function pgbench(program: string, given: Given, folder: string): Reference {
  const { databaseUrl, clients, unitId, questionnaireVersion, expiresFrom } = given;
  const script = join(folder, 'answer.sql');
  const texts: Record<number, string> = {
    // Not worth a microsecond, and the only way to give pgbench a different hash each time.
    1: 'sha256(:number::text::bytea)',
    2: ':unit',
    3: 'sha256(:number::text::bytea)',
    4: ':expires_from',
    5: ':version',
    // pgbench knows no null; a parameter it stays.
    6: "nullif(:comment, 'none')",
    7: ':medium',
    8: ':language',
    9: ':overall',
    10: ':answers',
  };
  const statement = spendInvitationText.replace(/\$(\d+)/g, (_, position) => texts[Number(position)] ?? '');
  writeFileSync(
    script,
    [
      '\\set turn :turn + 1',
      '\\set number :first + :turn * :clients + :client_id',
      '\\set overall random(3, 5)',
      `${statement};`,
    ].join('\n'),
  );
  const set = {
    turn: -1,
    clients,
    unit: unitId,
    version: questionnaireVersion,
    expires_from: expiresFrom,
    comment: 'none',
    medium: 'phone',
    language: 'vi',
    answers,
  };
  const defined = Object.entries(set).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
  const url = new URL(databaseUrl);
  const env = {
    ...process.env,
    PGHOST: url.searchParams.get('host') ?? url.hostname,
    PGPORT: url.port,
    PGUSER: url.username,
    PGPASSWORD: url.password,
    PGDATABASE: url.pathname.slice(1),
  };
  const { error, stdout: version } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (error) throw new Error(`pgbench does not start: ${error.message}`);
  return {
    name: version.trim(),
    async run(first, count) {
      const turns = String(count / clients);
      const said = await output(
        program,
        [
          '-n',
          '-M',
          'prepared',
          '-c',
          String(clients),
          '-j',
          '2',
          '-t',
          turns,
          '-f',
          script,
          ...defined,
          '-D',
          `first=${first}`,
        ],
        env,
      );
      const answersPerSecond = Number(/^tps = ([\d.]+) \(without/m.exec(said)?.[1]);
      if (!(answersPerSecond > 0)) throw new Error(`pgbench said no figure: ${said}`);
      return { answersPerSecond, ownCpu: 0 };
    },
  };
}

async function output(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  const said = Buffer.concat(chunks).toString('utf8');
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${said.trim()}`);
  return said;
}

/** Without pgbench: the driver alone, with the statement prepared. */
function bareLoop(given: Given): Reference {
  const { databaseUrl, clients, unitId, questionnaireVersion, expiresFrom } = given;
  return {
    name: 'a bare loop of pg, since pgbench was not found',
    async run(first, count) {
      const connected = Array.from({ length: clients }, () => new pg.Client({ connectionString: databaseUrl }));
      await Promise.all(connected.map((client) => client.connect()));
      let next = first;
      const work = async (client: pg.Client) => {
        while (next < first + count) {
          const hash = tokenHashOf(next++);
          const overall = 3 + Math.floor(3 * Math.random());
          const values = [hash, unitId, hash, expiresFrom, questionnaireVersion, null, 'phone', 'vi', overall, answers];
          await client.query({ name: 'spend-invitation', text: spendInvitationText, values });
        }
      };
      const begun = performance.now();
      const cpuBefore = process.cpuUsage();
      await Promise.all(connected.map(work));
      const seconds = (performance.now() - begun) / 1000;
      const { user, system } = process.cpuUsage(cpuBefore);
      await Promise.all(connected.map((client) => client.end()));
      return { answersPerSecond: count / seconds, ownCpu: (user + system) / 1_000_000 };
    },
  };
}
