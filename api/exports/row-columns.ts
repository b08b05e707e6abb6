import { notApplicable, type Score } from '../../db/vocabulary.ts';
import type { Question, Questionnaire } from '../questionnaires/questionnaire.ts';

/** A value of a row: a mark, a code, or nothing. */
export type RowValue = string | number | null;

/** A published version of a unit. */
export interface PublishedVersion {
  readonly unit: string;
  readonly questionnaire: Questionnaire;
}

/** A question as one or more versions put it. */
export interface AskedQuestion {
  readonly id: string;
  readonly asked: readonly {
    readonly unit: string;
    readonly version: number;
    readonly question: Question;
    readonly scale: Questionnaire['scale'];
  }[];
}

/** An answer of a settled quarter, made ready to be written. */
export interface Row {
  readonly quarter: string;
  readonly unit: string;
  readonly fieldId: string;
  readonly procedure: string;
  readonly channel: string;
  readonly medium: string;
  readonly language: string;
  readonly version: string;
  readonly demographics: Readonly<Record<string, string>>;
  readonly overall: Score;
  readonly answers: Readonly<Record<string, Score | string>>;
}

interface Column {
  readonly name: string;
  readonly value: (row: Row) => RowValue;
}

/** What every row has, whatever was asked. */
export const fixedColumns = [
  { name: 'quarter', value: (row) => row.quarter },
  { name: 'unit', value: (row) => row.unit },
  { name: 'field', value: (row) => row.fieldId },
  { name: 'procedure', value: (row) => row.procedure },
  { name: 'channel', value: (row) => row.channel },
  { name: 'medium', value: (row) => row.medium },
  { name: 'language', value: (row) => row.language },
  { name: 'questionnaire_version', value: (row) => row.version },
] as const satisfies readonly Column[];

/**
 * The columns of exported rows: the fixed ones, `d.<id>` for each question about the person, `q.<id>` for every other
 * question of every version, in the order in which they were first asked. A question that is sensitive in one version
 * is in none.
 */
export function rowColumns(versions: readonly PublishedVersion[]): {
  readonly columns: readonly Column[];
  readonly people: readonly AskedQuestion[];
  readonly marks: readonly AskedQuestion[];
} {
  const asked = versions.flatMap(({ unit, questionnaire: { version, questions, scale } }) =>
    questions.map((question) => ({ unit, version, question, scale })),
  );
  const all = [...Map.groupBy(asked, ({ question }) => question.id)].map(([id, asked]) => ({ id, asked }));
  const open = all.filter(({ asked }) => !asked.some(({ question }) => isSensitive(question)));
  const people = open.filter(({ asked }) => asked.some(({ question }) => isDemographic(question)));
  const marks = open.filter((question) => !people.includes(question));
  return {
    columns: [
      ...fixedColumns,
      ...people.map(({ id }) => ({ name: `d.${id}`, value: ({ demographics }: Row) => demographics[id] ?? null })),
      ...marks.map(({ id }) => ({
        name: `q.${id}`,
        value: (row: Row) => (id === 'overall' ? row.overall : (row.answers[id] ?? null)),
      })),
    ],
    people,
    marks,
  };
}

/** Leaves out answers to questions that have no figures in the row's field and version. */
export function withoutWithheld<T extends Pick<Row, 'fieldId' | 'version' | 'answers'>>(
  rows: readonly T[],
  withheld: readonly { fieldId: string; version: string; questionId: string }[],
): T[] {
  if (withheld.length === 0) return [...rows];
  const places = Map.groupBy(withheld, ({ fieldId, version }) => `${fieldId} ${version}`);
  return rows.map((row) => {
    const questions = places.get(`${row.fieldId} ${row.version}`);
    if (!questions) return row;
    const hidden = new Set(questions.map(({ questionId }) => questionId));
    // “Does not apply” is no answer that a figure counts.
    const kept = Object.entries(row.answers).filter(([id, answer]) => answer === notApplicable || !hidden.has(id));
    return { ...row, answers: Object.fromEntries(kept) };
  });
}

const isSensitive = (question: Question): boolean => question.type === 'single' && question.sensitive === true;
const isDemographic = (question: Question): boolean => question.type === 'single' && question.demographic === true;
