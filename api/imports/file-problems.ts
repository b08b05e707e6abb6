import type { Localised } from '../../db/vocabulary.ts';
import { type Problem, problem } from '../problems.ts';

/** Why a file can't be read, and what to do about it. */
const reasons = {
  encoding: {
    vi: 'Tệp dùng bảng mã cũ (TCVN3, Windows-1258); xin lưu lại dạng .xlsx.',
    en: 'Old encoding; save it as .xlsx.',
  },
  utf16: {
    vi: 'Tệp dùng bảng mã UTF-16 (“Unicode Text”); xin lưu lại dạng .xlsx hoặc “CSV UTF-8”.',
    en: 'The file is in UTF-16 (“Unicode Text”); save it as .xlsx or “CSV UTF-8”.',
  },
  xls: {
    vi: 'Tệp dạng .xls cũ hoặc có mật khẩu; mở bằng Excel, bỏ mật khẩu và lưu lại dạng .xlsx.',
    en: 'An old .xls or a file with a password; open it in Excel, take the password off and save it as .xlsx.',
  },
  macros: {
    vi: 'Tệp có chứa macro (.xlsm); xin lưu lại dạng .xlsx, không có macro.',
    en: 'The file holds macros (.xlsm); save it as .xlsx, without them.',
  },
  binary: {
    vi: 'Tệp dạng .xlsb; xin lưu lại dạng .xlsx.',
    en: 'A file in .xlsb; save it as .xlsx.',
  },
  otherOffice: {
    vi: 'Tệp không phải bảng tính Excel; xin lưu lại dạng .xlsx.',
    en: 'Not an Excel workbook; save it as .xlsx.',
  },
  webPage: {
    vi: 'Tệp này là một trang web mang đuôi bảng tính; mở bằng Excel rồi lưu lại dạng .xlsx.',
    en: 'This is a web page under a spreadsheet’s name; open it in Excel and save it as .xlsx.',
  },
  inflated: {
    vi: 'Tệp nén giãn ra quá lớn nên không đọc; xin chia thành nhiều tệp.',
    en: 'Unpacked, the file is too large to read; split it into several.',
  },
  damaged: {
    vi: 'Tệp bị hỏng; mở bằng Excel rồi lưu lại.',
    en: 'The file is damaged; open it in Excel and save it again.',
  },
  quotes: {
    vi: 'Có dấu ngoặc kép mở mà không đóng, hoặc một dòng dài quá mức; xin lưu lại dạng .xlsx.',
    en: 'A quotation mark is opened and never closed, or a line is far too long; save it as .xlsx.',
  },
  empty: { vi: 'Tệp không có dòng nào.', en: 'The file has no rows.' },
  header: {
    vi: 'Chưa thấy dòng tiêu đề (Mã hồ sơ, Tên thủ tục, Ngày trả kết quả …) trong 40 dòng đầu.',
    en: 'No header row (case code, procedure, day of closing …) within the first 40 rows.',
  },
  listHeader: {
    vi: 'Chưa thấy dòng tiêu đề có cột mã thủ tục và cột tên thủ tục trong 40 dòng đầu.',
    en: 'No header row with a column for the code and one for the procedure’s name within the first 40 rows.',
  },
  rows: {
    vi: 'Tệp có quá 200.000 dòng; xin chia thành nhiều tệp.',
    en: 'The file has more than 200,000 rows; split it into several.',
  },
  sheets: {
    vi: 'Tệp có nhiều trang tính chứa hồ sơ; xin lưu mỗi trang thành một tệp.',
    en: 'Several sheets of the file hold cases; save each as a file of its own.',
  },
} as const satisfies Record<string, Localised>;

export type FileReason = keyof typeof reasons;

/** The refusal of a file, to be thrown. */
export function unreadable(reason: FileReason): Problem {
  return problem('unreadable-file', { detail: reasons[reason] });
}
