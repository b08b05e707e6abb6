import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { decodeQrPng } from '../scripts/testing/decode-qr.ts';
import { Example, procedures, type Visit } from './example.ts';

let example: Example;
let visit: Visit;
let clerk: Record<string, string>;

beforeAll(async () => {
  example = await Example.start();
  clerk = await example.service.signedInAs('clerk');
});
afterAll(() => example.stop());
afterEach(async () => {
  expect(visit.faults).toEqual([]);
  await visit.close();
});

async function arrive(path: string, options = {}) {
  visit = await example.visit(['clerk'], options);
  return visit.open(path);
}

async function caseOnServer(caseCode: string) {
  const path = `/api/v1/cases/${encodeURIComponent(caseCode)}`;
  const answer = await example.service.app.request(path, { headers: clerk });
  return answer.status === 200 ? answer.json() : answer.status;
}

/** What a phone reads from the screen. */
async function scan(): Promise<string> {
  const picture = visit.page.locator('.qr img');
  await picture.waitFor();
  return (await decodeQrPng(await picture.screenshot())).text;
}

test('without cases, the list says how they come in', async () => {
  const page = await arrive('/admin/cases');
  expect(await visit.text('.empty')).toBe('Chưa có hồ sơ. Nhập hồ sơ đã trả hoặc nối phần mềm một cửa.');
  await page.click('text=Nhập hồ sơ');
  await page.waitForURL('**/admin/cases/new');
});

describe('closing a case by hand', () => {
  test('goes by keyboard alone, finds the procedure without accents, and ends in a code that scans', async () => {
    const page = await arrive('/admin/cases/new');
    await page.focus('#caseCode');
    await page.keyboard.type(' h24.30-251215-0001 ');
    await page.keyboard.press('Tab');
    await page.keyboard.type('dang ky khai sinh');
    const choice = page.getByRole('combobox', { name: 'Thủ tục' });
    expect(await choice.getAttribute('aria-expanded')).toBe('true');
    const options = page.locator('[role=option]');
    const texts = await options.allTextContents();
    expect(texts).toContain('1.001193 – Đăng ký khai sinh');
    for (let step = texts.indexOf('1.001193 – Đăng ký khai sinh'); step >= 0; step--)
      await page.keyboard.press('ArrowDown');
    expect(await page.locator('[role=option][aria-selected=true]').textContent()).toBe('1.001193 – Đăng ký khai sinh');
    const active = await choice.getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).textContent()).toBe('1.001193 – Đăng ký khai sinh');
    await page.keyboard.press('Enter');
    expect(await choice.inputValue()).toBe('1.001193 – Đăng ký khai sinh');
    expect(await options.count()).toBe(0);
    expect(await page.inputValue('#closedOn')).toBe('2025-12-15');
    await page.fill('#dueOn', '2025-12-12');
    await page.fill('#counter', '3');
    await page.keyboard.press('Enter');

    await page.waitForURL('**/admin/cases/H24.30-251215-0001');
    await page.waitForSelector('[role=status]:has-text("Đã lưu hồ sơ H24.30-251215-0001.")');
    const saved = await caseOnServer('H24.30-251215-0001');
    expect(saved).toMatchObject({
      procedure: '1.001193',
      closedOn: '2025-12-15',
      dueOn: '2025-12-12',
      counter: '3',
      channel: 'counter',
      outcome: 'completed',
      late: true,
      invitation: { state: 'open' },
    });
    expect(await scan()).toBe(saved.invitation.url);
    expect(await visit.text('.qr-code')).toBe(saved.invitation.code);
    expect(await visit.text('.qr')).toContain('Mã dùng một lần, đến hết ngày 30/12/2025.');
  });

  test('says beside each field, and in a summary that takes the focus, what is to be mended', async () => {
    const page = await arrive('/admin/cases/new');
    await page.fill('#closedOn', '');
    await page.click('button[type=submit]');
    const summary = page.locator('.notice-bad');
    expect(await summary.locator('li').allTextContents()).toEqual([
      'Mã hồ sơ: còn trống',
      'Thủ tục: chọn một thủ tục trong danh sách',
      'Ngày trả kết quả: còn trống',
    ]);
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
    await summary.locator('a >> nth=1').press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('procedure');

    await page.fill('#caseCode', 'A-1');
    await page.fill('#procedure', '1.001193');
    await page.fill('#closedOn', '2025-12-16');
    await page.fill('#receivedOn', '2025-12-17');
    await page.click('button[type=submit]');
    await page.waitForSelector('#closedOn-error');
    expect(await summary.locator('li').count()).toBe(2);
    expect(await page.getAttribute('#closedOn', 'aria-describedby')).toBe('closedOn-error');
    expect(await page.inputValue('#procedure')).toBe('1.001193 – Đăng ký khai sinh');
    expect(await caseOnServer('A-1')).toBe(404);
  });

  test('takes a procedure that is not in the catalogue with its name and field', async () => {
    const page = await arrive('/admin/cases/new', { language: 'en' });
    await page.fill('#caseCode', 'B/1 đặc biệt');
    await page.fill('#procedure', 'something else');
    expect(await visit.text('.combobox [role=status]')).toBe('No procedure matches.');
    await page.check('text=The procedure is not in the catalogue');
    await page.fill('#procedure', '9.999');
    await page.click('button[type=submit]');
    await page.waitForSelector('#field-error');
    await page.fill('#procedureName', 'Việc chưa có trong danh mục');
    await page.selectOption('#field', { label: 'Land' });
    await page.click('button[type=submit]');
    await page.waitForURL(`**/admin/cases/${encodeURIComponent('B/1 ĐẶC BIỆT')}`);
    expect(await caseOnServer('B/1 đặc biệt')).toMatchObject({ procedure: '9.999', field: 'dat-dai' });
    await page.getByRole('heading', { name: 'Case B/1 ĐẶC BIỆT' }).waitFor();
  });

  test('never writes over a case that is there', async () => {
    await example.service.send('PUT', '/api/v1/cases/TAKEN', clerk, {
      procedure: procedures.datDai,
      closedOn: '2025-12-01',
    });
    const page = await arrive('/admin/cases/new');
    await page.fill('#caseCode', 'taken');
    await page.fill('#procedure', '1.001193');
    await page.click('button[type=submit]');
    await page.click('text=Mở hồ sơ TAKEN');
    await page.waitForURL('**/admin/cases/TAKEN');
    expect(await caseOnServer('TAKEN')).toMatchObject({ procedure: procedures.datDai, closedOn: '2025-12-01' });
  });

  test('keeps what was typed when the network is lost', async () => {
    const page = await arrive('/admin/cases/new');
    await page.fill('#caseCode', 'OFF-1');
    await page.fill('#procedure', '1.001193');
    await page.context().setOffline(true);
    await page.click('button[type=submit]');
    await page.waitForSelector('.notice-bad');
    expect(await visit.text('.notice-bad')).toContain('Những gì đã nhập vẫn còn trên trang này.');
    await page.context().setOffline(false);
    await page.click('button[type=submit]');
    await page.waitForURL('**/admin/cases/OFF-1');
  });
});

test('when the session ends over a form, one signs in beside it and saves what was typed', async () => {
  const page = await arrive('/admin/cases/new');
  const { service, origin } = example;
  await page.fill('#caseCode', 'ENDED');
  await page.fill('#procedure', '1.001193');
  await page.context().clearCookies();
  await page.click('button[type=submit]');
  await page.waitForSelector('.notice-bad a[target=_blank]');
  expect(await page.getAttribute('.notice-bad a', 'href')).toBe('/admin/sign-in');
  const { cookie = '' } = await service.signedInAs('clerk');
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: origin, httpOnly: true, sameSite: 'Strict' }]);
  await page.click('button[type=submit]');
  await page.waitForURL('**/admin/cases/ENDED');
});

describe('a case', () => {
  test('is corrected, and keeps what the form does not show', async () => {
    const facts = { procedure: procedures.datDai, closedOn: '2025-12-01', resolvingUnit: 'Chi nhánh' };
    await example.service.send('PUT', '/api/v1/cases/EDIT', clerk, facts);
    const page = await arrive('/admin/cases/EDIT');
    await page.selectOption('#outcome', 'refused');
    await page.selectOption('#channel', 'online');
    await page.fill('#apologySentOn', '2025-12-03');
    await page.click('text=Lưu thay đổi');
    await page.waitForSelector('[role=status]:has-text("Đã lưu")');
    expect(await caseOnServer('EDIT')).toMatchObject({
      ...facts,
      outcome: 'refused',
      channel: 'online',
      apologySentOn: '2025-12-03',
    });
  });

  test('gets a new code after a question; the picture changes with it', async () => {
    await example.service.send('PUT', '/api/v1/cases/NEWCODE', clerk, {
      procedure: procedures.datDai,
      closedOn: '2025-12-01',
    });
    const page = await arrive('/admin/cases/NEWCODE');
    const before = await scan();
    await page.click('text=Cấp mã mới');
    expect(await visit.text('dialog')).toContain('Không hoàn tác được. Tiếp tục?');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cấp mã mới');
    expect(await scan()).toBe(before);
    await page.click('text=Cấp mã mới');
    await page.click('dialog .danger');
    await page.waitForSelector('[role=status]:has-text("Đã cấp mã mới.")');
    const { invitation } = await caseOnServer('NEWCODE');
    await page.waitForSelector(`.qr-code:has-text("${invitation.code}")`);
    expect(await scan()).toBe(invitation.url);
    expect(invitation.url).not.toBe(before);
    expect((await example.service.app.request(new URL(before).pathname)).status).toBe(410);
  });

  test('is deleted after a question', async () => {
    await example.service.send('PUT', '/api/v1/cases/GONE', clerk, {
      procedure: procedures.datDai,
      closedOn: '2025-12-01',
    });
    const page = await arrive('/admin/cases/GONE');
    await page.click('text=Xóa hồ sơ');
    await page.click('dialog .danger');
    await page.waitForURL('**/admin/cases');
    await page.waitForSelector('[role=status]:has-text("Đã xóa hồ sơ GONE.")');
    expect(await caseOnServer('GONE')).toBe(404);
    await visit.open('/admin/cases/GONE');
    expect(await visit.text('.notice-bad')).toBe('Không tìm thấy nội dung này.');
  });

  test('prints its slip in a tab of its own', async () => {
    await example.service.send('PUT', '/api/v1/cases/SLIP', clerk, {
      procedure: procedures.datDai,
      closedOn: '2025-12-01',
    });
    const page = await arrive('/admin/cases/SLIP');
    const [slip] = await Promise.all([page.context().waitForEvent('page'), page.click('main >> text=In phiếu')]);
    await slip.waitForLoadState();
    const { invitation } = await caseOnServer('SLIP');
    expect(await slip.locator('body').textContent()).toContain(invitation.code);
  });
});

describe('the list', () => {
  test('is narrowed down by filters, which the URL keeps', async () => {
    await example.close({ procedure: procedures.chungThuc, closedOn: '2025-10-01', cases: 2 });
    await example.close({ procedure: procedures.chungThuc, closedOn: '2025-12-10', cases: 1, dueOn: '2025-12-09' });
    const page = await arrive('/admin/cases');
    await page.getByLabel('Lĩnh vực').selectOption({ label: 'Chứng thực' });
    await page.getByLabel('Trả từ ngày').fill('2025-12-01');
    await page.click('text=Lọc');
    await page.waitForURL('**/admin/cases?closedFrom=2025-12-01&field=chung-thuc');
    await visit.settled();
    const rows = await visit.rows();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.slice(2, 5)).toEqual(['10/12/2025', 'Trễ hạn', 'Còn hạn đến hết 30/12/2025']);
    await page.reload();
    await visit.settled();
    expect(await page.getByLabel('Lĩnh vực').inputValue()).toBe('chung-thuc');
    await page.click('text=Bỏ lọc');
    await page.waitForURL('**/admin/cases');
    await visit.open('/admin/cases?state=withdrawn');
    expect(await visit.text('.empty')).toBe('Không có hồ sơ nào khớp. Bớt điều kiện lọc.');
  });

  test('finds a case by its code, however it is typed, and says when there is none', async () => {
    await example.service.send('PUT', '/api/v1/cases/FIND-ME', clerk, {
      procedure: procedures.datDai,
      closedOn: '2025-12-01',
    });
    const page = await arrive('/admin/cases');
    await page.getByLabel('Tìm theo mã hồ sơ').fill(' find-me ');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/admin/cases?q=find-me');
    await visit.settled();
    expect((await visit.rows()).map(([code]) => code)).toEqual(['FIND-ME']);
    await page.getByLabel('Tìm theo mã hồ sơ').fill('FIND-YOU');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Chưa tìm thấy hồ sơ có mã FIND-YOU.');
  });

  test('holds out a code that scans, large enough for a phone', async () => {
    await example.service.send('PUT', '/api/v1/cases/SHOW', clerk, {
      procedure: procedures.datDai,
      closedOn: '2025-12-01',
    });
    const page = await arrive('/admin/cases?q=SHOW');
    await page.getByRole('button', { name: 'Mã QR của hồ sơ SHOW' }).press('Enter');
    const { invitation } = await caseOnServer('SHOW');
    expect(await scan()).toBe(invitation.url);
    expect(await visit.text('dialog')).toContain(invitation.code);
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Mã QR của hồ sơ SHOW');
  });

  test('goes on page by page', async () => {
    await example.close({ procedure: procedures.hoTich, closedOn: '2025-11-03', cases: 60 });
    const page = await arrive('/admin/cases?closedFrom=2025-11-03&closedTo=2025-11-03');
    expect(await page.locator('tbody tr').count()).toBe(50);
    await page.click('text=Xem thêm');
    await page.waitForSelector('[role=status]:has-text("Đang hiện 60 hồ sơ.")');
    const codes = (await visit.rows()).map(([code]) => code);
    expect(new Set(codes).size).toBe(60);
    expect(await page.locator('text=Xem thêm').count()).toBe(0);
  });
});
