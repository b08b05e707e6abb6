import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../db/vocabulary.ts';
import { axeViolations } from '../scripts/testing/axe.ts';
import { Example, type Visit } from './example.ts';

let example: Example;
let visit: Visit | undefined;
const start = '/admin/catalogue';

beforeAll(async () => {
  example = await Example.start();
  const machine = await example.service.apiKey('cases:write');
  const came = [
    ['DP-01', 'ĐĂNG KÝ KHAI SINH (lần đầu)', 'chung-thuc'],
    ['DP-01', 'ĐĂNG KÝ KHAI SINH (lần đầu)', 'chung-thuc'],
    ['DP-02', 'Xác nhận việc lạ', 'chung-thuc'],
  ];
  for (const [index, [procedure, procedureName, field]] of came.entries()) {
    const body = { procedure, procedureName, field, closedOn: example.service.clock().toISOString().slice(0, 10) };
    const sent = await example.service.send('PUT', `/api/v1/cases/CAT-${index}`, machine, body);
    expect(sent.status).toBe(201);
  }
});
afterAll(() => example.stop());
afterEach(async () => {
  expect(visit?.faults ?? []).toEqual([]);
  await visit?.close();
  visit = undefined;
});

async function arrive(path = start, options = {}): Promise<Page> {
  visit = await example.visit(['admin'], options);
  return visit.open(path);
}
const procedure = async (code: string) => {
  const headers = await example.service.signedInAs('admin');
  const list = await (await example.service.app.request('/api/v1/procedures', { headers })).json();
  return list.procedures.find(({ procedureCode }: { procedureCode: string }) => procedureCode === code);
};
const codesIn = (page: Page) => page.locator('table.data').last().locator('tbody th').allTextContents();

test('what came with cases stands first; a search needs no accents, and is an address', async () => {
  const page = await arrive();
  expect(await page.locator('#unreviewed').textContent()).toContain('2');
  const waiting = page.locator('section[aria-labelledby=unreviewed] tbody tr');
  expect(await waiting.allTextContents()).toEqual([
    expect.stringMatching(/^DP-01.*Chứng thực2$/),
    expect.stringMatching(/^DP-02.*Chứng thực1$/),
  ]);
  await page.fill('input[name=q]', 'KHAI sinh dang');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=KHAI/);
  expect(await codesIn(page)).toContain('1.001193');
  expect((await codesIn(page)).length).toBeLessThan(12);
  await page.selectOption('select[name=state]', 'unreviewed');
  await page.keyboard.press('Enter');
  await page.locator('search button').click();
  await page.waitForURL(/state=unreviewed/);
  expect(await codesIn(page)).toEqual(['DP-01']);
});

test('by keyboard alone: one that may be a known one is merged, with a look at what that changes before', async () => {
  const page = await arrive(`${start}/procedures/DP-01`);
  await page.waitForSelector('.notice:has-text("2 hồ sơ")');
  await page.getByRole('button', { name: '1.001193 – Đăng ký khai sinh' }).focus();
  await page.keyboard.press('Enter');
  expect(await page.inputValue('#into')).toBe('1.001193 – Đăng ký khai sinh');
  await page.locator('#into').focus();
  await page.keyboard.press('Enter');
  const dialog = page.locator('dialog[open]');
  await dialog.waitFor();
  expect(await dialog.locator('li').allTextContents()).toEqual([
    '2 hồ sơ mang mã DP-01 sẽ hiện tên “Đăng ký khai sinh”.',
    'Hồ sơ về sau mang mã này được tính là “Đăng ký khai sinh”, lĩnh vực Hộ tịch.',
    'Hồ sơ đã có vẫn tính ở lĩnh vực Chứng thực.',
    'Quý chưa chốt: phiếu và hồ sơ của hai thủ tục được tính chung khi chốt.',
    'Không quý đã chốt nào nêu tên thủ tục này.',
    'Có thể tách lại, áp dụng cho hồ sơ về sau.',
  ]);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Gộp DP-01 vào 1.001193' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('.said:has-text("Đã gộp DP-01 vào 1.001193.")');
  expect(await procedure('DP-01')).toMatchObject({ mergedInto: '1.001193' });

  await page.goto(page.url().replace(/\/catalogue.*/, '/catalogue/procedures/DP-01'));
  await page.getByRole('button', { name: 'Tách lại' }).click();
  await page.locator('dialog .danger').click();
  await page.waitForSelector('.said:has-text("Đã tách DP-01.")');
  expect(await procedure('DP-01')).toMatchObject({ mergedInto: null, reviewed: true });
});

test('saving one confirms it; what is missing is said beside its control', async () => {
  const page = await arrive(`${start}/procedures/DP-02`);
  await page.fill('#nameVi', ' ');
  await page.locator('#nameVi').press('Enter');
  await page.waitForSelector('.notice-bad');
  expect(await page.locator('.notice-bad li').allTextContents()).toEqual(['Tên tiếng Việt: còn trống']);
  expect(await axeViolations(page)).toEqual([]);
  await page.fill('#nameVi', 'Xác nhận việc đã biết');
  await page.selectOption('#fieldId', 'dat-dai');
  await page.check('#closed');
  await page.locator('#nameVi').press('Enter');
  await page.waitForSelector('.said:has-text("Đã lưu thủ tục DP-02.")');
  expect(await procedure('DP-02')).toMatchObject({
    nameVi: 'Xác nhận việc đã biết',
    fieldId: 'dat-dai',
    reviewed: true,
    closed: true,
  });
});

test('of two who change one at once, the second is told and can see the new version', async () => {
  const page = await arrive(`${start}/procedures/1.000894`);
  await page.fill('#nameVi', 'Của tôi');
  const headers = await example.service.signedInAs('admin');
  const { nameEn, fieldId, revision } = await procedure('1.000894');
  const theirs = { nameVi: 'Của người khác', nameEn, fieldId, closed: false, revision };
  await example.service.send('PUT', '/api/v1/procedures/1.000894', headers, theirs);
  await page.locator('#nameVi').press('Enter');
  await page.waitForSelector('.notice-bad:has-text("Người khác vừa sửa")');
  await page.getByRole('button', { name: 'Xem bản mới' }).click();
  await expect.poll(() => page.inputValue('#nameVi')).toBe('Của người khác');
});

test('a procedure and a field are added', async () => {
  const page = await arrive(`${start}/fields`);
  await page.fill('#fieldId', 'Thủy sản');
  await page.fill('#nameVi', 'Thủy sản');
  await page.fill('#nameEn', 'Fisheries');
  await page.locator('#nameEn').press('Enter');
  await page.waitForSelector('.notice-bad');
  expect(await page.locator('.notice-bad li').allTextContents()).toEqual([expect.stringMatching(/^Mã: .*Thủy sản/)]);
  await page.fill('#fieldId', 'thuy-san-moi');
  await page.locator('#nameEn').press('Enter');
  await page.waitForSelector('.said:has-text("Đã lưu lĩnh vực Thủy sản.")');
  await page.getByRole('link', { name: 'Sửa lĩnh vực Thủy sản' }).click();
  await page.waitForFunction(() => document.activeElement?.id === 'nameVi');
  await page.check('input[name=closed]');
  await page.uncheck('input[name=closed]');
  await page.goto(page.url().replace(/\/fields.*/, '/new'));
  await page.fill('#procedureCode', '9.000001');
  await page.fill('#nameVi', 'Cấp phép nuôi cá');
  await page.selectOption('#fieldId', 'thuy-san-moi');
  await page.locator('#nameVi').press('Enter');
  await page.waitForSelector('.said:has-text("Đã lưu thủ tục 9.000001.")');
  expect(await procedure('9.000001')).toMatchObject({ fieldId: 'thuy-san-moi', reviewed: true });
});

test('a national list is looked at, then saved without the rows that can’t be', async () => {
  const page = await arrive(`${start}/import`);
  await page.getByRole('button', { name: 'Xem trước' }).click();
  await page.waitForSelector('.notice-bad:has-text("Chọn một tệp")');
  const rows = ['Mã thủ tục,Tên thủ tục,Lĩnh vực', '9.300001,Cấp phép bay,Hàng không', ',Không mã,Đất đai'];
  const csv = (name: string, lines: readonly string[]) => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(lines.join('\n')),
  });
  await page.setInputFiles('#file', csv('sai.csv', ['a,b', '1,2']));
  await page.getByRole('button', { name: 'Xem trước' }).click();
  await page.waitForSelector('.notice-bad:has-text("Chưa thấy dòng tiêu đề")');
  expect(await axeViolations(page)).toEqual([]);
  await page.setInputFiles('#file', csv('danh-muc.csv', rows));
  await page.getByRole('button', { name: 'Xem trước' }).click();
  await page.waitForSelector('[role=status]:has-text("Xem trước danh-muc.csv")');
  expect(await page.locator('.facts dd').allTextContents()).toEqual(['1', '0', '0', '0', '1Hàng không']);
  expect(await page.locator('table.data tbody tr').allTextContents()).toEqual(['3Không mãcòn trống mã thủ tục']);
  expect(await procedure('9.300001')).toBeUndefined();
  expect(await axeViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Lưu các dòng đúng' }).click();
  await page.waitForSelector('.said:has-text("1 thủ tục mới")');
  expect(await procedure('9.300001')).toMatchObject({ nameVi: 'Cấp phép bay', fieldId: 'hang-khong' });
});

test('what is closed or merged is not offered for a new case', async () => {
  await procedure('1.000656');
  const headers = await example.service.signedInAs('admin');
  const { nameVi, nameEn, fieldId, revision } = await procedure('1.000656');
  const closed = { nameVi, nameEn, fieldId, closed: true, revision };
  await example.service.send('PUT', '/api/v1/procedures/1.000656', headers, closed);
  visit = await example.visit(['clerk']);
  const page = await visit.open('/admin/cases/new');
  await page.fill('#procedure', 'dang ky khai');
  const offered = await page.locator('[role=option]').allTextContents();
  expect(offered.some((text) => text.startsWith('1.001193'))).toBe(true);
  expect(offered.some((text) => text.startsWith('1.000656'))).toBe(false);
});

describe.each(languages)('in %s', (language) => {
  test.each([
    start,
    `${start}?q=khai+sinh`,
    `${start}?q=zzz`,
    `${start}/new`,
    `${start}/import`,
    `${start}/procedures/1.001193`,
    `${start}/procedures/NOPE`,
    `${start}/fields`,
    `${start}/fields?edit=dat-dai`,
  ])('%s: no barrier that axe knows, nothing past the edge of a phone', async (path) => {
    const page = await arrive(path, { language });
    expect(await axeViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await axeViolations(page)).toEqual([]);
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(tooWide).toBe(0);
    if (process.env.SHOTS) {
      const name = `${language}-${path.replaceAll(/\W+/g, '_')}`;
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-360.png`, fullPage: true });
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-1280.png` });
    }
  });
});
