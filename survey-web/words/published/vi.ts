import type { Quarter, Verdict } from '../../../db/vocabulary.ts';

/** What a verdict's sentence is made of, as it is written. */
export interface VerdictValues {
  readonly percent: string;
  readonly satisfied: string;
  readonly answered: string;
  readonly target: string;
  readonly low: string;
  readonly high: string;
  readonly minimum: string;
}

const rate = ({ percent, satisfied, answered }: VerdictValues) =>
  `${percent} hài lòng (${satisfied}/${answered} phiếu)`;

/** A verdict in one sentence. */
const sentences: Readonly<Record<Verdict, (values: VerdictValues) => string>> = {
  met: (v) =>
    `Đạt chỉ tiêu: ${rate(v)}, chỉ tiêu từ ${v.target} trở lên. Chắc chắn: cả khoảng tin cậy, ${v.low} đến ${v.high}, đều đạt.`,
  'met-uncertain': (v) =>
    `Đạt chỉ tiêu: ${rate(v)}. Chưa chắc chắn: khoảng tin cậy, ${v.low} đến ${v.high}, còn phần dưới ${v.target}. Cần thêm phiếu.`,
  'missed-uncertain': (v) =>
    `Chưa đạt chỉ tiêu: ${rate(v)}. Chưa chắc chắn: khoảng tin cậy, ${v.low} đến ${v.high}, còn chạm ${v.target}. Cần thêm phiếu.`,
  missed: (v) =>
    `Chưa đạt chỉ tiêu: ${rate(v)}. Chắc chắn: cả khoảng tin cậy, ${v.low} đến ${v.high}, đều dưới ${v.target}.`,
  insufficient: (v) => `Mới có ${v.answered} phiếu, cần ít nhất ${v.minimum} phiếu để kết luận.`,
  'no-target': (v) => `${rate(v)}. Chưa cấu hình chỉ tiêu cho kỳ này: chỉ nêu tỷ lệ, không kết luận.`,
};

const badges: Readonly<Record<Verdict, string>> = {
  met: 'Đạt, chắc chắn',
  'met-uncertain': 'Đạt, chưa chắc chắn',
  'missed-uncertain': 'Chưa đạt, chưa chắc chắn',
  missed: 'Chưa đạt, chắc chắn',
  insufficient: 'Chưa đủ phiếu',
  'no-target': 'Chưa có chỉ tiêu',
};

const quarterName = (quarter: Quarter): string =>
  `Quý ${['I', 'II', 'III', 'IV'][Number(quarter.slice(6)) - 1]}/${quarter.slice(0, 4)}`;

/** The page of published results. This file is the source, en.ts has its type. */
export const publishedVi = {
  title: 'Kết quả đã công khai',
  link: 'Xem kết quả chung đã công khai',
  next: { before: 'Kết quả chung được ', link: 'công khai tại đây', after: '.' },
  lead: 'Mức độ hài lòng của người dân, tổ chức, theo từng quý đã chốt. Số liệu của quý đã chốt không thay đổi nữa.',
  empty: 'Chưa công khai kết quả nào.',
  units: 'Các đơn vị đã công khai kết quả',
  others: 'Các quý khác',
  quarter: quarterName,
  percent: (value: number): string => `${withDecimal(value).replace('.', ',')}%`,
  target: (value: number): string => `${String(value).replace('.', ',')}%`,
  sentences,
  badges,
  noFigure: 'Chưa có số liệu',
  coverage: (answered: string, closed: string): string =>
    `${answered} hồ sơ có phiếu trong ${closed} hồ sơ đã trả. Hồ sơ không có phiếu không tính là hài lòng.`,
  caption: (quarter: Quarter): string => `Theo lĩnh vực, ${quarterName(quarter).replace('Quý', 'quý')}`,
  columns: {
    field: 'Lĩnh vực',
    percent: 'Hài lòng',
    answers: 'Hài lòng/phiếu',
    target: 'Chỉ tiêu',
    verdict: 'Kết luận',
    coverage: 'Phiếu/hồ sơ',
  },
  noTarget: 'chưa có',
  method:
    'Khảo sát theo bộ tiêu chí SIPAS. Tỷ lệ hài lòng = số phiếu chọn “Hài lòng” và “Rất hài lòng” ÷ số phiếu trả lời câu 1.',
};

/** As many decimals as it came with, one at least. */
export function withDecimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

export type PublishedWords = typeof publishedVi;
