import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { asCsv, asXlsx, oneStopSheet, personalHeaders } from '../api/testing/one-stop-sheet.ts';
import { axeViolations } from '../scripts/testing/axe.ts';
import { Example, type Visit } from './example.ts';

let example: Example;
let visit: Visit;

beforeAll(async () => {
  example = await Example.start();
});
afterAll(() => example.stop());
afterEach(async () => {
  expect(visit.faults).toEqual([]);
  await visit.close();
});

async function arrive(options = {}) {
  visit = await example.visit(['clerk'], options);
  return visit.open('/admin/cases/import');
}

const file = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
});

const odd = asCsv([
  ['Danh sách'],
  ['Mã riêng', 'Họ tên', 'Việc', 'Hôm trả'],
  ['ODD-1', 'Nguyễn Văn Thử', 'Đăng ký khai sinh', '01/12/2025'],
]);

describe('a file', () => {
  test('is looked at, its good rows are put in, the others are downloaded, and it leads on to the slips and the cases', async () => {
    const page = await arrive();
    const sheet = oneStopSheet(60, 6);
    await page.setInputFiles('#file', file('ho-so.xlsx', await asXlsx(sheet.rows)));
    await page.getByRole('heading', { name: 'Xem lại trước khi nhập' }).waitFor();
    await visit.settled();
    const text = await visit.text('main');
    expect(text).toContain('60 dòng: 54 mới, 0 cập nhật, 0 giữ nguyên, 6 cần sửa. Chưa lưu gì.');
    for (const column of personalHeaders) expect(text).toContain(`“${column}”`);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Xem lại trước khi nhập');
    const rows = await visit.rows();
    expect(rows).toHaveLength(6);
    expect(rows[1]).toEqual(['16', 'Ngày trả kết quả', '“31/02/2025”', 'chưa đọc được ngày, cần dạng 31/12/2025']);

    const saving = page.waitForEvent('download');
    await page.click('text=Nhập 54 dòng đúng, tải danh sách 6 dòng cần sửa');
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('dong-can-sua.csv');
    const list = readFileSync(await saved.path(), 'utf8');
    expect(list.split('\r\n')).toHaveLength(8);
    expect(list).toContain('16,Ngày trả kết quả,31/02/2025,');

    await page.getByRole('heading', { name: 'Đã nhập xong' }).waitFor();
    expect(await visit.text('main')).toContain('Đã nhập 54 hồ sơ.');
    // Found again by its address, without what was never stored.
    await page.reload();
    await visit.settled();
    expect((await visit.rows())[1]).toEqual([
      '16',
      'Ngày trả kết quả',
      'không lưu',
      'chưa đọc được ngày, cần dạng 31/12/2025',
    ]);
    // What was read is known as long as the page is open; afterwards the day is chosen on the page of slips.
    await page.click('text=In phiếu theo ngày');
    await page.waitForURL('**/admin/print');
    await page.goBack();
    await page.getByRole('link', { name: 'Xem hồ sơ', exact: true }).click();
    await page.waitForURL('**/admin/cases');
    await page.getByRole('heading', { name: 'Hồ sơ đã trả' }).waitFor();
    await page.getByRole('link', { name: 'H24.30-251201-000013', exact: true }).waitFor();
  });

  test('whose rows are all good goes in with one press of a key, and again changes nothing', async () => {
    const page = await arrive({ language: 'en', width: 360 });
    const bytes = asCsv(oneStopSheet(3).rows.map((row) => row.map((cell) => String(cell).replace('251201', '251202'))));
    await page.setInputFiles('#file', file('cases.csv', bytes));
    const go = page.getByRole('button', { name: 'Import 3 cases' });
    await go.focus();
    await page.keyboard.press('Enter');
    await page.getByText('3 cases imported.').waitFor();
    const slips = page.getByRole('link', { name: 'Print the slips of a day' });
    expect(await slips.getAttribute('href')).toBe('/admin/print?closedOn=2025-12-03');
    await page.click('text=Import another file');
    await page.setInputFiles('#file', file('cases.csv', bytes));
    await page.getByText('3 rows: 0 new, 0 updated, 3 unchanged, 0 to fix. Nothing saved yet.').waitFor();
    expect(await visit.text('main')).toContain('Every case of the file is there already and unchanged.');
    await page.click('text=Import another file');
    await page.getByRole('table').waitFor();
    expect(await page.locator('table.data tbody tr').count()).toBeGreaterThan(0);
  });

  test('that is dropped is read like one that is chosen', async () => {
    const page = await arrive();
    const text = Buffer.from(odd)
      .toString('utf8')
      .replace('Mã riêng', 'Mã hồ sơ')
      .replace('Việc', 'Thủ tục')
      .replace('Hôm trả', 'Ngày trả');
    await page.evaluate((content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], 'ho-so.csv'));
      document.querySelector('.drop')?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
    }, text);
    await page.getByRole('button', { name: 'Nhập 1 hồ sơ' }).waitFor();
  });

  test('whose columns are not recognised is mapped by hand, once', async () => {
    const page = await arrive();
    await page.setInputFiles('#file', file('la.csv', odd));
    await page.getByRole('heading', { name: 'Chưa nhận ra cột' }).waitFor();
    const offered = await page.locator('#caseCode option').allTextContents();
    expect(offered).toEqual(['Không có', 'Mã riêng', 'Việc', 'Hôm trả']);
    await page.click('text=Đọc lại tệp');
    expect(await page.locator('.notice-bad li').allTextContents()).toEqual([
      'Chọn cột cho: Mã hồ sơ.',
      'Chọn cột cho: Ngày trả kết quả.',
      'Cần Mã thủ tục hoặc Tên thủ tục.',
    ]);
    await page.selectOption('#caseCode', 'Mã riêng');
    await page.selectOption('#procedureName', 'Việc');
    await page.selectOption('#closedOn', 'Hôm trả');
    await page.click('text=Đọc lại tệp');
    await page.click('text=Nhập 1 hồ sơ');
    await page.getByText('Đã nhập 1 hồ sơ.').waitFor();
    await page.click('text=Nhập tệp khác');
    await page.setInputFiles('#file', file('la.csv', odd));
    await page.getByText('1 dòng: 0 mới, 0 cập nhật, 1 giữ nguyên, 0 cần sửa. Chưa lưu gì.').waitFor();
  });

  test('that can’t be read is refused with what to do, and the next one is taken', async () => {
    const page = await arrive();
    await page.setInputFiles('#file', file('cu.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])));
    await page.getByText('bỏ mật khẩu và lưu lại dạng .xlsx').waitFor();
    await page.setInputFiles('#file', file('la.csv', asCsv(oneStopSheet(2).rows)));
    await page.getByRole('heading', { name: 'Xem lại trước khi nhập' }).waitFor();
  });
});

describe.each(['vi', 'en'] as const)('in %s', (language) => {
  test.each([360, 1280])('every step is open to all at %i px, and nothing scrolls sideways', async (width) => {
    const page = await arrive({ language, width });
    const isFine = async () => {
      expect(await axeViolations(page)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    };
    await isFine();
    await page.setInputFiles('#file', file('cu.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])));
    await page.waitForSelector('.notice-bad');
    await isFine();
    const strange = Buffer.from(odd)
      .toString('utf8')
      .replaceAll(/riêng|Việc|Hôm/g, (word) => `${word} ${language} ${width < 500 ? 'hẹp' : 'rộng'}`);
    await page.setInputFiles('#file', file('la.csv', Buffer.from(strange)));
    await page.waitForSelector('#caseCode');
    await isFine();
    await page.setInputFiles('#file', file('a.csv', asCsv(oneStopSheet(30, 6).rows)));
    await page.waitForSelector('.column-problem');
    await isFine();
    await page.locator('.actions button').first().click();
    await page.waitForSelector('.actions a.primary');
    await isFine();
  });
});
