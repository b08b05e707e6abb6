import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fillSettledQuarters } from '../api/testing/settled-quarters.ts';
import { languages, type Role } from '../db/vocabulary.ts';
import { axeViolations } from '../scripts/testing/axe.ts';
import { Example, type Visit } from './example.ts';

/** A leader shows a settled quarter to everybody, and takes it back. */
let example: Example;
let visit: Visit;
beforeAll(async () => {
  example = await Example.start();
  await fillSettledQuarters(example.service.db, example.service.unit.unitId);
});
afterAll(() => example.stop());
afterEach(async () => {
  expect(visit.faults).toEqual([]);
  await visit.close();
  await example.service.db.deleteFrom('publishedQuarters').execute();
});

const quarter = 'from=2025-07&to=2025-09';
async function arrive(path: string, roles: readonly Role[] = ['leader'], options = {}) {
  visit = await example.visit(roles, options);
  const page = await visit.open(path);
  await page.locator('.standing').waitFor();
  await visit.settled();
  return page;
}

test.each(['/admin', '/admin/results'])(
  '%s: a leader publishes the quarter, sees it, and takes it back',
  async (path) => {
    const page = await arrive(`${path}?${quarter}`);
    const state = page.locator('section[aria-labelledby=publication]');
    await state.getByText('Kết quả quý III/2025 chưa công khai.').waitFor();
    await state.getByRole('button', { name: 'Công khai quý này' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.textContent()).toContain('Thôi công khai lúc nào cũng được.');
    expect(await dialog.textContent()).not.toContain('Không hoàn tác được');
    await dialog.getByRole('button', { name: 'Công khai quý này' }).click();
    await state.getByText('đã công khai từ ngày').waitFor();
    await state.getByRole('button', { name: 'Thôi công khai' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Thôi công khai' }).click();
    await state.getByText('chưa công khai').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await state.getByRole('button', { name: 'Công khai quý này' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Công khai quý này' }).click();
    await state.getByRole('link', { name: 'Xem trang công khai' }).click();
    await page.getByRole('heading', { name: 'Quý III/2025' }).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(4);
  },
);

test.each<[string, string, Role]>([
  ['an auditor', quarter, 'auditor'],
  ['a leader, of a month', 'from=2025-07&to=2025-07', 'leader'],
  ['a leader, of a half year', 'from=2025-07&to=2025-12', 'leader'],
])('%s is not asked', async (_, period, role) => {
  const page = await arrive(`/admin/results?${period}`, [role]);
  await page.locator('#notes').waitFor();
  expect(await page.locator('section[aria-labelledby=publication]').count()).toBe(0);
});

test.each(languages.flatMap((language) => [360, 1280].map((width) => ({ language, width }))))(
  'has no fault that axe finds: $language, $width px',
  async ({ language, width }) => {
    const page = await arrive(`/admin/results?${quarter}`, ['leader'], { language, width });
    await page.locator('section[aria-labelledby=publication] button').click();
    await page.getByRole('dialog').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  },
);
