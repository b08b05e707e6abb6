import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';
import { verify } from '../verification/service.ts';

let service: TestApp;
let admin: Headers;
let machine: Headers;
let reader: Headers;
beforeAll(async () => {
  service = await testApp({ now: '2025-07-10T03:00:00Z' });
  admin = await service.signedInAs('admin');
  machine = await service.apiKey('cases:write');
  reader = await service.apiKey('results:read');
});
afterAll(() => service.close());

interface Procedure {
  procedureCode: string;
  nameVi: string;
  nameEn: string | null;
  fieldId: string;
  reviewed: boolean;
  closed: boolean;
  mergedInto: string | null;
  revision: number;
}

const api = '/api/v1';
const get = async (path: string, headers = admin) => service.app.request(`${api}${path}`, { headers });
const json = async (path: string, headers = admin) => (await get(path, headers)).json();
const send = (method: string, path: string, body: unknown, headers = admin) =>
  service.send(method, `${api}${path}`, headers, body);
const procedures = async (): Promise<Procedure[]> => (await json('/procedures')).procedures;
const procedure = async (code: string) => {
  const found = (await procedures()).find(({ procedureCode }) => procedureCode === code);
  if (!found) throw new Error(`No procedure ${code}`);
  return found;
};
const change = async (code: string, changed: Partial<Procedure>) => {
  const { nameVi, nameEn, fieldId, closed, revision } = { ...(await procedure(code)), ...changed };
  return send('PUT', `/procedures/${code}`, { nameVi, nameEn, fieldId, closed, revision });
};
const merge = async (code: string, into: string) =>
  send('POST', `/procedures/${code}/merge`, { into, revision: (await procedure(code)).revision });
const audited = async (action: string) =>
  service.db.selectFrom('auditEntries').select(['subject', 'before', 'after']).where('action', '=', action).execute();

let serial = 0;
/** Closes a case today, and answers it where there is a mark. */
async function close(body: object, mark?: number) {
  serial += 1;
  const closedOn = service.clock().toISOString().slice(0, 10);
  const response = await service.send('PUT', `${api}/cases/C-${serial}`, machine, { closedOn, ...body });
  const view = await response.json();
  if (mark !== undefined) {
    const answer = { key: `catalogue-key-${serial}`, answers: { overall: mark } };
    expect((await service.send('POST', new URL(view.invitation.url).pathname, {}, answer)).status).toBe(201);
  }
  return view;
}
async function closeMany(number: number, body: object, mark?: number) {
  for (let count = 0; count < number; count += 1) await close(body, mark);
}
const unknown = (code: string, field = 'chung-thuc') => ({ procedure: code, procedureName: `Việc ${code}`, field });

describe('fields', () => {
  test('are added at the end, renamed and closed, with an audit entry each', async () => {
    const field = { fieldId: 'nuoi-trong', nameVi: '  Nuôi trồng ', nameEn: 'Farming' };
    expect((await send('POST', '/fields', field)).status).toBe(201);
    const added = (await json('/fields')).fields.at(-1);
    expect(added).toEqual({ ...field, nameVi: 'Nuôi trồng', enabled: true, revision: 1 });
    const { fieldId, ...rest } = added;
    const changed = { ...rest, nameVi: 'Nuôi trồng thủy sản', enabled: false };
    expect((await send('PUT', `/fields/${fieldId}`, changed)).status).toBe(204);
    expect((await json('/fields')).fields.at(-1)).toEqual({ ...changed, fieldId, revision: 2 });
    expect((await send('PUT', `/fields/${fieldId}`, changed)).status).toBe(409);
    expect(await audited('field.added')).toMatchObject([{ subject: 'nuoi-trong' }]);
    expect(await audited('field.changed')).toMatchObject([
      { subject: 'nuoi-trong', before: { enabled: true }, after: { enabled: false } },
    ]);
  });

  test.each<[string, object, number]>([
    ['a code that is there', { fieldId: 'ho-tich', nameVi: 'Hộ tịch', nameEn: 'Civil status' }, 409],
    ['a code with accents', { fieldId: 'hộ-tịch', nameVi: 'Hộ tịch', nameEn: 'Civil status' }, 422],
    ['no English name', { fieldId: 'khac-nua', nameVi: 'Khác nữa', nameEn: ' ' }, 422],
    ['something unknown', { fieldId: 'a', nameVi: 'A', nameEn: 'A', target: 90 }, 422],
  ])('%s is refused', async (_, field, status) => {
    const before = await json('/fields');
    expect((await send('POST', '/fields', field)).status).toBe(status);
    expect(await json('/fields')).toEqual(before);
  });
});

describe('procedures', () => {
  test('are added, changed in every column and closed', async () => {
    const added = { procedureCode: '9.100001', nameVi: 'Xác nhận A', nameEn: null, fieldId: 'chung-thuc' };
    expect((await send('POST', '/procedures', added)).status).toBe(201);
    expect(await procedure('9.100001')).toEqual({
      ...added,
      reviewed: true,
      closed: false,
      mergedInto: null,
      revision: 1,
    });
    const changed = { nameVi: 'Xác nhận B', nameEn: 'Confirmation B', fieldId: 'dat-dai', closed: true };
    expect((await change('9.100001', changed)).status).toBe(204);
    expect(await procedure('9.100001')).toMatchObject({ ...changed, revision: 2 });
    expect((await audited('procedure.changed')).at(-1)).toMatchObject({
      subject: '9.100001',
      before: { closed: false, fieldId: 'chung-thuc' },
      after: { closed: true, fieldId: 'dat-dai' },
    });
    expect((await send('POST', '/procedures', added)).status).toBe(409);
  });

  test('of two who change what both saw, the second is told', async () => {
    const seen = await procedure('1.000894');
    const statuses = await Promise.all(
      ['Kết hôn A', 'Kết hôn B'].map(async (nameVi) => (await change('1.000894', { ...seen, nameVi })).status),
    );
    expect(statuses.sort()).toEqual([204, 409]);
  });

  test('a closed one still takes the cases that come with it', async () => {
    await change('1.000656', { closed: true });
    expect(await close({ procedure: '1.000656' })).toMatchObject({
      procedure: '1.000656',
      invitation: { state: 'open' },
    });
  });

  test('one that came with cases is listed with their number until somebody saves it', async () => {
    await closeMany(3, unknown('DP-1'));
    const unreviewed = async () => (await json('/procedures/unreviewed')).procedures;
    expect(await unreviewed()).toEqual([{ procedureCode: 'DP-1', cases: 3 }]);
    expect((await change('DP-1', { nameVi: 'Xác nhận tình trạng', fieldId: 'ho-tich' })).status).toBe(204);
    expect(await unreviewed()).toEqual([]);
    expect(await procedure('DP-1')).toMatchObject({ reviewed: true, fieldId: 'ho-tich' });
  });

  test('another field holds for cases to come; those that are there stay where they were counted', async () => {
    const before = await close(unknown('DP-2', 'chung-thuc'));
    await change('DP-2', { fieldId: 'dat-dai' });
    const after = await close({ procedure: 'DP-2' });
    expect([before.field, after.field]).toEqual(['chung-thuc', 'dat-dai']);
    expect(await json(`/cases/${before.caseCode}`, machine)).toMatchObject({ field: 'chung-thuc' });
    const handled = async (field: string) =>
      (await json(`/case-handling?from=2025-07&to=2025-07&by=procedure&field=${field}`, reader)).groups
        .filter(({ key }: { key: string }) => key === 'DP-2')
        .map(({ closed }: { closed: number }) => closed);
    expect([await handled('chung-thuc'), await handled('dat-dai')]).toEqual([[1], [1]]);
    const listed = await json('/cases?field=chung-thuc&limit=200', machine);
    expect(listed.cases.map(({ caseCode }: { caseCode: string }) => caseCode)).toContain(before.caseCode);
  });

  test.each<[string, (code: string) => Promise<Response>, number]>([
    ['an unknown field', (code) => change(code, { fieldId: 'khong-co' }), 422],
    [
      'an unknown procedure',
      () =>
        send('PUT', '/procedures/NOPE', { nameVi: 'A', nameEn: null, fieldId: 'ho-tich', closed: false, revision: 1 }),
      404,
    ],
    ['merging into an unknown one', (code) => merge(code, 'NOPE'), 422],
    ['merging into itself', (code) => merge(code, code), 422],
    ['merging an unknown one', () => send('POST', '/procedures/NOPE/merge', { into: '1.001193', revision: 1 }), 404],
    [
      'adding the code of what is taken together',
      () => send('POST', '/procedures', { procedureCode: 'khac', nameVi: 'A', nameEn: null, fieldId: 'ho-tich' }),
      422,
    ],
    ['separating what is not merged', (code) => send('POST', `/procedures/${code}/separate`, { revision: 1 }), 422],
    [
      'merging what somebody changed',
      (code) => send('POST', `/procedures/${code}/merge`, { into: '1.001193', revision: 9 }),
      409,
    ],
  ])('%s is refused and changes nothing', async (_, act, status) => {
    const before = await procedures();
    expect((await act('2.000635')).status).toBe(status);
    expect(await procedures()).toEqual(before);
  });

  test('only administrators change them or see what waits; another unit’s are not there', async () => {
    const clerk = await service.signedInAs('clerk');
    const other = await service.signedInFor((await service.addUnit('ben-ngoai')).unitId, 'admin');
    const body = { into: '1.001193', revision: 1 };
    expect((await get('/procedures', clerk)).status).toBe(200);
    for (const headers of [clerk, machine]) {
      expect((await get('/procedures/unreviewed', headers)).status).toBe(403);
      expect((await get('/procedures/DP-1/merge?into=1.001193', headers)).status).toBe(403);
      expect((await send('POST', '/procedures/DP-1/merge', body, headers)).status).toBe(403);
    }
    const [theirs, none] = [
      await send('POST', '/procedures/DP-1/merge', body, other),
      await send('POST', '/procedures/NOPE/merge', body, other),
    ];
    expect([theirs.status, await theirs.text()]).toEqual([404, await none.text()]);
  });
});

describe('merging', () => {
  test('lets the code stand for the other one: new cases, repeated events, names and pages', async () => {
    const before = await close(unknown('DP-3', 'chung-thuc'));
    expect(await json('/procedures/DP-3/merge?into=1.001193')).toEqual({
      cases: 1,
      codes: ['DP-3'],
      settledQuarters: [],
    });
    expect((await merge('DP-3', '1.001193')).status).toBe(204);
    expect(await procedure('DP-3')).toMatchObject({ mergedInto: '1.001193', reviewed: true });
    const after = await close({ procedure: 'DP-3' });
    expect(after).toMatchObject({ procedure: '1.001193', procedureName: 'Đăng ký khai sinh', field: 'ho-tich' });
    const frozen = await service.db
      .selectFrom('invitations')
      .select(['procedureCode', 'fieldId'])
      .where('procedureCode', 'in', ['1.001193', 'DP-3'])
      .orderBy('procedureCode')
      .execute();
    expect(frozen).toEqual([
      { procedureCode: '1.001193', fieldId: 'ho-tich' },
      { procedureCode: 'DP-3', fieldId: 'chung-thuc' },
    ]);
    // The case of before has the name that stays, and the field where it was counted.
    const shown = await json(`/cases/${before.caseCode}`, machine);
    expect(shown).toMatchObject({ procedure: '1.001193', procedureName: 'Đăng ký khai sinh', field: 'chung-thuc' });
    const audits = async () => (await audited('case.changed')).length;
    const [changes, { closedOn }] = [await audits(), before];
    const again = await service.send('PUT', `${api}/cases/${before.caseCode}`, machine, {
      ...unknown('DP-3'),
      closedOn,
    });
    expect([again.status, await again.json(), await audits()]).toEqual([200, shown, changes]);
    const page = await service.app.request(new URL(before.invitation.url).pathname);
    expect(await page.text()).toContain('Đăng ký khai sinh');
    expect(await verify(service.db)).toEqual([]);
  });

  test('never takes two steps: what was merged before goes along', async () => {
    await close(unknown('DP-4'));
    await close(unknown('DP-5'));
    await merge('DP-4', 'DP-5');
    expect((await merge('DP-3', 'DP-4')).status).toBe(422);
    expect((await merge('DP-5', 'DP-4')).status).toBe(422);
    await merge('DP-5', '1.000894');
    expect(await procedure('DP-4')).toMatchObject({ mergedInto: '1.000894' });
    expect(await close({ procedure: 'DP-4' })).toMatchObject({ procedure: '1.000894' });
  });

  test('can be taken back for cases to come', async () => {
    const { revision } = await procedure('DP-4');
    const between = await close({ procedure: 'DP-4' });
    expect((await send('POST', '/procedures/DP-4/separate', { revision })).status).toBe(204);
    expect(await close({ procedure: 'DP-4' })).toMatchObject({ procedure: 'DP-4', field: 'chung-thuc' });
    // Counted in the other one's field in between, and there it stays.
    expect(await json(`/cases/${between.caseCode}`, machine)).toMatchObject({ field: 'ho-tich' });
    expect(await verify(service.db)).toEqual([]);
  });
});

test('what is taken together is never read as a procedure, even if a case came with its code', async () => {
  await close(unknown('khac'));
  expect((await merge('khac', '1.001193')).status).toBe(422);
  expect((await merge('1.001193', 'khac')).status).toBe(422);
});

describe('merging and settling', () => {
  const quarter = (number: number) => {
    const months = [`2026-0${number * 3 - 2}`, `2026-0${number * 3}`];
    return `/satisfaction?from=${months[0]}&to=${months[1]}&by=procedure&field=dat-dai`;
  };
  const figures = async (number: number) => {
    const { groups } = await json(quarter(number), reader);
    return groups.map(({ key, closed, answered }: { key: string; closed: number; answered: number }) => [
      key,
      closed,
      answered,
    ]);
  };

  test('what is merged while a quarter is open is one procedure in it; a settled quarter stays byte for byte', async () => {
    service.clock.set('2026-01-15T03:00:00Z');
    await closeMany(6, unknown('DD-1', 'dat-dai'), 5);
    await closeMany(7, unknown('DD-2', 'dat-dai'), 4);
    await closeMany(6, unknown('DD-3', 'dat-dai'), 3);
    // Too few to be named alone, in either quarter.
    await closeMany(3, unknown('DD-4', 'dat-dai'), 2);
    await closeMany(2, unknown('DD-5', 'dat-dai'), 2);
    service.clock.set('2026-04-10T03:00:00Z');
    admin = await service.signedInAs('admin');
    await service.seal();
    expect(await figures(1)).toEqual([
      ['DD-1', 6, 6],
      ['DD-2', 7, 7],
      ['DD-3', 6, 6],
      ['khac', 5, 5],
    ]);

    const settled = await (await get(quarter(1), reader)).text();
    await change('DD-3', { nameEn: 'Third procedure' });
    const english = (await json(`${quarter(1)}&lang=en`, reader)).groups.map(({ name }: { name: string }) => name);
    expect(english).toEqual(['Việc DD-1', 'Việc DD-2', 'Third procedure', 'Other (small groups together)']);
    expect(await json('/procedures/DD-1/merge?into=DD-2')).toMatchObject({ settledQuarters: ['2026-Q1'], cases: 6 });
    await closeMany(6, { procedure: 'DD-1' }, 5);
    await closeMany(3, { procedure: 'DD-4' }, 5);
    await closeMany(5, { procedure: 'DD-3' }, 5);
    await merge('DD-1', 'DD-2');
    await merge('DD-4', 'DD-5');
    await closeMany(2, { procedure: 'DD-1' }, 4);
    await closeMany(2, { procedure: 'DD-2' });
    await closeMany(2, { procedure: 'DD-4' }, 4);
    service.clock.set('2026-07-10T03:00:00Z');
    await service.seal();
    expect(await figures(2)).toEqual([
      ['DD-2', 10, 8],
      ['DD-3', 5, 5],
      ['DD-5', 5, 5],
    ]);
    expect(await verify(service.db)).toEqual([]);
    const withoutSeal = (text: string) => text.replace(/"sealedOn":"[^"]*"/, '').replace(/"settledTo":"[^"]*"/, '');
    expect(withoutSeal(await (await get(quarter(1), reader)).text())).toBe(withoutSeal(settled));
  });
});

describe('a national list', () => {
  const send = async (text: string, query = '', headers = admin) => {
    const form = new FormData();
    form.set('file', new File([text], 'danh-muc.csv'));
    return service.app.request(`${api}/procedures/import${query}`, { method: 'POST', headers, body: form });
  };
  const header = 'Mã thủ tục;Tên thủ tục;Lĩnh vực';
  const list = [
    header,
    '9.200001;Cấp phép A;Hàng hải',
    '1.004884;Đăng ký lại khai sinh (tên mới);Hàng hải',
    'LIST-1;Việc đã rõ;Đất đai',
  ].join('\n');
  beforeAll(async () => {
    admin = await service.signedInAs('admin');
    machine = await service.apiKey('cases:write');
  });

  test('is looked at first, then taken: new ones, names, and the field of what nobody has reviewed', async () => {
    const before = await close(unknown('LIST-1'));
    const fields = await json('/fields');
    const all = await procedures();
    const dry = await send(list, '?dryRun=true');
    const result = {
      rows: 3,
      added: 1,
      changed: 2,
      unchanged: 0,
      otherField: 1,
      newFields: ['Hàng hải'],
      rejected: [],
    };
    expect([dry.status, await dry.json()]).toEqual([200, result]);
    expect([await json('/fields'), await procedures()]).toEqual([fields, all]);

    expect(await (await send(list)).json()).toEqual(result);
    expect((await json('/fields')).fields.at(-1)).toMatchObject({ fieldId: 'hang-hai', nameVi: 'Hàng hải' });
    expect(await procedure('9.200001')).toMatchObject({ nameVi: 'Cấp phép A', fieldId: 'hang-hai', reviewed: true });
    expect(await procedure('1.004884')).toMatchObject({
      nameVi: 'Đăng ký lại khai sinh (tên mới)',
      fieldId: 'ho-tich',
    });
    expect(await procedure('LIST-1')).toMatchObject({ nameVi: 'Việc đã rõ', fieldId: 'dat-dai', reviewed: true });
    expect(await json(`/cases/${before.caseCode}`, machine)).toMatchObject({ field: 'chung-thuc' });
    expect(await (await send(list)).json()).toMatchObject({ added: 0, changed: 0, unchanged: 3, newFields: [] });
    expect(await audited('procedures.imported')).toMatchObject([
      { after: { added: 1, changed: 2 } },
      { after: { added: 0 } },
    ]);
  });

  test('with rows that can’t be taken is refused whole, or taken without them', async () => {
    const bad = [header, '9.200002;Cấp phép B;Đất đai', ';Không mã;Đất đai'].join('\n');
    const refused = await send(bad);
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { type: '/problems/rows-rejected', rejected: [{ row: 3, value: 'Không mã', problem: 'còn trống mã thủ tục' }] },
    ]);
    expect((await procedures()).some(({ procedureCode }) => procedureCode === '9.200002')).toBe(false);
    expect((await send(bad, '?onError=skip')).status).toBe(200);
    expect(await procedure('9.200002')).toMatchObject({ nameVi: 'Cấp phép B' });
  });

  test('is for administrators, and has to be a list', async () => {
    expect((await send(list, '', machine)).status).toBe(403);
    expect((await send('a;b\n1;2')).status).toBe(422);
    const none = await service.app.request(`${api}/procedures/import`, { method: 'POST', headers: admin });
    expect(none.status).toBe(415);
  });
});
