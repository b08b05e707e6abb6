import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csv } from '../exports/csv.ts';
import { refusedList } from './refused-list.ts';

const headings = ['Dòng', 'Cột', 'Giá trị', 'Cần sửa'] as const;

test('the list of refused rows is, byte for byte, what every other CSV of ours would be', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }).filter((made) => !/[\r\n]/.test(made)),
    fc.constantFrom('=1+1', '+84', '-', '@A1', '\t=', '"', 'a,b', '＝1'),
  );
  const rejection = fc.record({ row: fc.nat(), column: text, value: text, problem: text });
  fc.assert(
    fc.property(fc.array(rejection, { maxLength: 5 }), (rejected) => {
      const rows = rejected.map(({ row, column, value, problem }) => [row, column, value, problem]);
      expect(refusedList(headings, rejected)).toBe(csv(headings, rows));
    }),
  );
});

test('what is no longer known is left blank', () => {
  const rejected = [{ row: 7, column: 'Ngày trả', value: null, problem: 'còn trống' }];
  expect(refusedList(headings, rejected)).toBe('\u{FEFF}Dòng,Cột,Giá trị,Cần sửa\r\n7,Ngày trả,,còn trống\r\n');
});
