import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countOf, type Levels } from '../satisfaction/rollup.ts';
import { figures } from '../satisfaction/satisfaction.ts';
import { type ReadSheet, type ReadWorkbook, readXlsx } from '../testing/read-xlsx.ts';
import { fillSettledQuarters } from '../testing/settled-quarters.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { text } from './cells.ts';
import { figureCells } from './figure-columns.ts';
import { workbook } from './xlsx.ts';

/** LibreOffice opens our workbooks, calculates every formula anew and saves them; what it saved is read and compared. */
const run = promisify(execFile);
const dimensions = ['field', 'month', 'unit', 'procedure', 'channel', 'medium', 'question'] as const;
const quarters = 'from=2025-Q3&to=2025-Q4';

let folder: string;
let service: TestApp;
let leader: Headers;
/** By name: our workbook and LibreOffice's. */
const books = new Map<string, { ours: ReadWorkbook; theirs: ReadWorkbook }>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hai-long-xlsx-'));
  service = await testApp({ now: '2026-02-10T03:00:00Z' });
  await fillSettledQuarters(service.db, service.unit.unitId);
  leader = await service.signedInAs('leader');
  const exported = async (path: string) =>
    new Uint8Array(await (await service.app.request(`/api/v1/exports/${path}`, { headers: leader })).arrayBuffer());
  const made = new Map<string, Uint8Array>([
    ['sipas-vi', await exported(`sipas.xlsx?${quarters}`)],
    ['sipas-en', await exported(`sipas.xlsx?${quarters}&lang=en`)],
    ['rows', await exported(`responses.xlsx?${quarters}`)],
    ['rates', await ratesBook()],
    ['stale', await staleBook()],
  ]);
  for (const by of dimensions) made.set(by, await exported(`satisfaction.xlsx?from=2025-07&to=2025-12&by=${by}`));
  await recalculate(made);
  for (const [name, bytes] of made) {
    const theirs = await readFile(join(folder, 'saved', `${name}.xlsx`));
    books.set(name, { ours: readXlsx(bytes), theirs: readXlsx(theirs) });
  }
});
afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true });
});

test('LibreOffice does calculate anew: a wrong result in a file is mended', () => {
  const { ours, theirs } = book('stale');
  expect(ours.sheets[0]?.rows[0]?.[0]).toMatchObject({ value: 41, formula: '6*7' });
  expect(theirs.sheets[0]?.rows[0]?.[0]?.value).toBe(42);
});

test('a text that looks like a formula is a text, with all its signs', () => {
  const [, formula, signs] = book('stale').theirs.sheets[0]?.rows[0] ?? [];
  expect([formula?.value, formula?.formula]).toEqual(['=6*7', undefined]);
  expect(signs?.value).toBe('a\tb\nc & <d> "e" \u0001');
});

describe('every cell of every sheet is what LibreOffice calculates', () => {
  test.each(['sipas-vi', 'sipas-en', 'rates', ...dimensions])('%s', (name) => {
    const { ours, theirs } = book(name);
    expect(theirs.sheets.map((sheet) => sheet.name)).toEqual(ours.sheets.map((sheet) => sheet.name));
    let formulas = 0;
    for (const sheet of ours.sheets) {
      for (const [row, cells] of sheet.rows.entries()) {
        for (const [column, cell] of cells.entries()) {
          const place = `${sheet.name} ${row + 1}:${column}`;
          const found = theirs.sheet(sheet.name).rows[row]?.[column]?.value ?? null;
          if (cell?.formula !== undefined) formulas += 1;
          // Shares of levels and choices are not rounded, so their last bit is their own.
          const isShare = /[/](\$|SUM\()/.test(cell?.formula ?? '');
          if (isShare) expect(found, place).toBeCloseTo(Number(cell?.value), 12);
          else expect([place, found]).toEqual([place, cell?.value ?? null]);
        }
      }
    }
    expect(formulas).toBeGreaterThan(10);
  });
});

test('the figures by field are the API’s', async () => {
  const response = await service.app.request('/api/v1/satisfaction?from=2025-07&to=2025-12', { headers: leader });
  const { groups, total } = await response.json();
  const [sheet] = book('field').theirs.sheets;
  const first = rowAfter(sheet, 'Lĩnh vực');
  for (const [index, group] of [...groups, total].entries()) {
    const [name, closed, ...cells] = (sheet?.rows[first + index] ?? []).map((cell) => cell?.value);
    const share = (percent: number) => Number(`${percent}e-2`);
    expect([name, closed, ...cells.slice(5, 11)]).toEqual([
      group.name,
      group.closed,
      group.answered,
      group.satisfied,
      ...[group.percent, group.low, group.high].map(share),
      group.mean,
    ]);
  }
});

test('rows arrive as they were sent: marks as numbers, codes as texts', async () => {
  const response = await service.app.request(`/api/v1/exports/responses.json?${quarters}`, { headers: leader });
  const rows: Record<string, unknown>[] = await response.json();
  const [head, ...lines] = book('rows').theirs.sheets[0]?.rows ?? [];
  const columns = head?.map((cell) => cell?.value ?? '') ?? [];
  expect(lines.map((line) => columns.map((_, index) => line[index]?.value ?? null))).toEqual(
    rows.map((row) => columns.map((name) => row[name])),
  );
});

test('print areas on A4, wide or tall, and repeated headings are understood', () => {
  for (const name of ['sipas-vi', 'field']) {
    const { ours, theirs } = book(name);
    const areas = ({ names }: ReadWorkbook) =>
      names
        .map(({ name, sheet, range }) => `${name} ${sheet} ${range.replaceAll(/\$A(?=\$)|:\$[A-Z]+(?=\$\d+$)/g, '')}`)
        .sort();
    const printed = (read: ReadWorkbook) => areas(read).filter((area) => area.startsWith('_xlnm.Print_Area'));
    expect(printed(theirs)).toEqual(printed(ours));
    expect(areas(theirs).filter((area) => area.includes('Print_Titles'))).toHaveLength(ours.sheets.length);
    const turned = (xml: string) => /<pageSetup [^>]*orientation="(\w+)"/.exec(xml)?.[1];
    for (const { name, xml } of ours.sheets) {
      expect(theirs.sheet(name).xml).toMatch(/<pageSetup paperSize="9"/);
      expect([name, turned(theirs.sheet(name).xml)]).toEqual([name, turned(xml)]);
    }
  }
});

function book(name: string): { ours: ReadWorkbook; theirs: ReadWorkbook } {
  const found = books.get(name);
  if (!found) throw new Error(`No workbook ${name}`);
  return found;
}

function rowAfter(sheet: ReadSheet | undefined, heading: string): number {
  return (sheet?.rows.findIndex(([first]) => first?.value === heading) ?? -1) + 1;
}

/** Rates of all kinds: shares that end in a half, few and ten million answers, ends that need more decimals for a target. */
function ratesBook(): Promise<Uint8Array> {
  const halves = [8, 16, 80, 125, 400, 1600, 2000, 4000].flatMap((answered) =>
    Array.from({ length: 40 }, (_, index) => [Math.floor((index * answered) / 39), answered] as const),
  );
  const others = [5, 20, 71, 72, 100, 265, 2500, 9_999, 1_000_000, 10_000_000].flatMap((answered) =>
    [0, 1, Math.round(answered * 0.5), Math.floor(answered * 0.9496), Math.round(answered * 0.95), answered].map(
      (satisfied) => [Math.min(satisfied, answered), answered] as const,
    ),
  );
  const rows = [...halves, ...others].map(([satisfied, answered], index) => {
    const bad = answered - satisfied;
    const levels: Levels = [
      bad - Math.floor(bad / 3),
      Math.floor(bad / 3),
      0,
      satisfied - Math.floor(satisfied / 2),
      Math.floor(satisfied / 2),
    ];
    const figured = figures(countOf(levels), { targetPercent: 95, fewest: 5 });
    return figureCells(figured, { row: index + 1, from: 0, language: 'vi' });
  });
  return sheetOf(rows);
}

function staleBook(): Promise<Uint8Array> {
  return sheetOf([[{ value: 41, formula: '6*7', look: 'plain' }, text('=6*7'), text('a\tb\nc & <d> "e" \u0001')]]);
}

function sheetOf(rows: Parameters<typeof workbook>[0][number]['rows']): Promise<Uint8Array> {
  const frozen = { rows: 1, columns: 0 };
  const widths = Array.from({ length: Math.max(...rows.map((row) => row.length)) }, () => 10);
  return workbook([{ name: 'Thử', widths, rows, frozen, repeated: [1, 1], orientation: 'landscape' }], {
    ...{ title: '', author: '', foot: '', page: '', made: new Date(0) },
  });
}

/** All at once, since each start takes seconds; with a profile of its own that says: always calculate. */
async function recalculate(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const profile = join(folder, 'profile');
  await mkdir(join(profile, 'user'), { recursive: true });
  await writeFile(
    join(profile, 'user', 'registrymodifications.xcu'),
    `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`,
  );
  const paths = [...files.keys()].map((name) => join(folder, `${name}.xlsx`));
  await Promise.all([...files].map(([name, bytes]) => writeFile(join(folder, `${name}.xlsx`), bytes)));
  const settings = [`-env:UserInstallation=${pathToFileURL(profile)}`, '--headless', '--norestore'];
  const filter = 'xlsx:Calc MS Excel 2007 XML';
  await run('soffice', [...settings, '--convert-to', filter, '--outdir', join(folder, 'saved'), ...paths]);
}
