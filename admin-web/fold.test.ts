import { expect, test } from 'vitest';
import { fold, matches } from './fold.ts';

test.each([
  ['Đăng ký khai sinh', 'dang ky khai sinh'],
  ['ĐẤT ĐAI', 'dat dai'],
  ['Người có công', 'nguoi co cong'],
  // The same letters, composed of several characters.
  ['Thủy lợi'.normalize('NFD'), 'thuy loi'],
])('%s is searched as %s', (text, expected) => {
  expect(fold(text)).toBe(expected);
});

test.each([
  ['khai sinh', true],
  ['SINH khai', true],
  ['1.001193', true],
  ['1193 đăng', true],
  ['', true],
  ['khai tử', false],
])('typing “%s” finds the registration of birth: %s', (typed, expected) => {
  expect(matches(fold('1.001193 – Đăng ký khai sinh'), typed)).toBe(expected);
});
