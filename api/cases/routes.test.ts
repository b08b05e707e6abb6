import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decodeQrPng, decodeQrSvg } from '../../scripts/testing/decode-qr.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import type { Headers } from '../testing/test-context.ts';

let service: TestApp;
let machine: Headers;
beforeAll(async () => {
  // 24 characters of host, as a ward's service may have.
  service = await testApp({ now: '2025-08-20T03:00:00Z', publicUrl: 'https://danhgia.thuynguyen.gov.vn' });
  machine = await service.apiKey('cases:write');
});
afterAll(() => service.close());

const birth = { procedure: '1.001193', closedOn: '2025-08-18' };
let number = 0;
let path: string;
beforeEach(() => {
  number += 1;
  service.clock.set('2025-08-20T03:00:00Z');
  path = `/api/v1/cases/H24.30-250818-${String(number).padStart(4, '0')}`;
});

const put = (body: unknown, at = path) => service.send('PUT', at, machine, body);
const get = (at = path) => service.app.request(at, { headers: machine });
const pageOf = (view: { invitation: { url: string } }) => service.app.request(new URL(view.invitation.url).pathname);
const answer = (view: { invitation: { url: string } }, key = 'a-random-key') =>
  service.send('POST', new URL(view.invitation.url).pathname, {}, { key, answers: { overall: 5 } });

describe('putting a closed case in', () => {
  test('answers 201 with every default filled in and an invitation of 15 days', async () => {
    const response = await put(birth);
    expect(response.status).toBe(201);
    const view = await response.json();
    const page = `https://danhgia.thuynguyen.gov.vn${path}`;
    expect(view).toEqual({
      caseCode: path.split('/').at(-1),
      procedure: '1.001193',
      procedureName: 'Đăng ký khai sinh',
      field: 'ho-tich',
      channel: 'counter',
      receivedOn: null,
      dueOn: null,
      closedOn: '2025-08-18',
      outcome: 'completed',
      receivingUnit: 'thuy-nguyen',
      resolvingUnit: null,
      counter: null,
      apologySentOn: null,
      late: null,
      invitation: {
        url: expect.stringMatching(/^HTTPS:\/\/DANHGIA\.THUYNGUYEN\.GOV\.VN\/P\/[2-9A-HJKMNP-TV-Z]{12}$/),
        code: expect.stringMatching(/^[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}$/),
        // The later of closing (18/8) and making (20/8), plus 15 days.
        expiresOn: '2025-09-04',
        state: 'open',
        qrSvg: `${page}/qr.svg`,
        qrPng: `${page}/qr.png`,
        slip: `${page}/slip`,
      },
    });
  });

  test('the same body again changes nothing, not even the token', async () => {
    const first = await (await put(birth)).json();
    const audits = () => service.db.selectFrom('auditEntries').select('entryNumber').execute();
    const before = await audits();
    const again = await put(birth);
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(first);
    expect(await audits()).toEqual(before);
  });

  test('a whole case is replaced: what is absent takes its default', async () => {
    await put({ ...birth, channel: 'online', counter: '3', receivedOn: '2025-08-01', dueOn: '2025-08-10' });
    const full = await (await get()).json();
    expect(full).toMatchObject({ channel: 'online', counter: '3', late: true });
    expect(await (await put(birth)).json()).toMatchObject({
      channel: 'counter',
      counter: null,
      receivedOn: null,
      late: null,
    });
  });

  test.each([
    ['2025-08-18', '2025-08-18', false],
    ['2025-08-18', '2025-08-17', true],
    ['2025-08-18', '2025-08-19', false],
  ])('closed on %s and due on %s is late: %s', async (closedOn, dueOn, late) => {
    expect(await (await put({ ...birth, closedOn, dueOn })).json()).toMatchObject({ late });
  });

  test('the code is one, however it is written', async () => {
    const { caseCode } = await (await put(birth)).json();
    const written = `/api/v1/cases/${encodeURIComponent(`  ${caseCode.toLowerCase()} `)}`;
    expect((await put(birth, written)).status).toBe(200);
    const [nfc, nfd] = ['HỒ-SƠ', 'HỒ-SƠ'.normalize('NFD')].map(
      (code) => `/api/v1/cases/${encodeURIComponent(`${code}-${number}`)}`,
    );
    expect((await put(birth, nfc)).status).toBe(201);
    expect((await put(birth, nfd)).status).toBe(200);
    expect((await put(birth, `/api/v1/cases/${encodeURIComponent(`A/B ${number}`)}`)).status).toBe(201);
  });

  test('an older event never undoes a newer one', async () => {
    await put({ ...birth, counter: '1', updatedAt: '2025-08-18T09:00:00+07:00' });
    const newer = { ...birth, counter: '2', updatedAt: '2025-08-18T10:00:00+07:00' };
    await put(newer);
    const late = await put({ ...birth, counter: '1', updatedAt: '2025-08-18T02:30:00Z' });
    expect(late.status).toBe(200);
    expect(await late.json()).toMatchObject({ counter: '2' });
    expect(await (await put({ ...newer, counter: '4' })).json()).toMatchObject({ counter: '4' });
  });

  test('a procedure that is not in the catalogue is added as unreviewed, once', async () => {
    const unknown = { procedure: `9.${number}`, closedOn: '2025-08-18' };
    const refused = await put(unknown);
    expect(refused.status).toBe(422);
    expect((await refused.json()).errors.map(({ path }: { path: string }) => path)).toEqual(['field', 'procedureName']);
    const known = { ...unknown, field: 'dat-dai', procedureName: 'Thủ tục mới' };
    expect(await (await put(known)).json()).toMatchObject({ field: 'dat-dai', procedureName: 'Thủ tục mới' });
    // A known procedure keeps its catalogue's field, whatever the body says.
    const other = { ...known, field: 'ho-tich', procedureName: 'Tên khác' };
    expect(await (await put(other)).json()).toMatchObject({ field: 'dat-dai', procedureName: 'Thủ tục mới' });
    const { procedures } = await (await service.app.request('/api/v1/procedures', { headers: machine })).json();
    expect(procedures).toContainEqual(
      expect.objectContaining({
        procedureCode: `9.${number}`,
        nameVi: 'Thủ tục mới',
        fieldId: 'dat-dai',
        reviewed: false,
      }),
    );
  });

  test('of forty at once, one is new and all see the same', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => put(birth)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(39).fill(200), 201]);
    const views = await Promise.all(answers.map((response) => response.json()));
    expect(new Set(views.map((view) => view.invitation.url)).size).toBe(1);
  });
});

describe('what is refused', () => {
  const name = 'Nguyễn Văn Không Có Thật';
  test.each<[string, unknown, number, string[]]>([
    ['no procedure', { closedOn: '2025-08-18' }, 422, ['procedure']],
    ['no day of closing', { procedure: '1.001193' }, 422, ['closedOn']],
    ['a day that does not exist', { ...birth, closedOn: '2025-02-30' }, 422, ['closedOn']],
    ['a day in another form', { ...birth, closedOn: '18/08/2025' }, 422, ['closedOn']],
    ['a day after today', { ...birth, closedOn: '2025-08-21' }, 422, ['closedOn']],
    ['closed before received', { ...birth, receivedOn: '2025-08-19' }, 422, ['closedOn']],
    ['opening an unknown case', { ...birth, closedOn: null }, 422, ['closedOn']],
    ['another unit', { ...birth, receivingUnit: 'le-chan' }, 422, ['receivingUnit']],
    [
      'an unknown field',
      { procedure: '9.x', procedureName: 'X', field: 'khong-co', closedOn: '2025-08-18' },
      422,
      ['field'],
    ],
    ['an unknown channel', { ...birth, channel: 'fax' }, 422, ['channel']],
    ['an unknown outcome', { ...birth, outcome: 'lost' }, 422, ['outcome']],
    ['a time without its offset', { ...birth, updatedAt: '2025-08-18T09:00:00' }, 422, ['updatedAt']],
    ['a NUL in a text', { ...birth, counter: '3\u0000' }, 422, ['counter']],
    ['half a character', { ...birth, procedure: '1.00\ud800' }, 422, ['procedure']],
    ['a text too long', { ...birth, counter: 'x'.repeat(21) }, 422, ['counter']],
    ['numbers for texts', { ...birth, procedure: 1.001193 }, 422, ['procedure']],
    ['a citizen’s name', { ...birth, citizenName: name, phone: '0912345678' }, 422, ['citizenName', 'phone']],
    ['an array', [birth], 422, ['']],
  ])('%s', async (_, body, status, paths) => {
    const response = await put(body);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const problem = await response.text();
    expect(JSON.parse(problem).errors.map((error: { path: string }) => error.path)).toEqual(paths);
    // What has no place is named, its value not repeated.
    expect(problem).not.toContain(name);
    expect(problem).not.toContain('0912345678');
    expect((await get()).status).toBe(404);
  });

  test('says so in the reader’s language, with the value and what is expected', async () => {
    const read = async (language: string) =>
      (
        await (
          await service.send('PUT', path, { ...machine, 'accept-language': language }, { ...birth, channel: 'fax' })
        ).json()
      ).errors[0];
    expect(await read('en')).toEqual({ path: 'channel', message: '“fax”: expected one of: counter, online, post' });
    expect(await read('vi')).toEqual({ path: 'channel', message: '“fax”: cần một trong: counter, online, post' });
  });

  test('a body that is no JSON, another content type, too large', async () => {
    const send = (body: string, type: string) =>
      service.app.request(path, { method: 'PUT', body, headers: { ...machine, 'content-type': type } });
    expect((await send('{"procedure":', 'application/json')).status).toBe(400);
    expect((await send('procedure=1', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await send(JSON.stringify({ ...birth, counter: 'x'.repeat(70_000) }), 'application/json')).status).toBe(
      413,
    );
  });

  test.each(['%00', 'a%0ab', 'x'.repeat(65), '%E2%80%AE', '%20'])('a case code like %s', async (code) => {
    expect((await put(birth, `/api/v1/cases/${code}`)).status).toBe(422);
    expect((await get(`/api/v1/cases/${code}`)).status).toBe(404);
  });

  test('another unit’s case is not there, byte for byte', async () => {
    await put(birth);
    const other = await service.addUnit(`don-vi-${number}`);
    const headers = await service.apiKeyFor(other.unitId, 'cases:write');
    const theirs = await service.app.request(path, { headers });
    const nothing = await service.app.request('/api/v1/cases/NOTHING', { headers });
    expect([theirs.status, await theirs.text()]).toEqual([nothing.status, await nothing.text()]);
    expect(theirs.status).toBe(404);
  });

  test.each([
    ['nobody', async () => ({}), 401],
    ['a key that reads results', () => service.apiKey('results:read'), 403],
    ['a leader', () => service.signedInAs('leader'), 403],
    ['a clerk', () => service.signedInAs('clerk'), 201],
  ] as const)('%s', async (_, headers, status) => {
    expect((await service.send('PUT', path, await headers(), birth)).status).toBe(status);
  });
});

describe('a batch', () => {
  const postBatch = (body: unknown, headers = machine) => service.send('POST', '/api/v1/cases/batch', headers, body);
  const code = (place: string) => `B-${number}-${place}`;

  test('gives each case what its own PUT would have, in its order; one that is refused hinders no other', async () => {
    await put(birth, `/api/v1/cases/${code('KNOWN')}`);
    await put(birth, `/api/v1/cases/${code('SAME')}`);
    const cases = [
      { caseCode: ` ${code('new').toLowerCase()} `, ...birth },
      { caseCode: code('KNOWN'), ...birth, counter: '4' },
      { caseCode: code('BAD'), ...birth, closedOn: '2025-02-30', citizenName: 'Nguyễn Văn Không Có Thật' },
      { caseCode: code('SAME'), ...birth },
      { caseCode: 'x'.repeat(65), ...birth },
      { caseCode: code('LATER'), ...birth, closedOn: '2025-08-21' },
      { caseCode: code('KNOWN'), ...birth, closedOn: null },
      'no case',
    ];
    const response = await postBatch({ cases });
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).not.toContain('Không Có Thật');
    const { results, ...counts } = JSON.parse(text);
    expect(counts).toEqual({ created: 1, updated: 2, unchanged: 1, refused: 4 });
    expect(results).toMatchObject([
      { caseCode: code('NEW'), outcome: 'created', case: { invitation: { state: 'open' } } },
      // As it is after the whole batch, which opened it again.
      { caseCode: code('KNOWN'), outcome: 'updated', case: { closedOn: null, invitation: { state: 'withdrawn' } } },
      { caseCode: code('BAD'), outcome: 'refused', problem: { type: '/problems/invalid', status: 422 } },
      { caseCode: code('SAME'), outcome: 'unchanged', case: { invitation: { state: 'open' } } },
      { caseCode: null, outcome: 'refused', problem: { errors: [{ path: 'caseCode' }] } },
      { caseCode: code('LATER'), outcome: 'refused', problem: { errors: [{ path: 'closedOn' }] } },
      { caseCode: code('KNOWN'), outcome: 'updated' },
      { caseCode: null, outcome: 'refused' },
    ]);
    expect(results[2].problem.errors.map((error: { path: string }) => error.path)).toEqual(['closedOn', 'citizenName']);
    const single = await get(`/api/v1/cases/${code('NEW')}`);
    expect(results[0].case).toEqual(await single.json());
  });

  test('takes a thousand with the longest names, and not one more', async () => {
    const long = 'Đ'.repeat(500);
    const thousand = Array.from({ length: 1000 }, (_, place) => ({
      caseCode: `L-${number}-${place}`,
      ...birth,
      procedureName: long,
      resolvingUnit: 'Ơ'.repeat(200),
    }));
    const response = await postBatch({ cases: thousand });
    expect(await response.json()).toMatchObject({ created: 1000, refused: 0 });
    expect((await postBatch({ cases: [...thousand, thousand[0]] })).status).toBe(422);
    const tooMuch = thousand.map((one) => ({ ...one, counter: 'x'.repeat(1000) }));
    expect((await postBatch({ cases: tooMuch })).status).toBe(413);
  });

  test.each<[string, unknown, number]>([
    ['nothing', {}, 422],
    ['an empty list', { cases: [] }, 422],
    ['a list by itself', [birth], 422],
    ['something beside it', { cases: [birth], dryRun: true }, 422],
  ])('refuses %s', async (_, body, status) => {
    expect((await postBatch(body)).status).toBe(status);
  });

  test('is for who may put cases in', async () => {
    const body = { cases: [{ caseCode: code('X'), ...birth }] };
    expect((await postBatch(body, {})).status).toBe(401);
    expect((await postBatch(body, await service.apiKey('results:read'))).status).toBe(403);
  });
});

describe('opening again, taking back, a new code', () => {
  test('a case that is open again has no rating code; closed again it has another', async () => {
    const first = await (await put(birth)).json();
    const open = await (await put({ ...birth, closedOn: null })).json();
    expect(open).toMatchObject({ closedOn: null, invitation: { state: 'withdrawn' } });
    expect((await pageOf(first)).status).toBe(410);
    const refused = await answer(first);
    expect([refused.status, (await refused.json()).type]).toEqual([410, '/problems/invitation-withdrawn']);
    expect((await get(`${path}/qr.svg`)).status).toBe(409);
    const closed = await (await put({ ...birth, closedOn: '2025-08-20' })).json();
    expect(closed.invitation.state).toBe('open');
    expect(closed.invitation.code).not.toBe(first.invitation.code);
    expect((await pageOf(closed)).status).toBe(200);
    expect(await (await pageOf(first)).text()).toContain('đã được thay bằng mã mới');
  });

  test('a case answered before it was opened again stays answered', async () => {
    const first = await (await put(birth)).json();
    expect((await answer(first)).status).toBe(201);
    await put({ ...birth, closedOn: null });
    const closed = await (await put(birth)).json();
    expect(closed.invitation.state).toBe('open');
    expect((await answer(closed, 'another-key')).status).toBe(409);
    expect(await (await pageOf(first)).text()).toContain('đã được thay bằng mã mới');
  });

  test('a case sent by mistake is gone, and sent again it is new but still answered', async () => {
    const view = await (await put(birth)).json();
    await answer(view);
    expect((await service.send('DELETE', path, machine)).status).toBe(204);
    expect((await get()).status).toBe(404);
    expect((await service.send('DELETE', path, machine)).status).toBe(404);
    expect((await pageOf(view)).status).toBe(410);
    const again = await put(birth);
    expect(again.status).toBe(201);
    expect((await answer(await again.json(), 'another-key')).status).toBe(409);
  });

  test('a new code ends the old one at once and gives no second vote', async () => {
    const first = await (await put(birth)).json();
    await answer(first);
    service.clock.advance({ days: 2 });
    const second = await (await service.send('POST', `${path}/invitation`, machine)).json();
    expect(second.invitation).toMatchObject({ state: 'open', expiresOn: '2025-09-06' });
    expect((await pageOf(first)).status).toBe(410);
    expect((await answer(first, 'another-key')).status).toBe(410);
    expect((await answer(second, 'another-key')).status).toBe(409);
    expect((await answer(second)).status).toBe(201);
  });

  test('answered or not, a case looks the same', async () => {
    const look = async () => ({
      case: await (await get()).text(),
      list: await (await get('/api/v1/cases?limit=200')).text(),
    });
    const view = await (await put(birth)).json();
    const before = await look();
    await answer(view);
    expect(await look()).toEqual(before);
  });

  test('while it is open again there is nothing to replace', async () => {
    await put(birth);
    await put({ ...birth, closedOn: null });
    expect((await service.send('POST', `${path}/invitation`, machine)).status).toBe(409);
    expect((await service.send('POST', '/api/v1/cases/NOTHING/invitation', machine)).status).toBe(404);
  });
});

describe('the code to scan', () => {
  test('PNG and SVG hold the address in upper case, small and strong enough', async () => {
    const { invitation } = await (await put(birth)).json();
    const png = await get(new URL(invitation.qrPng).pathname);
    const svg = await get(new URL(invitation.qrSvg).pathname);
    expect([png.headers.get('content-type'), svg.headers.get('content-type')]).toEqual(['image/png', 'image/svg+xml']);
    const decoded = [await decodeQrPng(new Uint8Array(await png.arrayBuffer())), await decodeQrSvg(await svg.text())];
    for (const code of decoded) {
      expect(code).toMatchObject({ text: invitation.url, modes: ['alphanumeric'], errorCorrection: 'M' });
      expect(code.version).toBeLessThanOrEqual(3);
      expect(Math.round(code.quietZone)).toBe(4);
    }
  });

  test('the slip carries the picture, the code in groups, the host and the last day', async () => {
    const { invitation } = await (await put(birth)).json();
    const slip = await get(new URL(invitation.slip).pathname);
    expect(slip.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await slip.text();
    expect(page).toContain(invitation.code);
    expect(page).toContain('danhgia.thuynguyen.gov.vn');
    expect(page).toContain('đến hết ngày 04/9/2025');
  });
});

describe('the list', () => {
  test('is newest first, filtered, page after page without gap or double', async () => {
    const unit = await service.addUnit('danh-sach');
    const headers = await service.apiKeyFor(unit.unitId, 'cases:write');
    const bodies = Array.from({ length: 25 }, (_, index) => ({
      code: `C${String(index).padStart(2, '0')}`,
      procedure: index % 2 ? '1.001193' : '1.004859',
      closedOn: `2025-08-${String(1 + (index % 7)).padStart(2, '0')}`,
    }));
    for (const { code, ...body } of bodies) await service.send('PUT', `/api/v1/cases/${code}`, headers, body);
    await service.send('PUT', '/api/v1/cases/C03', headers, { procedure: '1.001193', closedOn: null });
    const read = async (query: string) => (await service.app.request(`/api/v1/cases?${query}`, { headers })).json();

    const pages: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { cases: { caseCode: string }[]; nextCursor: string | null } = await read(
        `limit=4${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      pages.push(...page.cases.map(({ caseCode }) => caseCode));
      cursor = page.nextCursor;
    } while (cursor);
    const expected = bodies
      .map(({ code, closedOn }) => ({ code, closedOn: code === 'C03' ? '9999' : closedOn }))
      .sort((a, b) => b.closedOn.localeCompare(a.closedOn) || b.code.localeCompare(a.code))
      .map(({ code }) => code);
    expect(pages).toEqual(expected);

    const some = await read('closedFrom=2025-08-02&closedTo=2025-08-03');
    expect(new Set(some.cases.map((found: { closedOn: string }) => found.closedOn))).toEqual(
      new Set(['2025-08-02', '2025-08-03']),
    );
    expect((await read('state=withdrawn')).cases).toMatchObject([{ caseCode: 'C03' }]);
    expect((await read('state=open&limit=200')).cases).toHaveLength(24);
    expect((await read('state=expired')).cases).toHaveLength(0);
    expect((await read('field=dat-dai')).cases).toHaveLength(0);
  });

  test.each(['limit=0', 'limit=201', 'limit=x', 'cursor=x', 'state=answered', 'closedFrom=x', 'unknown=1'])(
    'refuses ?%s',
    async (query) => {
      expect((await get(`/api/v1/cases?${query}`)).status).toBe(422);
    },
  );
});
