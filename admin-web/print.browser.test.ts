import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { axeViolations } from '../scripts/testing/axe.ts';
import { pageCount } from '../scripts/testing/rasterise-pdf.ts';
import { Example, procedures, type Visit } from './example.ts';

let example: Example;
let visit: Visit;
let codes: string[];

beforeAll(async () => {
  example = await Example.start();
  example.service.clock.set('2025-12-02T03:00:00Z');
  codes = await example.close({ procedure: procedures.hoTich, closedOn: '2025-12-01', cases: 11 });
});
afterAll(() => example.stop());
afterEach(async () => {
  expect(visit.faults).toEqual([]);
  await visit.close();
});

const overflow = () =>
  visit.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('the slips of a day are counted, previewed, and downloaded as one PDF with progress', async () => {
  visit = await example.visit(['clerk']);
  const page = await visit.open('/admin/print');
  expect(await visit.text('main')).toContain('Không có phiếu nào để in.');
  await page.fill('#closedOn', '2025-12-01');
  await page.waitForSelector('text=11 phiếu để in. 2 tờ A4.');
  expect(new URL(page.url()).searchParams.get('closedOn')).toBe('2025-12-01');

  const [preview] = await Promise.all([page.context().waitForEvent('page'), page.click('text=Xem trước và in')]);
  await preview.waitForLoadState();
  expect(await preview.locator('article').count()).toBe(11);
  expect(await pageCount(await preview.pdf({ preferCSSPageSize: true }))).toBe(2);
  await preview.close();

  const [file] = await Promise.all([page.waitForEvent('download'), page.click('text=Tải tệp PDF')]);
  expect(file.suggestedFilename()).toBe('phieu-2025-12-01-a4-8.pdf');
  await page.waitForSelector('.said:has-text("Đã tải tệp PDF.")');

  await page.selectOption('#layout', 'receipt');
  await page.waitForFunction(() => !document.querySelector('main')?.textContent?.includes('tờ A4.'));
  await page.fill('#counter', '9');
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=Không có phiếu nào để in.');
});

test('a paper form is handed out on the case’s page, with a warning, and printed', async () => {
  visit = await example.visit(['clerk']);
  const page = await visit.open(`/admin/cases/${codes[0]}`);
  await page.click('text=Phát phiếu giấy');
  expect(await visit.text('dialog')).toContain('ít hơn thì không được tính');
  await page.locator('dialog >> text=Phát phiếu giấy').last().click();
  await page.waitForSelector('.said:has-text("Đã phát phiếu giấy.")');
  expect(await visit.text('.qr')).toContain('mã đánh giá không dùng được nữa');
  expect(await axeViolations(page)).toEqual([]);
  const [form] = await Promise.all([page.context().waitForEvent('page'), page.click('.qr >> text=In phiếu giấy')]);
  await form.waitForLoadState();
  expect(await form.locator('.strip').textContent()).toContain(String(codes[0]));
  expect(await form.locator('main').textContent()).not.toContain(String(codes[0]));
});

test('forms are typed in by the keyboard alone', async () => {
  const clerk = await example.service.signedInAs('clerk');
  for (const code of codes.slice(1, 5)) await example.service.send('POST', `/api/v1/cases/${code}/paper`, clerk);
  visit = await example.visit(['clerk']);
  const page = await visit.open('/admin/paper');
  await page.focus('#pool');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.activeElement?.id === 'overall');
  await page.keyboard.type('9');
  expect(await visit.text('#overall-error')).toBe('Phím này không có ở câu này.');
  // Overall 4, access N, procedure blank by Enter, officer blank by 0, result 5, feedback blank by Enter, no comment.
  await page.keyboard.type('4n');
  await page.keyboard.press('Enter');
  await page.keyboard.type('05');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('feedback');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('comment');
  expect(await visit.text('.review')).toBe('Xem lại: 1: 4 · 2: N · 3: – · 4: – · 5: 5 · 6: –');
  await page.keyboard.type('Cần thêm ghế');
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('.said:has-text("Đã lưu. Hôm nay đã nhập 1 phiếu.")');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('overall');
  expect(await visit.text('.review')).toBe('Xem lại: 1: – · 2: – · 3: – · 4: – · 5: – · 6: –');
  const kept = await example.service.db
    .selectFrom('responseInbox')
    .select(['medium', 'overall', 'answers', 'procedureCode'])
    .execute();
  expect(kept).toEqual([{ medium: 'paper', overall: 4, answers: { access: 'na', result: 5 }, procedureCode: 'khac' }]);

  // Without the one answer that is needed nothing is saved, and the summary says where.
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('.notice-bad');
  await page.focus('#overall');
  for (let form = 2; form <= 5; form++) {
    await page.keyboard.type('5');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector(`.said:has-text("Hôm nay đã nhập ${form} phiếu.")`);
  }
  await page.keyboard.type('5');
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('.notice-bad:has-text("Đã nhập đủ số phiếu giấy")');
  expect(await page.inputValue('#overall')).toBe('5');
});

test.each(['vi', 'en'] as const)('no barrier that axe knows, nothing past the edge: %s', async (language) => {
  visit = await example.visit(['clerk'], { language });
  for (const path of ['/admin/print?closedOn=2025-12-01', '/admin/paper?pool=ho-tich.1']) {
    const page = await visit.open(path);
    if (path.includes('paper')) await page.waitForSelector('#overall');
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await axeViolations(page), `${path} ${width}`).toEqual([]);
      expect(await overflow(), `${path} ${width}`).toBe(0);
    }
  }
});

test('only clerks print slips and type in forms', async () => {
  visit = await example.visit(['leader']);
  for (const path of ['/admin/print', '/admin/paper']) {
    await visit.open(path);
    expect(await visit.text('main')).toContain('Không có quyền');
  }
});
