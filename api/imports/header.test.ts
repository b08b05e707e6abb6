import { describe, expect, test } from 'vitest';
import type { CaseColumn } from './case-columns.ts';
import type { SheetRow } from './cell.ts';
import { folded } from './folded.ts';
import { findHeader, missingColumns } from './header.ts';

const rowsOf = (...rows: readonly (readonly string[])[]): SheetRow[] =>
  rows.map((cells, index) => ({ number: index + 1, cells: cells.map((cell) => cell || undefined) }));

function uses(rows: SheetRow[], mapping: Record<string, CaseColumn | null> = {}) {
  const header = findHeader(rows, new Map(Object.entries(mapping).map(([key, value]) => [folded(key), value])));
  return header && { firstRow: header.firstRow, uses: header.columns.map(({ use }) => use) };
}

const needed = ['caseCode', 'procedureName', 'closedOn'];

describe('a header', () => {
  test.each([
    [['Mã hồ sơ', 'Tên thủ tục', 'Ngày trả kết quả']],
    [['MÃ HỒ SƠ', 'TÊN TTHC', 'NGÀY TRẢ KQ']],
    [['Ma ho so', 'Ten thu tuc', 'Ngay tra']],
    [['Số hồ sơ', 'Thủ tục hành chính', 'Ngày kết thúc']],
    [['Mã HS:', 'Thủ tục (TTHC)'.replace(' (TTHC)', ''), 'Ngày  trả\nkết quả']],
    [['Mã hồ sơ', 'Tên thủ tục', 'Ngày trả kết quả'].map((text) => text.normalize('NFD'))],
  ])('%j is recognised', (header) => {
    expect(uses(rowsOf(header))).toEqual({ firstRow: 2, uses: needed });
  });

  test('is found below merged titles, and a row that numbers the columns belongs to it', () => {
    const rows = rowsOf(
      ['UBND PHƯỜNG'],
      ['DANH SÁCH HỒ SƠ', '', '', 'Mẫu số 01'],
      [],
      ['STT', 'Mã hồ sơ', 'Tên thủ tục', 'Ngày trả'],
      ['(1)', '(2)', '(3)', '(4)'],
      ['1', 'A-1', 'Đăng ký khai sinh', '01/12/2025'],
    );
    expect(uses(rows)).toEqual({ firstRow: 6, uses: ['unused', ...needed] });
  });

  test('may have two rows: groups above, with empty cells where they are merged', () => {
    const rows = rowsOf(
      ['STT', 'Mã hồ sơ', 'Người nộp', '', '', 'Thủ tục', 'Ngày', '', ''],
      ['', '', 'Họ tên', 'Điện thoại', 'Nơi ở', '', 'Tiếp nhận', 'Hẹn trả', 'Trả kết quả'],
      ['1', 'A-1', 'X', '0912345678', 'Y', 'Đăng ký khai sinh', '01/12/2025', '05/12/2025', '04/12/2025'],
    );
    expect(uses(rows)).toEqual({
      firstRow: 3,
      uses: [
        'unused',
        'caseCode',
        'personal',
        'personal',
        'personal',
        'procedureName',
        'receivedOn',
        'dueOn',
        'closedOn',
      ],
    });
  });

  test('of which two columns would do gives the one that says it best', () => {
    const header = ['Mã hồ sơ', 'Thủ tục', 'Ngày có kết quả', 'Ngày trả kết quả'];
    expect(uses(rowsOf(header))?.uses).toEqual(['caseCode', 'procedureName', 'unused', 'closedOn']);
  });

  test('that is not recognised can be mapped by hand, but never to a person', () => {
    const rows = rowsOf(['Mã riêng', 'Họ tên', 'Việc', 'Hôm trả'], ['A-1', 'X', 'Y', '01/12/2025']);
    expect(uses(rows)).toEqual({ firstRow: 2, uses: ['unused', 'personal', 'unused', 'unused'] });
    const mapping = {
      'MA RIENG': 'caseCode',
      'Họ tên': 'counter',
      Việc: 'procedureName',
      'Hôm trả': 'closedOn',
    } as const;
    expect(uses(rows, mapping)?.uses).toEqual(['caseCode', 'personal', 'procedureName', 'closedOn']);
  });

  test('by hand goes before by name', () => {
    const rows = rowsOf(['Mã hồ sơ', 'Mã biên nhận', 'Thủ tục', 'Ngày trả']);
    const mapping = { 'Mã hồ sơ': null, 'Mã biên nhận': 'caseCode' } as const;
    expect(uses(rows, mapping)?.uses).toEqual(['unused', ...needed]);
  });

  test('is never a row of cases: without one there is none, so that no name passes for a column', () => {
    expect(uses(rowsOf(['A-250701', 'Nguyễn Văn Thử', 'Khai sinh', '01/12/2025']))).toBeUndefined();
    expect(uses([])).toBeUndefined();
  });

  test('says what is missing', () => {
    const header = findHeader(rowsOf(['Mã hồ sơ', 'Lĩnh vực', 'Ngày nhận']), new Map());
    expect(header && missingColumns(header)).toEqual(['closedOn', 'procedureName']);
  });
});

describe('a column about a person is dropped:', () => {
  test.each([
    ['Họ và tên'],
    ['Họ tên người nộp'],
    ['Chủ hồ sơ'],
    ['Tên công dân/tổ chức'],
    ['SĐT'],
    ['Số điện thoại'],
    ['ĐT liên hệ'],
    ['CCCD/CMND'],
    ['Số giấy tờ'],
    ['Số định danh cá nhân'],
    ['Địa chỉ thường trú'],
    ['Ngày sinh'],
    ['Năm sinh'],
    ['Email'],
    ['E-mail'],
    ['Giới tính'],
    ['Dân tộc'],
    ['Mã số thuế'],
    ['Người nhận kết quả'],
    ['Cán bộ thụ lý'],
    ['Trích yếu'],
    ['Full name'],
    ['Phone number'],
    ['ID'],
  ])('%s', (label) => {
    expect(uses(rowsOf(['Mã hồ sơ', 'Thủ tục', 'Ngày trả', label]))?.uses.at(-1)).toBe('personal');
  });
});
