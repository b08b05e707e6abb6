import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

let service: TestApp;
let leader: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-10-10T03:00:00Z' });
  leader = await service.signedInAs('leader');
  await service.db
    .insertInto('months')
    .values({ unitId: service.unit.unitId, month: '2025-09' as never, settledOn: '2025-10-06' as never })
    .execute();
});
afterAll(() => service.close());

const bar = {
  field: 'ho-tich',
  percent: 97.25,
  effectiveFrom: '2025-10-01',
  legalBasis: 'Kế hoạch quý IV',
  reason: 'Theo kế hoạch mới',
};
const list = async (headers = leader) => (await service.app.request('/api/v1/targets', { headers })).json();
const post = (body: unknown, headers = leader) => service.send('POST', '/api/v1/targets', headers, body);
const audits = async () =>
  (
    await service.db.selectFrom('auditEntries').select(['action', 'subject', 'actor', 'before', 'after']).execute()
  ).filter(({ action }) => action.startsWith('target.'));

test('at first the plan’s: 95 overall, 90 for land, construction and investment, and none may change that a settled month has', async () => {
  const { targets } = await list();
  expect(
    targets.map((target: { field: string | null; percent: number; changeable: boolean }) => [
      target.field,
      target.percent,
      target.changeable,
    ]),
  ).toEqual([
    ['dat-dai', 90, false],
    ['dau-tu', 90, false],
    ['xay-dung', 90, false],
    [null, 95, false],
  ]);
});

test('a target is set, replaced on its own day, and taken back; the log says who and why', async () => {
  expect((await post(bar)).status).toBe(204);
  expect((await post({ ...bar, percent: 98, plannedTo: '2025-12-31' })).status).toBe(204);
  const { targets } = await list();
  expect(targets[0]).toMatchObject({ field: 'ho-tich', percent: 98, effectiveFrom: '2025-10-01', changeable: true });
  expect(targets[0].plannedTo).toBe('2025-12-31');
  const back = await service.send('POST', `/api/v1/targets/${targets[0].targetId}/take-back`, leader, {
    reason: 'Nhập nhầm',
  });
  expect(back.status).toBe(204);
  expect((await list()).targets).toHaveLength(4);
  expect(await audits()).toMatchObject([
    {
      action: 'target.set',
      subject: 'ho-tich',
      actor: expect.stringMatching(/^account:/),
      before: null,
      after: { percent: 97.25, reason: 'Theo kế hoạch mới' },
    },
    {
      action: 'target.set',
      before: { percent: 97.25, plannedTo: null },
      after: { percent: 98, plannedTo: '2025-12-31' },
    },
    { action: 'target.taken-back', before: { percent: 98 }, after: { reason: 'Nhập nhầm' } },
  ]);
});

test('the plan’s targets tell until when it is; without an end none is noted', async () => {
  const { targets } = await list();
  expect(new Set(targets.map(({ plannedTo }: { plannedTo: string }) => plannedTo))).toEqual(new Set(['2025-12-31']));
});

describe('what is refused', () => {
  test.each<[string, object, number]>([
    ['a day in a settled month', { effectiveFrom: '2025-09-30' }, 409],
    ['a day before it', { effectiveFrom: '2025-01-01' }, 409],
    ['an unknown field', { field: 'khong-co' }, 422],
    ['three decimals', { percent: 95.125 }, 422],
    ['over a hundred', { percent: 100.5 }, 422],
    ['below zero', { percent: -1 }, 422],
    ['no legal basis', { legalBasis: '' }, 422],
    ['a plan that ends before it begins', { plannedTo: '2025-09-30' }, 422],
    ['a plan that ends some day', { plannedTo: 'soon' }, 422],
    ['no reason', { reason: undefined }, 422],
    ['something unknown', { note: 'x' }, 422],
  ])('%s', async (_, change, status) => {
    const before = await list();
    expect((await post({ ...bar, ...change })).status).toBe(status);
    expect(await list()).toEqual(before);
  });

  test('taking back one that a settled month has, one that is not there, or one that can’t be', async () => {
    const { targets } = await list();
    const back = (id: string) => service.send('POST', `/api/v1/targets/${id}/take-back`, leader, { reason: 'x' });
    expect((await back(targets[0].targetId)).status).toBe(409);
    expect((await back('00000000-0000-4000-8000-000000000000')).status).toBe(404);
    expect((await back('anything')).status).toBe(404);
  });

  test.each([
    ['nobody', async () => ({}), 401, 401],
    ['a clerk', () => service.signedInAs('clerk'), 403, 403],
    ['an auditor', () => service.signedInAs('auditor'), 200, 403],
    ['an admin', () => service.signedInAs('admin'), 200, 204],
  ] as const)('%s', async (_, headers, reading, setting) => {
    const who: Headers = await headers();
    expect((await service.app.request('/api/v1/targets', { headers: who })).status).toBe(reading);
    expect((await post({ ...bar, effectiveFrom: '2026-01-01' }, who)).status).toBe(setting);
  });
});
