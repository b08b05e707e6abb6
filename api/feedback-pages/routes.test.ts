import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { localDate } from '../calendar.ts';
import { tidyFeedback } from '../feedback/service.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

let service: TestApp;
beforeAll(async () => {
  service = await testApp({ now: '2025-08-29T03:00:00Z' });
});
afterAll(() => service.close());
let number = 0;
beforeEach(() => {
  service.clock.set('2025-08-29T03:00:00Z');
  number += 1;
});

const written = () => ({
  unit: 'thuy-nguyen',
  topic: 'waiting',
  message: 'Tôi chờ từ sáng.\nXin gọi theo số.',
  contact: '',
  key: `a-key-of-its-own-${number}`,
});
const post = (fields: object, headers: Headers = {}, query = '') =>
  service.app.request(`/gop-y${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(Object.entries(fields)).toString(),
  });
const codeIn = (html: string): string => /class="tracking">([A-Z0-9-]{19})</.exec(html)?.[1] ?? 'no code';
const send = async (changes = {}): Promise<string> => codeIn(await (await post({ ...written(), ...changes })).text());
const page = async (path: string) => (await service.app.request(path)).text();
const rows = () => service.db.selectFrom('feedback').selectAll().execute();
const night = () => {
  const now = service.clock();
  const actor = { kind: 'system', name: 'seal', unitId: null } as const;
  return tidyFeedback(service.db, { now, today: localDate(now, 'Asia/Ho_Chi_Minh'), actor });
};

describe('the form', () => {
  test('is complete without a script, names the unit, and says until when an answer comes', async () => {
    const html = await page('/gop-y');
    expect(html).not.toContain('<script');
    expect(html).toContain('<input type="hidden" name="unit" value="thuy-nguyen"/>');
    expect(html).toContain('có trả lời chậm nhất ngày 23/9/2025');
    const headers = (await service.app.request('/gop-y')).headers;
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('set-cookie')).toBeNull();
  });

  test('sends: the answer has the tracking code and the last day; the record has its day and no more', async () => {
    const answer = await post({ ...written(), contact: '0900 000 000' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('set-cookie')).toBeNull();
    const html = await answer.text();
    expect(html).toContain('chúng tôi trả lời chậm nhất ngày 23/9/2025');
    const code = codeIn(html);
    expect(code).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){3}$/);
    const stored = (await rows()).at(-1);
    expect(stored).toMatchObject({
      topic: 'waiting',
      message: 'Tôi chờ từ sáng.\nXin gọi theo số.',
      contact: '0900 000 000',
      receivedOn: '2025-08-29',
      dueOn: '2025-09-23',
      state: 'received',
    });
    expect(JSON.stringify(stored)).not.toContain(code.replaceAll('-', ''));
    expect(Object.values(stored ?? {}).filter((value) => value instanceof Date)).toEqual([]);
    expect(
      await service.db.selectFrom('auditEntries').select('action').where('action', 'like', 'feedback%').execute(),
    ).toEqual([]);
  });

  test('sent twice, or twice at once, it is one record with one code; changed, it is another', async () => {
    const before = (await rows()).length;
    const [one, two] = await Promise.all([send(), send()]);
    expect([two, await send()]).toEqual([one, one]);
    expect(await rows()).toHaveLength(before + 1);
    expect(await send({ message: 'Việc khác.' })).not.toBe(one);
    expect(await rows()).toHaveLength(before + 2);
  });

  test.each<[string, object, string]>([
    ['no text', { message: ' \n ' }, 'Mời ông/bà viết nội dung.'],
    ['no topic', { topic: '' }, 'Mời ông/bà chọn một việc.'],
    ['a topic that there is not', { topic: 'weather' }, 'Mời ông/bà chọn một việc.'],
    ['no unit', { unit: '' }, 'Mời ông/bà chọn nơi gửi tới.'],
    ['a unit that there is not', { unit: 'nowhere' }, 'Mời ông/bà chọn nơi gửi tới.'],
    ['too long a text', { message: 'ạ'.repeat(3001) }, 'Nội dung dài 3.001 ký tự; xin rút còn tối đa 3.000.'],
    ['a control character', { message: 'a\u{7}b' }, 'Có ký tự không lưu được.'],
    ['a contact of two lines', { contact: 'a\nb' }, 'Có ký tự không lưu được.'],
    ['no key', { key: '' }, 'Trang này đã cũ.'],
  ])(
    'with %s is shown again with all that was written and what is missing; nothing is stored',
    async (_, change, error) => {
      const before = (await rows()).length;
      const answer = await post({ ...written(), contact: 'ông A', ...change });
      const html = await answer.text();
      expect(answer.status).toBe(422);
      expect(html).toContain(error);
      expect(html).toContain('id="errors"');
      if (!('contact' in change)) expect(html).toContain('value="ông A"');
      if (!('message' in change)) expect(html).toContain('Tôi chờ từ sáng.\nXin gọi theo số.</textarea>');
      expect(await rows()).toHaveLength(before);
    },
  );

  test('keeps 3,000 characters of four bytes, and NFC', async () => {
    await send({ message: '𠀀'.repeat(3000), contact: 'a\u{301}' });
    expect((await rows()).at(-1)).toMatchObject({ message: '𠀀'.repeat(3000), contact: 'á' });
    expect((await post({ ...written(), message: 'a'.repeat(60_000) })).status).toBe(413);
  });

  test('keeps hostile text as text', async () => {
    const answer = await post({
      ...written(),
      message: '<script>alert(1)</script>',
      topic: '"><b>',
      contact: '"><img src=x>',
    });
    const html = await answer.text();
    expect(html).not.toMatch(/<script>alert|<img src=x|<b>"/);
  });

  test('is not sent by another site’s page; an old phone that tells no origin is believed', async () => {
    const from = async (headers: Headers) => (await post(written(), headers)).status;
    expect(await from({ origin: 'https://elsewhere.example' })).toBe(403);
    expect(await from({ origin: 'null', 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await from({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(201);
    expect(await from({ origin: 'null' })).toBe(201);
    const other = await service.app.request('/gop-y', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(other.status).toBe(415);
  });

  test('past the last year whose days off are entered it is taken, and promises no day', async () => {
    service.clock.set('2027-12-28T03:00:00Z');
    const html = await (await post(written())).text();
    expect(codeIn(html)).not.toBe('no code');
    expect(html).not.toContain('chậm nhất');
    expect((await rows()).at(-1)?.dueOn).toBeNull();
    expect(await page('/gop-y')).not.toContain('chậm nhất');
  });
});

describe('the state page', () => {
  test('tells the state to who holds the code, however it is typed, and never repeats what was written', async () => {
    const code = await send();
    const found = await service.app.request(`/gop-y/${code.toLowerCase().replaceAll('-', '')}`);
    expect(found.status).toBe(200);
    const html = await found.text();
    expect(html).toContain('Đã tiếp nhận');
    expect(html).toContain('Hạn trả lời: 23/9/2025');
    expect(html).not.toContain('Tôi chờ từ sáng');
    const typed = await service.app.request(`/gop-y?ma=${code}&lang=en`);
    expect([typed.status, typed.headers.get('location')]).toEqual([303, `/gop-y/${code}?lang=en`]);
  });

  test('says sorry when the day is over', async () => {
    const code = await send();
    service.clock.set('2025-09-24T20:00:00Z');
    expect(await page(`/gop-y/${code}`)).toContain('Đã quá hạn trả lời 2 ngày làm việc. Chúng tôi xin lỗi ông/bà.');
  });

  test('an unknown code, one of another unit, and no code at all get the same answer', async () => {
    const code = await send();
    const tail = code.replaceAll('-', '').slice(3);
    const other = await service.addUnit(`other-${number}`);
    const { unitTag } = await import('../invitations/token.ts');
    const answers = await Promise.all(
      ['2'.repeat(16), unitTag(other.unitId) + tail, 'khongphaima'].map(async (typed) => {
        const answer = await service.app.request(`/gop-y/${typed}`);
        return [answer.status, (await answer.text()).replaceAll(typed, '…').replace(/name="key" value="[^"]*"/, '')];
      }),
    );
    expect(answers[0]?.[0]).toBe(404);
    expect(answers[0]?.[1]).toContain('Chưa tìm thấy mã theo dõi này.');
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  test('each code typed in the other’s place is told apart, with the way to the right one', async () => {
    const machine = await service.apiKey('cases:write');
    const view = await service.send('PUT', `/api/v1/cases/F-${number}`, machine, {
      procedure: '1.001193',
      closedOn: '2025-08-29',
    });
    const { code: rating } = (await view.json()).invitation;
    const wrong = await page(`/gop-y?ma=${rating}`);
    expect(wrong).toContain('Đây có vẻ là mã đánh giá trên phiếu.');
    expect(wrong).toContain(`href="/?ma=${rating}"`);
    const tracking = await send();
    const start = await page(`/?ma=${tracking}`);
    expect(start).toContain('Đây là mã theo dõi phản ánh, kiến nghị.');
    expect(start).toContain(`href="/gop-y/${tracking}"`);
  });

  test('whoever holds the code deletes their contact there, and it is gone', async () => {
    const code = await send({ contact: 'ba@example.vn' });
    expect(await page(`/gop-y/${code}`)).toContain('Xóa liên hệ của tôi');
    const body = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'forget=contact',
    };
    const foreign = { ...body, headers: { ...body.headers, origin: 'https://elsewhere.example' } };
    expect((await service.app.request(`/gop-y/${code}`, foreign)).status).toBe(403);
    const answer = await service.app.request(`/gop-y/${code}`, body);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/gop-y/${code}`]);
    expect((await rows()).at(-1)?.contact).toBeNull();
    expect(await page(`/gop-y/${code}`)).toContain('không giữ liên hệ nào');
    expect((await service.app.request('/gop-y/2222-2222-2222-2222', body)).status).toBe(404);
  });
});

test('guesses and floods from one network are slowed down, by counts in memory alone; other networks are not', async () => {
  const limited = await testApp({ trustProxy: 1 });
  const ask = (path: string, init: RequestInit = {}, network = '203.0.113.7') =>
    limited.app.request(path, { ...init, headers: { ...init.headers, 'x-forwarded-for': network } });
  for (let count = 0; count < 300; count++) await ask('/gop-y/3333-3333-3333-3333');
  const refused = await ask('/gop-y/3333-3333-3333-3333');
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect((await ask('/gop-y/3333-3333-3333-3333', {}, '203.0.113.8')).status).toBe(404);
  const form = (message: string) => ({
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...written(), message }).toString(),
  });
  for (let count = 0; count < 30; count++) expect((await ask('/gop-y', form(`Lần ${count}`))).status).toBe(201);
  const flooded = await ask('/gop-y', form('Lần nữa'));
  expect(flooded.status).toBe(429);
  const html = await flooded.text();
  expect(html).toContain('Đã gửi nhiều lần từ mạng này.');
  expect(html).toContain('Lần nữa</textarea>');
  expect((await ask('/gop-y', form('Lần nữa'), '203.0.113.8')).status).toBe(201);
  await limited.close();
});

test('with several units the form asks which, or is opened for one by its code', async () => {
  await service.addUnit('a-second');
  const html = await page('/gop-y');
  expect(html).toContain('<option value="a-second">Trung tâm a-second</option>');
  expect(html).not.toContain('chậm nhất');
  expect(await page('/gop-y?unit=a-second')).toContain('<input type="hidden" name="unit" value="a-second"/>');
  expect(await page('/gop-y?unit=a-second&lang=en')).toContain('href="?unit=a-second&amp;lang=vi"');
  expect(await page('/gop-y?unit=nowhere')).toContain('<select id="unit"');
  expect(await page('/?unit=a-second')).toContain('<p>Trung tâm a-second</p>');
});

test('the privacy page speaks of the unit that it is reached from, with what that has set, and of any unit otherwise', async () => {
  const admin = await service.signedInAs('admin');
  const settings = await (await service.app.request('/api/v1/settings', { headers: admin })).json();
  const changed = { ...settings, feedbackDays: 7, retentionMonths: 36 };
  expect((await service.send('PUT', '/api/v1/settings', admin, changed)).status).toBe(204);
  const own = await page('/rieng-tu?unit=thuy-nguyen');
  expect(own).toContain(`<h2>Hỏi ai, trả lời trong bao lâu</h2><p>Mời ông/bà hỏi cán bộ tại ${settings.name}.`);
  expect(own).toContain('Chúng tôi trả lời trong 7 ngày làm việc');
  expect(own).toContain('đã qua 36 tháng');
  expect(own).toContain('Liên hệ tự xóa 90 ngày sau khi trả lời, chậm nhất 365 ngày sau khi gửi.');
  const any = await page('/rieng-tu');
  expect(any).toContain('Trung tâm Phục vụ hành chính công nơi ông/bà làm thủ tục');
  expect(any).not.toContain('7 ngày làm việc');
  expect(await page('/gop-y?unit=thuy-nguyen')).toContain('href="/rieng-tu?unit=thuy-nguyen"');
  expect(await page('/gop-y?unit=thuy-nguyen')).toContain('chậm nhất ngày 11/9/2025');
  expect(
    (await service.send('PUT', '/api/v1/settings', admin, { ...settings, revision: settings.revision + 1 })).status,
  ).toBe(204);
});

describe('nothing links feedback to a rating', () => {
  test('the thank-you leads there by the unit alone, and a shared tablet’s not at all', async () => {
    const machine = await service.apiKey('cases:write');
    const view = await service.send('PUT', '/api/v1/cases/L-1', machine, {
      procedure: '1.001193',
      closedOn: '2025-08-29',
    });
    const { url, code } = (await view.json()).invitation;
    const html = await page(new URL(url).pathname);
    const links = [...html.matchAll(/href="(\/gop-y[^"]*)"/g)].map(([, href]) => href);
    expect(links).toEqual(['/gop-y?unit=thuy-nguyen']);
    const form = await page('/gop-y?unit=thuy-nguyen');
    expect(form).not.toContain(code.replaceAll('-', ''));
  });

  test('who may read every table finds the day and the unit in common, and no column or transaction', async () => {
    const machine = await service.apiKey('cases:write');
    for (let count = 0; count < 6; count++) {
      const name = `X-${number}-${count}`;
      const view = await service.send('PUT', `/api/v1/cases/${name}`, machine, {
        procedure: '1.001193',
        closedOn: '2025-08-29',
      });
      const { url } = (await view.json()).invitation;
      const answer = { key: `key-of-an-answer-${name}`, answers: { overall: 1 } };
      expect((await service.send('POST', new URL(url).pathname, {}, answer)).status).toBe(201);
      await send({ key: `key-of-an-answer-${name}`, message: `Ngay sau khi đánh giá ${name}` });
    }
    const tables = ['response_inbox', 'comment_inbox', 'responses', 'comments', 'invitations', 'cases'];
    for (const table of tables) {
      const joined = await sql<{ n: number }>`
        select count(*)::int as n from feedback f join ${sql.table(table)} o on o.xmin = f.xmin`.execute(service.db);
      expect(joined.rows, table).toEqual([{ n: 0 }]);
    }
    const values = async (table: string) => {
      const { rows } = await sql<{ value: string }>`
        select distinct value from ${sql.table(table)} t, jsonb_each_text(to_jsonb(t))
        where length(value) > 12`.execute(service.db);
      return new Set(rows.map(({ value }) => value));
    };
    const own = await values('feedback');
    for (const table of tables) {
      const shared = [...(await values(table))].filter((value) => own.has(value));
      expect(shared, table).toEqual([]);
    }
  });

  test('after the night all that came stands in one transaction of its own, so none stands beside an answer’s', async () => {
    await send();
    await send({ message: 'Thêm một việc.' });
    const transactions = async () =>
      (
        await sql<{ xmin: string }>`select distinct xmin::text from feedback where received_on = '2025-08-29'`.execute(
          service.db,
        )
      ).rows;
    await night();
    expect(await transactions()).toHaveLength(1);
    const [before] = await transactions();
    await send({ message: 'Sau đêm đó.' });
    await night();
    expect(await transactions()).toHaveLength(2);
    expect(await transactions()).toContainEqual(before);
  });
});

describe('contact data', () => {
  test('goes 90 days after the answer, and at the latest a year after it came; the log says how much, not whose', async () => {
    const handler = await service.signedInAs('handler');
    await send({ message: 'Được trả lời', contact: 'a@example.vn' });
    await send({ message: 'Bị quên', contact: 'b@example.vn' });
    const kept = async () =>
      (await rows())
        .filter(({ message }) => message === 'Được trả lời' || message === 'Bị quên')
        .map(({ contact }) => contact)
        .sort();
    const list = await (await service.app.request('/api/v1/feedback', { headers: handler })).json();
    const { feedbackId } = list.feedback.find(({ opening }: { opening: string }) => opening === 'Được trả lời');
    const answer = { state: 'answered', answer: 'Đã sửa.', revision: 1 };
    expect((await service.send('PUT', `/api/v1/feedback/${feedbackId}`, handler, answer)).status).toBe(204);
    service.clock.advance({ days: 89 });
    await night();
    expect(await kept()).toEqual(['a@example.vn', 'b@example.vn']);
    service.clock.advance({ days: 1 });
    await night();
    expect(await kept()).toEqual(['b@example.vn', null]);
    service.clock.set('2026-08-29T03:00:00Z');
    await night();
    expect(await kept()).toEqual([null, null]);
    const entries = await service.db
      .selectFrom('auditEntries')
      .select(['actor', 'after'])
      .where('action', '=', 'feedback.contacts-deleted')
      .execute();
    expect(entries[0]).toEqual({ actor: 'system:seal', after: { count: 1 } });
  });
});
