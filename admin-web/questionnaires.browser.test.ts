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

async function arrive(path: string, roles: readonly Role[] = ['leader'], options = {}) {
  visit = await example.visit(roles, options);
  return visit.open(path);
}

test('a version is chosen, edited, seen as citizens will, confirmed and published; codes get it from then on', async () => {
  const page = await arrive('/admin/questionnaires');
  expect(await visit.text('.notice')).toContain('Bộ câu hỏi ban đầu là bản dự thảo.');
  await page.check('input[value=short-with-why]');
  await page.check('input[name=perceptions]');
  await page.click('text=Soạn bản này');
  await page.waitForURL('**/admin/questionnaires/new?form=short-with-why&set=current&perceptions=true&wording=latest');
  await page.getByRole('heading', { level: 1, name: 'Soạn phiên bản 2' }).waitFor();
  await page.fill('[name="title.vi"]', 'Ý kiến của ông/bà về lần này');
  await page.fill('[name="questions.0.text.en"]', 'How did\nit go?');

  const [preview] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Xem bằng tiếng Anh' }).click(),
  ]);
  await preview.waitForSelector('h1');
  expect(await preview.locator('legend').first().textContent()).toContain('How did it go?');
  expect(await preview.locator('html').getAttribute('lang')).toBe('en');
  // The page keeps its own style and policy, and can't be sent.
  expect(await preview.locator('button[type=submit]').isDisabled()).toBe(true);
  expect(await preview.evaluate(() => getComputedStyle(document.body).margin)).toBe('0px');
  await preview.close();

  await page.reload();
  await page.waitForSelector('[name="title.vi"]');
  expect(await page.inputValue('[name="title.vi"]')).toBe('Ý kiến của ông/bà về lần này');

  await page.fill('[name="title.en"]', '');
  await page.getByRole('button', { name: 'Công bố' }).click();
  await page.waitForSelector('.notice-bad');
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('notice-bad');
  expect(await page.locator('.notice-bad li').allTextContents()).toEqual([
    'Đầu trang, Tiêu đề, English: còn trống',
    'Xác nhận đã đọc và đồng ý với câu chữ.',
  ]);
  expect(await axeViolations(page)).toEqual([]);
  await page.click('.notice-bad li a');
  await page.keyboard.type('About this time');
  await page.check('#confirmWording');
  await page.getByRole('button', { name: 'Công bố' }).click();
  await page.waitForSelector('dialog[open]');
  expect(await visit.text('dialog')).toContain('Công bố phiên bản 2?');
  expect(await axeViolations(page)).toEqual([]);
  await page.click('dialog .danger');
  await page.waitForURL('**/admin/questionnaires');
  await page.waitForSelector('.said:has-text("Đã công bố phiên bản 2.")');
  await visit.settled();
  expect((await visit.rows()).map((row) => [row[0], row[1], row[4]])).toEqual([
    ['Phiên bản 2', 'Phiếu ngắn, hỏi thêm khi chưa hài lòng 16 tiêu chí đang dùng', 'Đang dùng cho mã mới'],
    ['Phiên bản 1', 'Phiếu ngắn', 'Chỉ dùng cho mã đã cấp Câu chữ chưa được xác nhận'],
  ]);

  const machine = await example.service.apiKey('cases:write');
  const put = await example.service.send('PUT', '/api/v1/cases/Q-1', machine, {
    procedure: '1.001193',
    closedOn: '2025-12-15',
  });
  const { invitation } = await put.json();
  await page.goto(`${new URL(invitation.url).pathname}`);
  expect(await page.locator('h1').textContent()).toContain('Ý kiến của ông/bà về lần này');
});

test('when another version came in between, it says so, keeps what was typed, and follows that one', async () => {
  const page = await arrive('/admin/questionnaires/new?form=short', ['leader'], { language: 'en' });
  await page.fill('[name="thanks.en"]', 'Thanks a lot.');
  const headers = await example.service.signedInAs('leader');
  const { app } = example.service;
  const { follows, questionnaire } = await (
    await app.request('/api/v1/questionnaires/draft?form=full', { headers })
  ).json();
  const body = { follows, confirmWording: true, questionnaire };
  expect((await example.service.send('POST', '/api/v1/questionnaires', headers, body)).status).toBe(201);

  await page.check('#confirmWording');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.click('dialog .danger');
  await page.waitForSelector('.notice-bad');
  expect(await visit.text('.notice-bad')).toContain(`Someone else just published version ${follows + 1}.`);
  expect(await page.locator('dialog').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('notice-bad');
  expect(await page.inputValue('[name="thanks.en"]')).toBe('Thanks a lot.');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.click('dialog .danger');
  await page.waitForSelector(`.said:has-text("Version ${follows + 2} published.")`);
});

test('two choices that read the same are refused beside the second', async () => {
  const page = await arrive('/admin/questionnaires/new?form=short');
  await page.fill('[name="scale.1.text.vi"]', 'Rất hài lòng');
  await page.check('#confirmWording');
  await page.getByRole('button', { name: 'Công bố' }).click();
  await page.waitForSelector('.notice-bad');
  expect(await visit.text('.notice-bad')).toContain('Mức 4, Tiếng Việt: trùng với một lựa chọn khác của câu này');
  expect(await page.getAttribute('[name="scale.1.text.vi"]', 'aria-invalid')).toBe('true');
});

test('an auditor reads every version in both languages, and can neither preview nor publish', async () => {
  const page = await arrive('/admin/questionnaires', ['auditor']);
  expect(await page.locator('form').count()).toBe(0);
  await page.click('text=Phiên bản 1');
  await page.waitForURL('**/admin/questionnaires/1');
  await page.getByRole('heading', { level: 1, name: 'Phiên bản 1' }).waitFor();
  await page.waitForSelector('.wording');
  expect(await visit.text('main')).toContain('Mời ông/bà đánh giá lần làm thủ tục này');
  expect(await visit.text('main')).toContain('Please rate how this procedure was handled');
  expect(await page.locator('form').count()).toBe(0);
  await visit.open('/admin/questionnaires/99');
  expect(await visit.text('.notice-bad')).not.toBe('');
});

test.each(['vi', 'en'] as const)(
  'no barrier that axe knows, nothing past the edge of a phone: %s',
  async (language) => {
    visit = await example.visit(['leader'], { language });
    const all = 'form=full&set=earlier&perceptions=true&context=true&demographics=true';
    for (const path of ['', '/1', `/new?${all}`]) {
      const page = await visit.open(`/admin/questionnaires${path}`);
      await page.setViewportSize({ width: 1280, height: 800 });
      expect(await axeViolations(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await axeViolations(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      ).toBe(0);
    }
  },
);
