import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { deliverDue } from '../api/deliveries/service.ts';
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

async function arrive(options: Parameters<Example['visit']>[1] = {}, query = '') {
  visit = await example.visit(['admin'], options);
  return visit.open(`/admin/integration${query}`);
}

const ask = (path: string, headers: Record<string, string>) => example.service.app.request(path, { headers });

/** Pushes an event as the one-stop system would. */
function push(secret: string, id: string, data: object) {
  const now = example.service.clock();
  const body = JSON.stringify({ type: 'case.closed', timestamp: '2025-12-01T09:00:00+07:00', data });
  return example.service.app.request('/api/v1/hooks/case-closed?unit=thuy-nguyen', {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, now, body),
    },
  });
}

test('a key is made with a warning where it should be two, shown once, and revoked', async () => {
  const page = await arrive();
  await page.waitForSelector('text=Chưa có khóa nào');
  await page.click('text="Tạo khóa" >> nth=-1');
  await page.waitForSelector('.notice-bad li:has-text("Nhập tên hệ thống.")');
  await page.fill('#name', 'Phần mềm một cửa');
  await page.check('#scope-results\\:read');
  await page.waitForSelector('.notice:has-text("dựng bốn hồ sơ")');
  await page.click('form:has(#name) button[type=submit]');
  await page.waitForSelector('.said:has-text("Đã tạo khóa “Phần mềm một cửa”.")');
  const key = await page.locator('.copyable:has-text("Khóa của") pre').textContent();
  expect(key).toMatch(/^hl_/);
  expect(await axeViolations(page)).toEqual([]);
  const headers = { authorization: `Bearer ${key}` };
  expect((await ask('/api/v1/cases', headers)).status).toBe(200);

  await visit.open('/admin/integration');
  const row = page.locator('tr:has-text("Phần mềm một cửa")');
  expect(await row.textContent()).toContain('15/12/2025');
  expect(await row.textContent()).toContain('nên tách đôi');
  expect(await page.content()).not.toContain(key);
  await row.locator('button').click();
  await page.click('dialog .danger');
  await page.waitForSelector('.said:has-text("Đã thu hồi khóa")');
  expect((await ask('/api/v1/cases', headers)).status).toBe(401);
});

test('a signing secret is made; what comes signed with it is in the list, and what was refused says why', async () => {
  const page = await arrive({ language: 'en' });
  await page.click('button:has-text("Create signing secret")');
  const secret = String(await page.locator('.copyable:has-text("New signing secret") pre').textContent());
  expect(secret).toMatch(/^whsec_/);
  const facts = { procedure: '1.001193', closedOn: '2025-12-01' };
  expect((await push(secret, 'one', { caseCode: 'GOOD', ...facts })).status).toBe(202);
  expect((await push(secret, 'two', { caseCode: 'BAD', ...facts, closedOn: '2026-01-01' })).status).toBe(422);
  await page.click('button:has-text("Reload")');
  await page.waitForSelector('tr:has-text("GOOD")');
  expect(await page.locator('#events tbody tr').allInnerTexts()).toEqual([
    expect.stringMatching(/BAD\s+Case\s+Refused\. To correct: closedOn/),
    expect.stringMatching(/GOOD\s+Case\s+New case/),
  ]);
  await page.click('text=Refused ones only');
  await page.waitForFunction(() => document.querySelectorAll('#events tbody tr').length === 1);
  expect(page.url()).toContain('outcome=refused');
  expect(await axeViolations(page)).toEqual([]);

  await page.click('button[aria-label^="Revoke signing secret"]');
  await page.click('dialog .danger');
  await page.waitForSelector('.said:has-text("Signing secret revoked")');
  expect((await push(secret, 'three', { caseCode: 'LATE', ...facts })).status).toBe(401);
});

test('a case is tried: what would happen is said, and nothing is left', async () => {
  const page = await arrive({ width: 360 });
  await page.fill('#caseCode', 'THU-1');
  await page.click('button:has-text("Thử") >> nth=-1');
  await page.waitForSelector('.notice:has-text("Sẽ là hồ sơ mới và có mã đánh giá. Chưa lưu gì.")');
  await page.fill('#procedure', '9.9');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.notice-bad li:has-text("chưa có trong danh mục")');
  expect(await axeViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect((await ask('/api/v1/cases/THU-1', await example.service.apiKey('cases:write'))).status).toBe(404);
});

test('a gateway is set, tried and told of; what failed is listed, sent again, and ended', async () => {
  const page = await arrive();
  await page.fill('#url', 'http://gateway.example.vn');
  await page.click('button:has-text("Lưu địa chỉ")');
  await page.waitForSelector('.notice-bad li:has-text("cần địa chỉ https://")');
  await page.fill('#url', 'https://gateway.example.vn/ma-moi');
  await page.click('button:has-text("Lưu địa chỉ")');
  await page.waitForSelector('.copyable:has-text("Khóa để cổng kiểm chữ ký") pre:has-text("whsec_")');
  await page.click('button:has-text("Gửi thử")');
  await page.waitForSelector('.notice:has-text("Cổng chưa nhận sự kiện thử: Không kết nối được.")');

  await example.close({ procedure: '1.001193', closedOn: '2025-12-01', cases: 1 });
  const { context, db, clock } = example.service;
  await deliverDue(db, { ...context, now: clock, send: context.sendWebhook });
  await visit.open('/admin/integration');
  const row = page.locator('#gateway tbody tr');
  await row.waitFor();
  expect(await row.textContent()).toContain('Không kết nối được');
  expect(await page.locator('#gateway').textContent()).toContain('Đang chờ báo: 1.');
  expect(await axeViolations(page)).toEqual([]);
  await page.click('button:has-text("Báo lại tất cả")');
  await page.waitForSelector('.said:has-text("Đang báo lại 1 mã.")');
  await page.click('button:has-text("Ngừng báo")');
  await page.click('dialog .danger');
  await page.waitForSelector('.notice:has-text("Chưa báo cho cổng nào.")');
});

test('an administrator over all units is told that a unit is needed, and a clerk finds no such page', async () => {
  const page = await arrive({ unitId: null });
  await page.waitForSelector('.notice-bad');
  await visit.close();
  visit = await example.visit(['clerk']);
  const other = await visit.open('/admin/integration');
  expect(await other.locator('main h1').textContent()).toBe('Không có quyền');
});
