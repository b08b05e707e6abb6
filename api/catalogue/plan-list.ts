import { type Localised, otherField as otherCode } from '../../db/vocabulary.ts';
import { nationalCode } from '../imports/catalogue.ts';
import { folded } from '../imports/folded.ts';
import type { Field, Procedure } from '../units/catalogue-entries.ts';
import type { ListRow } from './list-rows.ts';

type Named = Pick<Procedure, 'procedureCode' | 'nameVi' | 'fieldId'>;

/** A row that is not taken, and why. */
export interface RejectedListRow {
  readonly row: number;
  readonly value: string;
  readonly problem: Localised;
}

/** What a list would do to a catalogue. */
export interface ListPlan {
  readonly newFields: readonly Pick<Field, 'fieldId' | 'nameVi' | 'nameEn'>[];
  readonly added: readonly Named[];
  /** Procedures that are there, as the list has them. */
  readonly changed: readonly { readonly before: Procedure; readonly after: Named }[];
  readonly unchanged: number;
  /** Procedures that the list has in another field; they keep the unit's. */
  readonly otherField: number;
  readonly rejected: readonly RejectedListRow[];
}

/**
 * What a national list does to a unit's catalogue. New procedures are added, reviewed; a field that is not known by code or
 * name is added with them. A known one takes the list's name; its field only while nobody has reviewed it, since figures and
 * targets go by the unit's. What was merged stays merged; what is missing in the list stays as it is.
 */
export function planList(
  rows: readonly ListRow[],
  catalogue: { readonly fields: readonly Field[]; readonly procedures: readonly Procedure[] },
): ListPlan {
  const fields = new Map(
    catalogue.fields.flatMap(({ fieldId, nameVi, nameEn }) =>
      [fieldId, nameVi, nameEn].map((name) => [folded(name), fieldId] as const),
    ),
  );
  const taken = new Set(catalogue.fields.map(({ fieldId }) => fieldId));
  const known = new Map(catalogue.procedures.map((procedure) => [procedure.procedureCode, procedure]));
  const newFields: { fieldId: string; nameVi: string; nameEn: string }[] = [];
  const added: Named[] = [];
  const changed: { before: Procedure; after: Named }[] = [];
  const rejected: RejectedListRow[] = [];
  const seen = new Map<string, number>();
  let [unchanged, otherField] = [0, 0];

  const fieldFor = (name: string): string => {
    const found = fields.get(folded(name));
    if (found !== undefined) return found;
    const fieldId = freeCode(name, taken);
    taken.add(fieldId);
    fields.set(folded(name), fieldId);
    newFields.push({ fieldId, nameVi: name, nameEn: name });
    return fieldId;
  };

  for (const { row, ...cells } of rows) {
    const procedureCode = nationalCode(cells.code);
    const before = known.get(procedureCode);
    const complaint = complaintAbout({ ...cells, isKnown: before !== undefined, other: seen.get(procedureCode) });
    if (complaint) {
      rejected.push({ row, ...complaint });
      continue;
    }
    seen.set(procedureCode, row);
    if (!before) {
      added.push({ procedureCode, nameVi: cells.name, fieldId: fieldFor(cells.field) });
      continue;
    }
    const listed = cells.field === '' ? undefined : fields.get(folded(cells.field));
    const takesField = !before.reviewed && cells.field !== '';
    if (before.reviewed && cells.field !== '' && listed !== before.fieldId) otherField += 1;
    const after = {
      procedureCode,
      nameVi: cells.name || before.nameVi,
      fieldId: takesField ? fieldFor(cells.field) : before.fieldId,
    };
    const isSame = before.reviewed && after.nameVi === before.nameVi;
    if (before.mergedInto !== null || isSame) unchanged += 1;
    else changed.push({ before, after });
  }
  return { newFields, added, changed, unchanged, otherField, rejected };
}

function complaintAbout(row: {
  code: string;
  name: string;
  field: string;
  isKnown: boolean;
  other: number | undefined;
}): Omit<RejectedListRow, 'row'> | undefined {
  const { code, name, field, isKnown, other } = row;
  const tooLong = [code.length > 64 && code, name.length > 500 && name, field.length > 200 && field].find(Boolean);
  if (tooLong) return { value: `${tooLong.slice(0, 60)}…`, problem: problems.tooLong };
  if (code === '' || code === otherCode) return { value: code || name, problem: problems.noCode };
  if (other !== undefined) return { value: code, problem: problems.twice(other) };
  if (!isKnown && name === '') return { value: code, problem: problems.noName };
  if (!isKnown && field === '') return { value: code, problem: problems.noField };
  return undefined;
}

const problems = {
  tooLong: { vi: 'quá dài', en: 'too long' },
  noCode: { vi: 'còn trống mã thủ tục', en: 'no code' },
  noName: { vi: 'còn trống tên thủ tục', en: 'no name' },
  noField: { vi: 'chưa có trong danh mục, cần cột Lĩnh vực', en: 'not in the catalogue, Field column needed' },
  twice: (other: number): Localised => ({ vi: `trùng mã với dòng ${other}`, en: `same code as row ${other}` }),
};

/** A code that reads like the name, and that no other field has. */
function freeCode(name: string, taken: ReadonlySet<string>): string {
  const words = folded(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');
  const code = words === '' ? 'linh-vuc' : words;
  if (!taken.has(code)) return code;
  for (let number = 2; ; number += 1) if (!taken.has(`${code}-${number}`)) return `${code}-${number}`;
}
