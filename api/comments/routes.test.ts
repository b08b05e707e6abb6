import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

let service: TestApp;
let leader: Headers;
const said = [
  'Ghế chờ hơi ít.',
  'Đường vào khó tìm',
  'Cán bộ tận tình',
  ...Array.from({ length: 58 }, (_, index) => `Ý kiến ${index}`),
];
beforeAll(async () => {
  service = await testApp();
  leader = await service.signedInAs('leader');
  const { unitId } = service.unit;
  const rows = said.map((comment, index) => ({ unitId, fieldId: index < 2 ? 'dat-dai' : 'ho-tich', comment }));
  await service.db.insertInto('comments').values(rows).execute();
  const other = await service.addUnit('le-chan');
  await service.db
    .insertInto('comments')
    .values({ unitId: other.unitId, fieldId: 'ho-tich', comment: 'Của nơi khác' })
    .execute();
});
afterAll(() => service.close());

const read = async (query: string, headers = leader) => service.app.request(`/api/v1/comments?${query}`, { headers });
const json = async (query: string) => (await read(query)).json();

test('every comment of the unit comes once, page after page', async () => {
  const first = await json('');
  expect(first.fields).toEqual([
    { field: 'dat-dai', comments: 2 },
    { field: 'ho-tich', comments: 59 },
  ]);
  const second = await json(`cursor=${first.nextCursor}`);
  const all = [...first.comments, ...second.comments].map(({ comment }: { comment: string }) => comment);
  expect([second.nextCursor, all.length, new Set(all)]).toEqual([null, said.length, new Set(said)]);
});

test.each([
  ['ghe cho', ['Ghế chờ hơi ít.']],
  ['GHẾ', ['Ghế chờ hơi ít.']],
  ['duong', ['Đường vào khó tìm']],
  ['ghế'.normalize('NFD'), ['Ghế chờ hơi ít.']],
  ['nothing', []],
  ['%', []],
])('a search for %s finds %o', async (search, found) => {
  const { comments } = await json(`search=${encodeURIComponent(search)}`);
  expect(comments.map(({ comment }: { comment: string }) => comment)).toEqual(found);
});

test('a field’s comments, for a leader or a key with that scope, and nobody else', async () => {
  expect((await json('field=dat-dai')).comments).toHaveLength(2);
  expect((await read('', await service.apiKey('comments:read'))).status).toBe(200);
  for (const role of ['clerk', 'auditor', 'admin', 'handler'] as const) {
    expect((await read('', await service.signedInAs(role))).status).toBe(403);
  }
  expect((await read('cursor=x')).status).toBe(422);
});
