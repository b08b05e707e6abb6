import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { EventReader, type PairedScreen, screenFrom, typeCode } from '../api/testing/screens.ts';
import { type Language, languages } from '../db/vocabulary.ts';
import { axeViolations } from '../scripts/testing/axe.ts';
import { Example, procedures, type Visit } from './example.ts';

let example: Example;
let visit: Visit;
let codes: string[];

beforeAll(async () => {
  example = await Example.start();
  codes = await example.close({ procedure: procedures.hoTich, closedOn: '2025-12-15', cases: 3 });
  await example.close({ procedure: procedures.datDai, closedOn: '2025-12-12', cases: 1 });
});
afterAll(async () => {
  await example.service.context.counterFeed.close();
  await example.stop();
});
afterEach(async () => {
  expect(visit.faults).toEqual([]);
  await visit.close();
});

async function arrive(path: string, options: { language?: Language; width?: number } = {}) {
  visit = await example.visit(['admin', 'clerk'], options);
  return visit.open(path);
}

/** What the screen's stream says next; the state on connecting is the first. */
async function watch({ path, headers }: PairedScreen): Promise<EventReader> {
  const reader = new EventReader(await example.service.app.request(`${path}/tin`, { headers }));
  await reader.next();
  return reader;
}

/** Adds a screen by hand, and pairs a device by the code that the page shows. */
async function addScreen(counter: string): Promise<PairedScreen> {
  const { page } = visit;
  await page.getByLabel('Quầy', { exact: true }).fill(counter);
  await page.getByRole('button', { name: 'Thêm màn hình' }).click();
  await page.waitForSelector('dialog[open] .qr-code');
  const code = await visit.text('dialog .qr-code');
  const paired = await typeCode(example.service, code);
  expect(paired.status).toBe(303);
  await page.locator('dialog .button').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  return screenFrom(code.split('-')[0] ?? '', paired);
}

test('without screens, the counter’s page says where to add one; adding ends in a code that pairs', async () => {
  const page = await arrive('/admin/counter');
  expect(await visit.text('.empty')).toContain('Chưa có màn hình quầy nào.');
  await page.click('.empty a');
  await page.waitForURL('**/admin/displays');
  await page.waitForSelector('.empty:has-text("Chưa có màn hình nào.")');
  await page.getByRole('button', { name: 'Thêm màn hình' }).click();
  expect(await visit.text('.field-bad')).toContain('Nhập số hoặc tên quầy.');
  await addScreen('3');
  await page.waitForSelector('td:has-text("Đã ghép")');
  expect(await visit.rows()).toEqual([
    ['3', 'Màn hình', 'Đã ghép', '15/12/2025', expect.stringContaining('Mã ghép mới')],
  ]);
});

test('a code is called by case code, with Enter as a reader sends it, and taken away again', async () => {
  const page = await arrive('/admin/displays');
  const reader = await watch(await addScreen('4'));
  await page.click('nav a[href="/admin/counter"]');
  await page.selectOption('select', { label: '4 – Màn hình' });
  await page.fill('#caseCode', ` ${codes[0]?.toLowerCase()} `);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`.said:has-text("Đang hiện mã của hồ sơ ${codes[0]} ở quầy 4, trong 90 giây.")`);
  expect((await reader.next())?.event).toBe('show');
  // What is scanned next takes the place of what stands there.
  await page.keyboard.type('NEXT');
  expect(await page.inputValue('#caseCode')).toBe('NEXT');
  await page.fill('#caseCode', 'NO-SUCH-CASE');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.field-bad:has-text("Không có hồ sơ nào mang mã NO-SUCH-CASE.")');
  await page.getByRole('button', { name: 'Cất mã khỏi màn hình' }).click();
  await page.waitForSelector('.said:has-text("Màn hình ở quầy 4 đã trống.")');
  expect((await reader.next())?.event).toBe('calm');
  await reader.close();
  // The choice belongs to the computer and outlives the page.
  await page.reload();
  await page.waitForSelector('button:has-text("Hiện mã QR ở quầy 4")');
});

test('one tap on today’s list, on the list of cases or beside a case calls its code', async () => {
  const page = await arrive('/admin/displays');
  const screen = await addScreen('5');
  const reader = await watch(screen);
  await page.click('nav a[href="/admin/counter"]');
  await page.selectOption('select', { label: '5 – Màn hình' });
  await page.waitForSelector('table.data');
  const rows = await visit.rows();
  expect(rows.map(([code]) => code).sort()).toEqual([...codes].sort());
  for (const where of ['/admin/counter', '/admin/cases', `/admin/cases/${codes[1]}`]) {
    await visit.open(where);
    await page.getByRole('button', { name: `Hiện mã QR ở quầy 5: hồ sơ ${codes[1]}` }).click();
    await page.waitForSelector(`.said:has-text("Đang hiện mã của hồ sơ ${codes[1]} ở quầy 5")`);
    expect((await reader.next())?.event).toBe('show');
  }
  await reader.close();
});

test('a screen is changed, paired anew and removed', async () => {
  const page = await arrive('/admin/displays');
  const reader = await watch(await addScreen('6'));
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await button('Sửa màn hình ở quầy 6').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Quầy', { exact: true }).fill('7');
  await dialog.getByLabel('Máy tính bảng: người dân trả lời ngay trên máy').check();
  await dialog.getByRole('button', { name: 'Lưu' }).click();
  await page.waitForSelector('.said:has-text("Đã lưu màn hình ở quầy 7.")');
  const row = (counter: string) =>
    page.locator('tbody tr', { has: page.getByRole('rowheader', { name: counter, exact: true }) });
  await row('7').getByText('Máy tính bảng, trả lời tại chỗ').waitFor();
  await button('Mã ghép mới cho màn hình ở quầy 7').click();
  expect(await visit.text('dialog .qr-code')).toMatch(/^[0-9A-Z]{6}-[0-9A-Z]{6}$/);
  await page.locator('dialog .button').click();
  await row('7').getByText('Đang chờ nhập mã ghép').waitFor();
  await button('Xóa màn hình ở quầy 7').click();
  await page.click('dialog .danger');
  await page.waitForSelector('.said:has-text("Đã xóa màn hình ở quầy 7.")');
  expect((await reader.next())?.event).toBe('gone');
  await row('7').waitFor({ state: 'detached' });
});

test.each(languages)('in %s no barrier that axe knows, nothing past the edge of a phone', async (language) => {
  const names = { vi: { pair: /^Mã ghép mới/, edit: /^Sửa màn/ }, en: { pair: /^New pairing/, edit: /^Edit the/ } }[
    language
  ];
  const states: [string, ((page: Visit['page']) => Promise<unknown>)?][] = [
    ['/admin/counter'],
    ['/admin/displays'],
    ['/admin/displays', (page) => page.getByRole('button', { name: names.pair }).first().click()],
    ['/admin/displays', (page) => page.getByRole('button', { name: names.edit }).first().click()],
    ['/admin/cases'],
  ];
  const page = await arrive('/admin/counter', { language });
  for (const [index, [path, reach]] of states.entries()) {
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await visit.open(path);
      await reach?.(page);
      if (reach) await page.waitForSelector('dialog[open]');
      expect([path, index, width, await axeViolations(page)]).toEqual([path, index, width, []]);
      const tooWide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([path, width, tooWide]).toEqual([path, width, 0]);
    }
  }
});
