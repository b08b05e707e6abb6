import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CaseCode, LocalDate } from '../../db/vocabulary.ts';
import { until } from '../../scripts/testing/real-service.ts';
import { closeCases } from '../cases/service.ts';
import { deliverInBackground } from '../delivering.ts';
import { randomId } from '../random-id.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import type { SendResult, SendWebhook } from './send-webhook.ts';
import { deliverDue, forgetExpired } from './service.ts';

/** A gateway that notes what it was sent and answers as it is told to. */
const sent: Parameters<SendWebhook>[0][] = [];
let answer: (body: string) => SendResult = () => ({ status: 204 });
const send: SendWebhook = async (message) => {
  sent.push(message);
  return answer(message.body);
};

let service: TestApp;
let admin: Headers;
let machine: Headers;
let secret: string;
const url = 'https://gateway.example.vn/invitations';
const call = (method: string, path = '', body?: unknown, headers = admin) =>
  service.send(method, `/api/v1/webhook-endpoint${path}`, headers, body);

beforeAll(async () => {
  service = await testApp({ now: '2025-08-20T03:00:00Z', publicUrl: 'https://danhgia.example.vn', sendWebhook: send });
  admin = await service.signedInAs('admin');
  machine = await service.apiKey('cases:write');
});
afterAll(() => service.close());

beforeEach(async () => {
  service.clock.set('2025-08-20T03:00:00Z');
  answer = () => ({ status: 204 });
  await call('DELETE');
  ({ secret } = await (await call('PUT', '', { url })).json());
  sent.length = 0;
});

let number = 0;
const nextCode = () => {
  number += 1;
  return `D-${number}`;
};
const put = async (code: string, body: object = {}) =>
  (
    await service.send('PUT', `/api/v1/cases/${code}`, machine, {
      procedure: '1.001193',
      closedOn: '2025-08-18',
      ...body,
    })
  ).json();
const work = () => ({ ...service.context, now: service.clock, send });
const db = () => service.db;
const deliver = () => deliverDue(service.db, work());
const standing = async () => (await call('GET')).json();
const dataOf = ({ body }: { body: string }) => JSON.parse(body).data;

describe('a new invitation', () => {
  test('is told once, signed, with what a gateway needs and no more', async () => {
    const code = nextCode();
    const { invitation } = await put(code);
    await put(code);
    expect(await standing()).toMatchObject({ endpoint: { url, enabled: true, waiting: 1, failed: 0 } });
    expect(await deliver()).toBe(1);
    expect(await deliver()).toBe(0);
    expect(sent).toHaveLength(1);
    const [message] = sent;
    if (!message) throw new Error('Nothing was sent');
    // The library's own clock is the machine's: signed anew for its moment, the signature must be the same.
    const at = new Date(Number(message.headers['webhook-timestamp']) * 1000);
    const id = message.headers['webhook-id'] ?? '';
    expect(id).toMatch(/^msg_[0-9a-f-]{36}$/);
    expect(message.headers['webhook-signature']).toBe(new Webhook(secret).sign(id, at, message.body));
    const plain = `https://danhgia.example.vn/p/${invitation.url.split('/').at(-1)}`;
    expect(JSON.parse(message.body)).toEqual({
      type: 'invitation.created',
      timestamp: '2025-08-20T03:00:00.000Z',
      data: {
        unit: 'thuy-nguyen',
        caseCode: code,
        url: invitation.url,
        code: invitation.code,
        expiresOn: '2025-09-04',
        message: { vi: expect.stringContaining(`không hỏi tên: ${plain}`), en: expect.stringContaining(plain) },
      },
    });
    expect(await standing()).toMatchObject({ endpoint: { waiting: 0, lastDeliveredOn: '2025-08-20' }, failures: [] });
    expect(await service.db.selectFrom('webhookDeliveries').select('deliveryId').execute()).toEqual([]);
  });

  test('is told for every way in: a batch, a new code, a case closed again', async () => {
    const [one, two] = [nextCode(), nextCode()];
    const facts = { procedure: '1.001193', closedOn: '2025-08-18' };
    const cases = [one, two].map((caseCode) => ({ caseCode, ...facts }));
    await service.send('POST', '/api/v1/cases/batch', machine, { cases });
    await deliver();
    expect(sent.map((message) => dataOf(message).caseCode).sort()).toEqual([one, two].sort());
    const renewed = await (await service.send('POST', `/api/v1/cases/${one}/invitation`, machine)).json();
    await put(two, { closedOn: null });
    const again = await put(two);
    sent.length = 0;
    await deliver();
    expect(sent.map((message) => dataOf(message).code).sort()).toEqual(
      [renewed.invitation.code, again.invitation.code].sort(),
    );
  });

  test('that nobody could answer any more is not told', async () => {
    const [opened, deleted, replaced, expired] = [nextCode(), nextCode(), nextCode(), nextCode()];
    for (const code of [opened, deleted, replaced]) await put(code);
    await put(opened, { closedOn: null });
    await service.send('DELETE', `/api/v1/cases/${deleted}`, machine);
    await service.send('POST', `/api/v1/cases/${replaced}/invitation`, machine);
    await deliver();
    expect(sent.map((message) => dataOf(message).caseCode)).toEqual([replaced]);
    await put(expired);
    service.clock.advance({ days: 30 });
    await deliver();
    expect(sent).toHaveLength(1);
    expect(await service.db.selectFrom('webhookDeliveries').select('deliveryId').execute()).toEqual([]);
  });

  test('is noted with its case or not at all', async () => {
    const { context, clock, unit } = service;
    const batch = {
      unit,
      actor: { kind: 'system', name: 'cli', unitId: null } as const,
      now: clock(),
      today: '2025-08-20' as LocalDate,
      secretKey: context.secretKey,
      newId: () => randomId(context.randomBytes),
      events: [
        { caseCode: nextCode() as CaseCode, closed: { procedure: '1.001193', closedOn: '2025-08-18' as LocalDate } },
      ],
    };
    const failing = closeCases(db(), batch, async () => {
      throw new Error('no room');
    });
    await expect(failing).rejects.toThrow('no room');
    expect((await standing()).endpoint.waiting).toBe(0);
    await closeCases(db(), batch);
    expect((await standing()).endpoint.waiting).toBe(1);
  });

  test('waits for nobody where no endpoint is set', async () => {
    await call('DELETE');
    await put(nextCode());
    const [{ waiting } = { waiting: -1 }] = await service.db
      .selectFrom('webhookDeliveries')
      .select((count) => count.fn.countAll<number>().as('waiting'))
      .execute();
    expect(waiting).toBe(0);
  });

  test('is told by one of two who look at the same moment', async () => {
    for (const _ of Array.from({ length: 12 })) await put(nextCode());
    const taken = await Promise.all([deliver(), deliver(), deliver()]);
    expect(taken.reduce((sum, count) => sum + count)).toBe(12);
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(12);
  });
});

describe('in the background', () => {
  test('it is told without being asked, and no more once it is stopped', async () => {
    const { log, ...settings } = service.context;
    const background = deliverInBackground({ ...settings, now: service.clock, send, log });
    try {
      await put(nextCode());
      await until('the code is told', () => sent.length === 1);
    } finally {
      await background.stop();
    }
  });
});

describe('what the gateway did not take', () => {
  test('is tried again by the schedule with the same id, given up in the end, and sent again when asked', async () => {
    const code = nextCode();
    await put(code, { closedOn: '2025-08-20' });
    answer = () => ({ status: 500 });
    await deliver();
    service.clock.advance({ seconds: 4 });
    expect(await deliver()).toBe(0);
    for (const wait of [{ seconds: 2 }, { minutes: 6 }, { minutes: 34 }, { hours: 3 }, { hours: 6 }]) {
      service.clock.advance(wait);
      expect(await deliver()).toBe(1);
    }
    for (const wait of [{ hours: 12 }, { hours: 16 }, { hours: 23 }, { hours: 27 }]) {
      service.clock.advance(wait);
      expect(await deliver()).toBe(1);
    }
    service.clock.advance({ days: 2 });
    expect(await deliver()).toBe(0);
    expect(sent).toHaveLength(10);
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const admin2 = await service.signedInAs('admin');
    const seen = await (await call('GET', '', undefined, admin2)).json();
    expect(seen).toMatchObject({
      endpoint: { waiting: 0, failed: 1 },
      failures: [{ caseCode: code, attempts: 10, failure: 'status-500', nextAttemptAt: null }],
    });
    // Its code can still be answered, so the night leaves it.
    expect(await forgetExpired(db(), { today: '2025-09-04' as LocalDate })).toBe(0);
    answer = () => ({ status: 200 });
    expect(await (await call('POST', '/resend', undefined, admin2)).json()).toEqual({ resent: 1 });
    expect(await deliver()).toBe(1);
    expect((await (await call('GET', '', undefined, admin2)).json()).failures).toEqual([]);
    admin = admin2;
  });

  test('is forgotten once its code has expired', async () => {
    await put(nextCode());
    answer = () => ({ status: 500 });
    await deliver();
    expect(await forgetExpired(db(), { today: '2025-09-05' as LocalDate })).toBe(1);
    expect((await standing()).failures).toEqual([]);
  });

  test('waits as long as it asks', async () => {
    await put(nextCode());
    answer = () => ({ status: 429, retryAfter: 600 });
    await deliver();
    service.clock.advance({ minutes: 9 });
    expect(await deliver()).toBe(0);
    service.clock.advance({ minutes: 1 });
    expect(await deliver()).toBe(1);
  });

  test('is left to a process that died while sending until its time is over', async () => {
    await put(nextCode());
    const dying = deliverDue(service.db, { ...work(), send: () => Promise.reject(new Error('killed')) });
    await expect(dying).rejects.toThrow('killed');
    expect(await deliver()).toBe(0);
    service.clock.advance({ minutes: 2 });
    expect(await deliver()).toBe(1);
    expect(sent).toHaveLength(1);
  });

  test('by 410 ends it, audited, until an administrator begins again', async () => {
    await put(nextCode());
    answer = () => ({ status: 410 });
    await deliver();
    expect((await standing()).endpoint).toMatchObject({ enabled: false, waiting: 1 });
    service.clock.advance({ minutes: 1 });
    answer = () => ({ status: 200 });
    expect(await deliver()).toBe(0);
    expect((await call('PUT', '', { url: 'https://other.example.vn/' })).status).toBe(200);
    expect(await deliver()).toBe(1);
    expect(sent.at(-1)?.url).toBe('https://other.example.vn/');
    const actions = await service.db.selectFrom('auditEntries').select(['actor', 'action']).execute();
    expect(actions).toContainEqual({ actor: 'system:deliveries', action: 'webhook-endpoint.gone' });
  });
});

describe('the endpoint', () => {
  test.each([
    'http://gateway.example.vn/',
    'https://user:password@gateway.example.vn/',
    'ftp://gateway.example.vn/',
    'gateway.example.vn',
    `https://gateway.example.vn/${'x'.repeat(2000)}`,
    '',
  ])('is not “%s”', async (bad) => {
    expect((await call('PUT', '', { url: bad })).status).toBe(422);
  });

  test('keeps its secret with another address; another secret signs beside the former for a week', async () => {
    expect(await (await call('PUT', '', { url: 'https://two.example.vn/' })).json()).toEqual({ secret: null });
    const renewed = await (await call('POST', '/secret')).json();
    expect(renewed).toEqual({ secret: expect.stringMatching(/^whsec_/), formerDays: 7 });
    const signatures = async () => {
      await call('POST', '/test');
      const message = sent.at(-1);
      const at = new Date(Number(message?.headers['webhook-timestamp']) * 1000);
      const id = message?.headers['webhook-id'] ?? '';
      const by = (key: string) => new Webhook(key).sign(id, at, message?.body ?? '');
      return { given: message?.headers['webhook-signature'], young: by(renewed.secret), former: by(secret) };
    };
    const now = await signatures();
    expect(now.given).toBe(`${now.young} ${now.former}`);
    service.clock.advance({ days: 8 });
    admin = await service.signedInAs('admin');
    const later = await signatures();
    expect(later.given).toBe(later.young);
  });

  test('is tried without an invitation, and says what came of it', async () => {
    answer = () => ({ status: 503 });
    expect(await (await call('POST', '/test')).json()).toEqual({ delivered: false, result: 'status-503' });
    answer = () => ({ failure: 'refused-address' });
    expect(await (await call('POST', '/test')).json()).toEqual({ delivered: false, result: 'refused-address' });
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      type: 'invitation.test',
      timestamp: '2025-08-20T03:00:00.000Z',
      data: { unit: 'thuy-nguyen' },
    });
  });

  test('is an administrator’s, of this unit alone, and its secret is read nowhere', async () => {
    expect((await call('GET', '', undefined, machine)).status).toBe(403);
    expect((await call('GET', '', undefined, await service.signedInAs('clerk', 'leader'))).status).toBe(403);
    const unit = await service.addUnit(`khac-${number}`);
    const other = await service.signedInFor(unit.unitId, 'admin');
    expect(await (await call('GET', '', undefined, other)).json()).toEqual({ endpoint: null, failures: [] });
    for (const [method, path] of [
      ['DELETE', ''],
      ['POST', '/secret'],
      ['POST', '/resend'],
      ['POST', '/test'],
    ] as const) {
      expect((await call(method, path, undefined, other)).status).toBe(404);
    }
    expect(JSON.stringify(await standing())).not.toContain('whsec');
    const entries = await service.db.selectFrom('auditEntries').select(['before', 'after']).execute();
    expect(JSON.stringify(entries)).not.toContain('whsec');
  });
});
