import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UnitId } from '../../db/vocabulary.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { verify } from '../verification/service.ts';

/** Each test has a database of its own, since clocks and seals move in each. */
let service: TestApp;
let machine: Headers;
let reader: Headers;
let unitId: UnitId;
beforeEach(async () => {
  service = await testApp({ now: '2025-08-01T03:00:00Z' });
  unitId = service.unit.unitId;
  machine = await service.apiKey('cases:write');
  reader = await service.apiKey('results:read');
});
afterEach(() => service.close());

let serial = 0;
/** Closes a case and answers it, if a mark is given; back comes its path. */
async function closed(closedOn: string, overall?: number, procedure = '1.001193'): Promise<string> {
  serial += 1;
  const put = await service.send('PUT', `/api/v1/cases/S-${serial}`, machine, { procedure, closedOn });
  const path = new URL((await put.json()).invitation.url).pathname;
  if (overall !== undefined) await answer(path, overall);
  return path;
}
async function answer(path: string, overall: number, comment?: string): Promise<number> {
  serial += 1;
  return (await service.send('POST', path, {}, { key: `key-number-${serial}`, answers: { overall }, comment })).status;
}
const results = async (query: string) =>
  (await service.app.request(`/api/v1/satisfaction?${query}`, { headers: reader })).json();
const times = async (count: number, what: () => Promise<unknown>): Promise<void> => {
  for (let done = 0; done < count; done++) await what();
};

describe('batches', () => {
  test('four wait, five are shown, and the sixth waits again', async () => {
    await times(4, () => closed('2025-07-20', 5));
    await service.seal();
    const query = 'from=2025-07&to=2025-08';
    expect(await results(query)).toMatchObject({
      waiting: 4,
      total: { closed: 4, answered: 0, percent: null, mean: null, verdict: 'insufficient', flagged: false, held: true },
      groups: [{ key: 'ho-tich', closed: 4, answered: 0, held: true }],
    });
    await closed('2025-07-20', 1);
    expect(await results(query)).toMatchObject({ waiting: 4, total: { answered: 0 } });
    await service.seal();
    expect(await results(query)).toMatchObject({
      waiting: 0,
      total: { answered: 5, levels: [1, 0, 0, 0, 4], held: false },
    });
    await closed('2025-07-20', 2);
    await service.seal();
    expect(await results(query)).toMatchObject({ waiting: 1, total: { closed: 6, answered: 5, held: true } });
    expect(await verify(service.db)).toEqual([]);
  });

  test('are of one field and one month', async () => {
    await times(3, () => closed('2025-07-20', 5));
    await times(3, () => closed('2025-08-01', 5));
    await times(4, () => closed('2025-07-20', 5, '1.013978'));
    await service.seal();
    expect(await results('from=2025-07&to=2025-08')).toMatchObject({ waiting: 10, total: { answered: 0, held: true } });
    expect(await verify(service.db)).toEqual([]);
  });

  test('of the month that is running hold only answers of which five cases alike were closed', async () => {
    const query = 'from=2025-08&to=2025-08';
    await times(4, () => closed('2025-08-01', 5));
    await times(2, () => closed('2025-08-01', 4, '1.000894'));
    await service.seal();
    expect(await results(query)).toMatchObject({ waiting: 6, total: { answered: 0, held: true } });
    await closed('2025-08-01');
    await service.seal();
    // Five of the first kind were closed by now, but only four of them were answered: no batch yet.
    expect(await results(query)).toMatchObject({ waiting: 6, total: { answered: 0 } });
    await closed('2025-08-01', 5);
    await service.seal();
    expect(await results(query)).toMatchObject({
      waiting: 2,
      total: { closed: 8, levels: [0, 0, 0, 0, 5], held: true },
    });
    await times(3, () => closed('2025-08-01', 3, '1.000656'));
    service.clock.set('2025-09-01T03:00:00Z');
    await service.seal();
    expect(await results(query)).toMatchObject({ waiting: 0, total: { levels: [0, 0, 3, 2, 5], held: false } });
    expect(await verify(service.db)).toEqual([]);
  });

  test('comments come apart from their answers, five of a field at once', async () => {
    const paths: string[] = [];
    await times(5, async () => paths.push(await closed('2025-07-20')));
    for (const [index, path] of paths.entries())
      await answer(path, 5, index < 4 ? `Góp ý ${index}, gọi 0912 345 678` : undefined);
    await service.seal();
    const shown = () => service.db.selectFrom('comments').select('comment').where('unitId', '=', unitId).execute();
    expect(await shown()).toEqual([]);
    await answer(await closed('2025-07-21'), 4, 'Góp ý 4, gọi 0912345678');
    await service.seal();
    expect((await shown()).map(({ comment }) => comment).sort()).toEqual(
      [0, 1, 2, 3, 4].map((index) => `Góp ý ${index}, gọi […]`),
    );
  });
});

describe('months', () => {
  test('are settled once they are over, every code has expired and the days of grace are gone', async () => {
    await times(5, () => closed('2025-07-31', 5));
    const settledTo = async () => (await results('from=2025-07&to=2025-07')).period.settledTo;
    // Made on 1 August: open to the 16th, taken to the 19th.
    service.clock.set('2025-08-19T10:00:00Z');
    await service.seal();
    expect(await settledTo()).toBeNull();
    expect(await results('from=2025-07&to=2025-07')).toMatchObject({ total: { provisional: true } });
    service.clock.set('2025-08-20T10:00:00Z');
    await service.seal();
    expect(await settledTo()).toBe('2025-07');
    expect(await results('from=2025-07&to=2025-07')).toMatchObject({ total: { provisional: false, percent: 100 } });
  });

  test('never change again: late cases, answers left over and cases taken back count elsewhere or not', async () => {
    await times(6, () => closed('2025-07-31', 5));
    const left = await closed('2025-07-31', 4, '1.013978');
    const unanswered = serial + 1;
    await closed('2025-07-31');
    service.clock.set('2025-08-20T10:00:00Z');
    await service.seal();
    const july = await results('from=2025-07&to=2025-07&by=field');
    expect(july.groups).toMatchObject([
      { key: 'dat-dai', closed: 1, answered: 0, held: false },
      { key: 'ho-tich', closed: 7, answered: 6 },
    ]);
    // The one of land moved to August, where it waits.
    expect(await results('from=2025-08&to=2025-08&by=field')).toMatchObject({
      waiting: 1,
      groups: [{ key: 'dat-dai', closed: 0, held: true }],
    });

    await times(5, () => closed('2025-07-15', 5, '1.013978'));
    expect((await service.send('DELETE', `/api/v1/cases/S-${unanswered}`, machine)).status).toBe(204);
    await service.seal();
    const now = await results('from=2025-07&to=2025-07&by=field');
    expect(now.groups).toEqual(july.groups);
    expect(await results('from=2025-08&to=2025-08&by=field')).toMatchObject({
      waiting: 0,
      groups: [{ key: 'dat-dai', closed: 5, answered: 6, levels: [0, 0, 0, 1, 5] }],
    });
    expect(await answer(left, 1)).toBe(410);
    expect(await verify(service.db)).toEqual([]);
  });

  test('of a settled quarter that were empty are settled with it', async () => {
    service.clock.set('2025-09-30T03:00:00Z');
    await closed('2025-08-10');
    service.clock.set('2025-10-25T03:00:00Z');
    await service.seal();
    expect((await results('from=2025-07&to=2025-09')).period).toMatchObject({
      settledTo: '2025-09',
      sealedOn: '2025-10-25',
    });
    await closed('2025-07-10');
    await service.seal();
    expect(await results('from=2025-07&to=2025-09')).toMatchObject({ total: { closed: 1, provisional: false } });
    expect(await results('from=2025-10&to=2025-10')).toMatchObject({ total: { closed: 1, provisional: true } });
  });

  test('whose only case was taken back stand in nobody’s way', async () => {
    await closed('2025-07-20');
    await service.seal();
    expect((await service.send('DELETE', `/api/v1/cases/S-${serial}`, machine)).status).toBe(204);
    service.clock.set('2025-09-30T03:00:00Z');
    await closed('2025-08-20');
    service.clock.set('2025-10-25T03:00:00Z');
    await service.seal();
    const report = await results('from=2025-07&to=2025-09&by=procedure');
    expect(report).toMatchObject({ period: { settledTo: '2025-09' }, total: { closed: 1, provisional: false } });
  });

  test('that are settled refuse a new code for their cases', async () => {
    await closed('2025-07-31');
    const code = `S-${serial}`;
    service.clock.set('2025-08-25T03:00:00Z');
    await service.seal();
    const refused = await service.send('POST', `/api/v1/cases/${code}/invitation`, machine);
    expect([refused.status, (await refused.json()).type]).toEqual([409, '/problems/month-settled']);
  });

  test('take a case in once, though it comes while its month is being settled', async () => {
    await closed('2025-07-31');
    service.clock.set('2025-08-20T10:00:00Z');
    const puts = Array.from({ length: 12 }, () => closed('2025-07-30'));
    await Promise.all([...puts.slice(0, 6), service.seal(), ...puts.slice(6), service.seal()]);
    await service.seal();
    const both = await results('from=2025-07&to=2025-08&by=month');
    expect(both.total.closed).toBe(13);
    expect(both.groups.reduce((sum: number, { closed }: { closed: number }) => sum + closed, 0)).toBe(13);
    expect(await verify(service.db)).toEqual([]);
  });
});

describe('nobody can join an answer to its invitation', () => {
  test('not by transaction, place, id, order or time, though one may read every table', async () => {
    const k = 20;
    const paths: string[] = [];
    await times(k, async () => paths.push(await closed('2025-07-20')));
    // Each answer is unlike the others, so that a join that finds one can be told from chance.
    for (const [index, path] of paths.entries()) {
      await service.send(
        'POST',
        path,
        {},
        {
          key: `attacked-${index}`,
          answers: { overall: 1 + (index % 5), access: 1 + (Math.floor(index / 5) % 5), officer: 5 },
        },
      );
    }
    const links = async (table: string, id: string) => {
      const { rows } = await sql<{ number: number }>`
        select count(*)::int as number from invitations i join ${sql.table(table)} r
        on r.unit_id = i.unit_id and r.xmin = i.xmin where i.unit_id = ${unitId}`.execute(service.db);
      const { rows: byPlace } = await sql<{ invitation: string; answer: string }>`
        select i.invitation_id as invitation, r.id as answer
        from (select invitation_id, row_number() over (order by ctid) as place from invitations
              where unit_id = ${unitId} and answer_key_hash is not null) i
        join (select ${sql.ref(id)}::text as id, row_number() over (order by ctid) as place from ${sql.table(table)}
              where unit_id = ${unitId}) r using (place)`.execute(service.db);
      return { byTransaction: rows[0]?.number, byPlace: byPlace.length };
    };
    // Before the seal the join works: that is what it is for.
    expect((await links('response_inbox', 'inbox_id')).byTransaction).toBe(k);
    // With its size known, the small inbox is read from its pages and not by its random keys: in the order of arrival.
    await sql`vacuum analyze response_inbox`.execute(service.db);
    await service.seal();
    expect((await links('responses', 'response_id')).byTransaction).toBe(0);

    // What each invitation was answered with, known to this test alone, in the order in which they were answered.
    const truth = paths.map((_, index) => `${1 + (index % 5)} ${1 + (Math.floor(index / 5) % 5)}`);
    const orders = await Promise.all(
      ['ctid', 'response_id', 'xmin::text::bigint'].map(async (order) => {
        const { rows } = await sql<{ said: string }>`
          select overall || ' ' || (answers->>'access') as said from responses
          where unit_id = ${unitId} order by ${sql.raw(order)}`.execute(service.db);
        return rows.map(({ said }) => said);
      }),
    );
    for (const order of orders) {
      const hits = order.filter((said, index) => said === truth[index]).length;
      // A random order hits one in expectation; more than six of twenty would be a one in ten thousand chance.
      expect(hits).toBeLessThanOrEqual(6);
      expect([...order].sort()).toEqual([...truth].sort());
    }
    // What waits is written anew as well: no mark of the answer's transaction is left in the inbox.
    await times(3, () => closed('2025-07-21', 3));
    await service.seal();
    expect(await links('response_inbox', 'inbox_id')).toMatchObject({ byTransaction: 0 });
  });

  test('and no column of what is kept could hold the link', async () => {
    const { rows } = await sql<{ table: string; column: string; type: string }>`
      select table_name as "table", column_name as "column", data_type as type from information_schema.columns
      where table_schema = 'public' and table_name in ('responses', 'response_inbox', 'comments', 'comment_inbox')`.execute(
      service.db,
    );
    const columns = new Set(rows.map(({ column }) => column));
    expect([...columns].sort()).toEqual([
      'answers',
      'channel',
      'comment',
      'comment_id',
      'field_id',
      'inbox_id',
      'language',
      'medium',
      'month',
      'overall',
      'procedure_code',
      'questionnaire_version',
      'response_id',
      'unit_id',
    ]);
    expect(rows.filter(({ type }) => /time|date|inet/.test(type))).toEqual([]);
    // The ids are random: version 4.
    const ids = await service.db.selectFrom('responses').select('responseId').execute();
    expect(ids.every(({ responseId }) => /^[0-9a-f]{8}-[0-9a-f]{4}-4/.test(responseId))).toBe(true);
  });
});

describe('the unit', () => {
  test('is sealed by itself: another unit’s answers fill no batch', async () => {
    await times(3, () => closed('2025-07-20', 5));
    const other = await service.addUnit('le-chan');
    machine = await service.apiKeyFor(other.unitId, 'cases:write');
    await times(3, () => closed('2025-07-20', 5));
    await service.seal();
    expect(await results('from=2025-07&to=2025-07')).toMatchObject({ waiting: 3, total: { answered: 0 } });
  });
});
