import type { Localised } from '../../db/vocabulary.ts';

/** What can be wrong with a cell or a row: what is expected, in words. `{…}` are values. */
export const rowProblems = {
  empty: { vi: 'còn trống', en: 'empty' },
  day: { vi: 'chưa đọc được ngày, cần dạng 31/12/2025', en: 'unreadable date, use 31/12/2025' },
  order: { vi: 'ngày trả trước ngày nhận', en: 'closed before received' },
  future: { vi: 'ngày ở tương lai', en: 'date in the future' },
  forgotten: {
    vi: 'mã hồ sơ của thời gian này đã xóa theo thời hạn lưu, nên không nhận thêm',
    en: 'case codes of that time were forgotten, so no more cases of it are taken',
  },
  'field-needed': { vi: 'chưa có trong danh mục, cần cột Lĩnh vực', en: 'not in the catalogue, Field column needed' },
  'name-needed': {
    vi: 'chưa có trong danh mục, cần cột Tên thủ tục',
    en: 'not in the catalogue, procedure name column needed',
  },
  'field-unknown': { vi: 'chưa có lĩnh vực này trong danh mục', en: 'no such field in the catalogue' },
  ambiguous: {
    vi: 'nhiều thủ tục cùng tên này, cần cột Mã thủ tục',
    en: 'several procedures have this name, procedure code column needed',
  },
  long: { vi: 'dài quá {most} ký tự', en: 'over {most} characters' },
  twice: { vi: 'trùng mã hồ sơ với dòng {other}', en: 'same case code as row {other}' },
  channel: {
    vi: 'chưa hiểu, cần một trong: trực tiếp, trực tuyến, bưu chính',
    en: 'not understood, use counter, online or post',
  },
  outcome: {
    vi: 'chưa hiểu, cần một trong: đã trả kết quả, trả lại, từ chối, rút hồ sơ',
    en: 'not understood, use completed, returned, refused or withdrawn',
  },
  unit: { vi: 'chỉ nhận hồ sơ của đơn vị này', en: 'only cases of this unit are taken' },
  characters: { vi: 'có ký tự không lưu được', en: 'has characters that can’t be stored' },
  rounded: {
    vi: 'bảng tính đã làm tròn số dài; đặt cột là Văn bản (Text) rồi nhập lại mã',
    en: 'the spreadsheet rounded this long number; format the column as text and enter the code again',
  },
  formula: { vi: 'là công thức, cần giá trị', en: 'a formula, a value is needed' },
  'formula-empty': {
    vi: 'công thức chưa có kết quả; mở bằng Excel rồi lưu lại',
    en: 'a formula without a result; open in Excel and save',
  },
  error: { vi: 'ô báo lỗi', en: 'the cell shows an error' },
  personal: { vi: 'có vẻ là thông tin cá nhân, xin bỏ đi', en: 'looks like personal data; take it out' },
} as const satisfies Record<string, Localised>;

export type RowProblemCode = keyof typeof rowProblems;

/** A reason why a row is not taken. */
export interface RowProblem {
  readonly row: number;
  /** The column's header, as the sheet has it. */
  readonly column: string;
  readonly code: RowProblemCode;
  /** The row that has the same case code, or the most characters that are allowed. */
  readonly number?: number;
  /** What stands there, shortened. Shown to who sent the file, and never stored. */
  readonly value: string;
}

/** What is expected, in both languages. */
export function problemText({ code, number }: Pick<RowProblem, 'code' | 'number'>): Localised {
  const { vi, en } = rowProblems[code];
  const said = (text: string) => text.replace(/\{(most|other)\}/, String(number ?? ''));
  return { vi: said(vi), en: said(en) };
}
