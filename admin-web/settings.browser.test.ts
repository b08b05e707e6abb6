import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Role } from '../db/vocabulary.ts';
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

async function arrive(roles: readonly Role[], options = {}) {
  visit = await example.visit(roles, options);
  return visit.open('/admin/settings');
}

const stored = async () => {
  const headers = await example.service.signedInAs('admin');
  return (await example.service.app.request('/api/v1/settings', { headers })).json();
};

test('an administrator changes them by keyboard; the new name stands at the head of the page', async () => {
  const page = await arrive(['admin']);
  await page.fill('#name', 'Trung tâm số 2');
  await page.fill('#validityDays', '0');
  await page.uncheck('#fallsBackToOverall');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.notice-bad');
  expect(await page.locator('.notice-bad li').allTextContents()).toEqual([
    'Số ngày mã đánh giá còn hạn: cần số nguyên từ 1 đến 90',
  ]);
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('notice-bad');
  expect(await axeViolations(page)).toEqual([]);
  await page.fill('#validityDays', '20');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.said:has-text("Đã lưu")');
  await page.waitForSelector('.unit:has-text("Trung tâm số 2")');
  expect(await stored()).toMatchObject({ name: 'Trung tâm số 2', validityDays: 20, fallsBackToOverall: false });
});

test('of two who change them at once, the second keeps what was typed and sees what the first saved', async () => {
  const page = await arrive(['admin'], { language: 'en' });
  await page.fill('#settlingDays', '7');
  const headers = await example.service.signedInAs('admin');
  const before = await stored();
  await example.service.send('PUT', '/api/v1/settings', headers, { ...before, settlingDays: 9, minimumAnswers: 10 });
  await page.click('button[type=submit]');
  await page.waitForSelector('.notice-bad');
  expect(await page.locator('.notice-bad li').allTextContents()).toEqual([
    'Someone else just changed this. Review, then save.',
    'Days to wait before a month is settled: New version: 9 days',
    'Fewest answers for a verdict: New version: 10 answers',
  ]);
  expect(await page.inputValue('#settlingDays')).toBe('7');
  expect(await stored()).toMatchObject({ settlingDays: 9, minimumAnswers: 10 });
  expect(await axeViolations(page)).toEqual([]);
  await page.fill('#minimumAnswers', '10');
  await page.click('button[type=submit]');
  await page.waitForSelector('.said:has-text("Saved")');
  expect(await stored()).toMatchObject({ settlingDays: 7, minimumAnswers: 10 });
});

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><path fill="#da251d" d="M0 0h3v2H0z"/></svg>';
const asFile = (content: string) => ({
  name: 'bieu-trung.svg',
  mimeType: 'image/svg+xml',
  buffer: Buffer.from(content),
});

test('a colour and an emblem are seen before they are saved, and are on the citizen’s page after', async () => {
  const page = await arrive(['admin']);
  const shown = (property: string) =>
    page.locator('.brand-button').evaluate((button, name) => getComputedStyle(button).getPropertyValue(name), property);
  await page.fill('#colour', '#ffcd00');
  expect(await visit.text('.brand-form [role=status]')).toBe(
    'Độ tương phản của #ffcd00 với nền trang 1,5:1, cần ít nhất 4,5:1. Quá nhạt để đọc.',
  );
  expect(await visit.text('.brand-preview figcaption')).toBe('Xem thử với #8f7300');
  expect(await axeViolations(page)).toEqual([]);
  await page.click('.brand-form [type=submit]');
  await page.waitForSelector('.notice-bad');
  expect(await page.locator('.notice-bad li').allTextContents()).toEqual([
    'Màu chính: #ffcd00: độ tương phản 1,5:1 so với nền trang #ffffff, cần ít nhất 4,5:1. Màu đậm hơn gần nhất đọc được: #8f7300',
  ]);
  await page.click('button:has-text("Dùng màu đậm hơn #8f7300")');
  expect(await shown('background-color')).toBe('rgb(143, 115, 0)');
  await page.fill('#colour', '#C8102E');
  expect(await shown('background-color')).toBe('rgb(200, 16, 46)');
  await page.setInputFiles('#emblem', asFile(drawing));
  await page.waitForSelector('.brand-head img[src^="data:"]');
  expect(
    await page.locator('.brand-head img').evaluate((image: HTMLImageElement) => image.naturalWidth),
  ).toBeGreaterThan(0);
  await page.click('.brand-form [type=submit]');
  await page.waitForSelector('.said:has-text("Đã lưu")');
  await page.waitForSelector('.brand-head img[src^="/bieu-trung/"]');
  expect(await axeViolations(page)).toEqual([]);
  const headers = await example.service.signedInAs('admin');
  const brand = await (await example.service.app.request('/api/v1/settings/brand', { headers })).json();
  expect(brand).toMatchObject({ colour: '#c8102e', emblem: { width: 3, height: 2 } });
});

test('a harmful emblem is refused with its reason; one in use can be removed', async () => {
  const page = await arrive(['admin'], { language: 'en' });
  await page.waitForSelector('.brand-head img[src^="/bieu-trung/"]');
  await page.setInputFiles('#emblem', asFile(drawing.replace('<path', '<script>alert(1)</script><path')));
  await page.click('.brand-form [type=submit]');
  await page.waitForSelector('.notice-bad');
  expect(await page.locator('.notice-bad li').allTextContents()).toEqual([
    'Emblem: <script>: an emblem may hold no script and no embedded page; take it out',
  ]);
  await page.setInputFiles('#emblem', asFile(`${drawing}${' '.repeat(70_000)}`));
  expect(await page.locator('.notice-bad li').allTextContents()).toEqual([
    'Emblem: at most 64 KB; this file has 69 KB',
  ]);
  await page.setInputFiles('#emblem', []);
  await page.click('button:has-text("Remove emblem")');
  expect(await page.locator('.brand-head img').count()).toBe(0);
  await page.click('.brand-form [type=submit]');
  await page.waitForSelector('.said:has-text("Saved")');
  expect(await page.locator('.brand-head img').count()).toBe(0);
});

test.each<Role>(['leader', 'clerk', 'handler', 'auditor'])('a %s reads them', async (role) => {
  const page = await arrive([role]);
  expect(await page.locator('form').count()).toBe(0);
  expect(await visit.text('main')).toContain('Tài khoản này chỉ xem.');
  expect(await visit.text('.facts')).toContain('Số ngày mã đánh giá còn hạn 20 ngày');
});

test.each(['vi', 'en'] as const)(
  'no barrier that axe knows, nothing past the edge of a phone: %s',
  async (language) => {
    for (const role of ['admin', 'auditor'] as const) {
      const page = await arrive([role], { language });
      expect(await axeViolations(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await axeViolations(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      ).toBe(0);
      if (role === 'admin') await visit.close();
    }
  },
);
