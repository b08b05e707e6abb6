import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../db/vocabulary.ts';
import { Example, procedures, type Visit } from './example.ts';

let example: Example;
let visit: Visit;

beforeAll(async () => {
  example = await Example.start();
  const { service } = example;
  service.clock.set('2025-08-20T03:00:00Z');
  await example.close({
    procedure: procedures.hoTich,
    closedOn: '2025-07-07',
    cases: 10,
    marks: [5, 5, 5, 5, 5, 5, 5, 5, 5, 2],
  });
  await example.close({ procedure: procedures.chungThuc, closedOn: '2025-07-08', cases: 30, marks: Array(25).fill(4) });
  await service.seal();
  service.clock.set('2025-12-15T03:00:00Z');
  await example.close({ procedure: procedures.hoTich, closedOn: '2025-12-01', cases: 8, marks: [5, 5, 5, 4, 4] });
  await example.close({ procedure: procedures.datDai, closedOn: '2025-12-02', cases: 4, marks: [1, 5, 5] });
  await service.seal();
});
afterAll(() => example.stop());
afterEach(async () => {
  expect(visit.faults).toEqual([]);
  await visit.close();
});

async function arrive(path: string, roles: readonly Role[] = ['leader'], options = {}) {
  visit = await example.visit(roles, options);
  return visit.open(path);
}

describe('the results of a period', () => {
  test('show the figures of the service, below target first, in words', async () => {
    const page = await arrive('/admin/results?from=2025-07&to=2025-09');
    expect(await page.title()).toBe('Kết quả quý III/2025 – Hài Lòng');
    expect(await page.locator('h1').textContent()).toBe('Kết quả quý III/2025');
    expect(await visit.text('.standing')).toContain('1 lĩnh vực dưới chỉ tiêu: Hộ tịch.');
    expect(await visit.rows()).toEqual([
      ['Hộ tịch', '90,0%', 'từ 95%', 'Chưa đạt, chưa chắc chắn', 'từ 55,5% đến 99,7%', '9/10', '10/10 100,0%'],
      ['Chứng thực', '100,0%', 'từ 95%', 'Đạt, chưa chắc chắn', 'từ 86,3% đến 100,0%', '25/25', '25/30 83,3%'],
    ]);
    const [total] = await visit.rows('tfoot');
    expect(total?.slice(0, 3)).toEqual(['Tất cả', '97,1%', 'từ 95%']);
    expect(await page.locator('.standing .tag').allTextContents()).toEqual(['Đã chốt']);
  });

  test('equal the answer of the API and the exported table', async () => {
    const page = await arrive('/admin/results?from=2025-07&to=2025-09');
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('a[download]')]);
    expect(file.suggestedFilename()).toBe('hai-long-2025-07-2025-09-field.csv');
    const csv = await (
      await fetchAs('leader', '/api/v1/exports/satisfaction.csv?from=2025-07&to=2025-09&by=field')
    ).text();
    const { groups } = await (await fetchAs('leader', '/api/v1/satisfaction?from=2025-07&to=2025-09&by=field')).json();
    const shown = new Map((await visit.rows()).map((row) => [row[0], row]));
    for (const { name, percent, low, high, satisfied, answered } of groups) {
      const comma = (value: number) => `${value.toFixed(1).replace('.', ',')}%`;
      expect(shown.get(name)?.[1]).toBe(comma(percent));
      expect(shown.get(name)?.[4]).toBe(`từ ${comma(low)} đến ${comma(high)}`);
      expect(shown.get(name)?.[5]).toBe(`${satisfied}/${answered}`);
      expect(csv).toContain(`${name},`);
      expect(csv).toContain(`,${percent},${low},${high},`);
    }
  });

  test('hide what waits for a full batch, and say so', async () => {
    const page = await arrive('/admin/results?from=2025-10&to=2025-12');
    const rows = await visit.rows();
    const land = rows.find(([name]) => name?.startsWith('Đất đai'));
    expect(land).toEqual([
      'Đất đai Có phiếu chờ đủ đợt mới hiện',
      'Chưa có số liệu',
      'từ 90%',
      '–',
      '–',
      '0',
      '0/4 0,0%',
    ]);
    expect(rows.find(([name]) => name === 'Hộ tịch')?.[5]).toBe('5/5');
    const waiting = page.locator('details.waiting');
    expect(await visit.text('details.waiting summary')).toMatch(
      /^3 phiếu chưa hiện, tính đến đêm \d\d\/12\/2025\. Vì sao\?$/,
    );
    await waiting.locator('summary').press('Enter');
    expect(await waiting.locator('p').isVisible()).toBe(true);
    expect(await page.locator('.standing .tag').allTextContents()).toContain('Tạm tính');
  });

  test('begin with the current quarter, which the URL then names', async () => {
    const page = await arrive('/admin/results');
    await page.waitForURL('**/admin/results?from=2025-10&to=2025-12');
    await visit.settled();
    await page.click('text=Kỳ trước');
    await page.waitForURL('**/admin/results?from=2025-07&to=2025-09');
    await visit.settled();
    expect(await page.locator('h1').textContent()).toBe('Kết quả quý III/2025');
    await page.click('.chooser-kinds >> text=6 tháng');
    await page.waitForURL('**/admin/results?from=2025-07&to=2025-12');
    await page.selectOption('select[name=from]', '2025-07');
    await page.selectOption('select[name=to]', '2025-08');
    await page.click('.chooser-form button');
    await page.waitForURL('**/admin/results?from=2025-07&to=2025-08');
    await visit.settled();
    expect(await page.locator('h1').textContent()).toBe('Kết quả từ tháng 7 đến tháng 8/2025');
    await page.goBack();
    await page.goBack();
    await page.waitForURL('**/admin/results?from=2025-07&to=2025-09');
    await visit.settled();
    expect(await visit.rows()).toHaveLength(2);
  });

  test('are sorted by any column, and the URL keeps the order', async () => {
    const page = await arrive('/admin/results?from=2025-07&to=2025-09');
    const names = async () => (await visit.rows()).map(([name]) => name);
    const heading = page.getByRole('columnheader', { name: 'Hài lòng', exact: true });
    expect(await names()).toEqual(['Hộ tịch', 'Chứng thực']);
    await heading.getByRole('button').press('Enter');
    await page.waitForURL('**&sort=percent');
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect(await names()).toEqual(['Hộ tịch', 'Chứng thực']);
    await heading.getByRole('button').press('Enter');
    await page.waitForURL('**&sort=-percent');
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect(await names()).toEqual(['Chứng thực', 'Hộ tịch']);
    await page.reload();
    await visit.settled();
    expect(await names()).toEqual(['Chứng thực', 'Hộ tịch']);
    await page.click('text=Xếp lại như đầu');
    await page.waitForURL((url) => !url.searchParams.has('sort'));
    expect(await names()).toEqual(['Hộ tịch', 'Chứng thực']);
  });

  test('lead to a field’s months, whose heading takes the focus', async () => {
    const page = await arrive('/admin/results?from=2025-07&to=2025-12');
    await page.click('table.data >> text=Hộ tịch');
    await page.waitForURL('**/admin/results/ho-tich?from=2025-07&to=2025-12');
    const heading = page.getByRole('heading', { level: 1, name: 'Hộ tịch, 6 tháng cuối năm 2025' });
    await heading.waitFor();
    await visit.settled();
    expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true);
    const rows = await visit.rows();
    expect(rows.slice(0, 2).map(([month]) => month)).toEqual(['tháng 7/2025 Đã chốt', 'tháng 12/2025 Tạm tính']);
    expect(rows[0]?.[1]).toBe('90,0%');
    expect(await page.locator('.chart-plot circle, .chart-plot path').count()).toBe(2);
    await page.click('.back a');
    await page.waitForURL('**/admin/results?from=2025-07&to=2025-12');
  });

  test('of an empty period lead to one that has figures', async () => {
    const page = await arrive('/admin/results?from=2024-01&to=2024-03');
    expect(await page.locator('.empty .lead').textContent()).toBe('Chưa có số liệu trong kỳ này. Chọn kỳ khác.');
    await page.click('text=Xem kỳ gần nhất có số liệu: tháng 12/2025');
    await page.waitForURL('**/admin/results?from=2025-12&to=2025-12');
    await visit.settled();
    expect((await visit.rows()).length).toBeGreaterThan(0);
  });

  test('speak English to whoever asks, and remember it', async () => {
    const page = await arrive('/admin/results?from=2025-07&to=2025-09');
    await page.click('text=English');
    await page.waitForURL('**&lang=en');
    await visit.settled();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect((await visit.rows())[0]?.slice(0, 4)).toEqual([
      'Civil status',
      '90.0%',
      '95% or more',
      'Not met, not certain',
    ]);
    await visit.open('/admin/results?from=2025-07&to=2025-07');
    expect(await page.locator('h1').textContent()).toBe('Results, July 2025');
    await page.click('text=Tiếng Việt');
    await visit.settled();
    expect(await page.locator('h1').textContent()).toBe('Kết quả tháng 7/2025');
  });
});

test('of a field that is none, there are none', async () => {
  await arrive('/admin/results/nothing?from=2025-07&to=2025-09');
  expect(await visit.text('.notice-bad')).toContain('chưa có lĩnh vực này trong danh mục');
});

describe('who sees results', () => {
  test('a clerk sees settled periods, begins with one, and cannot export', async () => {
    const page = await arrive('/admin/results', ['clerk']);
    await page.waitForURL('**?from=2025-07&to=2025-09');
    await visit.settled();
    expect(await visit.rows()).toHaveLength(2);
    expect(await page.locator('a[download]').count()).toBe(0);
    await visit.open('/admin/results?from=2025-10&to=2025-12');
    expect(await visit.text('.notice')).toContain('chỉ xem được kỳ đã chốt');
    expect(await page.locator('table').count()).toBe(0);
    await page.click('text=Xem quý III/2025');
    await page.waitForURL('**?from=2025-07&to=2025-09');
  });

  test('who holds both roles is told so, on both pages of results', async () => {
    await arrive('/admin/results?from=2025-07&to=2025-09', ['admin', 'leader', 'clerk']);
    expect(await visit.text('.notice')).toContain('vừa xem kết quả vừa nhập hồ sơ');
    await visit.open('/admin/results/ho-tich?from=2025-07&to=2025-09');
    expect(await visit.text('.notice')).toContain('vừa xem kết quả vừa nhập hồ sơ');
  });
});

test('a lost network is said in words, and its return draws the page', async () => {
  const page = await arrive('/admin/results?from=2025-07&to=2025-09');
  await page.context().setOffline(true);
  await page.click('text=Kỳ trước');
  await page.waitForSelector('.notice-bad');
  expect(await visit.text('.notice-bad')).toContain('Mất kết nối với máy chủ');
  await page.context().setOffline(false);
  await page.waitForSelector('.empty');
});

async function fetchAs(role: Role, path: string): Promise<Response> {
  return example.service.app.request(path, { headers: await example.service.signedInAs(role) });
}
