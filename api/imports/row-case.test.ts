import { describe, expect, test } from 'vitest';
import type { LocalDate } from '../../db/vocabulary.ts';
import type { CaseColumn } from './case-columns.ts';
import { catalogueOf } from './catalogue.ts';
import type { Cell } from './cell.ts';
import { type RowRules, readRow, rowWords } from './row-case.ts';

const order = [
  'caseCode',
  'procedure',
  'procedureName',
  'field',
  'closedOn',
  'receivedOn',
  'channel',
  'outcome',
  'resolvingUnit',
  'counter',
] as const;

function rules(): RowRules {
  return {
    columns: new Map<CaseColumn, { index: number; header: string }>(
      order.map((column, index) => [column, { index, header: column }]),
    ),
    catalogue: catalogueOf(
      [
        { procedureCode: '1.001193', nameVi: 'Đăng ký khai sinh', fieldId: 'ho-tich', mergedInto: null },
        { procedureCode: '1.000890', nameVi: 'Đăng ký lại', fieldId: 'ho-tich', mergedInto: null },
        { procedureCode: '1.000891', nameVi: 'Đăng ký lại', fieldId: 'dat-dai', mergedInto: null },
        { procedureCode: 'ten.cu', nameVi: 'Khai sinh (cũ)', fieldId: 'ho-tich', mergedInto: '1.001193' },
      ],
      [
        { fieldId: 'ho-tich', nameVi: 'Hộ tịch', nameEn: 'Civil status' },
        { fieldId: 'dat-dai', nameVi: 'Đất đai', nameEn: 'Land' },
      ],
    ),
    unit: { code: 'thuy-nguyen', name: 'Trung tâm' },
    today: '2025-12-15' as LocalDate,
    seen: new Map(),
    words: rowWords(),
    from1904: false,
    timeZone: 'Asia/Ho_Chi_Minh',
  };
}

const good: Partial<Record<(typeof order)[number], Cell>> = {
  caseCode: 'h24-1',
  procedure: '1.001193',
  closedOn: '01/12/2025',
};
const read = (cells: Partial<Record<(typeof order)[number], Cell>>, by = rules(), number = 7) =>
  readRow({ number, cells: order.map((column) => ({ ...good, ...cells })[column]) }, by);

describe('a good row', () => {
  test('is the case that a PUT would be', () => {
    expect(read({ channel: 'Trực tuyến', outcome: 'Đã trả kết quả', counter: 3, receivedOn: 45990 })).toEqual({
      row: 7,
      caseCode: 'H24-1',
      procedure: '1.001193',
      channel: 'online',
      receivedOn: '2025-11-29',
      dueOn: null,
      closedOn: '2025-12-01',
      outcome: 'completed',
      resolvingUnit: null,
      counter: '3',
      apologySentOn: null,
    });
  });

  test.each<[string, Partial<Record<(typeof order)[number], Cell>>, string]>([
    ['a code', { procedure: '1.001193' }, '1.001193'],
    ['a code that a spreadsheet took for a number', { procedure: 1.00089 }, '1.000890'],
    ['the same with a comma', { procedure: '1,00089' }, '1.000890'],
    ['code and name in one cell', { procedure: '1.001193 - Đăng ký khai sinh' }, '1.001193'],
    ['a name, case and accents aside', { procedure: '', procedureName: 'DANG KY  khai sinh' }, '1.001193'],
    [
      'a name in decomposed letters',
      { procedure: '', procedureName: 'Đăng ký khai sinh'.normalize('NFD') },
      '1.001193',
    ],
    ['a name in the column of codes', { procedure: 'Đăng ký khai sinh' }, '1.001193'],
    ['the name of a merged one', { procedure: '', procedureName: 'Khai sinh (cũ)' }, '1.001193'],
    [
      'a name that two have, by its field',
      { procedure: '', procedureName: 'Đăng ký lại', field: 'dat dai' },
      '1.000891',
    ],
  ])('names its procedure by %s', (_, cells, procedure) => {
    expect(read(cells)).toMatchObject({ procedure });
  });

  test('brings a new procedure with its field, by code or by name, and later rows may name it alone', () => {
    const by = rules();
    expect(read({ procedure: '9.111111', procedureName: 'Mới', field: 'Lĩnh vực Đất đai' }, by)).toMatchObject({
      procedure: '9.111111',
      procedureName: 'Mới',
      field: 'dat-dai',
    });
    const named = read({ caseCode: 'A-2', procedure: '', procedureName: 'Việc lạ', field: 'Land' }, by);
    expect(named).toMatchObject({ procedure: expect.stringMatching(/^ten\.viec-la-[0-9a-f]{8}$/), field: 'dat-dai' });
    const later = read({ caseCode: 'A-3', procedure: '', procedureName: 'VIEC LA' }, by);
    expect(later).toMatchObject({ procedure: named && 'procedure' in named ? named.procedure : '' });
  });

  test.each([
    ['="00123"', '00123'],
    [250701001, '250701001'],
    ['  a\u00A0b ', 'A B'],
  ])('has its code as it is meant: %j', (cell, code) => {
    expect(read({ caseCode: cell })).toMatchObject({ caseCode: code });
  });
});

describe('a bad row', () => {
  test.each<[Partial<Record<(typeof order)[number], Cell>>, string, string]>([
    [{ caseCode: '' }, 'caseCode', 'empty'],
    [{ caseCode: 'x'.repeat(65) }, 'caseCode', 'long'],
    [{ caseCode: 123456789012345680000 }, 'caseCode', 'rounded'],
    [{ caseCode: '1,23457E+16' }, 'caseCode', 'rounded'],
    [{ caseCode: '=1+1' }, 'caseCode', 'formula'],
    [{ caseCode: 'a\u0007b' }, 'caseCode', 'characters'],
    [{ closedOn: '' }, 'closedOn', 'empty'],
    [{ closedOn: '12/31/2025' }, 'closedOn', 'day'],
    [{ closedOn: '16/12/2025' }, 'closedOn', 'future'],
    [{ closedOn: { fault: 'formula-empty', text: '=' } }, 'closedOn', 'formula-empty'],
    [{ closedOn: { fault: 'error', text: '#N/A' } }, 'closedOn', 'error'],
    [{ receivedOn: '02/12/2025' }, 'closedOn', 'order'],
    [{ procedure: '' }, 'procedure', 'empty'],
    [{ procedure: '9.999999' }, 'procedure', 'name-needed'],
    [{ procedure: '9.999999', procedureName: 'Mới' }, 'procedure', 'field-needed'],
    [{ procedure: '9.999999', procedureName: 'Mới', field: 'Không có' }, 'field', 'field-unknown'],
    [{ procedure: '', procedureName: 'Đăng ký lại' }, 'procedureName', 'ambiguous'],
    [{ procedure: '', procedureName: '@SUM(A1)' }, 'procedureName', 'formula'],
    [{ procedure: '', procedureName: 'x'.repeat(40_000) }, 'procedureName', 'long'],
    [{ channel: 'bồ câu' }, 'channel', 'channel'],
    [{ outcome: 'Đang xử lý' }, 'outcome', 'outcome'],
    [{ counter: '0912345678' }, 'counter', 'personal'],
    [{ resolvingUnit: 'Phòng A, nga@example.vn' }, 'resolvingUnit', 'personal'],
    [{ counter: 'x'.repeat(21) }, 'counter', 'long'],
  ])('%j is blamed on %s: %s', (cells, column, code) => {
    expect(read(cells)).toMatchObject([{ row: 7, column, code }]);
  });

  test('is told everything at once, with values no longer than it takes to find them', () => {
    const problems = read({ caseCode: '', closedOn: `x${'y'.repeat(500)}`, channel: 'bồ câu' });
    expect(problems).toMatchObject([
      { code: 'empty' },
      { code: 'day', value: `x${'y'.repeat(59)}…` },
      { code: 'channel' },
    ]);
  });

  test('whose code came before is told where', () => {
    const by = rules();
    read({}, by, 7);
    expect(read({ caseCode: ' H24-1 ' }, by, 9)).toMatchObject([{ row: 9, code: 'twice', number: 7 }]);
  });
});

describe('no row at all', () => {
  test.each<[string, readonly Cell[]]>([
    ['a blank one', []],
    ['a heading between rows', ['I. Lĩnh vực hộ tịch']],
    ['a sum', ['Tổng cộng:', 5000]],
    ['a sum in a column of its own', ['', '', 'Cộng', '', '', '', '', '', '', '12']],
    ['what stands below', ['', 'Người lập biểu', '', '', '', '', '', 'Giám đốc']],
  ])('is %s', (_, cells) => {
    expect(readRow({ number: 7, cells }, rules())).toBeUndefined();
  });

  test('is not one that has a day of closing, whatever else it says', () => {
    expect(readRow({ number: 7, cells: ['Tổng cộng', '', '', '', '01/12/2025'] }, rules())).toMatchObject([
      { code: 'empty' },
    ]);
  });
});
