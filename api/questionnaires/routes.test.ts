import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { criteriaSets, forms } from './choice.ts';
import type { Draft } from './questionnaire.ts';

const path = '/api/v1/questionnaires';

let service: TestApp;
let leader: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-10-10T03:00:00Z' });
  leader = await service.signedInAs('leader');
});
afterAll(() => service.close());

const get = (rest = '', headers = leader) => service.app.request(`${path}${rest}`, { headers });
const list = async (headers = leader) => (await (await get('', headers)).json()).versions;
const draft = async (query = '', headers = leader): Promise<{ follows: number; questionnaire: Draft }> =>
  (await get(`/draft?${query}`, headers)).json();
const post = (body: unknown, headers = leader) => service.send('POST', path, headers, body);
const preview = (body: unknown, query = '', headers = leader) =>
  service.send('POST', `${path}/preview${query}`, headers, body);
const audits = () =>
  service.db
    .selectFrom('auditEntries')
    .select(['action', 'subject', 'actor', 'before', 'after'])
    .where('action', '=', 'questionnaire.published')
    .execute();

const errorsOf = async (response: Response) => {
  const { errors } = await response.json();
  return errors && [...new Set(errors.map((error: { path: string }) => error.path))];
};

test('at first there is the short form, from drafts that nobody confirmed', async () => {
  const shortest = { form: 'short', set: 'current', perceptions: false, context: false, demographics: false };
  const first = { version: 1, publishedAt: '2025-10-10T03:00:00.000Z', latest: true, wordingConfirmed: false };
  expect(await list()).toEqual([{ ...first, choice: shortest, questions: 7 }]);
  const { follows, questionnaire } = await draft();
  expect(follows).toBe(1);
  expect(await (await get('/1')).json()).toEqual({ ...first, questionnaire });
});

test('a draft is edited, looked at, and published once its wording is confirmed; the log says by whom', async () => {
  service.clock.advance({ hours: 1 });
  const { follows, questionnaire } = await draft('form=full&perceptions=true');
  const edited = structuredClone(questionnaire) as { title: { vi: string } } & Draft;
  edited.title.vi = '  Mời ông/bà cho ý kiến '.normalize('NFD');
  const response = await post({ follows, confirmWording: true, questionnaire: edited });
  expect([response.status, await response.json()]).toEqual([201, { version: 2 }]);

  expect(await list()).toMatchObject([
    { version: 2, publishedAt: '2025-10-10T04:00:00.000Z', latest: true, wordingConfirmed: true, questions: 22 },
    { version: 1, latest: false, wordingConfirmed: false },
  ]);
  const published = await (await get('/2')).json();
  expect(published.questionnaire).toEqual({
    ...questionnaire,
    title: { ...questionnaire.title, vi: 'Mời ông/bà cho ý kiến' },
  });
  expect(await audits()).toEqual([
    {
      action: 'questionnaire.published',
      subject: '2',
      actor: expect.stringMatching(/^account:/),
      before: null,
      after: { version: 2, choice: questionnaire.choice, wordingConfirmed: true },
    },
  ]);
});

test('a later draft is in the files’ words, or in those of the latest version', async () => {
  expect((await draft('form=short')).questionnaire.title.vi).toBe('Mời ông/bà đánh giá lần làm thủ tục này');
  const { follows, questionnaire } = await draft('form=short&wording=latest');
  expect([follows, questionnaire.title.vi]).toEqual([2, 'Mời ông/bà cho ý kiến']);
  expect(questionnaire.intro.vi).toBe('7 câu, khoảng 1 phút.');
});

test('of two who publish what they made from the same version, the second is told; nothing is published twice', async () => {
  const before = await list();
  const body = { ...(await draft('form=short-with-why')), confirmWording: true };
  const statuses = (await Promise.all([post(body), post(body), post(body)])).map(({ status }) => status);
  expect(statuses.sort()).toEqual([201, 409, 409]);
  expect((await post(body)).status).toBe(409);
  expect(await list()).toHaveLength(before.length + 1);
  expect(await audits()).toHaveLength(before.length);
});

test('not even the database’s owner changes a published version in place', async () => {
  const change = service.db.updateTable('questionnaires').set({ wordingConfirmed: true }).where('version', '=', 1);
  await expect(change.execute()).rejects.toThrow('questionnaires never change');
});

test('new invitations get the latest version, those that are out keep theirs', async () => {
  const other = await service.addUnit('le-chan');
  const machine = await service.apiKeyFor(other.unitId, 'cases:write');
  const theirLeader = await service.signedInFor(other.unitId, 'leader');
  const page = async (code: string) => {
    const put = { procedure: '1.001193', closedOn: '2025-10-10' };
    const made = await (await service.send('PUT', `/api/v1/cases/${code}`, machine, put)).json();
    const html = await (await service.app.request(new URL(made.invitation.url).pathname)).text();
    return { names: [...new Set([...html.matchAll(/ name="([^"]+)"/g)].map(([, name]) => name))] };
  };
  const early = await page('V-1');
  expect((await post({ ...(await draft('form=full', theirLeader)), confirmWording: true }, theirLeader)).status).toBe(
    201,
  );
  expect(await page('V-1')).toEqual(early);
  expect((await page('V-2')).names).toContain('access.signage');
  expect(early.names).not.toContain('access.signage');
});

describe('what is refused, and leaves nothing behind', () => {
  type Body = { follows?: unknown; confirmWording?: unknown; questionnaire: Draft; [other: string]: unknown };
  // biome-ignore lint/suspicious/noExplicitAny: it makes what the types forbid
  const questionnaire = (change: (given: any) => unknown) => (body: Body) => void change(body.questionnaire);

  test.each<[string, (body: Body) => void, number, string | undefined]>([
    ['a wording that nobody confirms', (body) => (body.confirmWording = false), 422, 'confirmWording'],
    ['one that says nothing of it', (body) => delete body.confirmWording, 422, 'confirmWording'],
    ['“yes” in place of true', (body) => (body.confirmWording = 'yes'), 422, 'confirmWording'],
    ['no word of what it follows', (body) => delete body.follows, 422, 'follows'],
    ['an older version to follow', (body) => (body.follows = 1), 409, undefined],
    ['a version that is not there yet', (body) => (body.follows = 99), 409, undefined],
    ['a number of its own', (body) => (body.version = 7), 422, 'version'],
    ['another id', questionnaire((q) => (q.questions[1].id = 'price')), 422, 'questionnaire.questions.1.id'],
    ['a question less', questionnaire((q) => q.questions.pop()), 422, 'questionnaire.questions.16'],
    [
      'a question more',
      questionnaire((q) => q.questions.push({ ...q.questions[1], id: 'x' })),
      422,
      'questionnaire.questions.17',
    ],
    [
      'a comment without end',
      questionnaire((q) => (q.comment.maxLength = 9999)),
      422,
      'questionnaire.comment.maxLength',
    ],
    ['an unknown form', questionnaire((q) => (q.choice.form = 'long')), 422, 'questionnaire.choice.form'],
    ['another form than it has', questionnaire((q) => (q.choice.form = 'short')), 422, 'questionnaire.questions.1.id'],
    [
      'an empty sentence',
      questionnaire((q) => (q.questions[2].text.en = '')),
      422,
      'questionnaire.questions.2.text.en',
    ],
    ['a blank one', questionnaire((q) => (q.questions[2].text.en = ' ')), 422, 'questionnaire.questions.2.text.en'],
    [
      'one language only',
      questionnaire((q) => delete q.questions[2].text.en),
      422,
      'questionnaire.questions.2.text.en',
    ],
    ['a third language', questionnaire((q) => (q.title.fr = 'Bonjour')), 422, 'questionnaire.title.fr'],
    [
      'a sentence over 300 characters',
      questionnaire((q) => (q.questions[2].text.vi = 'ạ'.repeat(301))),
      422,
      'questionnaire.questions.2.text.vi',
    ],
    ['a line break in a sentence', questionnaire((q) => (q.title.vi = 'một\nhai')), 422, 'questionnaire.title.vi'],
    [
      'two steps that read the same',
      questionnaire((q) => (q.scale[0].text.vi = q.scale[1].text.vi)),
      422,
      'questionnaire.scale.1.text.vi',
    ],
    ['a score off the scale', questionnaire((q) => (q.scale[0].score = 6)), 422, 'questionnaire.scale.0.score'],
    ['something unknown', questionnaire((q) => (q.questions[2].hint = 'x')), 422, 'questionnaire.questions.2.hint'],
    ['no questionnaire', (body) => delete (body as Partial<Body>).questionnaire, 422, 'questionnaire'],
  ])('%s', async (_, change, status, place) => {
    const before = await list();
    const body: Body = structuredClone({ ...(await draft('form=full')), confirmWording: true });
    change(body);
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await errorsOf(response)).toEqual(place === undefined ? undefined : [place]);
    expect(await list()).toEqual(before);
  });

  test.each([
    ['form=long', 'form'],
    ['set=old', 'set'],
    ['perceptions=1', 'perceptions'],
    ['wording=mine', 'wording'],
    ['questions=7', 'questions'],
  ])('a draft of %s', async (query, place) => {
    const response = await get(`/draft?${query}`);
    expect([response.status, await errorsOf(response)]).toEqual([422, [place]]);
  });

  test.each(['0', '99', '-1', '1.0', '01', '1e0', 'latest', '99999999999999999999', '%00'])(
    'version %s',
    async (version) => {
      expect((await get(`/${version}`)).status).toBe(404);
    },
  );

  test('what is no JSON, too large, or of another kind', async () => {
    const raw = (type: string, body: string) =>
      service.app.request(path, { method: 'POST', headers: { ...leader, 'content-type': type }, body });
    expect((await raw('application/json', '{')).status).toBe(400);
    expect((await raw('text/plain', '{}')).status).toBe(415);
    expect((await raw('application/json', `"${'x'.repeat(70_000)}"`)).status).toBe(413);
  });

  test.each([
    ['nobody', async () => ({}), 401, 401],
    ['a clerk', () => service.signedInAs('clerk'), 403, 403],
    ['a handler', () => service.signedInAs('handler'), 403, 403],
    ['an auditor', () => service.signedInAs('auditor'), 200, 403],
    ['an admin', () => service.signedInAs('admin'), 200, 201],
    ['a key that reads results', () => service.apiKey('results:read', 'rows:read'), 403, 403],
    ['an admin over all units', () => service.signedInFor(null, 'admin'), 403, 403],
  ] as const)('%s', async (_, headers, reading, publishing) => {
    const who: Headers = await headers();
    const made = await draft();
    expect((await get('', who)).status).toBe(reading);
    expect((await get('/1', who)).status).toBe(reading);
    expect((await get('/draft', who)).status).toBe(reading);
    expect((await preview({ questionnaire: made.questionnaire }, '', who)).status).toBe(
      publishing === 201 ? 200 : publishing,
    );
    expect((await post({ ...made, confirmWording: true }, who)).status).toBe(publishing);
  });

  test('another unit’s version looks like one that does not exist', async () => {
    const other = await service.addUnit('ngo-quyen');
    const stranger = await service.signedInFor(other.unitId, 'leader');
    const [theirs, nobodys] = [await get('/2', stranger), await get('/77', stranger)];
    expect([theirs.status, await theirs.text()]).toEqual([404, await nobodys.text()]);
  });
});

describe('the preview', () => {
  test('is the citizen’s page in the language asked for, under its own policy, and nothing is stored', async () => {
    const before = await list();
    const { questionnaire } = await draft('form=full');
    const [vi, en] = [await preview({ questionnaire }), await preview({ questionnaire }, '?lang=en')];
    expect(vi.headers.get('content-type')).toMatch(/^text\/html/);
    expect(vi.headers.get('content-security-policy')).toContain('sha256-');
    expect(vi.headers.get('cache-control')).toBe('no-store');
    const page = await vi.text();
    expect(page).toContain('Nơi tiếp nhận hồ sơ, trả kết quả có biển hiệu');
    expect(page).toContain('Trung tâm Phục vụ hành chính công phường Thủy Nguyên khảo sát');
    expect(page).toContain('Trả kết quả: 10/10/2025');
    expect(page).toMatch(/<button type="submit" disabled>/);
    expect(page).not.toMatch(/method="post"|name="key"/);
    expect(await en.text()).toContain('<html lang="en">');
    expect(await list()).toEqual(before);
  });

  test('opens from a form as a page of its own', async () => {
    const body = new FormData();
    body.set('questionnaire', JSON.stringify((await draft('form=short')).questionnaire));
    const page = await service.app.request(`${path}/preview?lang=en`, { method: 'POST', headers: leader, body });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Preview: nothing can be sent')]);
  });

  test('shows edited texts as text', async () => {
    const { questionnaire } = await draft('form=short');
    const title = { vi: '<b>Đậm</b>', en: '"><script>alert(1)</script>' };
    for (const lang of ['vi', 'en']) {
      const page = await (await preview({ questionnaire: { ...questionnaire, title } }, `?lang=${lang}`)).text();
      expect(page).not.toMatch(/<b>Đậm|<script>alert/);
    }
  });

  test('refuses what could not be published', async () => {
    const { questionnaire } = await draft();
    const without = { ...questionnaire, questions: questionnaire.questions.slice(1) };
    expect((await preview({ questionnaire: without })).status).toBe(422);
    expect((await preview({})).status).toBe(422);
    expect((await preview({ questionnaire, follows: 1 })).status).toBe(422);
    const form = (field: string, value: string) => {
      const body = new FormData();
      body.set(field, value);
      return service.app.request(`${path}/preview`, { method: 'POST', headers: leader, body });
    };
    expect((await form('questionnaire', '{')).status).toBe(400);
    expect((await form('other', '{}')).status).toBe(422);
    const plain = { ...leader, 'content-type': 'text/plain' };
    expect((await service.app.request(`${path}/preview`, { method: 'POST', headers: plain, body: '{}' })).status).toBe(
      415,
    );
  });
});

const yesAndNo = [false, true];
const queries = forms.flatMap((form) =>
  criteriaSets.flatMap((set) =>
    yesAndNo.flatMap((perceptions) =>
      yesAndNo.flatMap((context) =>
        yesAndNo.map(
          (demographics) =>
            `form=${form}&set=${set}&perceptions=${perceptions}&context=${context}&demographics=${demographics}`,
        ),
      ),
    ),
  ),
);

test('every draft of every choice can be published as it is, and its page asks for its questions and nothing else', async () => {
  for (const query of queries) {
    const { follows, questionnaire } = await draft(query);
    expect((await post({ follows, confirmWording: true, questionnaire })).status, query).toBe(201);
    const stored = (await (await get(`/${follows + 1}`)).json()).questionnaire;
    expect(stored, query).toEqual(questionnaire);
    const html = await (await preview({ questionnaire: stored })).text();
    const names = new Set([...html.matchAll(/<(?:input|textarea)[^>]* name="([^"]+)"/g)].map(([, name]) => name));
    expect([...names].sort(), query).toEqual([...questionnaire.questions.map(({ id }) => id), 'comment'].sort());
  }
});
