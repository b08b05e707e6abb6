import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Role } from '../db/vocabulary.ts';
import { axeViolations } from '../scripts/testing/axe.ts';
import { Example, procedures, type Visit } from './example.ts';

let example: Example;
let visit: Visit;

beforeAll(async () => {
  example = await Example.start();
  const { service } = example;
  service.clock.set('2025-08-20T03:00:00Z');
  await example.close({ procedure: procedures.hoTich, closedOn: '2025-07-07', cases: 10, marks: Array(10).fill(5) });
  await service.seal();
  service.clock.set('2025-12-15T03:00:00Z');
  await example.close({
    procedure: procedures.datDai,
    closedOn: '2025-12-02',
    cases: 30,
    marks: [...Array(23).fill(5), 1, 1],
  });
  await example.close({ procedure: procedures.hoTich, closedOn: '2025-12-01', cases: 50, marks: Array(50).fill(4) });
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

const quarter = '/admin/targets?from=2025-10&to=2025-12';

test('a target is set with a look ahead, and taken back with a reason', async () => {
  const page = await arrive(quarter);
  expect(await visit.text('main')).toContain('Chỉ tiêu chung: từ 95% trở lên');
  expect(await visit.text('main')).toContain('29 lĩnh vực không có chỉ tiêu riêng, so với chỉ tiêu chung:');

  await page.selectOption('#field', 'dat-dai');
  await page.fill('#percent', '93,5');
  await page.fill('#effectiveFrom', '2025-12-01');
  await page.locator('.preview .column-after .badge').waitFor();
  expect(await visit.text('.preview [role=status]')).toBe(
    '1 lĩnh vực sẽ thành dưới chỉ tiêu: Đất đai. Kỳ này sẽ được so với chỉ tiêu mới.',
  );
  expect(await visit.text('.preview tbody')).toBe(
    'Đất đai 92,0% 23/25 Đạt, chưa chắc chắn so với 90% Chưa đạt, chưa chắc chắn so với 93,5%',
  );

  await page.fill('#legalBasis', 'Kế hoạch tháng 12');
  await page.fill('#plannedTo', '2025-11-30');
  await page.fill('#reason', 'Theo kế hoạch mới');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#plannedTo-error');
  await page.fill('#plannedTo', '2026-03-31');
  await page.locator('.preview >> text=Từ sau 31/3/2026').waitFor();
  expect(await visit.text('.preview [role=status]')).toContain(
    'các trang ghi: “Theo kế hoạch từ tháng 12/2025 đến tháng 3/2026 (đã hết kỳ), chưa có kế hoạch mới.”',
  );
  await page.click('form.case-form button[type=submit]');
  await page.waitForSelector('.said:has-text("Đã lưu chỉ tiêu 93,5% từ 01/12/2025, Đất đai.")');
  await page.locator('main table >> text=93,5%').first().waitFor();
  expect(await visit.text('main table')).toContain(
    'Chỉ tiêu riêng: tối thiểu 93,5% 01/12/2025 Kế hoạch tháng 12 từ tháng 12/2025 đến tháng 3/2026',
  );
  expect(await page.inputValue('#percent')).toBe('');

  await page.getByRole('button', { name: 'Rút lại chỉ tiêu 93,5% từ 01/12/2025, Đất đai' }).press('Enter');
  await page.locator('dialog .preview .badge').first().waitFor();
  expect(await visit.text('dialog .preview')).toContain('1 lĩnh vực sẽ không còn dưới chỉ tiêu: Đất đai.');
  expect(await axeViolations(page)).toEqual([]);
  await page.click('dialog .danger');
  expect(await visit.text('dialog .notice-bad')).toContain('Ghi lý do.');
  await page.fill('#why', 'Nhập nhầm');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.said:has-text("Đã rút lại chỉ tiêu.")');
  await page.waitForFunction(() => !document.querySelector('main')?.textContent?.includes('93,5%'));
  expect(await page.locator('dialog').count()).toBe(0);
  const log = await example.service.db
    .selectFrom('auditEntries')
    .select(['action', 'after'])
    .where('subject', '=', 'dat-dai')
    .execute();
  expect(log).toMatchObject([
    { action: 'target.set', after: { percent: 93.5, plannedTo: '2026-03-31', reason: 'Theo kế hoạch mới' } },
    { action: 'target.taken-back', after: { reason: 'Nhập nhầm' } },
  ]);
});

test('what a settled month was held against is fixed, and a day in it is refused beside its field', async () => {
  const page = await arrive(quarter, ['leader'], { language: 'en' });
  expect(await visit.text('main')).toContain('Fixed: Months from this day on are settled');
  expect(await page.getByRole('button', { name: 'Take back' }).count()).toBe(0);

  await page.click('form.case-form button[type=submit]');
  await page.waitForSelector('.notice-bad');
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('notice-bad');
  expect(await page.locator('.notice-bad li').allTextContents()).toEqual([
    'Target (%): Expected a number from 0 to 100 with at most two decimals.',
    'From: Choose the first day.',
    'Legal basis: Give the legal basis.',
    'Reason: Give the reason.',
  ]);
  await page.fill('#percent', '95.125');
  await page.fill('#effectiveFrom', '2025-09-30');
  await page.fill('#legalBasis', 'Plan');
  await page.fill('#reason', 'Because');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.notice-bad li').length === 1);
  await page.fill('#percent', '96');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#effectiveFrom-error');
  expect(await visit.text('#effectiveFrom-error')).toContain('expected a later day');
  expect(await page.getAttribute('#effectiveFrom', 'aria-invalid')).toBe('true');
  await page.click('.notice-bad li a');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('effectiveFrom');
});

test('a field in the list leads to the form, filled in for it; a later day says what it would mean', async () => {
  const page = await arrive(quarter);
  await page.click('.names >> text=Hộ tịch');
  await page.waitForURL('**&set=ho-tich');
  await page.waitForFunction(() => document.activeElement?.id === 'percent');
  expect(await page.inputValue('#field')).toBe('ho-tich');
  await page.keyboard.type('99.5');
  await page.fill('#effectiveFrom', '2026-01-01');
  await page.locator('.preview .column-after').first().waitFor();
  expect(await visit.text('.preview [role=status]')).toContain('Không có thêm hay bớt lĩnh vực nào dưới chỉ tiêu.');
  expect(await visit.text('.preview [role=status]')).toContain('Kỳ này vẫn giữ chỉ tiêu cũ.');
});

test.each<[Role, { form: boolean; text: string }]>([
  ['admin', { form: true, text: 'Tài khoản này không xem kết quả nên không có xem trước.' }],
  ['auditor', { form: false, text: 'Tài khoản này chỉ xem.' }],
  ['clerk', { form: false, text: 'Không có quyền' }],
])('an account that is %s only', async (role, { form, text }) => {
  const page = await arrive('/admin/targets', [role]);
  expect(await visit.text('main')).toContain(text);
  expect(await page.locator('form.case-form').count()).toBe(form ? 1 : 0);
});

test.each(['vi', 'en'] as const)(
  'no barrier that axe knows, nothing past the edge of a phone: %s',
  async (language) => {
    const page = await arrive(`${quarter}&set=dat-dai`, ['leader'], { language });
    await page.fill('#percent', '99');
    await page.fill('#effectiveFrom', '2025-12-01');
    await page.locator('.preview .column-after').first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    );
  },
);
