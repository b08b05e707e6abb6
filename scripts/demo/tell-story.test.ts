import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../api/testing/test-app.ts';
import { verify } from '../../api/verification/service.ts';
import type { Token } from '../../db/vocabulary.ts';
import { story } from './story.ts';
import { tellStory } from './tell-story.ts';

/** Two whole months are enough to have settled, open, held and waiting ones; the demonstration tells six. */
const now = '2026-11-24T12:00:00Z';
const told = story(new Date(now), 'Asia/Ho_Chi_Minh', 2);
let service: TestApp;
let open: Token | undefined;
beforeAll(async () => {
  service = await testApp({ now, demo: true });
  open = await tellStory(service.db, told, {
    ...service.context,
    unit: service.unit,
    actor: { kind: 'system', name: 'cli', unitId: null },
  });
});
afterAll(() => service.close());

async function results(query: string) {
  const reader = await service.apiKey('results:read');
  return (await service.app.request(`/api/v1/satisfaction?by=field&${query}`, { headers: reader })).json();
}
const count = (of: 'closings' | 'answers', until = new Date(now)) =>
  told.days.flatMap((day): readonly { at: Date }[] => day[of]).filter(({ at }) => at < until).length;

test('what was told is what is counted, and a second count finds no difference', async () => {
  expect(await verify(service.db)).toEqual([]);
  const lastNight = told.days.at(-2)?.sealedAt;
  const { total, waiting } = await results('from=2026-09&to=2026-11');
  expect(total.closed).toBe(count('closings', lastNight));
  expect(total.answered + waiting).toBe(count('answers', lastNight));
  const invitations = await service.db.selectFrom('invitations').select('answerKeyHash').execute();
  expect(invitations).toHaveLength(count('closings'));
  expect(invitations.filter(({ answerKeyHash }) => answerKeyHash)).toHaveLength(count('answers'));
});

test('months are settled and answers held as they would have been', async () => {
  const { period, groups, waiting } = await results('from=2026-09&to=2026-11');
  expect(period).toMatchObject({ settledTo: '2026-10', sealedOn: '2026-11-24' });
  expect(waiting).toBeGreaterThan(0);
  expect(groups.filter(({ held }: { held: boolean }) => held).length).toBeGreaterThanOrEqual(3);
  const key = (name: string) => groups.find((group: { key: string }) => group.key === name);
  expect(key('chung-thuc')).toMatchObject({ verdict: 'met', target: { percent: 95 } });
  expect(key('ho-kinh-doanh')).toMatchObject({ verdict: 'missed', flagged: true });
  expect(key('dat-dai').target.percent).toBe(90);
});

test('one survey is open, and its answer is seen at once', async () => {
  const before = (await results('from=2026-09&to=2026-11')).total.answered;
  const page = await service.app.request(`/p/${open}`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('Đăng ký khai sinh');
  const body = { key: 'a-visitor-s-key', answers: { overall: 5 } };
  expect((await service.send('POST', `/p/${open}`, {}, body)).status).toBe(201);
  expect((await results('from=2026-09&to=2026-11')).total.answered).toBeGreaterThan(before);
});
