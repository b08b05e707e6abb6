import { expect, test } from 'vitest';
import type { Token } from '../../db/vocabulary.ts';
import { message, messageUrl } from './message.ts';

const url = messageUrl('https://danhgia.example.vn', 'ABCDEFGHJKMN' as Token);

test.each([
  [
    'vi',
    'Trung tâm $& A: thủ tục của ông/bà đã có kết quả. Mời ông/bà đánh giá, khoảng 1 phút, không hỏi tên: https://danhgia.example.vn/p/ABCDEFGHJKMN',
  ],
  [
    'en',
    'Trung tâm $& A: your procedure is complete. Please rate it, one minute, no name asked: https://danhgia.example.vn/p/ABCDEFGHJKMN',
  ],
] as const)('in %s', (language, expected) => {
  expect(message(language, { unit: 'Trung tâm $& A', url })).toBe(expected);
});
