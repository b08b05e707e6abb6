import { type Problem, problem } from '../problems.ts';
import type { CaseColumn } from './case-columns.ts';
import type { Header } from './header.ts';

/** The columns that no import can do without, as people call them. */
const names: Partial<Record<CaseColumn, { vi: string; en: string }>> = {
  caseCode: { vi: 'Mã hồ sơ', en: 'case code' },
  closedOn: { vi: 'Ngày trả kết quả', en: 'day of closing' },
  procedureName: { vi: 'Mã thủ tục hoặc Tên thủ tục', en: 'procedure code or name' },
};

/** The refusal of a sheet in which needed columns were not found, to be thrown; it carries what was. */
export function columnsUnknown(header: Header, missing: readonly CaseColumn[]): Problem {
  const columns = header.columns.map(({ header, use }) => ({ header, use }));
  return problem('columns-unknown', {
    errors: missing.map((column) => {
      const name = names[column] ?? { vi: column, en: column };
      return {
        path: column,
        message: { vi: `chưa thấy cột ${name.vi}`, en: `no column for the ${name.en}` },
      };
    }),
    members: { columns, missing },
  });
}
