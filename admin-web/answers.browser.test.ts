import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { fillSettledQuarters } from '../api/testing/settled-quarters.ts';
import { languages, type Quarter, type Role } from '../db/vocabulary.ts';
import { axeViolations } from '../scripts/testing/axe.ts';
import { Example, type Visit } from './example.ts';

/** What people chose where a question has one choice, as the head sees it. */
let example: Example;
let visit: Visit;
beforeAll(async () => {
  example = await Example.start();
  const { db, unit } = example.service;
  const { unitId } = unit;
  await fillSettledQuarters(db, unitId);
  const text = (vi: string) => ({ vi, en: `${vi} (en)` });
  const single = (id: string, vi: string, options: readonly string[], more = {}) => ({
    id,
    type: 'single',
    required: false,
    text: text(vi),
    options: options.map((option) => ({ id: option, text: text(option) })),
    ...more,
  });
  const questions = [
    { id: 'access', type: 'likert5', required: false, text: text('Tiếp cận dịch vụ'), element: 'access' },
    single('why.access.signage', 'Biển chỉ dẫn khó thấy', ['yes'], { showIf: { question: 'access', answers: [1, 2] } }),
    single('why.access.seating', 'Thiếu ghế ngồi chờ', ['yes'], { showIf: { question: 'access', answers: [1, 2] } }),
    single('apology', 'Ông/bà có được xin lỗi không?', ['Có', 'Không']),
    single('harassment', 'Có ai gây phiền hà không?', ['Không', 'Có'], { sensitive: true }),
  ];
  await db
    .insertInto('questionnaires')
    .values({ unitId, version: 3, definition: JSON.stringify({ version: 3, questions }), publishedAt: new Date(0) })
    .execute();
  const place = { unitId, quarter: '2025-Q3' as Quarter, fieldId: 'ho-tich', version: '3' };
  const chosen = (questionId: string, optionId: string, answered: number) => ({
    ...place,
    questionId,
    optionId,
    answered,
    withheld: optionId === '',
  });
  await db
    .insertInto('quarterChoices')
    .values([chosen('why.access.signage', 'yes', 6), chosen('why.access.seating', 'yes', 9), chosen('apology', '', 0)])
    .execute();
  const levels = { level1: 4, level2: 8, level3: 0, level4: 3, level5: 20 };
  await db
    .insertInto('quarterQuestions')
    .values({ ...place, questionId: 'access', ...levels, withheld: false })
    .execute();
  const sensitive = { unitId, quarter: '2025-Q3' as Quarter, questionId: 'harassment' };
  await db
    .insertInto('quarterSensitive')
    .values([
      { ...sensitive, optionId: 'Không', answered: 38 },
      { ...sensitive, optionId: 'Có', answered: 2 },
    ])
    .execute();
});
afterAll(() => example.stop());
afterEach(async () => {
  expect(visit.faults).toEqual([]);
  await visit.close();
});

const quarter = 'from=2025-07&to=2025-09';
async function arrive(path: string, roles: readonly Role[] = ['leader'], options = {}) {
  visit = await example.visit(roles, options);
  const page = await visit.open(path);
  await page.locator('.choices').first().waitFor();
  return page;
}
const rowsOf = (caption: string) =>
  visit.page.locator('.choice', { hasText: caption }).locator('tbody tr').allInnerTexts();
const cells = (rows: readonly string[]) => rows.map((row) => row.split(/\s*[\t\n]\s*/).filter(Boolean));

describe('the field', () => {
  test('tells reasons as counts of who was asked, the most frequent first, and never a percentage', async () => {
    await arrive(`/admin/results/ho-tich?${quarter}`);
    expect(cells(await rowsOf('Tiếp cận dịch vụ'))).toEqual([
      ['Thiếu ghế ngồi chờ', '9/12'],
      ['Biển chỉ dẫn khó thấy', '6/12'],
    ]);
    const reasons = await visit.text('section[aria-labelledby=reasons]');
    expect(reasons).toContain('12 người chấm thấp và được hỏi.');
    expect(reasons).not.toContain('%');
  });

  test('tells what was chosen with its share, who answered, and what has too few answers', async () => {
    await arrive(`/admin/results/ho-tich?${quarter}`);
    const [first, ...others] = cells(await rowsOf('Ông/bà đã đến mấy lần?'));
    expect(first).toEqual(['Chọn 0', '100,0%', '102']);
    expect(others).toHaveLength(2);
    expect(await visit.text('section[aria-labelledby=people]')).toContain('Giới tính');
    expect(await visit.text('main')).toContain(
      'Có từ 1 đến 4 câu trả lời nên không nêu số liệu: “Ông/bà có được xin lỗi không?”.',
    );
    expect(await visit.page.locator('#sensitive').count()).toBe(0);
  });
});

test.each(['/admin', '/admin/results'])(
  '%s tells of extra fees and harassment for the whole unit and quarter',
  async (path) => {
    await arrive(`${path}?${quarter}`);
    await visit.page.locator('#sensitive').waitFor();
    expect(cells(await rowsOf('Có ai gây phiền hà không? (quý III/2025)'))).toEqual([
      ['Không', '95,0%', '38'],
      ['Có', '5,0%', '2'],
    ]);
  },
);

test('a clerk sees what was chosen, and nothing sensitive', async () => {
  await arrive(`/admin/results?${quarter}`, ['clerk']);
  expect(await visit.page.locator('#reasons').count()).toBe(1);
  expect(await visit.page.locator('#sensitive').count()).toBe(0);
});

describe.each(languages)('in %s', (language) => {
  test.each(['/admin', '/admin/results', '/admin/results/ho-tich'])(
    '%s: no barrier that axe knows, nothing past the edge of a phone',
    async (path) => {
      for (const width of [360, 1280]) {
        const page = await arrive(`${path}?${quarter}`, ['leader'], { language, width });
        expect(await axeViolations(page)).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
        if (process.env.SHOTS)
          await page.screenshot({
            path: `${process.env.SHOTS}/${path.replaceAll('/', '-')}-${language}-${width}.png`,
            fullPage: true,
          });
        if (width === 360) await visit.close();
      }
    },
  );
});
