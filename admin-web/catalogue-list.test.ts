import { expect, test } from 'vitest';
import { stateOf, wantedProcedures } from './catalogue-list.ts';
import type { Procedure } from './client.ts';

const procedure = (procedureCode: string, nameVi: string, more: Partial<Procedure> = {}): Procedure => ({
  procedureCode,
  nameVi,
  nameEn: null,
  fieldId: 'ho-tich',
  reviewed: true,
  closed: false,
  mergedInto: null,
  revision: 1,
  ...more,
});
const list = [
  procedure('1.1', 'Đăng ký khai sinh', { nameEn: 'Registration of birth' }),
  procedure('1.2', 'Đất đai', { fieldId: 'dat-dai', closed: true }),
  procedure('DP-1', 'Khai sinh', { reviewed: false }),
  procedure('DP-2', 'Khai sinh', { reviewed: true, closed: true, mergedInto: '1.1' }),
];

test('each stands in one state', () => {
  expect(list.map(stateOf)).toEqual(['open', 'closed', 'unreviewed', 'merged']);
});

test.each([
  ['', ['1.1', '1.2', 'DP-1', 'DP-2']],
  ['q=sinh khai', ['1.1', 'DP-1', 'DP-2']],
  ['q=dp-', ['DP-1', 'DP-2']],
  ['q=BIRTH', ['1.1']],
  ['q=dat', ['1.2']],
  ['field=dat-dai', ['1.2']],
  ['state=unreviewed', ['DP-1']],
  ['q=sinh&state=open', ['1.1']],
  ['q=không có', []],
])('“%s” asks for %j', (query, codes) => {
  const found = wantedProcedures(list, new URLSearchParams(query));
  expect(found.map(({ procedureCode }) => procedureCode)).toEqual(codes);
});
