import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Role } from '../db/vocabulary.ts';
import { axeViolations } from '../scripts/testing/axe.ts';
import { Example, procedures, type Visit } from './example.ts';

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

async function arrive(path: string, roles: readonly Role[] = ['leader'], options = {}) {
  visit = await example.visit(roles, options);
  const page = await visit.open(path);
  await page.waitForFunction(() => !document.querySelector('#errors ~ [role=status]'));
  return page;
}

test('without figures of its own, the unit gets an illustration that says so', async () => {
  await arrive('/admin/method');
  expect(await visit.text('.notice')).toContain('dùng con số minh họa, không phải của đơn vị');
  expect(await visit.text('section[aria-labelledby=rate]')).toContain('Ví dụ minh họa 100 phiếu');
  expect(await visit.text('section[aria-labelledby=interval]')).toContain('=BETA.INV(0,025; 380; 21)');
});

test('with figures, every example is worked out from the last settled quarter', async () => {
  const { service } = example;
  service.clock.set('2025-08-20T03:00:00Z');
  const marks = [...Array(26).fill(5), 4, 4, 2, 1];
  await example.close({ procedure: procedures.hoTich, closedOn: '2025-07-07', cases: 40, marks });
  await service.seal();
  service.clock.set('2025-12-15T03:00:00Z');
  await example.close({ procedure: procedures.datDai, closedOn: '2025-12-01', cases: 8, marks: Array(6).fill(5) });
  await service.seal();

  const page = await arrive('/admin/method');
  expect(await visit.text('main')).toContain('lấy từ số liệu của đơn vị, quý III/2025. Kỳ này đã chốt.');
  const section = (id: string) => visit.text(`section[aria-labelledby=${id}]`);
  expect(await section('rate')).toContain('2 phiếu “Hài lòng” + 26 phiếu “Rất hài lòng” = 28. 28 ÷ 30 = 93,3%.');
  expect(await section('rate')).toContain('Quy tắc satisfaction.overall.top2, phiên bản 1.');
  expect(await section('interval')).toContain('=BETA.INV(0,025; 28; 3)');
  expect(await section('interval')).toContain('=BETA.INV(0,975; 29; 2)');
  expect(await section('verdict')).toContain('Chưa đạt chỉ tiêu: 93,3% hài lòng (28/30 phiếu).');
  expect(await section('verdict')).toContain('cần ít nhất 72 phiếu mới chắc chắn đạt 95%');
  expect(await section('flag')).toContain('1 lĩnh vực dưới chỉ tiêu: Hộ tịch.');
  expect(await section('coverage')).toContain('30 phiếu ÷ 40 hồ sơ = 75,0%. 10 hồ sơ im lặng');
  expect(await section('months')).toContain('Đã chốt: 7 đến tháng 9/2025.');
  // One of 40 was marked 1 and one 2; none was late.
  expect(await section('national')).toContain('40 hồ sơ, 0 trễ hạn: 95,0%. Khảo sát cùng kỳ: 93,3%.');
  await page.waitForSelector('section[aria-labelledby=errors] tbody');
  expect(await section('errors')).toContain('Ngay dưới 95%');
  expect(await section('errors')).toContain('2,50 (ở 230 phiếu)');
  expect(await section('errors')).toContain('22,4');

  await page.click('.contents >> text=Kết luận sai bao nhiêu lần');
  expect(await page.evaluate(() => location.hash)).toBe('#errors');
});

test.each([
  [
    'vi',
    [
      ['interval', 'Con số gộp nhiều câu hỏi (một yếu tố, cả phiếu) không có khoảng tin cậy'],
      ['flag', 'Hết ngày ấy chỉ tiêu vẫn áp dụng'],
      ['choices', '7 lượt chọn, 12 người được hỏi'],
      ['choices', 'chỉ có số chung của cả đơn vị'],
      ['batches', 'ít nhất 5 hồ sơ cùng loại'],
    ],
  ],
  [
    'en',
    [
      ['interval', 'Figures pooled over several questions (an element, the whole form) have no interval'],
      ['flag', 'After that day it stays in force'],
      ['choices', '7 ticks, 12 asked'],
      ['choices', 'totals of the whole unit'],
      ['batches', 'at least 5 cases of its kind'],
    ],
  ],
] as const)('what has no interval, what is counted of whom, and what waits is said: %s', async (language, said) => {
  await arrive('/admin/method', ['leader'], { language });
  for (const [id, text] of said) expect(await visit.text(`section[aria-labelledby=${id}]`)).toContain(text);
});

test('a period in the URL is the example; what is open says so', async () => {
  await arrive('/admin/method?from=2025-10&to=2025-12', ['leader'], { language: 'en' });
  expect(await visit.text('main')).toContain('Q4 2025. This period is provisional.');
  expect(await visit.text('section[aria-labelledby=rate]')).toContain('6 ÷ 6 = 100.0%');
  expect(await visit.text('section[aria-labelledby=interval]')).toContain('everybody is satisfied, so it is 100%');
});

test.each<[Role, string]>([
  ['admin', 'Tài khoản này không xem kết quả.'],
  ['handler', 'Tài khoản này không xem kết quả.'],
  ['clerk', 'lấy từ số liệu của đơn vị, quý III/2025'],
  ['auditor', 'lấy từ số liệu của đơn vị, quý III/2025'],
])('a %s reads it too', async (role, text) => {
  await arrive('/admin/method', [role]);
  expect(await visit.text('main')).toContain(text);
});

test.each(['vi', 'en'] as const)('no barrier that axe knows, nothing past any edge: %s', async (language) => {
  const page = await arrive('/admin/method', ['leader'], { language });
  await page.waitForSelector('section[aria-labelledby=errors] tbody');
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    );
  }
});

test('on paper the tables stay tables within the sheet, and the way through the page is gone', async () => {
  const page = await arrive('/admin/method', ['leader'], { width: 700 });
  await page.waitForSelector('section[aria-labelledby=errors] tbody');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.contents').isVisible()).toBe(false);
  const display = await page
    .locator('#errors ~ table tbody tr')
    .first()
    .evaluate((row) => getComputedStyle(row).display);
  expect(display).toBe('table-row');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
});
