import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

let service: TestApp;
let machine: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-08-20T03:00:00Z', publicUrl: 'https://danhgia.example.vn' });
  machine = await service.apiKey('cases:write');
});
afterAll(() => service.close());

const put = (code: string, body: object) =>
  service.send('PUT', `/api/v1/cases/${code}`, machine, { procedure: '1.001193', closedOn: '2025-08-18', ...body });
const links = (query: string, headers = machine) =>
  service.app.request(`/api/v1/invitations/links.csv?${query}`, { headers });
const codesIn = (text: string) => [...text.matchAll(/^([A-Z]+-[0-9]+),/gm)].map(([, code]) => code);

test('the file has what a gateway joins by case code: open codes alone, with a text that is ready', async () => {
  const first = await (await put('L-1', {})).json();
  await put('L-2', { closedOn: '2025-08-19' });
  await put('L-3', {});
  await put('L-3', { closedOn: null });
  await put('L-4', {});
  await service.send('DELETE', '/api/v1/cases/L-4', machine);
  const response = await links('closedOn=2025-08-18');
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toContain('hai-long-2025-08-18-2025-08-18.csv');
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
  const { url, code } = first.invitation;
  const plain = `https://danhgia.example.vn/p/${url.split('/').at(-1)}`;
  expect(text).toBe(
    `\u{FEFF}caseCode,url,code,expiresOn,message\r\nL-1,${url},${code},2025-09-04,` +
      `"Trung tâm Phục vụ hành chính công phường Thủy Nguyên: thủ tục của ông/bà đã có kết quả. ` +
      `Mời ông/bà đánh giá, khoảng 1 phút, không hỏi tên: ${plain}"\r\n`,
  );
  // The address in the message opens the survey.
  expect((await service.app.request(new URL(plain).pathname)).status).toBe(200);
  expect(await (await links('closedOn=2025-08-18&lang=en')).text()).toContain('your procedure is complete');
  expect(codesIn(await (await links('from=2025-08-01&to=2025-08-31')).text())).toEqual(['L-1', 'L-2']);
});

test('answered or not, a code stands in it as before', async () => {
  const { invitation } = await (await put('M-1', { closedOn: '2025-08-12' })).json();
  const before = await (await links('closedOn=2025-08-12')).text();
  const answer = { key: 'a-random-key', answers: { overall: 5 } };
  expect((await service.send('POST', new URL(invitation.url).pathname, {}, answer)).status).toBe(201);
  expect(await (await links('closedOn=2025-08-12')).text()).toBe(before);
});

test('thousands come page after page without gap or double', async () => {
  const cases = Array.from({ length: 1000 }, (_, place) => ({
    procedure: '1.001193',
    closedOn: place % 2 === 0 ? '2025-08-10' : '2025-08-11',
  }));
  for (const part of ['A', 'B', 'C']) {
    const batch = cases.map((facts, place) => ({ caseCode: `${part}-${place}`, ...facts }));
    await service.send('POST', '/api/v1/cases/batch', machine, { cases: batch });
  }
  const codes = codesIn(await (await links('from=2025-08-10&to=2025-08-11')).text());
  expect([codes.length, new Set(codes).size]).toEqual([3000, 3000]);
});

test.each([
  '',
  'closedOn=x',
  'from=2025-08-01',
  'from=2025-08-02&to=2025-08-01',
  'from=2025-01-01&to=2025-08-01',
  'x=1',
])('refuses ?%s', async (query) => {
  expect((await links(query)).status).toBe(422);
});

test('is for who may put cases in, and another unit sees none of it', async () => {
  expect((await links('closedOn=2025-08-18', {})).status).toBe(401);
  expect((await links('closedOn=2025-08-18', await service.apiKey('results:read'))).status).toBe(403);
  const unit = await service.addUnit('khac');
  const text = await (await links('closedOn=2025-08-18', await service.apiKeyFor(unit.unitId, 'cases:write'))).text();
  expect(codesIn(text)).toEqual([]);
});
