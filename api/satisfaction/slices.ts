import { elements, type Language, type Localised, type Month, otherField, type UnitId } from '../../db/vocabulary.ts';
import { monthsBetween } from '../calendar.ts';
import { addCounts, type Count, countOf, emptyCount, type Levels } from './rollup.ts';

/** One field in one month of one unit, as seal stored it. */
export interface StoredCount {
  readonly unitId: UnitId;
  readonly month: Month;
  readonly fieldId: string;
  readonly count: Count;
}

/** What settled quarters stored of their detail. */
export interface StoredDetail {
  readonly classes: readonly {
    readonly fieldId: string;
    readonly procedure: string;
    readonly channel: string;
    readonly medium: string;
    readonly levels: Levels;
  }[];
  readonly cases: readonly {
    readonly fieldId: string;
    readonly procedure: string;
    readonly channel: string;
    readonly closed: number;
  }[];
  readonly questions: readonly {
    readonly fieldId: string;
    readonly questionId: string;
    readonly version: string;
    readonly levels: Levels;
    readonly withheld: boolean;
  }[];
}

/** A group before it has figures: what it counts, and what it is held against. */
export interface Slice {
  readonly key: string;
  readonly name: string;
  /** Null where some of it is withheld and nothing else is there. */
  readonly count: Count | null;
  /** Null where cases are not told apart that way. */
  readonly closed: number | null;
  /** The field whose target it has, null for the overall one; undefined where no target applies. */
  readonly barField: string | null | undefined;
  /** The months that it is of: its target is the one in force at their end. */
  readonly span: Span;
  /** What it is a sum of, where that is told by months. */
  readonly rows: readonly StoredCount[];
  /** Whether it adds up several marks of one person, which go together: no interval is right for it. */
  readonly pooled?: boolean;
}

/** What names slices are given. */
export interface Names {
  readonly language: Language;
  readonly fields: ReadonlyMap<string, Localised>;
  readonly procedures: ReadonlyMap<string, { readonly name: string; readonly fieldId: string }>;
  readonly questions: ReadonlyMap<string, Localised>;
}

export interface Span {
  readonly from: Month;
  readonly to: Month;
}

export interface Scope extends Span {
  /** The field asked about, or null for all. */
  readonly fieldId: string | null;
  readonly units: readonly { readonly unitId: UnitId; readonly code: string; readonly name: string }[];
}

/** Dimensions of every month, and those that exist for settled quarters only. */
export const monthlyDimensions = ['field', 'month', 'unit'] as const;
export const quarterlyDimensions = ['procedure', 'channel', 'medium', 'question'] as const;
export type MonthlyDimension = (typeof monthlyDimensions)[number];
export type QuarterlyDimension = (typeof quarterlyDimensions)[number];

const words = {
  all: { vi: 'Tất cả', en: 'All' },
  other: { vi: 'Khác (gộp các nhóm ít phiếu)', en: 'Other (small groups together)' },
  counter: { vi: 'Trực tiếp', en: 'Counter' },
  online: { vi: 'Trực tuyến', en: 'Online' },
  post: { vi: 'Bưu điện', en: 'Post' },
  phone: { vi: 'Điện thoại', en: 'Phone' },
  kiosk: { vi: 'Máy tính bảng ở quầy', en: 'Counter tablet' },
  paper: { vi: 'Phiếu giấy', en: 'Paper form' },
  link: { vi: 'Đường dẫn gửi đến', en: 'Link sent' },
  access: { vi: 'Tiếp cận dịch vụ', en: 'Access to the service' },
  procedure: { vi: 'Thủ tục hành chính', en: 'Administrative procedure' },
  officer: { vi: 'Công chức trực tiếp giải quyết công việc', en: 'The officer handling the matter' },
  result: { vi: 'Kết quả cung ứng dịch vụ', en: 'Result of the service' },
  feedback: { vi: 'Tiếp nhận, xử lý góp ý, phản ánh, kiến nghị', en: 'Receiving and handling comments and complaints' },
  overall: { vi: 'Nhìn chung', en: 'Overall' },
} as const satisfies Record<string, Localised>;

const wordFor = (key: string, language: Language): string => words[key as keyof typeof words]?.[language] ?? key;

/** All rows together. */
export function totalSlice(rows: readonly StoredCount[], scope: Scope, { language }: Names): Slice {
  return fromCounts('all', words.all[language], rows, scope.fieldId, spanOf(scope));
}

/** The groups of a monthly dimension; those with neither cases nor answers are left out. */
export function monthlySlices(by: MonthlyDimension, rows: readonly StoredCount[], scope: Scope, names: Names): Slice[] {
  const { from, to, fieldId, units } = scope;
  const { language, fields } = names;
  const span = spanOf(scope);
  const slices: Record<MonthlyDimension, () => Slice[]> = {
    field: () =>
      [...Map.groupBy(rows, (row) => row.fieldId)].map(([key, group]) =>
        fromCounts(key, fields.get(key)?.[language] ?? key, group, key, span),
      ),
    month: () =>
      monthsBetween(from, to).map((month) => {
        const group = rows.filter((row) => row.month === month);
        return ofMonth(month, group, fieldId, names);
      }),
    unit: () =>
      units.map(({ unitId, code, name }) => {
        const group = rows.filter((row) => row.unitId === unitId);
        return fromCounts(code, name, group, fieldId, span);
      }),
  };
  return slices[by]().filter(hasCases);
}

/** The months of a slice, each as it is when asked for alone; those with neither cases nor answers are left out. */
export function monthsOfSlice({ rows, barField }: Slice, names: Names): Slice[] {
  return [...Map.groupBy(rows, ({ month }) => month)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, group]) => ofMonth(month, group, barField, names))
    .filter(hasCases);
}

function ofMonth(month: Month, rows: readonly StoredCount[], barField: Slice['barField'], { language }: Names): Slice {
  return fromCounts(month, monthName(month, language), rows, barField, { from: month, to: month });
}

function hasCases({ count }: Slice): boolean {
  return count !== null && (count.closed > 0 || count.answered > 0 || count.held);
}

/** The groups of a dimension of settled quarters, from what was stored of them. */
export function quarterlySlices(by: QuarterlyDimension, detail: StoredDetail, scope: Scope, names: Names): Slice[] {
  const { language, procedures } = names;
  const inScope = <Row extends { fieldId: string }>(rows: readonly Row[]): Row[] =>
    rows.filter((row) => scope.fieldId === null || row.fieldId === scope.fieldId);
  const [classes, cases, questions] = [inScope(detail.classes), inScope(detail.cases), inScope(detail.questions)];
  if (by === 'question') return questionSlices({ classes, cases, questions }, scope, names);

  const closedOf = (key: string): number | null =>
    by === 'medium' ? null : sum(cases.filter((row) => row[by] === key).map(({ closed }) => closed));
  const keys = new Set([...classes.map((row) => row[by]), ...(by === 'medium' ? [] : cases.map((row) => row[by]))]);
  return [...keys].sort(otherLast).map((key) => {
    const levels = classes.filter((row) => row[by] === key).map((row) => row.levels);
    const known = by === 'procedure' ? procedures.get(key) : undefined;
    return {
      key,
      name: key === otherField ? words.other[language] : (known?.name ?? wordFor(key, language)),
      count: summed(levels, closedOf(key) ?? 0),
      closed: closedOf(key),
      barField: known?.fieldId ?? scope.fieldId,
      span: spanOf(scope),
      rows: [],
    };
  });
}

/**
 * Each question by itself: the overall one, the elements (a short form's question, or its criteria pooled), the criteria
 * with the questionnaire's version. Only the overall question has a target. An element that several questions of one
 * version went into says so, since one person's marks go together. A question that is withheld in a field leaves
 * the sum; where nothing else is in it, it has no figures.
 */
function questionSlices(
  { classes, cases, questions }: StoredDetail,
  scope: Scope,
  { language, questions: texts }: Names,
): Slice[] {
  const closed = sum(cases.map((row) => row.closed));
  const slice = (key: string, name: string, rows: StoredDetail['questions']): Slice => {
    const open = rows.filter((row) => !row.withheld);
    const count =
      open.length > 0
        ? summed(
            open.map(({ levels }) => levels),
            closed,
          )
        : null;
    return { key, name, count, closed, barField: undefined, span: spanOf(scope), rows: [], pooled: isPooled(open) };
  };
  const ofElement = elements.flatMap((element) => {
    const rows = questions.filter(({ questionId }) => questionId === element || questionId.startsWith(`${element}.`));
    return rows.length > 0 ? [slice(`element:${element}`, words[element][language], rows)] : [];
  });
  const criteria = questions.filter(({ questionId }) => !elements.some((element) => element === questionId));
  const ofCriterion = [...Map.groupBy(criteria, ({ questionId, version }) => `${questionId}@${version}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, rows]) => slice(key, texts.get(key)?.[language] ?? key, rows));
  const overall = summed(
    classes.map(({ levels }) => levels),
    closed,
  );
  const first: Slice = {
    key: 'overall',
    name: words.overall[language],
    count: overall,
    closed,
    barField: scope.fieldId,
    span: spanOf(scope),
    rows: [],
  };
  return [first, ...ofElement, ...ofCriterion];
}

function fromCounts(
  key: string,
  name: string,
  rows: readonly StoredCount[],
  barField: Slice['barField'],
  span: Span,
): Slice {
  const count = rows.reduce((total, row) => addCounts(total, row.count), emptyCount);
  return { key, name, count, closed: count.closed, barField, span, rows };
}

function spanOf({ from, to }: Span): Span {
  return { from, to };
}

/** Whether somebody may have given several of these marks: who answered a version answered all questions of it. */
function isPooled(rows: StoredDetail['questions']): boolean {
  const versions = Map.groupBy(rows, ({ version }) => version);
  return [...versions.values()].some((some) => new Set(some.map(({ questionId }) => questionId)).size > 1);
}

function summed(levels: readonly Levels[], closed: number): Count {
  return levels.reduce((total, some) => addCounts(total, countOf(some)), { ...emptyCount, closed });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function otherLast(a: string, b: string): number {
  return Number(a === otherField) - Number(b === otherField) || (a < b ? -1 : 1);
}

function monthName(month: Month, language: Language): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  if (language === 'vi') return `Tháng ${number}/${year}`;
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(year, number - 1),
  );
}
