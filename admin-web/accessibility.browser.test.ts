import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages, type Role } from '../db/vocabulary.ts';
import { axeViolations } from '../scripts/testing/axe.ts';
import { Example, procedures } from './example.ts';

let example: Example;

beforeAll(async () => {
  example = await Example.start();
  const { service } = example;
  service.clock.set('2025-08-20T03:00:00Z');
  await example.close({ procedure: procedures.hoTich, closedOn: '2025-07-07', cases: 12, marks: Array(12).fill(5) });
  await example.close({ procedure: procedures.datDai, closedOn: '2025-07-08', cases: 9, marks: Array(8).fill(2) });
  await service.seal();
  service.clock.set('2025-12-15T03:00:00Z');
  await example.close({ procedure: procedures.hoTich, closedOn: '2025-12-01', cases: 8, marks: [5, 5, 5, 4, 1] });
  await example.close({
    procedure: procedures.chungThuc,
    closedOn: '2025-12-02',
    cases: 3,
    marks: [5],
    dueOn: '2025-12-01',
  });
  await service.seal();
});
afterAll(() => example.stop());

interface State {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly path: string;
  reach?(page: Page): Promise<unknown>;
}

const states: State[] = [
  { name: 'sign-in', roles: [], path: '/admin/sign-in' },
  {
    name: 'sign-in refused',
    roles: [],
    path: '/admin/sign-in',
    reach: async (page) => {
      await page.click('button[type=submit]');
      await page.waitForSelector('.notice-bad');
    },
  },
  { name: 'setup', roles: [], path: '/admin/setup?token=x' },
  { name: 'setup without its token', roles: [], path: '/admin/setup' },
  {
    name: 'results, settled and open',
    roles: ['admin', 'leader', 'clerk'],
    path: '/admin/results?from=2025-07&to=2025-12&sort=-percent',
    reach: (page) => page.click('details.waiting summary'),
  },
  { name: 'integration', roles: ['admin'], path: '/admin/integration' },
  { name: 'results of an empty period', roles: ['leader'], path: '/admin/results?from=2024-01&to=2024-03' },
  { name: 'results not settled', roles: ['clerk'], path: '/admin/results?from=2025-10&to=2025-12' },
  { name: 'a field', roles: ['leader'], path: '/admin/results/ho-tich?from=2025-07&to=2025-12' },
  { name: 'cases', roles: ['clerk'], path: '/admin/cases?closedFrom=2025-07-08' },
  { name: 'cases, none found', roles: ['clerk'], path: '/admin/cases?q=NONE' },
  {
    name: 'a code held out',
    roles: ['clerk'],
    path: '/admin/cases',
    reach: async (page) => {
      await page.locator('.row-actions button').first().click();
      await page.waitForSelector('dialog img');
    },
  },
  {
    name: 'a new case with the choice open',
    roles: ['clerk'],
    path: '/admin/cases/new',
    reach: async (page) => {
      await page.fill('#procedure', 'khai');
      await page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'a new case with errors',
    roles: ['clerk'],
    path: '/admin/cases/new',
    reach: async (page) => {
      await page.locator('.check input').check();
      await page.click('button[type=submit]');
      await page.waitForSelector('.field-bad');
    },
  },
  {
    name: 'a case',
    roles: ['clerk'],
    path: '/admin/cases/H24.30-0030',
    reach: (page) => page.waitForSelector('.qr img'),
  },
  {
    name: 'a case about to be deleted',
    roles: ['clerk'],
    path: '/admin/cases/H24.30-0001',
    reach: async (page) => {
      await page.click('.danger');
      await page.waitForSelector('dialog[open]');
    },
  },
  { name: 'a page not permitted', roles: ['leader'], path: '/admin/cases' },
  { name: 'no page at all', roles: ['leader'], path: '/admin/nothing' },
];

describe.each(languages)('in %s', (language) => {
  test.each(states)(
    '$name: no barrier that axe knows, nothing past the edge of a phone',
    async ({ roles, path, reach }) => {
      const visit = await example.visit(roles, { language });
      const page = await visit.open(path);
      await reach?.(page);
      expect(await page.getAttribute('html', 'lang')).toBe(language);
      expect(await axeViolations(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await axeViolations(page)).toEqual([]);
      const tooWide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(tooWide).toBe(0);
      expect(visit.faults).toEqual([]);
      await visit.close();
    },
  );
});

test('everything that is pressed is large enough for a finger', async () => {
  const visit = await example.visit(['admin', 'leader', 'clerk'], { width: 360 });
  for (const path of ['/admin/results?from=2025-07&to=2025-12', '/admin/cases', '/admin/cases/new']) {
    const page = await visit.open(path);
    const small = await page
      .locator('main button, main select, main input:not([type=hidden]), main a.button, main .quiet')
      .evaluateAll((all) =>
        all
          .filter((element) => element.getClientRects().length > 0 && !element.closest('.check'))
          .filter((element) => element.getBoundingClientRect().height < 40)
          .map((element) => element.outerHTML),
      );
    expect(small).toEqual([]);
  }
  await visit.close();
});

test('on paper the table stays a table, and what can’t be pressed is gone', async () => {
  const visit = await example.visit(['leader'], { width: 700 });
  const page = await visit.open('/admin/results?from=2025-07&to=2025-12');
  await page.emulateMedia({ media: 'print' });
  expect(
    await page
      .locator('table.data tbody tr')
      .first()
      .evaluate((row) => getComputedStyle(row).display),
  ).toBe('table-row');
  expect(
    await page
      .locator('.chooser, nav, .tools')
      .evaluateAll((all) => all.filter((one) => one.getClientRects().length > 0).length),
  ).toBe(0);
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(tooWide).toBe(0);
  await visit.close();
});
