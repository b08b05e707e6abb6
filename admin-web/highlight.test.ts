import { expect, test } from 'vitest';
import { highlight } from './highlight.ts';

const marked = (text: string, search: string) =>
  highlight(text, search)
    .map(({ text, found }) => (found ? `[${text}]` : text))
    .join('');

test.each([
  ['Ghế chờ hơi ít.', 'ghe cho', '[Ghế chờ] hơi ít.'],
  ['Đường vào khó tìm', 'DUONG', '[Đường] vào khó tìm'],
  ['chờ lâu, chờ mãi', 'cho', '[chờ] lâu, [chờ] mãi'],
  ['Ghế chờ hơi ít.', 'hơi', 'Ghế chờ [hơi] ít.'],
  ['Ghế chờ'.normalize('NFD'), 'ghế', '[Ghế] chờ'],
  ['không có 😀 gì', 'gi', 'không có 😀 [gì]'],
  ['Ghế chờ', 'bàn', 'Ghế chờ'],
  ['Ghế chờ', '', 'Ghế chờ'],
  ['', 'a', ''],
])('“%s” searched for “%s” shows “%s”', (text, search, expected) => {
  expect(marked(text, search)).toBe(expected);
});
