import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { elements } from '../../db/vocabulary.ts';
import { type ReadCell, type ReadSheet, readXlsx } from '../testing/read-xlsx.ts';
import { fillSettledQuarters } from '../testing/settled-quarters.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

let service: TestApp;
let leader: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2026-02-10T03:00:00Z' });
  await fillSettledQuarters(service.db, service.unit.unitId);
  // January is open: 94.96 %, with answers waiting.
  const row = { unitId: service.unit.unitId, month: '2026-01' as never, fieldId: 'ho-tich', closed: 2600, held: true };
  const levels = { level1: 20, level2: 30, level3: 76, level4: 1000, level5: 1374 };
  await service.db
    .insertInto('rollups')
    .values({ ...row, ...levels })
    .execute();
  leader = await service.signedInAs('leader');
});
afterAll(() => service.close());

const get = async (path: string, headers: Headers = leader): Promise<Response> =>
  service.app.request(`/api/v1/${path}`, { headers });
const json = async (path: string, headers?: Headers) => (await get(path, headers)).json();
const bytes = async (path: string, headers?: Headers) =>
  Buffer.from(await (await get(`exports/${path}`, headers)).arrayBuffer());
const book = async (path: string) => readXlsx(await bytes(path));

interface Group {
  readonly pooled: boolean;
  key: string;
  name: string;
  closed: number | null;
  answered: number | null;
  satisfied: number | null;
  percent: number | null;
  low: number | null;
  high: number | null;
  mean: number | null;
  levels: number[] | null;
  target: { percent: number; legalBasis: string } | null;
  verdict: string;
}
/** Where the tables begin: below the row whose first cell is this heading. */
const below = (sheet: ReadSheet, heading: string): number => {
  const row = sheet.rows.findIndex(([first]) => first?.value === heading);
  expect(row, `${heading} on ${sheet.name}`).toBeGreaterThan(0);
  return row + 1;
};
const values = (cells: readonly (ReadCell | undefined)[] = []) => cells.map((cell) => cell?.value ?? null);
/** 94.8 → 0.948, as it would be typed. */
const share = (percent: number | null) => (percent === null ? null : Number(`${percent}e-2`));
const figures = (group: Group) => [
  ...[...(group.levels ?? [])].reverse(),
  group.answered,
  group.satisfied,
  share(group.percent),
  share(group.low),
  share(group.high),
  group.mean,
];

describe('who may have what', () => {
  const period = 'from=2025-Q3&to=2025-Q4';
  const paths = {
    figures: ['exports/satisfaction.csv?from=2025-07&to=2025-09', 'exports/satisfaction.xlsx?from=2025-07&to=2025-09'],
    sipas: [`exports/sipas.xlsx?${period}`],
    codebook: ['exports/codebook.json', 'exports/codebook.csv'],
    rows: ['csv', 'json', 'xlsx'].map((ending) => `exports/responses.${ending}?${period}`),
    comments: ['exports/comments.csv'],
  };
  type What = keyof typeof paths;
  test.each<[string, () => Promise<Headers>, What[]]>([
    ['a leader', () => service.signedInAs('leader'), ['figures', 'sipas', 'codebook', 'rows', 'comments']],
    ['an auditor', () => service.signedInAs('auditor'), ['figures', 'sipas', 'codebook', 'rows']],
    ['a clerk', () => service.signedInAs('clerk'), []],
    ['an admin', () => service.signedInAs('admin'), []],
    ['a handler', () => service.signedInAs('handler'), []],
    ['a key for results', () => service.apiKey('results:read'), ['figures', 'sipas', 'codebook']],
    ['a key for rows', () => service.apiKey('rows:read'), ['codebook', 'rows']],
    ['a key for comments', () => service.apiKey('comments:read'), ['comments']],
    ['a key for cases', () => service.apiKey('cases:write'), []],
  ])('%s', async (_, headers, may) => {
    const sent = await headers();
    for (const [what, addresses] of Object.entries(paths)) {
      for (const path of addresses) {
        const response = await get(path, sent);
        expect([path, response.status]).toEqual([path, may.some((one) => one === what) ? 200 : 403]);
        await response.body?.cancel();
      }
    }
  });

  test('nobody else', async () => {
    for (const path of Object.values(paths).flat()) expect((await get(path, {})).status).toBe(401);
  });

  test('a unit’s own only: another is not there, over all units both are', async () => {
    const other = await service.addUnit('le-chan');
    await fillSettledQuarters(service.db, other.unitId);
    const own = await service.apiKey('rows:read', 'results:read', 'comments:read');
    for (const path of Object.values(paths).flat()) {
      const refused = await get(`${path}${path.includes('?') ? '&' : '?'}unit=le-chan`, own);
      expect([path, refused.status]).toEqual([path, 404]);
    }
    const rows = await json(`exports/responses.json?${period}`, own);
    expect(new Set(rows.map(({ unit }: { unit: string }) => unit))).toEqual(new Set(['thuy-nguyen']));
    const auditor = await service.signedInFor(null, 'auditor');
    const all = await json(`exports/responses.json?${period}`, auditor);
    expect(all).toHaveLength(2 * rows.length);
    expect(await json(`exports/responses.json?${period}&unit=le-chan`, auditor)).toHaveLength(rows.length);
    const versions = (await json('exports/codebook.json', auditor)).questionnaires;
    expect(versions.map(({ unit, version }: { unit: string; version: number }) => `${unit}:${version}`)).toEqual([
      'le-chan:1',
      'le-chan:2',
      'thuy-nguyen:1',
      'thuy-nguyen:2',
    ]);
  });
});

describe('periods', () => {
  test.each([
    ['from=2025-Q3&to=2025-Q4', 200],
    ['from=2025-07&to=2025-12', 200],
    ['from=2025-Q3&to=2025-09', 200],
    ['from=2025-08&to=2025-Q4', 422, 'whole-quarters-only'],
    ['from=2025-Q3&to=2025-11', 422, 'whole-quarters-only'],
    ['from=2025-Q4&to=2026-Q1', 422, 'whole-quarters-only'],
    ['from=2025-Q4&to=2025-Q3', 422, 'invalid'],
    ['from=2025-Q5&to=2025-Q5', 422, 'invalid'],
    ['from=2025-Q4', 422, 'invalid'],
    ['from=2025-Q3&to=2025-Q4&procedure=1.001193', 422, 'invalid'],
  ])('?%s: %i', async (query, status, code = undefined) => {
    for (const path of ['responses.csv', 'responses.json', 'responses.xlsx', 'sipas.xlsx']) {
      const response = await get(`exports/${path}?${query}`);
      expect([path, response.status]).toEqual([path, status]);
      if (code) expect((await response.json()).type).toBe(`/problems/${code}`);
      else await response.body?.cancel();
    }
  });
});

describe('rows', () => {
  const query = 'from=2025-Q3&to=2025-Q4';
  const marks = (key: string) => Number(key);

  test('say the same as CSV, JSON and XLSX, each answer once, in the order of random ids', async () => {
    const objects: Record<string, string | number | null>[] = await json(`exports/responses.json?${query}`);
    const columns = Object.keys(objects[0] ?? {});
    const stored = await service.db
      .selectFrom('quarterResponses')
      .select(['quarter', 'fieldId', 'overall'])
      .where('unitId', '=', service.unit.unitId)
      .orderBy('quarter')
      .orderBy('responseId')
      .execute();
    expect(objects.map((row) => [row.quarter, row.field, row['q.overall']])).toEqual(
      stored.map(({ quarter, fieldId, overall }) => [quarter, fieldId, overall]),
    );
    const lines = (await bytes(`responses.csv?${query}`)).toString().slice(1).trimEnd().split('\r\n');
    expect(lines).toEqual([
      columns.join(','),
      ...objects.map((row) => columns.map((name) => row[name] ?? '').join(',')),
    ]);
    const [sheet] = (await book(`responses.xlsx?${query}`)).sheets;
    const [head, ...rows] = sheet?.rows ?? [];
    expect(values(head)).toEqual(columns);
    expect(rows.map((row) => columns.map((_, index) => row[index]?.value ?? null))).toEqual(
      objects.map((row) => columns.map((name) => row[name])),
    );
    expect(sheet?.xml).toContain('state="frozen"');
  });

  test('have every column of the codebook and no sensitive question', async () => {
    const [row] = await json(`exports/responses.json?${query}`);
    const { columns } = await json('exports/codebook.json');
    expect(Object.keys(row)).toEqual(columns.map(({ name }: { name: string }) => name));
    expect(Object.keys(row)).toEqual([
      ...['quarter', 'unit', 'field', 'procedure', 'channel', 'medium', 'language', 'questionnaire_version'],
      ...['d.gender', 'd.age', 'q.overall', ...elements.map((element) => `q.${element}`)],
      ...elements.flatMap((element) => [`q.${element}.one`, `q.${element}.two`]),
      'q.trips',
    ]);
  });

  test('give, counted again, what is shown of a quarter; a question with few answers is in neither', async () => {
    const rows: Record<string, string | number | null>[] = await json(`exports/responses.json?${query}`);
    for (const by of ['channel', 'medium', 'procedure'] as const) {
      const { groups } = await json(`satisfaction?from=2025-07&to=2025-12&by=${by}`);
      for (const { key, levels } of groups) {
        const own = rows.filter((row) => row[by] === key);
        expect([by, key, levels]).toEqual([by, key, count(own.map((row) => row['q.overall']))]);
      }
    }
    for (const field of ['', 'dat-dai', 'ho-tich']) {
      const own = rows.filter((row) => field === '' || row.field === field);
      const { groups } = await json(
        `satisfaction?from=2025-07&to=2025-12&by=question${field === '' ? '' : `&field=${field}`}`,
      );
      const shown = groups.filter(({ key }: Group) => key !== 'overall' && !key.startsWith('element:'));
      expect(shown).toHaveLength(10);
      for (const { key, levels } of shown) {
        const [id] = key.split('@');
        const found = count(own.map((row) => row[`q.${id}`]));
        expect([field, key, levels ?? [0, 0, 0, 0, 0]]).toEqual([field, key, found]);
      }
    }
    const few = rows.filter((row) => row.field === 'dat-dai' && typeof row['q.feedback.two'] === 'number');
    expect(few).toEqual([]);
  });

  test('are read page after page: none is lost or doubled', async () => {
    const long = await service.addUnit('nhieu-phieu');
    const quarter = '2025-Q3' as never;
    const { unitId } = long;
    await service.db
      .insertInto('quarters')
      .values({ unitId, quarter, settledOn: '2025-11-01' as never })
      .execute();
    for (let part = 0; part < 9; part++) {
      const rows = Array.from({ length: 500 }, () => ({
        ...{ unitId, quarter, fieldId: 'ho-tich', procedure: 'khac', channel: 'counter', medium: 'phone' },
        ...{ language: 'vi', version: '1', demographics: '{}', overall: 5 as const, answers: '{}' },
      }));
      await service.db.insertInto('quarterResponses').values(rows).execute();
    }
    const key = await service.apiKeyFor(unitId, 'rows:read');
    const lines = (await bytes('responses.csv?from=2025-Q3&to=2025-Q3', key)).toString().trimEnd().split('\r\n');
    expect(lines).toHaveLength(4501);
    const response = await get('exports/responses.csv?from=2025-Q3&to=2025-Q3', { ...key, 'accept-encoding': 'gzip' });
    expect(response.headers.get('content-encoding')).toBeNull();
    // Who stops reading stops the reading.
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
  });

  const count = (answers: readonly (string | number | null | undefined)[]) =>
    [1, 2, 3, 4, 5].map((mark) => answers.filter((answer) => answer === marks(String(mark))).length);
});

describe('comments', () => {
  test('stand apart from marks, neutralised where a spreadsheet would run them', async () => {
    const { unitId } = service.unit;
    const texts = ['=HYPERLINK("http://x")', '+84', '-1', '@SUM(A1)', '\tTab', 'Tốt, “rất” tốt', 'Hai\ndòng, "trích"'];
    const rows = texts.map((comment) => ({ unitId, fieldId: 'ho-tich', comment }));
    await service.db.insertInto('comments').values(rows).execute();
    const csv = await bytes('comments.csv');
    expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head, ...lines] = csv.subarray(3).toString().split('\r\n');
    expect(head).toBe('field,comment');
    expect(lines.sort()).toEqual(
      [
        '',
        `ho-tich,"'=HYPERLINK(""http://x"")"`,
        "ho-tich,'+84",
        "ho-tich,'-1",
        "ho-tich,'@SUM(A1)",
        "ho-tich,'\tTab",
        'ho-tich,"Tốt, “rất” tốt"',
        'ho-tich,"Hai\ndòng, ""trích"""',
      ].sort(),
    );
  });
});

describe('figures as a sheet', () => {
  test.each(['field', 'month', 'unit', 'procedure', 'channel', 'medium', 'question'] as const)(
    'by %s: every cell as the API has it, with its formula',
    async (by) => {
      const query = `from=2025-07&to=2025-12&by=${by}`;
      const { groups, total }: { groups: Group[]; total: Group } = await json(`satisfaction?${query}`);
      const sheet = (await book(`satisfaction.xlsx?${query}`)).sheet('Mức độ hài lòng');
      const headings = { field: 'Lĩnh vực', month: 'Tháng', unit: 'Đơn vị', procedure: 'Thủ tục', question: 'Câu hỏi' };
      const others = { channel: 'Hình thức nộp', medium: 'Cách trả lời' };
      const first = below(sheet, { ...headings, ...others }[by]);
      expect(groups.length).toBeGreaterThan(0);
      const shown = by === 'question' ? groups : [...groups, total];
      for (const [index, group] of shown.entries()) {
        const row = sheet.rows[first + index] ?? [];
        expect(values(row.slice(0, 13))).toEqual([group.name, group.closed, ...figures(group)]);
        expect(row[13]?.value ?? null).toBe(share(group.target?.percent ?? null));
        const [low, high] = row.slice(10, 12);
        // An element of several questions has no interval.
        for (const cell of [low, high]) expect(cell?.formula !== undefined).toBe(!group.pooled);
        for (const cell of [...row.slice(7, 10), row[12]]) expect(cell?.formula).toBeDefined();
        for (const cell of group.pooled ? [row[9]] : row.slice(9, 12)) expect(cell?.format).toMatch(/^0\.0+%_\)$/);
        const isSum = index === groups.length;
        for (const cell of row.slice(2, 7)) expect(cell?.formula?.startsWith('SUM(') ?? false).toBe(isSum);
      }
    },
  );

  test.each(['csv', 'xlsx'])('.%s has no months of each group, and refuses to be asked for them', async (ending) => {
    const query = 'from=2025-07&to=2025-12&by=field&series=month';
    const response = await service.app.request(`/api/v1/exports/satisfaction.${ending}?${query}`, {
      headers: await service.signedInAs('leader'),
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ path: 'series' }] });
  });

  test('94.96 % stays 94.96 %, flagged in words; an open month says that it is provisional and waits', async () => {
    const sheet = (await book('satisfaction.xlsx?from=2026-01&to=2026-01')).sheet('Mức độ hài lòng');
    const row = sheet.rows[below(sheet, 'Lĩnh vực')] ?? [];
    expect(row[9]).toEqual({ value: 0.9496, formula: 'ROUND(I7/H7,4)', format: '0.00%_)' });
    expect(row[14]?.value).toBe('Chưa đạt, chưa chắc chắn');
    expect(row[15]?.value).toBe('Tạm tính *');
    expect(sheet.rows.flatMap(values)).toContain('* Có phiếu chờ đủ đợt mới hiện');
    expect(sheet.rows[2]?.[0]?.value).toBe('Kỳ: tháng 1/2026 · Tạm tính');
  });

  test.each(['=1+1', '+84', '-1', '@SUM(A1)'])('a field called %s stays a text in every file', async (name) => {
    const { unitId } = service.unit;
    await service.db.updateTable('fields').set({ nameVi: name }).where('fieldId', '=', 'nha-o').execute();
    const stored = { unitId, month: '2024-05' as never, fieldId: 'nha-o', closed: 5, held: false };
    const levels = { level1: 0, level2: 0, level3: 0, level4: 0, level5: 5 };
    await service.db
      .insertInto('rollups')
      .values({ ...stored, ...levels })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const query = 'from=2024-05&to=2024-05';
    const sheet = (await book(`satisfaction.xlsx?${query}`)).sheet('Mức độ hài lòng');
    const [cell] = sheet.rows[below(sheet, 'Lĩnh vực')] ?? [];
    expect([cell?.value, cell?.formula]).toEqual([name, undefined]);
    expect((await bytes(`satisfaction.csv?${query}`)).toString()).toContain(`\r\nnha-o,'${name},5,5,5,100,`);
    expect((await bytes('codebook.csv')).toString()).toContain(`,nha-o,'${name},`);
  });

  test('a period without cases has no figures and no zero', async () => {
    const sheet = (await book('satisfaction.xlsx?from=2024-01&to=2024-03')).sheet('Mức độ hài lòng');
    const row = sheet.rows[below(sheet, 'Lĩnh vực')] ?? [];
    expect(values(row.slice(0, 13))).toEqual(['Tất cả', 0, 0, 0, 0, 0, 0, 0, 0, 'Chưa có số liệu', null, null, null]);
  });

  test('a unit with a long name, signs and digits keeps the foot of a page within what Excel takes', async () => {
    const { unitId, name } = service.unit;
    const rename = (name: string) =>
      service.db.updateTable('units').set({ name }).where('unitId', '=', unitId).execute();
    await rename(`24 ${'&'.repeat(150)}`);
    const [sheet] = (await book('satisfaction.xlsx?from=2025-07&to=2025-12')).sheets;
    const foot = /<oddFooter>(.*?)<\/oddFooter>/.exec(sheet?.xml ?? '')?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(foot).toMatch(/^&L&9 24 (&&)+…&R&9 Trang &P\/&N$/);
    expect(foot.length).toBeLessThanOrEqual(255);
    await rename(name);
  });

  test('prints on A4, wide, one page across, with its heading on each page', async () => {
    const { sheets, names } = await book('satisfaction.xlsx?from=2025-07&to=2025-12');
    expect(sheets[0]?.xml).toMatch(
      /<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"\/>/,
    );
    expect(sheets[0]?.xml).toMatch(/<pane xSplit="1" ySplit="6" topLeftCell="B7" state="frozen"/);
    expect(names).toEqual([
      {
        name: '_xlnm.Print_Area',
        sheet: 'Mức độ hài lòng',
        range: `'Mức độ hài lòng'!$A$1:$P$${sheets[0]?.rows.length}`,
      },
      { name: '_xlnm.Print_Titles', sheet: 'Mức độ hài lòng', range: "'Mức độ hài lòng'!$6:$6" },
    ]);
  });
});

describe('the workbook after the SIPAS criteria', () => {
  const months = 'from=2025-07&to=2025-12';
  const path = 'sipas.xlsx?from=2025-Q3&to=2025-Q4';

  test('has its sheets in both languages, each with unit and period on top, for print', async () => {
    const vi = await book(path);
    expect(vi.sheets.map(({ name }) => name)).toEqual([
      'Tóm tắt',
      'Yếu tố',
      'Tiêu chí',
      'Lĩnh vực × yếu tố',
      'Mức độ',
      'Lựa chọn',
      'Nhân khẩu',
      'Phương pháp',
    ]);
    for (const { name, rows, xml } of vi.sheets) {
      expect([name, rows[0]?.[0]?.value]).toEqual([name, service.unit.name]);
      expect([name, rows[2]?.[0]?.value]).toEqual([name, 'Kỳ: 6 tháng cuối năm 2025 · Đã chốt']);
      expect(xml).toContain('state="frozen"');
      expect(xml).toContain('paperSize="9"');
      const areas = vi.names.filter(({ sheet }) => sheet === name);
      expect(areas.map((area) => area.name)).toEqual(['_xlnm.Print_Area', '_xlnm.Print_Titles']);
    }
    const en = await book(`${path}&lang=en`);
    expect(en.sheets.map(({ name }) => name)).toEqual([
      'Summary',
      'Elements',
      'Criteria',
      'Fields × elements',
      'Levels',
      'Choices',
      'Demographics',
      'Method',
    ]);
    expect(en.sheet('Summary').rows[2]?.[0]?.value).toBe('Period: second half of 2025 · Settled');
  });

  test('never calls its figures by the index’s name', async () => {
    for (const language of ['vi', 'en']) {
      const { sheets } = await book(`${path}&lang=${language}`);
      const words = sheets.flatMap(({ rows }) => rows.flatMap(values)).join('\n');
      expect(words).not.toMatch(/(chỉ số|điểm)\s+SIPAS|SIPAS (index|score)/i);
      expect(words).toMatch(/theo bộ tiêu chí SIPAS|modelled on the SIPAS criteria/);
    }
  });

  test('the summary has every field and the total as the API has them, the verdict in words, the law behind targets', async () => {
    const { groups, total }: { groups: Group[]; total: Group } = await json(`satisfaction?${months}&by=field`);
    const sheet = (await book(path)).sheet('Tóm tắt');
    const first = below(sheet, 'Lĩnh vực');
    for (const [index, group] of [...groups, total].entries()) {
      const [name, closed, answered, coverage, satisfied, ...rest] = values(sheet.rows[first + index]);
      expect([name, closed, answered, satisfied]).toEqual([group.name, group.closed, group.answered, group.satisfied]);
      expect(coverage).toBeCloseTo((group.answered ?? 0) / (group.closed ?? 1), 3);
      const badges = { met: 'Đạt, chắc chắn', 'met-uncertain': 'Đạt, chưa chắc chắn' };
      const missed = { missed: 'Chưa đạt, chắc chắn', 'missed-uncertain': 'Chưa đạt, chưa chắc chắn' };
      expect(rest).toEqual([
        ...[group.percent, group.low, group.high].map(share),
        group.mean,
        share(group.target?.percent ?? null),
        { ...badges, ...missed }[group.verdict],
      ]);
    }
    const words = sheet.rows.flatMap(values).join('\n');
    expect(words).toContain('Chưa đạt chỉ tiêu: 93,3% hài lòng (672/720 phiếu). Chưa chắc chắn:');
    expect(words).toContain('2 lĩnh vực dưới chỉ tiêu: Chứng thực, Đất đai.');
    expect(words).toContain('Tỷ lệ trả lời: 720/');
    for (const { target } of groups) expect(words).toContain(target?.legalBasis);
  });

  test('elements and criteria are those of the API; all criteria together are the rows counted again', async () => {
    const { groups }: { groups: Group[] } = await json(`satisfaction?${months}&by=question`);
    const { sheet } = await book(path);
    const pooled = groups.filter(({ key }) => key === 'overall' || key.startsWith('element:'));
    const elementRows = sheet('Yếu tố').rows.slice(below(sheet('Yếu tố'), 'Yếu tố'));
    expect(elementRows.slice(0, 6).map((row) => values(row).slice(1))).toEqual(pooled.map(figures));
    const criteria = groups.filter((group) => !pooled.includes(group));
    const begin = below(sheet('Tiêu chí'), 'Yếu tố');
    const rows = sheet('Tiêu chí').rows.slice(begin, begin + criteria.length);
    const shown = new Map(rows.map((row) => [row[1]?.value, values(row).slice(3)]));
    expect(shown.size).toBe(10);
    for (const group of criteria) expect(shown.get(group.name)).toEqual(figures(group));
    const all = sheet('Tiêu chí').rows[begin + criteria.length] ?? [];
    const exported: Record<string, unknown>[] = await json('exports/responses.json?from=2025-Q3&to=2025-Q4');
    const answers = exported.flatMap((row) =>
      Object.entries(row).flatMap(([name, answer]) => (/^q\.\w+\./.test(name) ? [answer] : [])),
    );
    const levels = [5, 4, 3, 2, 1].map((mark) => answers.filter((answer) => answer === mark).length);
    expect(values(all.slice(3, 9))).toEqual([...levels, levels.reduce((sum, one) => sum + one, 0)]);
    expect(all[0]?.value).toBe('Gộp mọi tiêu chí');
  });

  test('fields × elements are the API’s answers field by field, counts under rates', async () => {
    const fields: Group[] = (await json(`satisfaction?${months}&by=field`)).groups;
    const sheet = (await book(path)).sheet('Lĩnh vực × yếu tố');
    const [rates, counts] = [below(sheet, 'Tỷ lệ hài lòng'), below(sheet, 'Số câu trả lời')];
    const keys = ['overall', ...elements.map((element) => `element:${element}`)];
    for (const [index, { key }] of [...fields, { key: '' }].entries()) {
      const field = key === '' ? '' : `&field=${key}`;
      const { groups }: { groups: Group[] } = await json(`satisfaction?${months}&by=question${field}`);
      const asked = keys.map((key) => groups.find((group) => group.key === key));
      expect(values(sheet.rows[rates + index]).slice(1)).toEqual(
        asked.flatMap((group) => [share(group?.percent ?? null), group?.answered]),
      );
      expect(values(sheet.rows[counts + index]).slice(1)).toEqual(
        asked.flatMap((group) => [group?.satisfied, group?.answered]),
      );
    }
  });

  test('levels are counts and unrounded shares', async () => {
    const { groups, total }: { groups: Group[]; total: Group } = await json(`satisfaction?${months}&by=field`);
    const sheet = (await book(path)).sheet('Mức độ');
    const first = below(sheet, 'Lĩnh vực');
    for (const [index, group] of [...groups, total].entries()) {
      const levels = [...(group.levels ?? [])].reverse();
      const [name, ...cells] = values(sheet.rows[first + index]);
      expect([name, ...cells.slice(0, 6)]).toEqual([group.name, ...levels, group.answered]);
      expect(cells.slice(6)).toEqual(levels.map((marks) => marks / (group.answered ?? 1)));
    }
  });

  test('people are counted from the rows, in groups of five or more', async () => {
    const rows: Record<string, unknown>[] = await json('exports/responses.json?from=2025-Q3&to=2025-Q4');
    const sheet = (await book(path)).sheet('Nhân khẩu');
    const asked = [
      ['Giới tính', 'd.gender', ['male', 'female', 'khac']],
      ['Nhóm tuổi', 'd.age', ['18-24', '35-49', 'khac']],
    ] as const;
    for (const [question, column, options] of asked) {
      const first = below(sheet, question);
      for (const [index, option] of options.entries()) {
        const own = rows.filter((row) => row[column] === option).map((row) => row['q.overall']);
        expect(own.length).toBeGreaterThanOrEqual(5);
        const levels = [5, 4, 3, 2, 1].map((mark) => own.filter((answer) => answer === mark).length);
        expect(values(sheet.rows[first + index]).slice(1, 7)).toEqual([...levels, own.length]);
      }
    }
  });

  test('choices are those of the API and of the rows, each share a formula', async () => {
    const { questions } = await json('answers?from=2025-07&to=2025-12');
    const trips = questions.find(({ question }: { question: string }) => question === 'trips');
    const exported: Record<string, unknown>[] = await json('exports/responses.json?from=2025-Q3&to=2025-Q4');
    const sheet = (await book(path)).sheet('Lựa chọn');
    const first = below(sheet, trips.name);
    expect(trips.options).toHaveLength(3);
    for (const [index, { key, name, answered }] of trips.options.entries()) {
      const [option, count, share] = sheet.rows[first + index] ?? [];
      expect([option?.value, count?.value]).toEqual([name, answered]);
      expect(exported.filter((row) => row['q.trips'] === key).length).toBe(answered);
      expect(share?.value).toBeCloseTo(answered / trips.answered, 12);
      expect(share?.formula).toBe(`B${first + index + 1}/SUM($B$${first + 1}:$B$${first + 3})`);
    }
  });

  test('the method names each rule with its version, its source and the questionnaires', async () => {
    const words = (await book(path)).sheet('Phương pháp').rows.flatMap(values).join('\n');
    for (const rule of ['overall.top2', 'element.top2', 'criterion.top2', 'criteria.top2', 'mean']) {
      expect(words).toContain(`satisfaction.${rule}@1`);
    }
    expect(words).toContain('BETA.INV(0,025; x; n−x+1)');
    expect(words).toContain('1001/QĐ-BNV');
    expect(words).toContain('Phiếu khảo sát (đầy đủ) (phiên bản 2)');
  });
});

test('files of a demonstration say that they are one', async () => {
  const demo = await testApp({ now: '2026-02-10T03:00:00Z', demo: true });
  await fillSettledQuarters(demo.db, demo.unit.unitId);
  const headers = await demo.signedInAs('leader');
  for (const path of ['sipas.xlsx?from=2025-Q3&to=2025-Q4', 'satisfaction.xlsx?from=2025-07&to=2025-12']) {
    const response = await demo.app.request(`/api/v1/exports/${path}`, { headers });
    for (const { rows } of readXlsx(new Uint8Array(await response.arrayBuffer())).sheets) {
      expect(rows[0]?.[0]?.value).toBe(`${demo.unit.name} – Số liệu minh họa, không có thật`);
    }
  }
  await demo.close();
});
