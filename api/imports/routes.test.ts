import { readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../log.ts';
import { randomId } from '../random-id.ts';
import { asCsv, asXlsx, headerRow, oneStopSheet, personalHeaders, titleRows } from '../testing/one-stop-sheet.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { continueImports, startImport } from './service.ts';

let service: TestApp;
let clerk: Headers;
let machine: Headers;
const logged: string[] = [];

beforeAll(async () => {
  const log = createLog({ level: 'trace', destination: { write: (line: string) => void logged.push(line) } });
  service = await testApp({ log });
  clerk = await service.signedInAs('clerk');
  machine = await service.apiKey('cases:write');
});
afterAll(() => service.close());
afterEach(async () => {
  await service.importsEnded();
  for (const table of ['imports', 'import_mappings', 'replaced_tokens', 'invitations', 'cases', 'audit_entries']) {
    await sql`delete from ${sql.table(table)}`.execute(service.db);
  }
});

type Rows = readonly (readonly (string | number)[])[];

async function send(path: string, file: Uint8Array<ArrayBuffer>, options: { fields?: object; headers?: Headers } = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(options.fields ?? {})) form.set(name, String(value));
  form.set('file', new Blob([file]), 'ho-so.csv');
  return service.app.request(path, { method: 'POST', headers: options.headers ?? machine, body: form });
}

const importFile = (file: Uint8Array<ArrayBuffer>, query = '', options = {}) =>
  send(`/api/v1/cases/import${query}`, file, options);

/** Sends a file to be looked at; the lines of the answer. */
async function check(file: Uint8Array<ArrayBuffer>, fields: object = {}) {
  const answer = await send('/api/v1/imports', file, { fields, headers: clerk });
  const lines = (await answer.text()).trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

async function countCases(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from cases`.execute(service.db);
  return rows[0]?.n ?? 0;
}

const simple = (rows: Rows): Uint8Array<ArrayBuffer> =>
  asCsv([['Mã hồ sơ', 'Mã thủ tục', 'Ngày trả kết quả', 'Tên thủ tục', 'Lĩnh vực'], ...rows]);

describe('a day’s list of a one-stop system, 5,000 rows with 40 bad ones', () => {
  const sheet = oneStopSheet(5000, 40);

  test.each([
    ['CSV', async () => asCsv(sheet.rows)],
    ['XLSX', () => asXlsx(sheet.rows)],
  ])(
    'as %s: exactly those 40 are listed, nothing is saved, and left out, the others come in',
    async (_, file) => {
      const bytes = await file();
      const looked = await importFile(bytes, '?dryRun=true');
      expect(looked.status).toBe(200);
      const result = await looked.json();
      expect(result).toMatchObject({
        rows: 5000,
        created: 4960,
        updated: 0,
        unchanged: 0,
        rejectedRows: 40,
        lastClosedOn: '2025-12-14',
      });
      const listed = result.rejected.map(({ row, column }: { row: number; column: string }) => ({ row, column }));
      expect(listed).toEqual(sheet.bad);
      expect(result.personalColumns).toEqual(personalHeaders);
      expect(result.ignoredColumns).toEqual(['STT', ...personalHeaders]);
      expect(await countCases()).toBe(0);

      const refused = await importFile(bytes);
      expect(refused.status).toBe(422);
      expect(await refused.json()).toMatchObject({
        type: '/problems/rows-rejected',
        rows: 5000,
        created: 0,
        rejectedRows: 40,
      });
      expect(await countCases()).toBe(0);

      const skipped = await importFile(bytes, '?onError=skip');
      expect(skipped.status).toBe(200);
      expect(await skipped.json()).toMatchObject({ rows: 5000, created: 4960, rejectedRows: 40 });
      expect(await countCases()).toBe(4960);

      const again = await importFile(bytes, '?onError=skip');
      expect(await again.json()).toMatchObject({ created: 0, updated: 0, unchanged: 4960 });
    },
    120_000,
  );
});

describe('what a file says of persons', () => {
  test('is found nowhere afterwards: not in the database, the log or the temporary folder', async () => {
    const sheet = oneStopSheet(600, 3);
    const begun = Date.now();
    logged.length = 0;
    // In columns of the case, too: a row that slipped.
    const slipped = oneStopSheet(1)
      .rows.slice(5, 6)
      .map((row) => ['', ...row.slice(0, -1)]);
    const rows = [...sheet.rows.slice(0, 5), ...slipped, ...sheet.rows.slice(5)];
    for (const bytes of [asCsv(rows), await asXlsx(rows)]) {
      const [last] = (await check(bytes)).slice(-1);
      expect(last.import.rejectedRows).toBe(4);
      await service.send('POST', `/api/v1/imports/${last.import.importId}/start`, clerk, { onError: 'skip' });
      await service.importsEnded();
      const detail = await service.app.request(`/api/v1/imports/${last.import.importId}`, { headers: clerk });
      const kept = await detail.json();
      expect(kept.state).toBe('done');
      expect(kept.rejected.every(({ value }: { value: unknown }) => value === null)).toBe(true);
      await importFile(bytes, '?onError=skip');
    }
    expect(await countCases()).toBe(597);
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public'`.execute(service.db);
    const dump: string[] = [...logged];
    for (const { name } of tables) {
      const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} as t`.execute(
        service.db,
      );
      dump.push(...rows.map(({ text }) => text));
    }
    for (const name of readdirSync(tmpdir())) {
      const path = join(tmpdir(), name);
      const found = statSync(path, { throwIfNoEntry: false });
      if (found?.isFile() && found.mtimeMs >= begun) dump.push(readFileSync(path, 'latin1'));
    }
    const text = dump.join('\n');
    expect(text).toContain('H24.30-251201-000003');
    for (const identity of [...sheet.identities, 'Nguyễn Văn Thử', 'nguoi.nop', 'ngõ Không Tên']) {
      expect(text.includes(identity), identity).toBe(false);
    }
  }, 60_000);

  test('can’t be mapped by hand either', async () => {
    const file = asCsv([
      ['Mã', 'Họ tên', 'Thủ tục', 'Ngày trả'],
      ['A-1', 'Nguyễn Văn Thử', '1.001193', '01/12/2025'],
    ]);
    const mapping = JSON.stringify({ Mã: 'caseCode', 'Họ tên': 'counter' });
    const answer = await importFile(file, '?dryRun=true', { fields: { mapping } });
    expect(await answer.json()).toMatchObject({ created: 1, personalColumns: ['Họ tên'] });
  });
});

describe('columns', () => {
  const odd = asCsv([['Danh sách'], ['Mã riêng', 'Việc', 'Hôm trả'], ['A-1', 'Đăng ký khai sinh', '01/12/2025']]);
  const mapping = { 'Mã riêng': 'caseCode', Việc: 'procedureName', 'Hôm trả': 'closedOn' };

  test('that are not recognised are told, so that they can be mapped by hand; once imported, the unit knows them', async () => {
    const unknown = await importFile(odd);
    expect(unknown.status).toBe(422);
    expect(await unknown.json()).toMatchObject({
      type: '/problems/columns-unknown',
      missing: ['caseCode', 'closedOn', 'procedureName'],
      columns: [
        { header: 'Mã riêng', use: 'unused' },
        { header: 'Việc', use: 'unused' },
        { header: 'Hôm trả', use: 'unused' },
      ],
    });
    const fields = { mapping: JSON.stringify(mapping) };
    expect((await importFile(odd, '?dryRun=true', { fields })).status).toBe(200);
    expect((await importFile(odd)).status).toBe(422);
    expect(await (await importFile(odd, '', { fields })).json()).toMatchObject({ created: 1 });
    expect(await (await importFile(odd)).json()).toMatchObject({ unchanged: 1 });

    const other = await service.addUnit('phu-lien');
    const key = await service.apiKeyFor(other.unitId, 'cases:write');
    expect((await importFile(odd, '', { headers: key })).status).toBe(422);
  });

  test('a mapping to something that is no column is refused', async () => {
    const answer = await importFile(odd, '', { fields: { mapping: '{"Việc":"citizen"}' } });
    expect(answer.status).toBe(422);
    expect((await importFile(odd, '', { fields: { mapping: '{' } })).status).toBe(400);
  });
});

describe('an import', () => {
  test('does what a PUT of each case would do: procedures are added unreviewed, codes are handed out', async () => {
    const file = simple([
      ['a-1 ', '1.001193', '01/12/2025', '', ''],
      ['A-2', '9.123456', '02/12/2025', 'Việc mới', 'Đất đai'],
    ]);
    expect(await (await importFile(file)).json()).toMatchObject({ created: 2, rejected: [] });
    const saved = await service.app.request('/api/v1/cases/A-2', { headers: machine });
    expect(await saved.json()).toMatchObject({
      procedure: '9.123456',
      procedureName: 'Việc mới',
      field: 'dat-dai',
      closedOn: '2025-12-02',
      invitation: { state: 'open' },
    });
    const changed = simple([
      ['A-1', '1.001193', '01/12/2025', '', ''],
      ['A-2', '9.123456', '03/12/2025', '', ''],
    ]);
    expect(await (await importFile(changed)).json()).toMatchObject({ updated: 1, unchanged: 1 });
    const { rows } = await sql<{ action: string }>`
      select action from audit_entries where action like 'case%' or action like 'procedure%' order by action`.execute(
      service.db,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'case.changed',
      'case.closed',
      'case.closed',
      'cases.imported',
      'cases.imported',
      'procedure.added',
    ]);
  });

  test('says in words what is wrong, in the language asked for', async () => {
    const file = simple([['A-1', '1.001193', '31/02/2025', '', '']]);
    const vi = await (await importFile(file, '?dryRun=true')).json();
    expect(vi.rejected).toEqual([
      {
        row: 2,
        column: 'Ngày trả kết quả',
        value: '31/02/2025',
        problem: 'chưa đọc được ngày, cần dạng 31/12/2025',
      },
    ]);
    const en = await (await importFile(file, '?dryRun=true&lang=en')).json();
    expect(en.rejected[0].problem).toBe('unreadable date, use 31/12/2025');
  });

  test('is looked at first, then started, runs in the background and can be watched; what was put aside is gone', async () => {
    const [, , last] = [{}, ...(await check(asCsv(oneStopSheet(30, 1).rows)))];
    const { importId } = last.import;
    expect(last.import).toMatchObject({ rows: 30, created: 29, rejectedRows: 1 });
    const start = (onError?: string) =>
      service.send('POST', `/api/v1/imports/${importId}/start`, clerk, onError ? { onError } : {});
    expect((await start()).status).toBe(422);
    expect((await start('skip')).status).toBe(202);
    await service.importsEnded();
    const detail = await service.app.request(`/api/v1/imports/${importId}`, { headers: clerk });
    expect(await detail.json()).toMatchObject({ state: 'done', created: 29, rejectedRows: 1, doneRows: 29 });
    expect((await start('skip')).status).toBe(409);
    const list = await service.app.request('/api/v1/imports', { headers: clerk });
    expect((await list.json()).imports).toMatchObject([{ importId, state: 'done', by: expect.any(String) }]);
    const { rows } = await sql`select 1 from import_rows`.execute(service.db);
    expect(rows).toEqual([]);
  });

  test('lists cases of a time whose codes are forgotten as refused, and takes the others', async () => {
    const { unitId } = service.unit;
    await sql`insert into retentions (unit_id, forgotten_to, done_on) values (${unitId}, '2023-12', '2025-12-01')`.execute(
      service.db,
    );
    const rows = [
      ['A-1', '1.001193', '31/12/2023', '', ''],
      ['A-2', '1.001193', '01/12/2025', '', ''],
    ];
    const looked = await (await importFile(simple(rows), '?dryRun=true')).json();
    await sql`delete from retentions`.execute(service.db);
    expect(looked).toMatchObject({ rows: 2, created: 1, rejectedRows: 1, rejected: [{ row: 2, value: '2023-12-31' }] });
  });

  test('that the end of the service meets leaves nothing half done, and is done by the next start', async () => {
    const { importId } = (await check(asCsv(oneStopSheet(2500).rows))).at(-1).import;
    const key = { unitId: service.unit.unitId, importId };
    await startImport(service.db, { ...key, onError: 'refuse' });
    const { secretKey, timeZone, randomBytes } = service.context;
    const work = { secretKey, timeZone, clock: service.clock, newId: () => randomId(randomBytes) };
    let asked = 0;
    const isEnding = () => {
      asked += 1;
      return asked > 3;
    };
    await continueImports(service.db, { ...work, isEnding });
    expect(asked).toBe(4);
    expect(await countCases()).toBe(0);
    const path = `/api/v1/imports/${importId}`;
    const waiting = await service.app.request(path, { headers: clerk });
    expect(await waiting.json()).toMatchObject({ state: 'running' });
    // Two processes start at once: one does it.
    await Promise.all([continueImports(service.db, work), continueImports(service.db, work)]);
    expect(await countCases()).toBe(2500);
    const done = await service.app.request(path, { headers: clerk });
    expect(await done.json()).toMatchObject({ state: 'done', created: 2500, unchanged: 0 });
  });

  test('whose cases can no longer be put in fails as a whole and says so', async () => {
    const file = simple([
      ['A-1', '1.001193', '01/12/2025', '', ''],
      ['A-2', '9.222222', '02/12/2025', 'Việc của lĩnh vực sẽ bỏ', 'lĩnh vực tạm'],
    ]);
    const field = { unitId: service.unit.unitId, fieldId: 'tam', nameVi: 'Lĩnh vực tạm', nameEn: 'Passing' };
    await service.db
      .insertInto('fields')
      .values({ ...field, position: 99, enabled: true })
      .execute();
    const { importId } = (await check(file)).at(-1).import;
    await service.db.deleteFrom('fields').where('fieldId', '=', 'tam').execute();
    await startImport(service.db, { unitId: service.unit.unitId, importId, onError: 'refuse' });
    service.context.wakeImports();
    await service.importsEnded();
    const failed = await service.app.request(`/api/v1/imports/${importId}`, { headers: clerk });
    expect(await failed.json()).toMatchObject({ state: 'failed', created: 0 });
    expect(await countCases()).toBe(0);
  });

  test('that was looked at can be thrown away, or is after a day', async () => {
    const thrown = (await check(asCsv(oneStopSheet(3).rows))).at(-1).import.importId;
    const path = `/api/v1/imports/${thrown}`;
    expect((await service.app.request(path, { method: 'DELETE', headers: clerk })).status).toBe(204);
    expect((await service.app.request(path, { headers: clerk })).status).toBe(404);
    const left = (await check(asCsv(oneStopSheet(3).rows))).at(-1).import.importId;
    service.clock.advance({ hours: 25 });
    service.context.wakeImports();
    await service.importsEnded();
    expect((await service.app.request(`/api/v1/imports/${left}`, { headers: machine })).status).toBe(404);
    service.clock.advance({ hours: -25 });
  });

  test('of another unit is not there, byte for byte', async () => {
    const { importId } = (await check(asCsv(oneStopSheet(3).rows))).at(-1).import;
    const other = await service.addUnit('kien-an');
    const stranger = await service.signedInFor(other.unitId, 'clerk');
    const nowhere = '00000000-0000-4000-8000-000000000000';
    for (const [method, end, body] of [
      ['GET', '', undefined],
      ['DELETE', '', undefined],
      ['POST', '/start', {}],
    ] as const) {
      const theirs = await service.send(method, `/api/v1/imports/${importId}${end}`, stranger, body);
      const none = await service.send(method, `/api/v1/imports/${nowhere}${end}`, stranger, body);
      expect([theirs.status, await theirs.text()]).toEqual([404, await none.text()]);
    }
  });

  test('is a clerk’s, or of a key that may write cases', async () => {
    const leader = await service.signedInAs('leader');
    const reader = await service.apiKey('results:read');
    for (const headers of [leader, reader]) {
      expect((await importFile(asCsv(oneStopSheet(1).rows), '', { headers })).status).toBe(403);
      expect((await service.app.request('/api/v1/imports', { headers })).status).toBe(403);
    }
  });
});

describe('refused', () => {
  test('what is no form, has no file, or is over 50 MiB, with or without a length', async () => {
    const post = (headers: Headers, body: BodyInit) =>
      service.app.request('/api/v1/cases/import', { method: 'POST', headers: { ...machine, ...headers }, body });
    expect((await post({ 'content-type': 'text/csv' }, 'a')).status).toBe(415);
    expect((await post({ 'content-type': 'multipart/form-data' }, 'a')).status).toBe(415);
    const none = new FormData();
    none.set('mapping', '{}');
    expect((await post({}, none)).status).toBe(422);
    const large = await importFile(new Uint8Array(50 * 1024 * 1024 + 1));
    expect([large.status, await large.json()]).toMatchObject([413, { type: '/problems/too-large' }]);
  });

  test('a file that can’t be read, with the reason; the service is well afterwards', async () => {
    const answer = await importFile(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]));
    expect(await answer.json()).toEqual({
      type: '/problems/unreadable-file',
      title: 'Chưa đọc được tệp. Cần .xlsx hoặc .csv mã UTF-8.',
      status: 422,
      detail: expect.stringContaining('.xls'),
    });
    const late = Buffer.from(asCsv([...titleRows, headerRow, ...oneStopSheet(2000).rows.slice(5)]));
    late[late.length - 30] = 0xff;
    const [problem] = (await check(new Uint8Array(late))).slice(-1);
    expect(problem.problem).toMatchObject({ type: '/problems/unreadable-file' });
    expect((await importFile(asCsv(oneStopSheet(3).rows))).status).toBe(200);
    const { rows } = await sql`select 1 from imports where state = 'reading'`.execute(service.db);
    expect(rows).toEqual([]);
  });
});

test('two files are read at once, whatever they are for; a third is to come again', async () => {
  const admin = await service.signedInAs('admin');
  const holders = [await heldUpload('/api/v1/cases/import', machine), await heldUpload('/api/v1/imports', clerk)];
  const file = simple([['A-1', '1.001193', '01/07/2025']]);
  for (const [path, headers] of [
    ['/api/v1/cases/import', machine],
    ['/api/v1/imports', clerk],
    ['/api/v1/procedures/import', admin],
  ] as const) {
    const refused = await send(path, file, { headers });
    expect([path, refused.status, refused.headers.get('retry-after')]).toEqual([path, 429, '5']);
  }
  for (const { finish } of holders) expect((await finish()).status).toBe(422);
  expect((await send('/api/v1/procedures/import?dryRun=true', file, { headers: admin })).status).toBe(200);
});

/** An upload that has begun to be read, and ends without a file when it is told to. */
async function heldUpload(path: string, headers: Headers) {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        begin();
        await ended;
        controller.enqueue(new TextEncoder().encode('--b--\r\n'));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const type = { 'content-type': 'multipart/form-data; boundary=b' };
  const init = { method: 'POST', headers: { ...headers, ...type }, body, duplex: 'half' } as RequestInit;
  const answer = service.app.request(path, init);
  await begun;
  return {
    finish: () => {
      end();
      return answer;
    },
  };
}
