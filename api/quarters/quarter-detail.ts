import type { Score } from '../../db/vocabulary.ts';
import { fewestInBatch } from '../satisfaction/batches.ts';
import type { CoarseDetail } from '../satisfaction/nested-detail.ts';
import { countOf, type Levels } from '../satisfaction/rollup.ts';

/** What is kept of one answer of a settled quarter, and exported as a row. */
export interface KeptRow extends CoarseDetail {
  readonly fieldId: string;
  readonly overall: Score;
  readonly answers: Readonly<Record<string, Score | string>>;
}

interface StoredLevels {
  readonly level1: number;
  readonly level2: number;
  readonly level3: number;
  readonly level4: number;
  readonly level5: number;
}

/** Marks of the overall question in one class. */
export interface ClassCount extends StoredLevels {
  readonly fieldId: string;
  readonly procedure: string;
  readonly channel: string;
  readonly medium: string;
}

/** Marks of another question in one field and version. */
export interface QuestionCount extends StoredLevels {
  readonly fieldId: string;
  readonly questionId: string;
  readonly version: string;
  readonly withheld: boolean;
}

/** The overall marks of kept rows, summed by class and sorted by it. */
export function classCounts(rows: readonly KeptRow[]): ClassCount[] {
  const classOf = ({ fieldId, procedure, channel, medium }: KeptRow) => [fieldId, procedure, channel, medium] as const;
  return grouped(rows, classOf).map(([[fieldId, procedure, channel, medium], group]) => ({
    fieldId,
    procedure,
    channel,
    medium,
    ...stored(levelsOf(group.map(({ overall }) => overall))),
  }));
}

/**
 * The marks of every other question on the scale, by field and version. “Does not apply” counts in no rate. A question
 * with one to four marks is withheld: its marks are not kept, so they are missing from every wider sum as well.
 */
export function questionCounts(rows: readonly KeptRow[]): QuestionCount[] {
  const marks = rows.flatMap(({ fieldId, version, answers }) =>
    Object.entries(answers).flatMap(([questionId, answer]) =>
      typeof answer === 'number' ? [{ fieldId, questionId, version, mark: answer }] : [],
    ),
  );
  const placeOf = ({ fieldId, questionId, version }: (typeof marks)[number]) => [fieldId, questionId, version] as const;
  return grouped(marks, placeOf).map(([[fieldId, questionId, version], group]) => {
    const levels = levelsOf(group.map(({ mark }) => mark));
    const withheld = countOf(levels).answered < fewestInBatch;
    return { fieldId, questionId, version, ...stored(withheld ? [0, 0, 0, 0, 0] : levels), withheld };
  });
}

/** How often an option of a question with one choice was chosen in one field and version. */
export interface ChoiceCount {
  readonly fieldId: string;
  readonly questionId: string;
  readonly version: string;
  /** Empty where it is withheld. */
  readonly optionId: string;
  readonly answered: number;
  readonly withheld: boolean;
}

/**
 * The answers to questions with one choice, by field and version, those about the person as the rows keep them. A question
 * with one to four answers is withheld like one on the scale: its options are not kept. `singles`: which questions have one
 * choice, since “does not apply” to a question on the scale is a text as well.
 */
export function choiceCounts(rows: readonly KeptRow[], singles: ReadonlySet<string>): ChoiceCount[] {
  const told = rows.flatMap(({ fieldId, version, answers, demographics }) =>
    Object.entries({ ...demographics, ...answers }).flatMap(([questionId, answer]) =>
      singles.has(questionId) ? [{ fieldId, questionId, version, optionId: String(answer) }] : [],
    ),
  );
  const placeOf = ({ fieldId, questionId, version }: (typeof told)[number]) => [fieldId, questionId, version] as const;
  return grouped(told, placeOf).flatMap(([[fieldId, questionId, version], group]): ChoiceCount[] => {
    const place = { fieldId, questionId, version };
    if (group.length < fewestInBatch) return [{ ...place, optionId: '', answered: 0, withheld: true }];
    return grouped(group, ({ optionId }) => [optionId]).map(([[optionId = ''], some]) => ({
      ...place,
      optionId,
      answered: some.length,
      withheld: false,
    }));
  });
}

/** How often each option of a sensitive question was chosen. */
export interface SensitiveCount {
  readonly questionId: string;
  readonly optionId: string;
  readonly answered: number;
}

/** The sensitive questions of a whole quarter, each from five answers on; with fewer nothing is kept. */
export function sensitiveCounts(
  answers: readonly Readonly<Record<string, Score | string>>[],
  sensitive: ReadonlySet<string>,
): SensitiveCount[] {
  return [...sensitive].sort().flatMap((questionId) => {
    const chosen = answers.flatMap((answer) => (answer[questionId] === undefined ? [] : [String(answer[questionId])]));
    if (chosen.length < fewestInBatch) return [];
    return grouped(chosen, (optionId) => [optionId]).map(([[optionId = ''], group]) => ({
      questionId,
      optionId,
      answered: group.length,
    }));
  });
}

function levelsOf(marks: readonly Score[]): Levels {
  const at = (score: Score) => marks.filter((mark) => mark === score).length;
  return [at(1), at(2), at(3), at(4), at(5)];
}

function stored([level1, level2, level3, level4, level5]: Levels): StoredLevels {
  return { level1, level2, level3, level4, level5 };
}

/** Groups in the order of their keys. */
function grouped<Row, Key extends readonly string[]>(rows: readonly Row[], keyOf: (row: Row) => Key): [Key, Row[]][] {
  return [...Map.groupBy(rows, (row) => JSON.stringify(keyOf(row)))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => [JSON.parse(key) as Key, group]);
}
