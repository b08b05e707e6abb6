import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../db/vocabulary.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

let service: TestApp;
let handler: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-07-07T03:00:00Z' });
});
afterAll(() => service.close());

let number = 0;
const send = async (message: string, contact = '0900 000 000') => {
  number += 1;
  const fields = { unit: 'thuy-nguyen', topic: 'other', message, contact, key: `a-key-of-its-own-${number}` };
  const answer = await service.app.request('/gop-y', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
  return /class="tracking">([A-Z0-9-]{19})</.exec(await answer.text())?.[1] ?? '';
};
const get = (path: string, headers = handler) => service.app.request(`/api/v1/feedback${path}`, { headers });
const list = async (query = '', headers = handler) => (await get(query, headers)).json();
const idOf = async (opening: string): Promise<string> =>
  (await list('?state=all')).feedback.find((row: { opening: string }) => row.opening === opening)?.feedbackId;
const put = (feedbackId: string, change: object, headers = handler) =>
  service.send('PUT', `/api/v1/feedback/${feedbackId}`, headers, change);

test('what waits is listed with the most urgent first, and how much is late', async () => {
  await send('Việc thứ nhất');
  service.clock.set('2025-07-20T03:00:00Z');
  await send('Việc thứ hai');
  service.clock.set('2025-07-30T03:00:00Z');
  handler = await service.signedInAs('handler');
  const { open, overdue, feedback, nextCursor } = await list();
  expect({ open, overdue, nextCursor }).toEqual({ open: 2, overdue: 1, nextCursor: null });
  expect(feedback).toEqual([
    expect.objectContaining({
      opening: 'Việc thứ nhất',
      receivedOn: '2025-07-07',
      dueOn: '2025-07-28',
      daysOverdue: 2,
      state: 'received',
    }),
    expect.objectContaining({ opening: 'Việc thứ hai', receivedOn: '2025-07-20', dueOn: '2025-08-08', daysOverdue: 0 }),
  ]);
  expect(JSON.stringify(feedback)).not.toContain('0900');
  expect((await list('?state=answered')).feedback).toEqual([]);
});

test('an answer reaches who holds the tracking code; the log tells who moved what, and no words of anybody', async () => {
  const code = await send('Cần trả lời', 'ba@example.vn');
  const id = await idOf('Cần trả lời');
  expect(await (await get(`/${id}`)).json()).toMatchObject({
    message: 'Cần trả lời',
    contact: 'ba@example.vn',
    hasContact: true,
    moves: ['in-progress', 'answered', 'transferred'],
    revision: 1,
  });
  expect((await put(id, { state: 'in-progress', revision: 1 })).status).toBe(204);
  expect(await (await service.app.request(`/gop-y/${code}`)).text()).toContain('Đang xử lý');
  expect((await put(id, { state: 'answered', answer: 'Đã thêm ghế.\nCảm ơn ông/bà.', revision: 2 })).status).toBe(204);
  const html = await (await service.app.request(`/gop-y/${code}`)).text();
  expect(html).toContain('Đã trả lời');
  expect(html).toContain('<p>Đã thêm ghế.</p><p>Cảm ơn ông/bà.</p>');
  const entries = await service.db
    .selectFrom('auditEntries')
    .select(['action', 'subject', 'before', 'after'])
    .where('subject', '=', id)
    .orderBy('entryNumber')
    .execute();
  expect(entries).toEqual([
    { action: 'feedback.in-progress', subject: id, before: { state: 'received' }, after: { state: 'in-progress' } },
    { action: 'feedback.answered', subject: id, before: { state: 'in-progress' }, after: { state: 'answered' } },
  ]);
});

test('what is not ours is passed on by name; taken back into work, its sender no longer reads the answer', async () => {
  const code = await send('Không thuộc chúng tôi');
  const id = await idOf('Không thuộc chúng tôi');
  expect((await put(id, { state: 'transferred', revision: 1 })).status).toBe(422);
  expect((await put(id, { state: 'transferred', agency: 'Sở Xây dựng', revision: 1 })).status).toBe(204);
  const page = async () => (await service.app.request(`/gop-y/${code}`)).text();
  expect(await page()).toContain('Đã chuyển Sở Xây dựng, vì không thuộc thẩm quyền của chúng tôi');
  expect((await put(id, { state: 'in-progress', revision: 2 })).status).toBe(204);
  expect(await page()).toContain('Đang xử lý');
  expect(await page()).not.toContain('Sở Xây dựng');
});

test.each<[string, object, number]>([
  ['without its words', { state: 'answered', revision: 1 }, 422],
  ['with empty words', { state: 'answered', answer: ' \n ', revision: 1 }, 422],
  ['with a control character', { state: 'answered', answer: 'a\u{7}', revision: 1 }, 422],
  ['to where it began', { state: 'received', revision: 1 }, 422],
  ['to nowhere', { state: 'closed', revision: 1 }, 422],
  ['over another’s change', { state: 'in-progress', revision: 9 }, 409],
  ['with something unknown', { state: 'in-progress', revision: 1, contact: 'x' }, 422],
])('a move %s is refused', async (name, change, status) => {
  await send(`Bị từ chối: ${name}`);
  const id = await idOf(`Bị từ chối: ${name}`);
  expect((await put(id, change)).status).toBe(status);
  expect(await (await get(`/${id}`)).json()).toMatchObject({ state: 'received', revision: 1 });
});

test('of two who answer at once, the second is told', async () => {
  await send('Hai người');
  const id = await idOf('Hai người');
  const answers = await Promise.all(
    [1, 2].map((n) => put(id, { state: 'answered', answer: `Người ${n}`, revision: 1 })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
});

test.each<[Role, number, number, string | null]>([
  ['leader', 200, 204, '0900 000 000'],
  ['handler', 200, 204, '0900 000 000'],
  ['auditor', 200, 403, null],
  ['clerk', 403, 403, null],
  ['admin', 403, 403, null],
])('a %s: reading %i, answering %i, contact %s', async (role, reads, answers, contact) => {
  await send(`Cho ${role}`);
  const id = await idOf(`Cho ${role}`);
  const headers = await service.signedInAs(role);
  expect((await get('', headers)).status).toBe(reads);
  const one = await get(`/${id}`, headers);
  expect(one.status).toBe(reads);
  if (reads === 200) expect(await one.json()).toMatchObject({ contact, hasContact: true });
  expect((await put(id, { state: 'in-progress', revision: 1 }, headers)).status).toBe(answers);
});

test('another unit’s feedback is a 404 like one that never was', async () => {
  const other = await service.addUnit('other');
  const stranger = await service.signedInFor(other.unitId, 'handler');
  const id = await idOf('Hai người');
  const answers = await Promise.all(
    [id, '00000000-0000-4000-8000-000000000000', 'no-id'].map(async (asked) => {
      const answer = await get(`/${asked}`, stranger);
      const change = await put(asked, { state: 'in-progress', revision: 1 }, stranger);
      return [answer.status, await answer.text(), change.status, await change.text()];
    }),
  );
  expect(answers[0]?.[0]).toBe(404);
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  expect((await list('?state=all', stranger)).feedback).toEqual([]);
});

test('more than a page goes on where the last one ended, each once', async () => {
  for (let count = 0; count < 60; count++) await send(`Nhiều ${count}`);
  const first = await list();
  expect(first.feedback).toHaveLength(50);
  const second = await list(`?cursor=${first.nextCursor}`);
  expect(second.nextCursor).toBeNull();
  const ids = [...first.feedback, ...second.feedback].map(({ feedbackId }: { feedbackId: string }) => feedbackId);
  expect(new Set(ids).size).toBe(first.open);
  expect((await get('?cursor=x')).status).toBe(422);
});
