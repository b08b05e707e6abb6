import { get } from 'node:http';
import { sql } from 'kysely';
import { createApiKey } from '../../api/accounts/service.ts';
import { connect } from '../../db/connect.ts';
import type { Db } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';
import { quantile, rounded } from './figures.ts';
import { machine } from './machine.ts';
import { type RunningService, startService } from './running-service.ts';
import { fillYear } from './stored-year.ts';
import type { TidyUp } from './tidy-up.ts';

const actor = { kind: 'system', name: 'cli', unitId: null } as const;
/** How often each is asked; plain counting of millions takes seconds, so it is asked until twenty seconds are over. */
const rounds = 100;
const plainAtLeast = 10;
const plainForMs = 20_000;

interface Subject {
  readonly answers: number;
  readonly unitId: UnitId;
  readonly authorization: string;
}

/**
 * How long the figures of a year by field take, with few and with many answers, over HTTP as a page gets them; beside the
 * same counted from the answers by a plain GROUP BY on a connection of its own. All take turns.
 */
export async function measureResults(tidyUp: TidyUp, { large }: { large: boolean }) {
  const service = await startService(tidyUp);
  const db = connect({ url: service.databaseUrl, poolSize: 1 });
  tidyUp.add(() => db.destroy());
  const subjects: Subject[] = [];
  for (const answers of [10_000, 1_000_000, ...(large ? [10_000_000] : [])]) {
    console.error(`results: storing ${answers} answers`);
    const unitId = await fillYear(db, `bench-${answers}`, answers);
    const key = await createApiKey(db, {
      unitId,
      name: 'bench',
      scopes: ['results:read'],
      actor,
      now: new Date(),
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    });
    subjects.push({ answers, unitId, authorization: `Bearer ${key.key}` });
  }
  for (const subject of subjects) await holdAlike(db, service, subject);

  const ours = new Map(subjects.map((subject) => [subject, [] as number[]]));
  const plain = new Map(subjects.map((subject) => [subject, [] as number[]]));
  const spent = new Map(subjects.map((subject) => [subject, 0]));
  for (let round = 0; round < rounds; round++) {
    for (const subject of subjects) {
      ours.get(subject)?.push(await timed(() => askFigures(service, subject)));
      const counted = plain.get(subject) ?? [];
      const used = spent.get(subject) ?? 0;
      if (counted.length >= plainAtLeast && used > plainForMs) continue;
      const ms = await timed(() => countPlainly(db, subject));
      counted.push(ms);
      spent.set(subject, used + ms);
    }
    if (round % 100 === 0) console.error(`results ${round} of ${rounds}`);
  }
  const figures = subjects.map((subject) => {
    const [own, other] = [ours.get(subject) ?? [], plain.get(subject) ?? []];
    const [p50Ms, plainP50Ms] = [quantile(own, 0.5), quantile(other, 0.5)];
    return {
      answers: subject.answers,
      p50Ms: rounded(p50Ms, 2),
      p99Ms: rounded(quantile(own, 0.99), 2),
      plainP50Ms: rounded(plainP50Ms, 2),
      plainP99Ms: rounded(quantile(other, 0.99), 2),
      plainRounds: other.length,
      ratio: rounded(p50Ms / plainP50Ms, 4),
    };
  });
  const [few, many] = [figures[0]?.p50Ms ?? 0, figures.at(-1)?.p50Ms ?? 0];
  return { sizes: figures, manyToFew: rounded(many / few, 2), rounds, ...machine() };
}

/** What is compared must say the same. */
async function holdAlike(db: Db, service: RunningService, subject: Subject): Promise<void> {
  const { groups } = JSON.parse(await askFigures(service, subject));
  const told = groups.map(({ key, answered, satisfied }: Record<string, unknown>) => `${key} ${answered} ${satisfied}`);
  const counted = (await countPlainly(db, subject)).map((row) => `${row.fieldId} ${row.answered} ${row.satisfied}`);
  if (told.sort().join() !== counted.sort().join()) throw new Error('the figures are not those counted plainly');
}

async function countPlainly(db: Db, { unitId }: Subject) {
  const { rows } = await sql<{ fieldId: string; answered: number; satisfied: number }>`
    select field_id as "fieldId", count(*)::int as answered, (count(*) filter (where overall >= 4))::int as satisfied,
      count(*) filter (where overall = 1) as level1, count(*) filter (where overall = 2) as level2,
      count(*) filter (where overall = 3) as level3, count(*) filter (where overall = 4) as level4,
      count(*) filter (where overall = 5) as level5, avg(overall) as mean
    from responses where unit_id = ${unitId} and month between '2025-01' and '2025-12'
    group by field_id`.execute(db);
  return rows;
}

function askFigures({ port }: RunningService, { authorization }: Subject): Promise<string> {
  return new Promise((resolve, reject) => {
    const path = '/api/v1/satisfaction?from=2025-01&to=2025-12&by=field';
    get({ host: '127.0.0.1', port, path, headers: { authorization }, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        body += part;
      });
      response.on('end', () =>
        response.statusCode === 200 ? resolve(body) : reject(new Error(`${response.statusCode}: ${body}`)),
      );
    }).on('error', reject);
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
