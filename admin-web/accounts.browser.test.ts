import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { setupLink } from '../api/accounts/service.ts';
import { testPassword } from '../api/testing/test-context.ts';
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

describe('the link that the first start prints', () => {
  test('makes the first account, by keyboard alone, and works once', async () => {
    const { service, origin } = example;
    const { secretKey } = service.context;
    const link = await setupLink(service.db, { publicUrl: origin, secretKey, now: service.clock() });
    visit = await example.visit([]);
    const { page } = visit;
    await visit.open(link?.slice(origin.length) ?? '');
    expect(await page.title()).toBe('Tạo tài khoản đầu tiên – Hài Lòng');

    await page.focus('#username');
    await page.keyboard.type('nga');
    await page.keyboard.press('Tab');
    await page.keyboard.type('ngắn');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.notice-bad');
    expect(await visit.text('.notice-bad')).toContain('cần từ 10 đến 200 ký tự');
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('notice-bad');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('password');
    expect(await page.getAttribute('#password', 'aria-invalid')).toBe('true');

    await page.fill('#password', testPassword);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/admin?**');
    await visit.settled();
    expect(await visit.text('.who')).toBe('nga');
    expect(await visit.text('.notice')).toContain('vừa xem kết quả vừa nhập hồ sơ');
    expect(await visit.text('.empty')).toContain('Chưa có phiếu nào. Nhập hồ sơ đã trả để phát mã đánh giá.');

    await page.context().clearCookies();
    await visit.open(link?.slice(origin.length) ?? '');
    await page.fill('#username', 'other');
    await page.fill('#password', testPassword);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.notice-bad');
    expect(await visit.text('.notice-bad')).toContain('Đã có tài khoản');
    await page.click('text=Đến trang đăng nhập');
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
  });

  test('says so when it is not whole', async () => {
    visit = await example.visit([]);
    await visit.open('/admin/setup');
    expect(await visit.text('main')).toContain('Đường dẫn còn thiếu mã');
  });
});

describe('signing in', () => {
  test('keeps the page that was asked for', async () => {
    visit = await example.visit([]);
    const page = await visit.open('/admin/results?from=2025-07&to=2025-09&sort=-percent');
    await page.waitForURL('**/admin/sign-in?next=**');
    await page.click('button[type=submit]');
    expect(await visit.text('.notice-bad')).toContain('Nhập tên đăng nhập. Nhập mật khẩu.');

    await page.fill('#username', 'nga');
    await page.fill('#password', 'not the password');
    await page.click('button[type=submit]');
    await page.waitForSelector('text=Tên đăng nhập hoặc mật khẩu chưa đúng.');
    expect(await page.inputValue('#username')).toBe('nga');

    await page.fill('#password', testPassword);
    await page.check('text=Hiện mật khẩu');
    await page.waitForSelector('#password[type=text]');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/admin/results?from=2025-07&to=2025-09&sort=-percent');
    await page.getByRole('heading', { name: 'Kết quả quý III/2025' }).waitFor();

    await page.click('text=Đăng xuất');
    await page.waitForURL('**/admin/sign-in');
    await page.waitForSelector('[role=status]:has-text("Đã đăng xuất.")');
    await page.goBack();
    await page.waitForURL('**/admin/sign-in?next=**');
  });

  test.each([
    'https://elsewhere.example/admin/',
    '//elsewhere.example/admin/x',
    '/p/ABCD',
    '/administrator',
    'javascript:alert(1)',
  ])('never leads on to %s', async (next) => {
    visit = await example.visit(['clerk']);
    const page = await visit.open(`/admin/sign-in?${new URLSearchParams({ next })}`);
    await page.waitForURL(`${example.origin}/admin/cases`);
  });

  test('is asked for again when the session is over', async () => {
    visit = await example.visit(['leader']);
    const page = await visit.open('/admin/results?from=2025-07&to=2025-09');
    await page.context().clearCookies();
    await page.click('text=Kỳ trước');
    await page.waitForURL('**/admin/sign-in?next=%2Fadmin%2Fresults%3Ffrom%3D2025-04%26to%3D2025-06');
    await page.waitForSelector('[role=status]:has-text("Phiên làm việc đã hết. Xin đăng nhập lại.")');
  });
});

describe('what one may open', () => {
  test('a leader finds no way to cases, and is told why', async () => {
    visit = await example.visit(['leader']);
    const page = await visit.open('/admin/cases');
    expect(await visit.text('main')).toContain('Tài khoản này không có quyền làm việc đó.');
    expect(await page.locator('nav a').allTextContents()).not.toContain('Hồ sơ');
    await page.click('text=Về trang đầu');
    await page.waitForURL('**/admin?**');
  });

  test('a clerk begins with the cases', async () => {
    visit = await example.visit(['clerk']);
    const page = await visit.open('/admin');
    await page.waitForURL('**/admin/cases');
    expect(await page.locator('nav a').allTextContents()).toEqual(expect.arrayContaining(['Kết quả', 'Hồ sơ']));
  });

  test('who answers feedback begins with it', async () => {
    visit = await example.visit(['handler']);
    const page = await visit.open('/admin');
    await page.waitForURL('**/admin/feedback');
    expect(await visit.text('main')).toContain('Phản ánh, kiến nghị');
  });

  test('an address that is none is said to be none', async () => {
    visit = await example.visit(['leader']);
    await visit.open('/admin/nothing/here');
    expect(await visit.text('main')).toContain('Không tìm thấy nội dung này.');
  });
});

test('the first thing a keyboard reaches leads past the head of the page', async () => {
  visit = await example.visit(['leader']);
  const page = await visit.open('/admin/results?from=2025-07&to=2025-09');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Đến nội dung chính');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
});

test('a demonstration says so, signed in or not', async () => {
  visit = await example.visit([]);
  const { page } = visit;
  // As api/app.ts marks the document.
  await page.route('**/admin/sign-in', async (route) => {
    const document = await (await route.fetch()).text();
    await route.fulfill({
      contentType: 'text/html',
      body: document.replace('<head>', '<head><meta name="demo" content="true">'),
    });
  });
  await visit.open('/admin/sign-in');
  expect(await visit.text('.demo')).toBe(
    'Số liệu minh họa, không có thật. Câu trả lời ở đây được hiện ngay, từng phiếu một.',
  );
});
