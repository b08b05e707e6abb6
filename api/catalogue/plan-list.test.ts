import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { workbookParts, zip } from '../testing/zip.ts';
import type { Procedure } from '../units/catalogue-entries.ts';
import { readListRows } from './list-rows.ts';
import { planList } from './plan-list.ts';

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
const catalogue = {
  fields: [
    { fieldId: 'ho-tich', nameVi: 'Hộ tịch', nameEn: 'Civil status', enabled: true, revision: 1 },
    { fieldId: 'dat-dai', nameVi: 'Đất đai', nameEn: 'Land', enabled: true, revision: 1 },
  ],
  procedures: [
    procedure('1.001193', 'Đăng ký khai sinh'),
    procedure('DP-1', 'Việc lạ', { reviewed: false, fieldId: 'dat-dai' }),
    procedure('DP-2', 'Việc đã gộp', { mergedInto: '1.001193' }),
  ],
};
const plan = (...rows: [string, string, string][]) =>
  planList(
    rows.map(([code, name, field], index) => ({ row: index + 2, code, name, field })),
    catalogue,
  );

describe('a list and a catalogue', () => {
  test('a new procedure is added, in a field known by name or code, accents and case aside', () => {
    expect(plan(['9.1', 'A', 'HỘ TỊCH'], ['9.2', 'B', 'dat-dai'], ['9.3', 'C', 'ho tich'])).toMatchObject({
      // A spreadsheet that took a code for a number drops its last zeros.
      added: [
        { procedureCode: '9.1', fieldId: 'ho-tich' },
        { procedureCode: '9.2', fieldId: 'dat-dai' },
        { procedureCode: '9.3', fieldId: 'ho-tich' },
      ].map(({ procedureCode, fieldId }) => ({ procedureCode: expect.stringContaining(procedureCode), fieldId })),
      newFields: [],
    });
  });

  test('a field that is not known is added once, with a code of its own', () => {
    const { newFields, added } = plan(
      ['9.100001', 'A', 'Thủy sản'],
      ['9.100002', 'B', 'thủy sản'],
      ['9.100003', 'C', 'Đất-đai 2'],
    );
    expect(newFields.map(({ fieldId, nameVi }) => [fieldId, nameVi])).toEqual([
      ['thuy-san', 'Thủy sản'],
      ['dat-dai-2', 'Đất-đai 2'],
    ]);
    expect(added.map(({ fieldId }) => fieldId)).toEqual(['thuy-san', 'thuy-san', 'dat-dai-2']);
  });

  test('a known one takes the name and keeps the unit’s field; one that nobody reviewed takes both', () => {
    const { changed, otherField, unchanged } = plan(
      ['1.001193', 'Thủ tục đăng ký khai sinh', 'Đất đai'],
      ['DP-1', 'Việc quen', 'Hộ tịch'],
      ['DP-2', 'Tên khác', 'Hộ tịch'],
    );
    expect(changed.map(({ after }) => after)).toEqual([
      { procedureCode: '1.001193', nameVi: 'Thủ tục đăng ký khai sinh', fieldId: 'ho-tich' },
      { procedureCode: 'DP-1', nameVi: 'Việc quen', fieldId: 'ho-tich' },
    ]);
    expect([otherField, unchanged]).toEqual([1, 1]);
  });

  test.each<[[string, string, string], string]>([
    [['', 'A', 'Hộ tịch'], 'no code'],
    [['khac', 'A', 'Hộ tịch'], 'no code'],
    [['9.100001', '', 'Hộ tịch'], 'no name'],
    [['9.100001', 'A', ''], 'not in the catalogue, Field column needed'],
    [['9'.repeat(65), 'A', 'Hộ tịch'], 'too long'],
    [['1.001193', 'A'.repeat(501), 'Hộ tịch'], 'too long'],
  ])('%j is rejected', (row, problem) => {
    expect(plan(row)).toMatchObject({ added: [], changed: [], rejected: [{ row: 2, problem: { en: problem } }] });
  });

  test('a code that comes twice counts once', () => {
    expect(plan(['9.100001', 'A', 'Hộ tịch'], ['9.100001', 'B', 'Hộ tịch'])).toMatchObject({
      added: [{ nameVi: 'A' }],
      rejected: [{ row: 3, problem: { en: 'same code as row 2' } }],
    });
  });

  test('the same list again changes nothing', () => {
    expect(plan(['1.001193', 'Đăng ký khai sinh', 'Hộ tịch'])).toMatchObject({ added: [], changed: [], unchanged: 1 });
  });
});

describe('a sheet', () => {
  const read = (text: string) => readListRows(new TextEncoder().encode(text));

  test('has titles above its header, numbered columns below, and titles that name the field', async () => {
    const rows = await read(
      [
        'DANH MỤC THỦ TỤC HÀNH CHÍNH;;',
        'STT;Mã thủ tục;Tên thủ tục hành chính',
        '(1);(2);(3)',
        'I;LĨNH VỰC HỘ TỊCH (2 TTHC);',
        '1;1.001193;Đăng ký khai sinh',
        '2;1.000894;Đăng ký kết hôn',
        ';;',
        'II. Lĩnh vực Đất đai;;',
        '3;1.013978;Cấp giấy',
        '4;;Một thủ tục chưa có mã',
      ].join('\r\n'),
    );
    expect(rows).toEqual([
      { row: 5, code: '1.001193', name: 'Đăng ký khai sinh', field: 'Hộ tịch' },
      { row: 6, code: '1.000894', name: 'Đăng ký kết hôn', field: 'Hộ tịch' },
      { row: 9, code: '1.013978', name: 'Cấp giấy', field: 'Đất đai' },
      { row: 10, code: '', name: 'Một thủ tục chưa có mã', field: 'Đất đai' },
    ]);
  });

  test('may have a column for the field, and any separator', async () => {
    expect(await read('\u{FEFF}Mã TTHC\tTên thủ tục\tLĩnh vực\n9.1\tA, B\tHộ tịch\n')).toEqual([
      { row: 2, code: '9.1', name: 'A, B', field: 'Hộ tịch' },
    ]);
  });

  test('may be a workbook, with the list on a later sheet', async () => {
    const rows = [
      ['Mã số', 'Thủ tục hành chính', 'Lĩnh vực'],
      ['1.001193', 'Đăng ký khai sinh', 'Hộ tịch'],
    ];
    const bytes = await writeXlsx({
      sheets: [
        { name: 'Bìa', rows: [['Danh mục']] },
        { name: 'Danh mục', rows },
      ],
    });
    expect(await readListRows(bytes)).toEqual([
      { row: 2, code: '1.001193', name: 'Đăng ký khai sinh', field: 'Hộ tịch' },
    ]);
  });

  test('without columns for codes and names is refused, and says what is needed', async () => {
    await expect(read('Tên,Ngày\nA,B\n')).rejects.toMatchObject({
      code: 'unreadable-file',
      extra: { detail: { en: expect.stringContaining('code') } },
    });
  });

  test('of one long text, named in every row, is refused before it fills the memory', async () => {
    const sharedStrings = `<sst><si><t>${'1'.repeat(32_000)}</t></si></sst>`;
    const head = ['Mã thủ tục', 'Tên thủ tục'].map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
    const rows = '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>'.repeat(20_000);
    const sheet = `<worksheet><sheetData><row>${head}</row>${rows}</sheetData></worksheet>`;
    await expect(readListRows(zip(workbookParts(sheet, { sharedStrings })))).rejects.toMatchObject({
      code: 'unreadable-file',
      extra: { detail: { en: expect.stringContaining('too large') } },
    });
  });

  test('keeps of a text that is too long as much as shows it', async () => {
    const [row] = await read(`Mã thủ tục;Tên thủ tục\n1.000001;${'Cấp '.repeat(1000)}`);
    expect(row?.name.length).toBeGreaterThan(500);
    expect(row?.name.length).toBeLessThan(1000);
  });
});
