import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { fillSettledQuarters } from '../api/testing/settled-quarters.ts';
import { type LocalDate, languages, type Month, type Role, type UnitId } from '../db/vocabulary.ts';
import { axeViolations } from '../scripts/testing/axe.ts';
import { Example, procedures, type Visit } from './example.ts';

/** Periods of the service under test, by how many answers they hold. */
const periods = {
  nothing: 'from=2023-01&to=2023-03',
  one: 'from=2026-02&to=2026-02',
  thirty: 'from=2026-01&to=2026-01',
  hundreds: 'from=2025-10&to=2025-12',
  hundredThousand: 'from=2025-07&to=2025-09',
};

let example: Example;
let large: UnitId;
let visit: Visit;

beforeAll(async () => {
  example = await Example.start();
  const { service } = example;
  const { db, unit } = service;
  service.clock.set('2026-02-15T03:00:00Z');
  await fillSettledQuarters(db, unit.unitId);
  await example.close({ procedure: procedures.chungThuc, closedOn: '2026-01-05', cases: 34, marks: Array(30).fill(5) });
  await example.close({
    procedure: procedures.hoTich,
    closedOn: '2026-02-03',
    cases: 2,
    marks: [5],
    dueOn: '2026-02-02',
  });
  await service.seal();
  large = (await service.addUnit('quan-lon')).unitId;
  await store(large, ['2025-04', '2025-05', '2025-06'], { 'ho-tich': [1000, 9000], 'dat-dai': [3000, 27_000] });
  await store(large, ['2025-07', '2025-08', '2025-09'], { 'ho-tich': [500, 9500], 'dat-dai': [5000, 18_333] });
  const said = ['Ghế chờ hơi ít.', 'Cán bộ tận tình', ...Array.from({ length: 58 }, (_, index) => `Ý kiến ${index}`)];
  await db
    .insertInto('comments')
    .values(
      said.map((comment, index) => ({ unitId: unit.unitId, fieldId: index < 20 ? 'ho-tich' : 'dat-dai', comment })),
    )
    .execute();
  for (let number = 1; number <= 12; number++) {
    const { unitId } = await service.addUnit(`phuong-${number}`);
    // The first is large and far below, the second small and looks no better.
    const [low, high] = number === 1 ? [100, 400] : [1, number === 2 ? 4 : 30 * number];
    await store(unitId, ['2025-10'], { 'ho-tich': [low, high] });
  }
});
afterAll(() => example.stop());
afterEach(async () => {
  expect(visit.faults).toEqual([]);
  await visit.close();
});

/** What seal would have stored of settled months: dissatisfied and satisfied answers a month by field, half as many cases again. */
async function store(
  unitId: UnitId,
  months: readonly string[],
  fields: Readonly<Record<string, readonly [number, number]>>,
): Promise<void> {
  const { db } = example.service;
  const settledOn = '2026-01-30' as LocalDate;
  const stored = months.map((month) => month as Month);
  await db
    .insertInto('months')
    .values(stored.map((month) => ({ unitId, month, settledOn })))
    .execute();
  const rows = stored.flatMap((month) =>
    Object.entries(fields).map(([fieldId, [low, high]]) => {
      const closed = Math.round((low + high) * 1.5);
      return {
        unitId,
        month,
        fieldId,
        closed,
        level1: low,
        level2: 0,
        level3: 0,
        level4: 0,
        level5: high,
        held: false,
      };
    }),
  );
  await db.insertInto('rollups').values(rows).execute();
}

async function arrive(path: string, roles: readonly Role[] = ['leader'], options = {}) {
  visit = await example.visit(roles, options);
  return visit.open(path);
}

async function drawn(selector: string, count: number): Promise<void> {
  await visit.page.waitForFunction(
    ([selector, count]) => document.querySelectorAll(`${selector} svg.plot`).length === count,
    [selector, count] as const,
  );
}

/** Waits for what a press or a step brings: the page before stays in sight until then. */
async function waitFor(text: string, selector = 'main'): Promise<void> {
  await visit.page.locator(selector).filter({ hasText: text }).first().waitFor();
}

const texts = (selector: string) => visit.page.locator(selector).allInnerTexts();

describe('the overview', () => {
  test('asks for the twelve months at once', async () => {
    visit = await example.visit(['leader']);
    const asked: string[] = [];
    visit.page.on('request', (request) => asked.push(new URL(request.url()).search));
    await visit.open(`/admin?${periods.hundreds}`);
    await drawn('.multiples', await visit.page.locator('.multiple').count());
    const reports = asked.filter((search) => search.includes('by=field'));
    expect(reports.filter((search) => search.includes('series=month'))).toHaveLength(1);
    expect(reports.length).toBeLessThanOrEqual(4);
  });

  test('says that the plan is over from which a target comes', async () => {
    await arrive(`/admin?${periods.thirty}`);
    const ended = 'Theo kế hoạch 6 tháng cuối năm 2025 (đã hết kỳ), chưa có kế hoạch mới.';
    expect(await visit.text('.standing')).toContain(ended);
    expect(await visit.text('.notes')).toContain(ended);
    await visit.open(`/admin?${periods.hundreds}`);
    expect(await visit.text('main')).not.toContain('đã hết kỳ');
  });

  test('of a period without answers leads to one that has some', async () => {
    await arrive(`/admin?${periods.nothing}`);
    expect(await visit.text('.empty')).toContain('Chưa có số liệu trong kỳ này. Chọn kỳ khác.');
  });

  test('of one answer tells nothing of it', async () => {
    const page = await arrive(`/admin?${periods.one}`);
    expect(await visit.text('.standing .lead')).toBe('Chưa có số liệu.');
    expect(await visit.text('.below')).toContain('Chưa lĩnh vực nào đủ phiếu để kết luận.');
    expect(await visit.text('.other-fields')).toContain('Chưa có số liệu: Hộ tịch.');
    expect(await visit.text('details.waiting summary')).toContain('1 phiếu chưa hiện');
    expect(await page.locator('.field-card').count()).toBe(0);
    // Late, as the case records say, whatever anybody thought of it.
    expect(await visit.text('.apart')).toContain('Theo sổ hồ sơ: 0/2 đúng hạn; 2 trễ hạn, 0 đã gửi thư xin lỗi.');
  });

  test('of thirty answers, all satisfied, says how many are missing', async () => {
    await arrive(`/admin?${periods.thirty}`);
    expect(await visit.text('.looks-fine .field-card')).toContain('100,0% hài lòng (30/30 phiếu)');
    expect(await visit.text('.looks-fine .field-card')).toContain(
      'Nếu tỷ lệ giữ nguyên, thêm 42 phiếu nữa thì chắc chắn.',
    );
    // So few that twelve months are looked at together: those of the quarters before come in.
    expect(await visit.text('section[aria-labelledby=twelve]')).toContain('Gộp 12 tháng, đến tháng 01/2026');
    const rolling = await visit.text('section[aria-labelledby=twelve] tbody tr');
    expect(rolling).toContain('Chứng thực');
    expect(rolling).toContain('/250');
  });

  test('of a settled quarter tells what is below, what only looks fine, how the silent could change it', async () => {
    const page = await arrive(`/admin?${periods.hundreds}`);
    expect(await page.title()).toBe('Tổng quan quý IV/2025 – Hài Lòng');
    const { groups } = await satisfaction(periods.hundreds);
    const names = (wanted: (group: { flagged: boolean; verdict: string }) => boolean) =>
      groups.filter(wanted).map(({ name }: { name: string }) => name);
    expect((await texts('.below .field-link')).sort()).toEqual(names(({ flagged }) => flagged).sort());
    expect((await texts('.looks-fine .field-link')).sort()).toEqual(
      names(({ verdict }) => verdict === 'met-uncertain').sort(),
    );
    expect(await visit.text('section[aria-labelledby=changes]')).toContain('Thay đổi so với quý III/2025');
    expect(await visit.text('section[aria-labelledby=changes]')).toContain('Không lĩnh vực nào thay đổi rõ.');
    // Land: 60 answers of 67 cases, the seven silent ones decide nothing.
    const coverage = await texts('section[aria-labelledby=coverage] tbody tr');
    const land = groups.find(({ key }: { key: string }) => key === 'dat-dai');
    expect(coverage.find((row) => row.startsWith('Đất đai'))).toContain(`${land.closed - land.answered}`);
    await drawn('.multiples', 4);
    expect(await page.locator('.multiples [role=img]').first().getAttribute('aria-label')).toMatch(
      /tỷ lệ hài lòng từng tháng.*Gần nhất, tháng 12\/2025: \d+,\d% \(\d+\/\d+ phiếu\)/,
    );
    expect(await page.locator('svg style').count()).toBe(0);
    await page.click('text=Bảng số liệu từng tháng');
    expect(await page.locator('.compact tbody tr').count()).toBe(4);
    expect(await page.locator('.compact thead th').allTextContents()).toEqual([
      'Lĩnh vực',
      '7/2025',
      '8/2025',
      '9/2025',
      '10/2025',
      '11/2025',
      '12/2025',
    ]);
  });

  test('of a hundred thousand answers is certain, and tells clear changes', async () => {
    const page = await arrive(`/admin?${periods.hundredThousand}`, ['leader'], { unitId: large });
    expect(await visit.text('.standing .lead')).toContain('83.499/99.999 phiếu');
    expect(await visit.text('.below .badge')).toBe('Chưa đạt, chắc chắn');
    expect(await page.locator('.field-card >> text=Nếu tỷ lệ giữ nguyên').count()).toBe(0);
    const changes = await texts('.clear-changes li');
    expect(changes[0]).toMatch(/^Đất đai: Giảm rõ, giảm 11,4 điểm phần trăm/);
    expect(changes[1]).toMatch(/^Hộ tịch: Tăng rõ, tăng 5,0 điểm phần trăm/);
  });

  test('is where the head begins, with the current quarter', async () => {
    const page = await arrive('/admin');
    await page.waitForURL('**/admin?from=2026-01&to=2026-03');
    await waitFor('Tổng quan quý I/2026', 'h1');
    expect(await page.locator('nav a[aria-current]').allTextContents()).toEqual(['Tổng quan']);
    await page.click('text=Kỳ trước');
    await page.waitForURL('**/admin?from=2025-10&to=2025-12');
    await waitFor('Đất đai', '.below');
    await page.locator('.below .field-link').first().click();
    await page.waitForURL('**/admin/results/dat-dai?from=2025-10&to=2025-12');
  });
});

describe('a field', () => {
  test('shows of a settled quarter what drags it down', async () => {
    const page = await arrive(`/admin/results/dat-dai?${periods.hundreds}`);
    await page.waitForSelector('#questions');
    await drawn('section[aria-labelledby=questions]', 2);
    await drawn('section[aria-labelledby=levels]', 1);
    const { groups } = await satisfaction(`${periods.hundreds}&by=question&field=dat-dai`);
    const elements = groups
      .filter(({ key }: { key: string }) => key.startsWith('element:'))
      .sort((a: { percent: number }, b: { percent: number }) => a.percent - b.percent);
    const rows = await texts('section[aria-labelledby=questions] table:first-of-type tbody tr th');
    expect(rows.slice(0, 1)).toEqual([elements[0].name]);
    expect(
      await page.locator('section[aria-labelledby=questions] [role=img]').first().getAttribute('aria-label'),
    ).toContain(`Thấp nhất: ${elements[0].name}`);
    expect(await visit.text('section[aria-labelledby=procedures]')).toContain('Khác (gộp các nhóm ít phiếu)');
    expect(await texts('section[aria-labelledby=channels] tbody th')).toEqual(
      expect.arrayContaining(['Trực tiếp', 'Trực tuyến']),
    );
    expect(await texts('section[aria-labelledby=media] tbody th')).toEqual(
      expect.arrayContaining(['Điện thoại', 'Khác (gộp các nhóm ít phiếu)']),
    );
  });

  test('names a question with fewer than five answers without its figures', async () => {
    await arrive(`/admin/results/dat-dai?${periods.hundreds}`);
    await visit.page.waitForSelector('#questions');
    expect(await visit.text('section[aria-labelledby=questions]')).toContain('Chưa đủ 5 phiếu nên không nêu số');
  });

  test('says of another period why there is no detail, and leads to the newest that has some', async () => {
    const page = await arrive(`/admin/results/ho-tich?${periods.one}`);
    await page.waitForSelector('#detail');
    expect(await visit.text('section[aria-labelledby=detail]')).toContain(
      'Bảng này chỉ có cho các quý đã chốt, đến quý IV/2025.',
    );
    await page.click('text=Xem quý IV/2025');
    await page.waitForURL(`**/admin/results/ho-tich?${periods.hundreds}`);
    await page.waitForSelector('#questions');
  });

  test('leads to its comments', async () => {
    const page = await arrive(`/admin/results/ho-tich?${periods.hundreds}`);
    await page.click('text=Góp ý về lĩnh vực này');
    await page.waitForURL('**/admin/comments?field=ho-tich');
    await waitFor('Đang hiện 20 trong 20 góp ý.');
  });
});

describe('comments', () => {
  test('come page after page, in both cases with how many there are', async () => {
    const page = await arrive('/admin/comments');
    expect(await visit.text('main')).toContain('Góp ý xếp ngẫu nhiên, tách khỏi mức đánh giá');
    expect(await page.locator('.comments li').count()).toBe(50);
    await page.click('text=Xem thêm');
    await page.waitForFunction(() => document.querySelectorAll('.comments li').length === 60);
    expect(await visit.text('main [role=status]')).toBe('Đang hiện 60 trong 60 góp ý.');
  });

  test('are found without their diacritics, and the URL keeps the search', async () => {
    const page = await arrive('/admin/comments');
    await page.fill('input[name=search]', 'ghe cho');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/admin/comments?search=ghe+cho');
    await waitFor('Đang hiện 1 góp ý.');
    expect(await texts('.comments blockquote')).toEqual(['Ghế chờ hơi ít.']);
    expect(await page.locator('mark').allTextContents()).toEqual(['Ghế chờ']);
    await page.reload();
    await visit.settled();
    expect(await page.inputValue('input[name=search]')).toBe('ghe cho');
    await page.selectOption('select[name=field]', 'dat-dai');
    await page.click('.filter-form button');
    await page.waitForURL('**/admin/comments?field=dat-dai&search=ghe+cho');
    await waitFor('Không có góp ý nào khớp.', '.empty');
    await page.click('.empty .button');
    await page.waitForURL('**/admin/comments');
  });

  test('are not for auditors', async () => {
    const page = await arrive('/admin/comments', ['auditor']);
    expect(await visit.text('main')).toContain('Tài khoản này không có quyền làm việc đó.');
    expect(await page.locator('nav a').allTextContents()).not.toContain('Góp ý');
  });
});

describe('units compared', () => {
  const path = '/admin/compare?from=2025-10&to=2025-10';

  test('a large unit outside the funnel is told apart from a small one whose rate says nothing', async () => {
    const page = await arrive(path, ['auditor'], { unitId: null });
    await drawn('main', 1);
    const [, ...rows] = await visit.rows();
    // By name, and numbers in names as numbers: a list is no ranking.
    expect(rows.map(([name]) => name).slice(0, 4)).toEqual([
      'Trung tâm phuong-1',
      'Trung tâm phuong-2',
      'Trung tâm phuong-3',
      'Trung tâm phuong-4',
    ]);
    expect(rows[0]?.slice(1, 3)).toEqual(['80,0%', 'Thấp hơn, ngoài đường ngoài']);
    expect(rows[1]?.slice(1, 3)).toEqual(['80,0%', 'Trong phễu']);
    expect(await page.locator('main [role=img]').getAttribute('aria-label')).toMatch(/đơn vị nằm ngoài phễu/);
    await page.getByRole('columnheader', { name: 'So với may rủi' }).getByRole('button').press('Enter');
    await page.waitForURL('**&sort=place');
    expect((await visit.rows())[0]?.[0]).toBe('Trung tâm phuong-1');
    await page.selectOption('select[name=field]', 'dat-dai');
    await page.click('main > .filter-form button');
    await page.waitForURL('**&field=dat-dai');
  });

  test('lead to a field by its name, though no catalogue is of all units', async () => {
    await arrive(`/admin/results/dat-dai?${periods.hundreds}`, ['auditor'], { unitId: null });
    await waitFor('Đất đai', 'h1');
  });

  test('are not for who belongs to one of them', async () => {
    const page = await arrive(path, ['auditor']);
    expect(await visit.text('main')).toContain('Tài khoản này không có quyền làm việc đó.');
    expect(await page.locator('nav a').allTextContents()).not.toContain('So sánh đơn vị');
  });
});

interface State {
  readonly name: string;
  readonly path: string;
  readonly roles?: readonly Role[];
  readonly unit?: 'large' | 'all';
}

const states: readonly State[] = [
  ...Object.entries(periods).map(
    ([name, period]): State => ({
      name: `overview, ${name}`,
      path: `/admin?${period}`,
      ...(name === 'hundredThousand' && { unit: 'large' }),
    }),
  ),
  { name: 'overview of all units', path: `/admin?${periods.hundreds}`, roles: ['auditor'], unit: 'all' },
  { name: 'field, settled', path: `/admin/results/dat-dai?${periods.hundreds}` },
  { name: 'field, open', path: `/admin/results/ho-tich?${periods.one}` },
  { name: 'comments', path: '/admin/comments?search=cho' },
  { name: 'comments, none found', path: '/admin/comments?search=zzz&field=dat-dai' },
  {
    name: 'comparison',
    path: '/admin/compare?from=2025-10&to=2025-10&sort=-percent',
    roles: ['auditor'],
    unit: 'all',
  },
];

describe.each(languages)('in %s', (language) => {
  test.each(states)(
    '$name: no barrier that axe knows, nothing past the edge of a phone',
    async ({ path, roles = ['leader'], unit }) => {
      const unitId = unit && (unit === 'all' ? null : large);
      const page = await arrive(path, roles, { language, unitId });
      await page.waitForTimeout(300);
      for (const details of await page.locator('details.figures:not([open]) summary').all()) await details.click();
      expect(await axeViolations(page)).toEqual([]);
      // 360 pixels, and 1280 at 200 %.
      for (const width of [640, 360]) {
        await page.setViewportSize({ width, height: 740 });
        const tooWide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(tooWide).toBe(0);
      }
      expect(await axeViolations(page)).toEqual([]);
    },
  );
});

async function satisfaction(query: string) {
  const headers = await example.service.signedInAs('leader');
  return (await example.service.app.request(`/api/v1/satisfaction?${query}`, { headers })).json();
}
