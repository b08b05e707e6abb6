import { type CellValue, writeXlsx } from 'hucre/xlsx';

/**
 * The day's list as one-stop systems export it: three rows of titles, a header with the citizen's columns among those of
 * the case, semicolons, days as dd/mm/yyyy, a sum and a signature below. Names, numbers and addresses are made up by count,
 * so that a test can search for what must not be kept.
 */
export interface OneStopSheet {
  readonly rows: readonly (readonly (string | number)[])[];
  /** Identity values in it that must be found nowhere afterwards. */
  readonly identities: readonly string[];
  /** Sheet rows, from 1 on, that are wrong, with the header of the column that is. */
  readonly bad: readonly { readonly row: number; readonly column: string }[];
}

export const titleRows = [
  ['UBND PHƯỜNG THỦY NGUYÊN'],
  ['TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG'],
  ['DANH SÁCH HỒ SƠ ĐÃ TRẢ KẾT QUẢ (từ ngày 01/12/2025 đến ngày 14/12/2025)'],
  [],
];

export const headerRow = [
  'STT',
  'Mã hồ sơ',
  'Họ và tên người nộp',
  'Số điện thoại',
  'Số CCCD',
  'Địa chỉ',
  'Ngày sinh',
  'Email',
  'Tên thủ tục',
  'Lĩnh vực',
  'Hình thức nộp',
  'Ngày tiếp nhận',
  'Ngày hẹn trả',
  'Ngày trả kết quả',
  'Trạng thái',
  'Quầy',
];

export const personalHeaders = ['Họ và tên người nộp', 'Số điện thoại', 'Số CCCD', 'Địa chỉ', 'Ngày sinh', 'Email'];

const procedures = [
  ['Đăng ký khai sinh', 'Hộ tịch'],
  ['ĐĂNG KÝ KẾT HÔN', 'Hộ tịch'],
  ['dang ky lai khai sinh', 'ho tich'],
  ['Xác nhận việc riêng của phường', 'Đất đai'],
] as const;

/** What is wrong with a bad row, by turns: the header of the column, and what stands there. */
const faults = [
  ['Mã hồ sơ', ''],
  ['Ngày trả kết quả', '31/02/2025'],
  ['Ngày trả kết quả', ''],
  ['Ngày trả kết quả', '16/12/2025'],
  ['Ngày tiếp nhận', '15/12/2025'],
  ['Tên thủ tục', ''],
  ['Lĩnh vực', 'Không có thật'],
  ['Hình thức nộp', 'bồ câu'],
] as const;

/** A sheet of `count` cases, of which `bad`, spread over it, are wrong. */
export function oneStopSheet(count: number, bad = 0): OneStopSheet {
  const identities: string[] = [];
  const wrong: { row: number; column: string }[] = [];
  const cases = Array.from({ length: count }, (_, index) => {
    const row = oneStopRow(index);
    if (index % 500 === 0) identities.push(...[2, 3, 4, 5, 6, 7].map((column) => String(row[column])));
    const every = bad === 0 ? 0 : Math.floor(count / bad);
    if (every > 0 && index % every === 0 && wrong.length < bad) {
      const [column, value] = faults[wrong.length % faults.length] ?? faults[0];
      if (column === 'Lĩnh vực') row[headerRow.indexOf('Tên thủ tục')] = `Thủ tục lạ số ${index}`;
      row[headerRow.indexOf(column)] = value;
      // A day of receiving after that of closing is blamed on the closing.
      wrong.push({
        row: titleRows.length + 2 + index,
        column: column === 'Ngày tiếp nhận' ? 'Ngày trả kết quả' : column,
      });
    }
    return row;
  });
  const foot = [['Tổng cộng', count], [], ['', 'Người lập biểu', '', '', '', 'Giám đốc']];
  return { rows: [...titleRows, headerRow, ...cases, ...foot], identities, bad: wrong };
}

/** One case of such a sheet. */
function oneStopRow(index: number): (string | number)[] {
  const [name, field] = procedures[index % procedures.length] ?? procedures[0];
  const day = String((index % 14) + 1).padStart(2, '0');
  return [
    index + 1,
    `H24.30-251201-${String(index).padStart(6, '0')}`,
    `Nguyễn Văn Thử ${index}`,
    `09${String(10_000_000 + index)}`,
    `031${String(100_000_000 + index)}`,
    `Số ${index} ngõ Không Tên, phường Thủy Nguyên`,
    `0${(index % 9) + 1}/0${(index % 8) + 1}/19${70 + (index % 29)}`,
    `nguoi.nop.${index}@example.vn`,
    name,
    field,
    index % 3 === 0 ? 'Trực tuyến' : 'Trực tiếp tại quầy',
    '01/12/2025',
    '10/12/2025',
    `${day}/12/2025`,
    'Đã trả kết quả',
    String((index % 6) + 1),
  ];
}

/** As Excel in Vietnamese saves it: a byte order mark, semicolons, CRLF. */
export function asCsv(rows: readonly (readonly (string | number)[])[]): Uint8Array<ArrayBuffer> {
  const lines = rows.map((row) => row.map((cell) => quoted(String(cell))).join(';'));
  return new Uint8Array(Buffer.from(`\u{FEFF}${lines.join('\r\n')}\r\n`));
}

const quoted = (text: string): string => (/[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The same as a workbook of one sheet. */
export async function asXlsx(
  rows: readonly (readonly CellValue[])[],
  options: { dateSystem?: '1900' | '1904' } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(
    await writeXlsx({ sheets: [{ name: 'Hồ sơ', rows: rows.map((row) => [...row]) }], ...options }),
  );
}
