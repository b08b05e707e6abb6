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

/** What is on the machine of a citizen, whose browser runs no script. */
async function citizen(language: 'vi' | 'en' = 'vi') {
  const context = await example.browser.newContext({
    viewport: { width: 360, height: 740 },
    javaScriptEnabled: false,
    baseURL: example.origin,
  });
  const page = await context.newPage();
  await page.goto(`/gop-y?lang=${language}`);
  return page;
}

const sideways = (page: Visit['page']) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('a citizen without a script is told what is missing, sends, and reads the answer that a handler gives', async () => {
  const page = await citizen();
  await page.selectOption('#topic', 'place');
  await page.fill('#contact', 'ba@example.vn');
  await page.click('form[method=post] [type=submit]');
  expect(await page.textContent('#errors')).toContain('Mời ông/bà viết nội dung.');
  expect(await page.inputValue('#contact')).toBe('ba@example.vn');
  await page.fill('#message', 'Phòng chờ thiếu ghế.\nXin thêm ghế cho người già.');
  await page.click('form[method=post] [type=submit]');
  const code = (await page.textContent('.tracking')) ?? '';
  expect(await page.context().cookies()).toEqual([]);

  visit = await example.visit(['handler']);
  const desk = await visit.open('/admin');
  await desk.waitForURL('**/admin/feedback');
  expect(await desk.textContent('.masthead nav [aria-current]')).toBe('Phản ánh');
  await desk.click('text=Phòng chờ thiếu ghế.');
  await desk.waitForSelector('.feedback-text');
  expect(await visit.text('.facts')).toContain('ba@example.vn');
  await desk.click('.case-form [type=submit]');
  expect(await desk.textContent('.notice-bad')).toContain('cần nội dung trả lời');
  await desk.fill('#answer', 'Chúng tôi đã thêm mười ghế.');
  await desk.click('.case-form [type=submit]');
  await desk.waitForSelector('.said:has-text("Đã lưu")');
  await desk.waitForSelector('.facts:has-text("Đã trả lời")');

  await page.goto('/gop-y');
  await page.fill('#ma', code.toLowerCase());
  await page.click('.code [type=submit]');
  expect(await page.textContent('main')).toContain('Chúng tôi đã thêm mười ghế.');
  await page.click('button[name=forget]');
  expect(await page.textContent('main')).toContain('không giữ liên hệ nào');
  await page.context().close();
});

test('what one passes on is named; of two who handle it at once the second keeps what was typed', async () => {
  const page = await citizen('en');
  await page.selectOption('#topic', 'other');
  await page.fill('#message', 'A street lamp is out.');
  await page.click('form[method=post] [type=submit]');
  await page.context().close();
  visit = await example.visit(['leader'], { language: 'en' });
  const desk = await visit.open('/admin/feedback');
  await desk.click('text=A street lamp is out.');
  await desk.waitForSelector('.feedback-text');
  const headers = await example.service.signedInAs('handler');
  const id = new URL(desk.url()).pathname.split('/').at(-1);
  await example.service.send('PUT', `/api/v1/feedback/${id}`, headers, { state: 'in-progress', revision: 1 });
  await desk.selectOption('#state', 'transferred');
  await desk.fill('#agency', 'Power company');
  await desk.click('.case-form [type=submit]');
  await desk.waitForSelector('.notice-bad:has-text("Someone else just changed this feedback")');
  expect(await desk.inputValue('#agency')).toBe('Power company');
  await desk.reload();
  await desk.waitForSelector('.feedback-text');
  await desk.selectOption('#state', 'transferred');
  await desk.fill('#agency', 'Power company');
  await desk.click('.case-form [type=submit]');
  await desk.waitForSelector('.said:has-text("Saved")');
  await desk.waitForSelector('main:has-text("Passed to: Power company")');
});

test.each<Role>(['auditor'])('an %s reads, without contact and without a form', async (role) => {
  visit = await example.visit([role]);
  const page = await visit.open('/admin/feedback?state=all');
  await page.click('text=Phòng chờ thiếu ghế.');
  await page.waitForSelector('.feedback-text');
  expect(await page.locator('form').count()).toBe(0);
  expect(await visit.text('main')).toContain('Tài khoản này chỉ xem.');
});

test.each<Role>(['clerk', 'admin'])('a %s has no such page', async (role) => {
  visit = await example.visit([role]);
  const page = await visit.open('/admin/feedback');
  expect(await page.locator('.data').count()).toBe(0);
  expect(await page.locator('.masthead nav a[href="/admin/feedback"]').count()).toBe(0);
});

test.each(['vi', 'en'] as const)(
  'no barrier that axe knows, nothing past the edge of a phone: %s',
  async (language) => {
    visit = await example.visit(['handler'], { language });
    const page = await visit.open('/admin/feedback?state=all');
    await page.waitForSelector('.data');
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 740 });
      expect(await axeViolations(page)).toEqual([]);
      expect(await sideways(page)).toBe(0);
    }
    await page.click('.data a');
    await page.waitForSelector('.feedback-text');
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 740 });
      expect(await axeViolations(page)).toEqual([]);
      expect(await sideways(page)).toBe(0);
    }
    await page.goto('/admin/feedback');
    await page.waitForSelector('.empty');
    expect(await axeViolations(page)).toEqual([]);
  },
);
