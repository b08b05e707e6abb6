import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeQrPng } from '../scripts/testing/decode-qr.ts';
import { type TestApp, testApp } from './testing/test-app.ts';

/**
 * The walk of one rating, as one story: a case is closed, its code is scanned, the page is answered, the answers are
 * revealed together, and the head of the centre sees how the field stands.
 */
let service: TestApp;
beforeAll(async () => {
  service = await testApp({ now: '2025-08-20T03:00:00Z' });
});
afterAll(() => service.close());

test('a closed case becomes a figure that nobody can trace', async () => {
  const { app, send, seal } = service;
  const machine = await service.apiKey('cases:write');
  const leader = await service.signedInAs('leader');
  const results = '/api/v1/satisfaction?from=2025-07&to=2025-08&by=field';
  const look = async () => (await app.request(results, { headers: leader })).json();

  // 1  Ten cases are closed.
  const urls: string[] = [];
  for (let number = 1; number <= 10; number++) {
    const code = `H24.30-250701-00${String(number).padStart(2, '0')}`;
    const closed = { procedure: '1.001193', closedOn: '2025-07-07', dueOn: '2025-07-08' };
    const put = await send('PUT', `/api/v1/cases/${code}`, machine, closed);
    expect(put.status).toBe(201);
    const { invitation } = await put.json();
    urls.push(invitation.url);
    // 2  The QR code on the slip, read by a decoder that is not ours.
    if (number > 1) continue;
    const png = await app.request(new URL(invitation.qrPng).pathname, { headers: machine });
    const scanned = await decodeQrPng(new Uint8Array(await png.arrayBuffer()));
    expect(scanned.text).toBe(invitation.url);
    expect(invitation.url).toMatch(/^HTTP:\/\/LOCALHOST:8080\/P\/[2-9A-HJKMNP-TV-Z]{12}$/);
  }
  const before = await look();

  // 3 and 4  Each page is opened and answered: nine are very satisfied, one is not.
  for (const [index, url] of urls.entries()) {
    const path = new URL(url).pathname;
    const page = await (await app.request(path)).text();
    const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(page).toContain('Đăng ký khai sinh');
    const form = new URLSearchParams({ key, overall: index === 9 ? '2' : '5', officer: '4', language: 'vi' });
    const answer = await app.request(path, {
      method: 'POST',
      body: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(303);
  }
  expect(await look()).toEqual(before);

  // 5  The night comes.
  expect(await seal()).toMatchObject([{ revealed: 10, waiting: 0 }]);
  const after = await look();
  expect(after.groups).toMatchObject([
    {
      key: 'ho-tich',
      name: 'Hộ tịch',
      closed: 10,
      answered: 10,
      satisfied: 9,
      percent: 90,
      levels: [0, 1, 0, 0, 9],
      target: { percent: 95 },
      // 6  The flag.
      verdict: 'missed-uncertain',
      flagged: true,
      provisional: true,
      held: false,
    },
  ]);
  expect(after.total).toMatchObject({ answered: 10, percent: 90, low: 55.5, high: 99.7, mean: 4.7 });
  const csv = await (
    await app.request(results.replace('satisfaction', 'exports/satisfaction.csv'), { headers: leader })
  ).text();
  expect(csv).toContain('ho-tich,Hộ tịch,10,10,9,90,55.5,99.7,4.7,0,1,0,0,9,95,');
});
