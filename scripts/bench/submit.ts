import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import { loadSecretKey } from '../../api/config.ts';
import { hashToken, tokenFor } from '../../api/invitations/token.ts';
import { connect } from '../../db/connect.ts';
import type { Db } from '../../db/tables/index.ts';
import { type CpuTime, cpuTime, cpuTimeOfEndedChildren, cpuTimeOfFamily, cpuTimeOfMachine } from './cpu-time.ts';
import { median, rounded } from './figures.ts';
import { type Facts, findFacts, insertInvitations } from './invitations.ts';
import type { Load, LoadFigures } from './load-generator.ts';
import { machine } from './machine.ts';
import { type Reference, reference, tokenHashOf } from './reference.ts';
import { type RunningService, startService } from './running-service.ts';
import { type TidyUp, temporaryFolder } from './tidy-up.ts';

const clients = 20;
const rounds = 11;
/** A few seconds of work, and a multiple of the clients. */
const answersARound = 8000;
const dayInMs = 86_400_000;

/** What one round cost, in seconds of processor time. */
interface Cost {
  readonly node: CpuTime;
  readonly postgres: CpuTime;
  /** The load generator, or pgbench. */
  readonly sender: CpuTime;
  /** Everything that ran on the machine meanwhile, these included. */
  readonly machine: CpuTime;
}

interface Round extends Cost {
  readonly perSecond: number;
}

interface HttpRound extends Round {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * How many answers a second the service takes over HTTP, against how many the database takes of the same statement
 * without a service before it. Both send by as many clients, to the same server, for the same tables; they take turns, so
 * that what else the machine does meets both. Each round answers its own invitations, each once.
 */
export async function measureSubmit(tidyUp: TidyUp) {
  const service = await startService(tidyUp);
  const { databaseUrl } = service;
  const db = connect({ url: databaseUrl, poolSize: 2 });
  tidyUp.add(() => db.destroy());
  const facts = await findFacts(db);
  const expiresFrom = new Date(Date.now() - 4 * dayInMs).toISOString().slice(0, 10);
  const other = reference({ databaseUrl, clients, expiresFrom, ...facts }, temporaryFolder(tidyUp));
  const tokens = await prepare(db, service, facts);
  const generate = startGenerator(tidyUp);

  const http: HttpRound[] = [];
  const bare: Round[] = [];
  for (let round = 0; round <= rounds; round++) {
    const first = round * answersARound;
    const ours = await answerOverHttp(service, generate, tokens.slice(first, first + answersARound));
    const theirs = await answerByReference(service, other, first);
    await expectAnswered(db, 2 * (first + answersARound));
    say(round, ours, theirs);
    // The first round warms up.
    if (round > 0) http.push(ours);
    if (round > 0) bare.push(theirs);
  }
  const ratios = http.map((round, index) => round.perSecond / (bare[index]?.perSecond ?? Number.NaN));
  return {
    ratio: rounded(median(ratios), 3),
    ratioLowest: rounded(Math.min(...ratios), 3),
    ratioHighest: rounded(Math.max(...ratios), 3),
    answersPerSecond: Math.round(median(http.map(({ perSecond }) => perSecond))),
    p50Ms: rounded(median(http.map(({ p50Ms }) => p50Ms)), 2),
    p99Ms: rounded(median(http.map(({ p99Ms }) => p99Ms)), 2),
    nodeMicros: microsAnAnswer(http, 'node'),
    postgresMicros: microsAnAnswer(http, 'postgres'),
    generatorMicros: microsAnAnswer(http, 'sender'),
    reference: other.name,
    referencePerSecond: Math.round(median(bare.map(({ perSecond }) => perSecond))),
    referencePostgresMicros: microsAnAnswer(bare, 'postgres'),
    referenceSenderMicros: microsAnAnswer(bare, 'sender'),
    takenByOthers: takenByOthers([...http, ...bare]),
    clients,
    rounds,
    answersARound,
    ...machine(),
    postgres: await versionOf(db),
  };
}

async function answerOverHttp(service: RunningService, generate: Generator, tokens: string[]): Promise<HttpRound> {
  const [figures, cost] = await costing(service, () => generate({ port: service.port, clients, tokens }));
  const { seconds, statuses, cpu, p50Ms, p99Ms } = figures;
  if (statuses['201'] !== answersARound)
    throw new Error(`of ${answersARound} answers came ${JSON.stringify(statuses)}`);
  return { ...cost, sender: cpu, perSecond: answersARound / seconds, p50Ms, p99Ms };
}

async function answerByReference(service: RunningService, other: Reference, first: number): Promise<Round> {
  const [{ answersPerSecond, ownCpu }, cost] = await costing(service, () => other.run(first, answersARound));
  return { ...cost, sender: cost.sender === undefined ? undefined : cost.sender + ownCpu, perSecond: answersPerSecond };
}

function say(round: number, http: Round, bare: Round): void {
  const [ours, theirs] = [http, bare].map(({ perSecond }) => Math.round(perSecond));
  const shares = [http, bare].map((cost) => `${Math.round(100 * (othersShare(cost) ?? 0))} %`);
  const where = round > 0 ? `${round} of ${rounds}` : 'warming up';
  console.error(
    `submit ${where}: ${ours}/s over HTTP, ${theirs}/s by the reference; others took ${shares.join(' and ')}`,
  );
}

/** Both sets are made in turns, so that neither lies better on the disk than the other. */
async function prepare(db: Db, service: RunningService, facts: Facts): Promise<string[]> {
  const count = (rounds + 1) * answersARound;
  console.error(`submit: preparing 2 × ${count} invitations …`);
  const secretKey = loadSecretKey({ secretKey: undefined, dataDir: service.dataDir });
  const tokens: string[] = [];
  const chunk = 2000;
  for (let first = 0; first < count; first += chunk) {
    const numbers = Array.from({ length: chunk }, (_, index) => first + index);
    const ours = numbers.map(() => {
      const invitationId = randomUUID();
      const token = tokenFor(secretKey, facts.unitId, invitationId, 1);
      tokens.push(token);
      return { invitationId, tokenHash: hashToken(secretKey, token) };
    });
    await insertInvitations(db, facts, ours);
    const theirs = numbers.map((number) => ({ invitationId: randomUUID(), tokenHash: tokenHashOf(number) }));
    await insertInvitations(db, facts, theirs);
  }
  await sql`vacuum analyze`.execute(db);
  await sql`checkpoint`.execute(db);
  return tokens;
}

async function expectAnswered(db: Db, expected: number): Promise<void> {
  const { answered, waiting } = await db
    .selectNoFrom((select) => [
      select
        .selectFrom('invitations')
        .select((count) => count.fn.countAll<number>().as('answered'))
        .where('answerKeyHash', 'is not', null)
        .as('answered'),
      select
        .selectFrom('responseInbox')
        .select((count) => count.fn.countAll<number>().as('waiting'))
        .as('waiting'),
    ])
    .executeTakeFirstOrThrow();
  if (answered !== expected || waiting !== expected)
    throw new Error(`${expected} were sent, but ${answered} invitations are answered and ${waiting} answers are there`);
}

/** Sends a load and gives its figures. */
type Generator = (load: Load) => Promise<LoadFigures>;

function startGenerator(tidyUp: TidyUp): Generator {
  const child = fork(join(import.meta.dirname, 'load-generator.ts'));
  tidyUp.add(() => child.kill());
  let settle: PromiseWithResolvers<LoadFigures> | undefined;
  child.on('message', (figures) => settle?.resolve(figures as LoadFigures));
  child.on('exit', () => settle?.reject(new Error('the load generator ended')));
  return (load) => {
    settle = Promise.withResolvers();
    child.send(load);
    return settle.promise;
  };
}

async function costing<T>(service: RunningService, work: () => Promise<T>): Promise<[T, Cost]> {
  const read = () => ({
    node: cpuTime(service.pid),
    postgres: cpuTimeOfFamily(service.postgresPid),
    sender: cpuTimeOfEndedChildren(),
    machine: cpuTimeOfMachine(),
  });
  const before = read();
  const result = await work();
  const after = read();
  const spent = (part: keyof Cost): CpuTime => {
    const [from, to] = [before[part], after[part]];
    return from === undefined || to === undefined ? undefined : to - from;
  };
  const cost = { node: spent('node'), postgres: spent('postgres'), sender: spent('sender'), machine: spent('machine') };
  return [result, cost];
}

/** Of the processor time that was used meanwhile, what went to others: by it the figures are to be doubted. */
function othersShare({ node = 0, postgres = 0, sender = 0, machine }: Cost): number | undefined {
  return machine ? Math.max(0, 1 - (node + postgres + sender) / machine) : undefined;
}

function takenByOthers(all: readonly Cost[]): number | null {
  const known = all.map(othersShare).filter((share) => share !== undefined);
  return known.length === 0 ? null : rounded(median(known), 2);
}

/** The median; null where the system does not tell. */
function microsAnAnswer(all: readonly Cost[], part: keyof Cost): number | null {
  const known = all.map((cost) => cost[part]).filter((seconds) => seconds !== undefined);
  return known.length === 0 ? null : Math.round((median(known) / answersARound) * 1_000_000);
}

async function versionOf(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db);
  return rows[0]?.version ?? '';
}
