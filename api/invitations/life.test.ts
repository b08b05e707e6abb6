import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

/** The life of a rating code, sentence by sentence of the contract (sections 2 and 3). */
let service: TestApp;
let machine: Headers;
let code: string;
let number = 0;
beforeAll(async () => {
  service = await testApp({ now: '2025-08-20T03:00:00Z' });
  machine = await service.apiKey('cases:write');
});
afterAll(() => service.close());
beforeEach(() => {
  service.clock.set('2025-08-20T03:00:00Z');
  number += 1;
  code = `LIFE-${number}`;
});

const at = () => `/api/v1/cases/${code}`;
const close = async (closedOn: string | null = '2025-08-18') =>
  (await service.send('PUT', at(), machine, { procedure: '1.001193', closedOn })).json();
const view = async () => (await service.app.request(at(), { headers: machine })).json();
const reissue = () => service.send('POST', `${at()}/invitation`, machine);
const pathOf = ({ invitation }: { invitation: { url: string } }) => new URL(invitation.url).pathname;
const open = async (path: string) => (await service.app.request(path)).status;
const answer = async (path: string, key = `life-key-${number}`) => {
  const sent = await service.send('POST', path, {}, { key, answers: { overall: 4 } });
  return [sent.status, sent.status === 201 ? undefined : (await sent.json()).type];
};
const listed = async (state: string) => {
  const found = await service.app.request(`/api/v1/cases?state=${state}&limit=200`, { headers: machine });
  const { cases } = (await found.json()) as { cases: { caseCode: string }[] };
  return cases.some(({ caseCode }) => caseCode === code);
};
const states = async () => {
  const { invitation } = await view();
  return [invitation.state, await listed('open'), await listed('expired'), await listed('withdrawn')];
};

describe('validity', () => {
  test('ends 15 days after the later of closing and making, at the end of that day, local time', async () => {
    const made = await close();
    expect(made.invitation.expiresOn).toBe('2025-09-04');
    service.clock.set('2025-09-04T16:59:59Z');
    expect([await open(pathOf(made)), await states()]).toEqual([200, ['open', true, false, false]]);
    service.clock.set('2025-09-04T17:00:00Z');
    expect([await open(pathOf(made)), await states()]).toEqual([410, ['expired', false, true, false]]);
  });

  test('what was kept on a phone is taken for three days more, and then no longer', async () => {
    const made = await close();
    service.clock.set('2025-09-07T16:59:59Z');
    expect(await answer(pathOf(made))).toEqual([201, undefined]);
    code += '-B';
    service.clock.set('2025-08-20T03:00:00Z');
    const other = await close();
    service.clock.set('2025-09-07T17:00:00Z');
    expect(await answer(pathOf(other), 'a-key-of-later')).toEqual([410, '/problems/invitation-expired']);
  });

  test('sending the case again, changed or not, moves neither the last day nor the token', async () => {
    const made = await close();
    service.clock.set('2025-08-25T03:00:00Z');
    expect((await close('2025-08-24')).invitation).toEqual(made.invitation);
  });
});

describe('a new code', () => {
  test('replaces the old one at once, also one past its day, and is valid from today on', async () => {
    const made = await close();
    service.clock.set('2025-09-10T03:00:00Z');
    const renewed = await (await reissue()).json();
    expect(renewed.invitation).toMatchObject({ state: 'open', expiresOn: '2025-09-25' });
    expect([await open(pathOf(made)), await open(pathOf(renewed))]).toEqual([410, 200]);
    expect(await answer(pathOf(made))).toEqual([410, '/problems/invitation-replaced']);
    expect(await states()).toEqual(['open', true, false, false]);
  });

  test('leaves an answered case answered; who sends the same once more still hears of success, by either code', async () => {
    const made = await close();
    expect(await answer(pathOf(made))).toEqual([201, undefined]);
    const renewed = await (await reissue()).json();
    for (const path of [pathOf(made), pathOf(renewed)]) expect(await answer(path)).toEqual([201, undefined]);
    expect(await answer(pathOf(renewed), 'somebody-elses-key')).toEqual([409, '/problems/already-answered']);
  });

  test('is refused in a settled month, and the code stays as it is', async () => {
    const made = await close();
    service.clock.set('2025-10-20T03:00:00Z');
    await service.seal();
    machine = await service.apiKey('cases:write');
    const refused = await reissue();
    expect([refused.status, (await refused.json()).type]).toEqual([409, '/problems/month-settled']);
    expect((await view()).invitation.code).toBe(made.invitation.code);
    // Sent late, in a month that is settled: counted in the current one, so it may be replaced.
    code += '-LATE';
    await close();
    expect((await reissue()).status).toBe(200);
  });
});

describe('withdrawal', () => {
  test('by opening the case again ends the code at once; closed again, it has another one', async () => {
    const made = await close();
    await close(null);
    expect([await open(pathOf(made)), (await view()).invitation.state]).toEqual([410, 'withdrawn']);
    expect(await answer(pathOf(made))).toEqual([410, '/problems/invitation-withdrawn']);
    expect([await listed('open'), await listed('withdrawn')]).toEqual([false, true]);
    const again = await close();
    expect(again.invitation.code).not.toBe(made.invitation.code);
    expect([await open(pathOf(made)), await open(pathOf(again))]).toEqual([410, 200]);
  });

  test('by taking the case back ends it too; an answer that came before stands', async () => {
    const made = await close();
    expect(await answer(pathOf(made))).toEqual([201, undefined]);
    expect((await service.send('DELETE', at(), machine)).status).toBe(204);
    expect([await open(pathOf(made)), (await service.app.request(at(), { headers: machine })).status]).toEqual([
      410, 404,
    ]);
    expect(await answer(pathOf(made))).toEqual([201, undefined]);
    const again = await close();
    expect(await answer(pathOf(again), 'somebody-elses-key')).toEqual([409, '/problems/already-answered']);
  });

  test('takes an unanswered case out of what is closed, and leaves an answered one in', async () => {
    service.clock.set('2025-11-20T03:00:00Z');
    const unit = await service.addUnit('thu-hoi');
    machine = await service.apiKeyFor(unit.unitId, 'cases:write');
    const reader = await service.apiKeyFor(unit.unitId, 'results:read');
    for (const [name, answers, gone] of [
      ['A', true, true],
      ['B', false, true],
      ['C', true, false],
      ['D', false, false],
    ] as const) {
      code = `GONE-${name}`;
      const made = await close('2025-11-18');
      if (answers) await answer(pathOf(made), `gone-key-${name}`);
      if (gone) await service.send('DELETE', at(), machine);
    }
    await service.seal();
    const found = await service.app.request('/api/v1/satisfaction?from=2025-11&to=2025-11&by=field', {
      headers: reader,
    });
    expect((await found.json()).total).toMatchObject({ closed: 3 });
  });
});
