import { expect, test } from 'vitest';
import type { Procedure } from './client.ts';
import { likelyProcedures } from './likely-procedures.ts';

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
const known = [
  procedure('1.001193', 'Đăng ký khai sinh'),
  procedure('1.000689', 'Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con'),
  procedure('1.000656', 'Đăng ký khai tử'),
  procedure('DP-9', 'Đăng ký khai sinh', { reviewed: false }),
  procedure('DP-8', 'Đăng ký khai sinh', { mergedInto: '1.001193' }),
];

test.each([
  // Accents and case aside, and never what is unreviewed or merged itself.
  ['ĐANG KÝ KHAI SINH', ['1.001193', '1.000656']],
  ['Đăng ký khai sinh (lần đầu)', ['1.001193']],
  ['Cấp giấy phép xây dựng', []],
  ['', []],
])('“%s” may be %j', (nameVi, codes) => {
  const found = likelyProcedures(procedure('DP-1', nameVi, { reviewed: false }), known);
  expect(found.map(({ procedureCode }) => procedureCode)).toEqual(codes);
});
