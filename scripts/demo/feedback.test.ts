import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../api/testing/test-app.ts';
import type { LocalDate } from '../../db/vocabulary.ts';
import { tellFeedback } from './feedback.ts';

const today = '2026-11-24' as LocalDate;
let service: TestApp;
let headers: Awaited<ReturnType<TestApp['signedInAs']>>;
beforeAll(async () => {
  service = await testApp({ now: `${today}T03:00:00Z`, demo: true });
  await tellFeedback(service.db, { ...service.context, unitId: service.unit.unitId, today });
  headers = await service.signedInAs('handler');
});
afterAll(() => service.close());

const read = async (path: string) => (await service.app.request(`/api/v1/feedback${path}`, { headers })).json();

test('the page has some of each state, one of them overdue', async () => {
  const { feedback, open, overdue } = await read('?state=all');
  const states = feedback.map(({ state }: { state: string }) => state);
  expect(new Set(states)).toEqual(new Set(['received', 'in-progress', 'answered', 'transferred']));
  expect({ open, overdue }).toEqual({ open: 4, overdue: 1 });
  expect(feedback[0]).toMatchObject({ topic: 'waiting', daysOverdue: 4 });
});

test('each says that it is an illustration, and holds nothing to reach or name a person by', async () => {
  const { feedback } = await read('?state=all');
  for (const { feedbackId } of feedback) {
    const { message, contact, answer, agency } = await read(`/${feedbackId}`);
    expect(message).toMatch(/^\((Minh họa|Illustration)\) /);
    for (const text of [contact, answer, agency].filter(Boolean)) expect(text).toMatch(/minh họa/i);
    expect([message, contact, answer, agency].join(' ')).not.toMatch(/\d|@/);
    expect(message).toBe(message.normalize('NFC'));
  }
});
