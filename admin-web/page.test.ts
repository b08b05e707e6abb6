import { expect, test } from 'vitest';
import { findPage, type Page } from './page.ts';

const page = (path: string): Page => ({ path, load: () => Promise.reject(new Error('not loaded here')) });
const pages = ['/admin/cases', '/admin/cases/new', '/admin/cases/:caseCode'].map(page);

test.each([
  ['/admin/cases', '/admin/cases', {}],
  ['/admin/cases/new', '/admin/cases/new', {}],
  ['/admin/cases/NEW', '/admin/cases/:caseCode', { caseCode: 'NEW' }],
  ['/admin/cases/H24%2F30', '/admin/cases/:caseCode', { caseCode: 'H24/30' }],
  ['/admin/cases/H%E1%BB%92', '/admin/cases/:caseCode', { caseCode: 'HỒ' }],
])('%s is the page %s with %o', (path, expected, params) => {
  expect(findPage(pages, path)).toMatchObject({ page: { path: expected }, params });
});

test.each(['/admin', '/admin/cases/', '/admin/cases/a/b', '/admin/cases/%E1'])('%s is no page', (path) => {
  expect(findPage(pages, path)).toBeUndefined();
});
