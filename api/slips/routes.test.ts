import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeQrSvg } from '../../scripts/testing/decode-qr.ts';
import { pageCount } from '../../scripts/testing/rasterise-pdf.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

let service: TestApp;
let clerk: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-07-08T03:00:00Z' });
  clerk = await service.signedInAs('clerk');
  for (const [code, more] of [
    ['S-2', { counter: '3' }],
    ['S-1', {}],
    ['S-3', { procedure: '1.012783', counter: '3' }],
    ['S-4', { closedOn: '2025-07-08' }],
    ['S-5', {}],
  ] as const) {
    await put(code, more);
  }
  await service.send('DELETE', '/api/v1/cases/S-5', clerk);
});
afterAll(() => service.close());

const put = (code: string, more: object = {}, headers = clerk) =>
  service.send('PUT', `/api/v1/cases/${code}`, headers, { procedure: '1.001193', closedOn: '2025-07-07', ...more });
const get = (path: string, headers = clerk) => service.app.request(path, { headers });
const codesIn = (page: string) => [...page.matchAll(/Mã hồ sơ: (?:<!-- -->)?(S-\d)/g)].map(([, code]) => code);
const count = async (query: string) => (await (await get(`/api/v1/slips/count?${query}`)).json()).slips;

describe('the slips of a day', () => {
  test.each<[string, string[]]>([
    ['closedOn=2025-07-07', ['S-1', 'S-2', 'S-3']],
    ['closedOn=2025-07-07&field=ho-tich', ['S-1', 'S-2']],
    ['closedOn=2025-07-07&counter=3', ['S-2', 'S-3']],
    ['closedOn=2025-07-07&counter=3&field=dat-dai', ['S-3']],
    ['closedOn=2025-07-08', ['S-4']],
    ['closedOn=2025-07-01', []],
  ])('%s: %o, in the order of their codes', async (query, codes) => {
    for (const layout of ['a4-8', 'a6', 'receipt']) {
      const page = await get(`/api/v1/slips?${query}&layout=${layout}`);
      expect(page.status).toBe(200);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(codesIn(await page.text())).toEqual(codes);
    }
    expect(await count(query)).toBe(codes.length);
  });

  test('a code that ended, was answered or was taken back: only the answered one still has its slip', async () => {
    const view = await (await get('/api/v1/cases/S-1')).json();
    const before = await (await get('/api/v1/slips?closedOn=2025-07-07')).text();
    const answer = { key: 'k'.repeat(20), answers: { overall: 5 } };
    expect((await service.send('POST', new URL(view.invitation.url).pathname, {}, answer)).status).toBe(201);
    expect(await (await get('/api/v1/slips?closedOn=2025-07-07')).text()).toBe(before);
    service.clock.set('2025-07-25T03:00:00Z');
    const later = await service.signedInAs('clerk');
    const left = await get('/api/v1/slips/count?closedOn=2025-07-07', later);
    expect(await left.json()).toEqual({ slips: 0 });
    service.clock.set('2025-07-08T03:00:00Z');
    clerk = await service.signedInAs('clerk');
  });

  test('as PDF: the same slips, named by day and layout', async () => {
    const pdf = await get('/api/v1/slips/pdf?closedOn=2025-07-07&layout=receipt');
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('content-disposition')).toBe(
      'attachment; filename="phieu-ma-danh-gia-2025-07-07-receipt.pdf"',
    );
    expect(await pageCount(new Uint8Array(await pdf.arrayBuffer()))).toBe(3);
  });

  test.each(['', 'closedOn=2025-02-30', 'closedOn=2025-07-07&layout=a5', 'closedOn=2025-07-07&feild=dat-dai'])(
    '%j is refused',
    async (query) => {
      for (const path of ['', '/pdf']) expect((await get(`/api/v1/slips${path}?${query}`)).status).toBe(422);
    },
  );

  test('another unit’s day is empty, and only who hands out codes sees slips', async () => {
    const other = await service.addUnit('khac-phuong');
    const stranger = await service.signedInFor(other.unitId, 'clerk');
    expect((await (await get('/api/v1/slips/count?closedOn=2025-07-07', stranger)).json()).slips).toBe(0);
    expect(codesIn(await (await get('/api/v1/slips?closedOn=2025-07-07', stranger)).text())).toEqual([]);
    for (const path of ['/api/v1/slips', '/api/v1/slips/pdf', '/api/v1/slips/count']) {
      expect((await get(`${path}?closedOn=2025-07-07`, await service.signedInAs('leader'))).status).toBe(403);
      expect((await get(`${path}?closedOn=2025-07-07`, {})).status).toBe(401);
    }
  });
});

test('the unit’s level of error correction is in every code from then on', async () => {
  const admin = await service.signedInAs('admin');
  const levelOf = async () => {
    const svg = await (await get('/api/v1/cases/S-2/qr.svg')).text();
    return (await decodeQrSvg(svg)).errorCorrection;
  };
  expect(await levelOf()).toBe('M');
  const settings = await (await get('/api/v1/settings', admin)).json();
  expect((await service.send('PUT', '/api/v1/settings', admin, { ...settings, qrLevel: 'Q' })).status).toBe(204);
  expect(await levelOf()).toBe('Q');
});

test('the poster leads to where a code is typed, for an administrator too', async () => {
  const poster = await get('/api/v1/poster?size=a3', await service.signedInAs('admin'));
  const page = await poster.text();
  const [, picture = ''] = /src="data:image\/svg\+xml,([^"]+)"/.exec(page) ?? [];
  expect((await decodeQrSvg(decodeURIComponent(picture))).text).toBe('HTTP://LOCALHOST:8080/');
  expect(page).toContain('Chúng tôi không bao giờ hỏi mật khẩu, mã OTP hay tiền.');
  expect((await get('/api/v1/poster', await service.signedInAs('leader'))).status).toBe(403);
});
