import {
  channels,
  elements,
  type Localised,
  languages,
  media,
  notApplicable,
  otherField,
} from '../../db/vocabulary.ts';
import { rules } from '../satisfaction/rules.ts';
import { type AskedQuestion, fixedColumns, type PublishedVersion, rowColumns } from './row-columns.ts';
import { valueWords, words } from './words.ts';

type FixedName = (typeof fixedColumns)[number]['name'];

/** A value that stands in rows, and what it means. */
export interface CodebookValue {
  readonly value: string | number;
  readonly label: Localised;
}

/** A version of a unit's questionnaire. */
export interface CodebookVersion {
  readonly unit: string;
  readonly version: number;
}

/** What a column's question said in some of the versions. */
export interface CodebookWording {
  readonly label: Localised;
  readonly values: readonly CodebookValue[];
  readonly versions: readonly CodebookVersion[];
}

/** A column of `responses.*`. */
export interface CodebookColumn {
  readonly name: string;
  /** `mark`: 1 to 5 or `na`; `choice`: an option of a question; `code`: a code of the catalogue or of the service. */
  readonly type: 'code' | 'mark' | 'choice';
  /** The newest wording first; several where a question was put in different words. */
  readonly wordings: readonly CodebookWording[];
  /** Rules that make figures of it, as `id@version`. */
  readonly rules: readonly string[];
}

export interface Codebook {
  readonly columns: readonly CodebookColumn[];
  readonly questionnaires: readonly (CodebookVersion & { readonly title: Localised })[];
  readonly rules: readonly {
    readonly id: string;
    readonly version: number;
    readonly name: Localised;
    readonly text: Localised;
  }[];
}

/** Names that codes in rows stand for. */
export interface CatalogueNames {
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly fields: readonly { readonly code: string; readonly name: Localised }[];
  readonly procedures: readonly { readonly code: string; readonly name: Localised }[];
}

/** Describes every column of `responses.*`: what it is, what its values mean, where it was asked, what is made of it. */
export function codebook(published: readonly PublishedVersion[], catalogue: CatalogueNames): Codebook {
  const { people, marks } = rowColumns(published);
  const columns = [
    ...fixedColumns.map(({ name }) => fixedColumn(name, published, catalogue)),
    ...people.map((question) => ({ ...asked(question, 'd'), rules: [] })),
    ...marks.map((question) => ({ ...asked(question, 'q'), rules: rulesOf(question) })),
  ];
  const used = new Set(columns.flatMap((column) => column.rules));
  return {
    columns,
    questionnaires: published.map(({ unit, questionnaire: { version, title } }) => ({ unit, version, title })),
    rules: Object.values(rules).filter((rule) => used.has(named(rule))),
  };
}

/** The codebook as a table: a line a value, so that it can be joined to rows. */
export function codebookTable({ columns }: Codebook): { columns: string[]; rows: (string | number)[][] } {
  return {
    columns: ['column', 'type', 'label_vi', 'label_en', 'value', 'value_vi', 'value_en', 'questionnaires', 'rules'],
    rows: columns.flatMap(({ name, type, wordings, rules }) =>
      wordings.flatMap(({ label, values, versions }) => {
        const where = versions.map(({ unit, version }) => `${unit}:${version}`).join(' ');
        const lines = values.length > 0 ? values : [{ value: '', label: { vi: '', en: '' } }];
        return lines.map((line) => [
          name,
          type,
          label.vi,
          label.en,
          line.value,
          line.label.vi,
          line.label.en,
          where,
          rules.join(' '),
        ]);
      }),
    ),
  };
}

const labels: Readonly<Record<FixedName, Localised>> = {
  quarter: { vi: 'Quý', en: 'Quarter' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  field: { vi: 'Lĩnh vực', en: 'Field' },
  procedure: { vi: 'Thủ tục', en: 'Procedure' },
  channel: { vi: 'Hình thức nộp hồ sơ', en: 'How the case was submitted' },
  medium: { vi: 'Cách trả lời', en: 'How the answer was given' },
  language: { vi: 'Ngôn ngữ trả lời', en: 'Language of the answer' },
  questionnaire_version: { vi: 'Phiên bản bộ câu hỏi', en: 'Version of the questionnaire' },
};

const other: CodebookValue = { value: otherField, label: { vi: words.vi.khac, en: words.en.khac } };

function fixedColumn(
  name: FixedName,
  published: readonly PublishedVersion[],
  { units, fields, procedures }: CatalogueNames,
): CodebookColumn {
  const coded = (rows: readonly { code: string; name: Localised }[]) =>
    rows.map(({ code, name }) => ({ value: code, label: name }));
  const named = (codes: readonly (keyof typeof valueWords)[]) =>
    codes.map((code) => ({ value: code, label: valueWords[code] }));
  const versions = [...new Set(published.map(({ questionnaire }) => questionnaire.version))];
  const values: Readonly<Record<FixedName, readonly CodebookValue[]>> = {
    quarter: [],
    unit: units.map(({ code, name }) => ({ value: code, label: { vi: name, en: name } })),
    // A field is never merged: “khac” among them is the field of that name.
    field: coded(fields),
    procedure: [...coded(procedures), other],
    channel: [...named(channels), other],
    medium: [...named(media), other],
    language: [...named(languages), other],
    questionnaire_version: [
      ...versions.map((version) => ({
        value: String(version),
        label: { vi: `Phiên bản ${version}`, en: `Version ${version}` },
      })),
      other,
    ],
  };
  return { name, type: 'code', wordings: [{ label: labels[name], values: values[name], versions: [] }], rules: [] };
}

/** A question's column; versions that put it in the same words, with the same options, stand together. */
function asked({ id, asked }: AskedQuestion, prefix: 'd' | 'q'): Omit<CodebookColumn, 'rules'> {
  const put = asked.map(({ unit, version, question, scale }) => ({
    version: { unit, version },
    label: question.text,
    values: question.type === 'single' ? choices(question, prefix) : marksOf(question, scale),
  }));
  const same = Map.groupBy(put, ({ label, values }) => JSON.stringify([label, values]));
  const wordings = [...same.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ label: first.label, values: first.values, versions: group.map(({ version }) => version) }] : [];
  });
  const latest = ({ versions }: CodebookWording) => Math.max(...versions.map(({ version }) => version));
  return {
    name: `${prefix}.${id}`,
    type: asked.some(({ question }) => question.type === 'single') ? 'choice' : 'mark',
    wordings: wordings.sort((a, b) => latest(b) - latest(a)),
  };
}

type Asked = AskedQuestion['asked'][number];

function choices(
  { options }: Extract<Asked['question'], { type: 'single' }>,
  prefix: 'd' | 'q',
): readonly CodebookValue[] {
  const values = options.map(({ id, text }) => ({ value: id, label: text }));
  if (prefix === 'q') return values;
  return [...values, { value: otherField, label: { vi: words.vi.otherAnswer, en: words.en.otherAnswer } }];
}

function marksOf(
  question: Extract<Asked['question'], { type: 'likert5' }>,
  scale: Asked['scale'],
): readonly CodebookValue[] {
  const values = scale.map(({ score, text }) => ({ value: score, label: text }));
  return question.notApplicable ? [...values, { value: notApplicable, label: question.notApplicable }] : values;
}

/** Which rules take marks of a question: an element's own question, or one of its criteria. */
function rulesOf({ id, asked }: AskedQuestion): string[] {
  if (!asked.some(({ question }) => question.type === 'likert5')) return [];
  if (id === 'overall') return [rules.overall, rules.mean].map(named);
  if (elements.some((element) => element === id)) return [rules.element, rules.mean].map(named);
  return [rules.criterion, rules.element, rules.criteria, rules.mean].map(named);
}

const named = ({ id, version }: { id: string; version: number }): string => `${id}@${version}`;
