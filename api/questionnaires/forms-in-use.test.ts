import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Score } from '../../db/vocabulary.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { verify } from '../verification/service.ts';
import type { Draft, Question } from './questionnaire.ts';

const everything = 'perceptions=true&context=true&demographics=true';
type Sent = Readonly<Record<string, Score | string>>;

let service: TestApp;
let leader: Headers;
let machine: Headers;
const open = async () => {
  service = await testApp({ now: '2025-07-10T03:00:00Z' });
  [leader, machine] = [await service.signedInAs('leader'), await service.apiKey('cases:write')];
};
const close = () => service.close();

/** Publishes what a choice makes; back come its number and its questions. */
async function publish(query: string): Promise<{ version: number; questions: Draft['questions'] }> {
  const draft = await (await service.app.request(`/api/v1/questionnaires/draft?${query}`, { headers: leader })).json();
  const made = await service.send('POST', '/api/v1/questionnaires', leader, { ...draft, confirmWording: true });
  return { ...(await made.json()), questions: draft.questionnaire.questions };
}

let serial = 0;
async function closed(): Promise<string> {
  serial += 1;
  const put = { procedure: '1.001193', closedOn: '2025-07-10' };
  const made = await service.send('PUT', `/api/v1/cases/F-${serial}`, machine, put);
  return new URL((await made.json()).invitation.url).pathname;
}

async function answer(path: string, answers: object): Promise<number> {
  serial += 1;
  return (await service.send('POST', path, {}, { key: `key-number-${serial}`, answers })).status;
}

/** Both the first night and the one in which the quarter is settled. */
async function settle(): Promise<void> {
  for (const night of ['2025-07-11T19:00:00Z', '2025-11-01T19:00:00Z']) {
    service.clock.set(night);
    await service.seal();
  }
}

function answered(questions: readonly Question[], mark: Score): Sent {
  return Object.fromEntries(
    questions.map((question) => [
      question.id,
      question.type === 'likert5' ? mark : (question.options[question.id === 'timeliness' ? 2 : 0]?.id ?? ''),
    ]),
  );
}

const inbox = () =>
  service.db.selectFrom('responseInbox').select(['questionnaireVersion', 'overall', 'answers']).execute();

describe.each([
  'form=short',
  `form=short&${everything}`,
  'form=full',
  `form=full&${everything}`,
  `form=full&set=earlier&${everything}`,
  'form=short-with-why',
  `form=short-with-why&set=earlier&${everything}`,
])('%s', (query) => {
  beforeAll(open);
  afterAll(close);

  test('each question’s answer arrives under the version that was asked, from the page’s form and from JSON', async () => {
    const { version, questions } = await publish(query);
    const sent = answered(questions, 2);
    const { overall, ...answers } = sent;
    expect(await answer(await closed(), sent)).toBe(201);
    const fields = { ...(sent as Record<string, string>), key: 'key-of-a-form', language: 'vi', comment: '' };
    const form = await service.app.request(await closed(), { method: 'POST', body: new URLSearchParams(fields) });
    expect(form.status).toBe(303);
    const expected = { questionnaireVersion: version, overall, answers };
    expect(await inbox()).toEqual([expected, expected]);
  });

  test('an answer that its condition does not meet is left out; what is no question of this form is refused', async () => {
    const before = await inbox();
    const { questions } = await publish(query);
    const happy = answered(questions, 5);
    const sent = { ...happy, ...('timeliness' in happy && { timeliness: 'early' }) };
    const path = await closed();
    expect(await answer(path, { ...sent, ['access' in happy ? 'access.signage' : 'access']: 5 })).toBe(422);
    expect(await inbox()).toEqual(before);

    expect(await answer(path, sent)).toBe(201);
    const kept = (await inbox()).at(-1);
    const asked = questions.filter(({ id, showIf }) => id !== 'overall' && !showIf).map(({ id }) => id);
    expect(Object.keys(kept?.answers ?? {}).sort()).toEqual(asked.sort());
  });
});

describe('a settled quarter', () => {
  beforeEach(open);
  afterEach(close);

  test('keeps its rows free of what is sensitive and of the person; both are kept apart, from five on', async () => {
    const { questions } = await publish(`form=full&${everything}`);
    const { 'extra-fee': extraFee, ...sent } = answered(questions, 4);
    for (let person = 0; person < 6; person++) {
      const answers = {
        ...sent,
        harassment: person === 0 ? 'yes' : 'no',
        age: person < 3 ? '35-49' : 'over-60',
        ...(person < 4 && { 'extra-fee': extraFee }),
      };
      expect(await answer(await closed(), answers)).toBe(201);
    }
    await settle();

    const rows = await service.db.selectFrom('quarterResponses').select(['answers', 'demographics']).execute();
    const marks = Object.fromEntries(questions.flatMap(({ id, type }) => (type === 'likert5' ? [[id, 4]] : [])));
    const { overall: _, ...criteria } = marks;
    // Six were of one gender, education and so on; three of each age are too few to be told apart.
    const person = { respondent: 'person', gender: 'male', age: 'khac', education: 'primary', occupation: 'retired' };
    expect(rows).toEqual(
      Array.from({ length: 6 }, () => ({
        answers: { ...criteria, trips: '0', timeliness: 'late', apology: 'apology' },
        demographics: person,
      })),
    );
    // Four answered about extra money: too few to be kept.
    const sensitive = service.db.selectFrom('quarterSensitive').select(['questionId', 'optionId', 'answered']);
    expect(await sensitive.orderBy('optionId').execute()).toEqual([
      { questionId: 'harassment', optionId: 'no', answered: 5 },
      { questionId: 'harassment', optionId: 'yes', answered: 1 },
    ]);
    expect(await service.db.selectFrom('responses').select('answers').execute()).toEqual([]);
    expect(await verify(service.db)).toEqual([]);
  });

  test('what is ticked after a low mark stays out of every rate: only the dissatisfied were asked', async () => {
    await publish('form=short-with-why');
    for (let person = 0; person < 5; person++) {
      expect(await answer(await closed(), { overall: 5, access: 2, 'why.access.signage': 'yes' })).toBe(201);
    }
    await settle();
    const reader = await service.apiKey('results:read');
    const results = await service.app.request('/api/v1/satisfaction?from=2025-07&to=2025-09&by=question', {
      headers: reader,
    });
    const { groups } = await results.json();
    expect(groups.map(({ key, answered }: { key: string; answered: number }) => [key, answered])).toEqual([
      ['overall', 5],
      ['element:access', 5],
    ]);
    const [row] = await service.db.selectFrom('quarterResponses').select('answers').execute();
    expect(row?.answers).toEqual({ access: 2, 'why.access.signage': 'yes' });
  });

  test('the criteria of a full form are counted by themselves, and together as their element', async () => {
    await publish('form=full');
    for (let person = 0; person < 5; person++) {
      expect(await answer(await closed(), { overall: 5, 'access.signage': 5, 'access.equipment': 2 })).toBe(201);
    }
    await settle();
    const reader = await service.apiKey('results:read');
    const results = await service.app.request('/api/v1/satisfaction?from=2025-07&to=2025-09&by=question', {
      headers: reader,
    });
    const { groups } = await results.json();
    expect(groups).toMatchObject([
      { key: 'overall', answered: 5 },
      { key: 'element:access', answered: 10, satisfied: 5 },
      { key: 'access.equipment@2', name: 'Trang thiết bị phục vụ người dân đầy đủ, chất lượng tốt', satisfied: 0 },
      { key: 'access.signage@2', satisfied: 5 },
    ]);
  });
});
