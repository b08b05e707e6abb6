import type { Generated, JSONColumnType } from 'kysely';
import type { LocalDate, Quarter, Score, UnitId } from '../vocabulary.ts';

/** Settled quarters, whose detail is stored. */
export interface QuartersTable {
  unitId: UnitId;
  quarter: Quarter;
  settledOn: LocalDate;
}

/** The answers of a settled quarter: each aspect a kept value or `khac`; they take the place of the responses. */
export interface QuarterResponsesTable {
  unitId: UnitId;
  quarter: Quarter;
  responseId: Generated<string>;
  fieldId: string;
  procedure: string;
  channel: string;
  medium: string;
  language: string;
  /** The questionnaire's version as text, or `khac`. */
  version: string;
  demographics: JSONColumnType<Record<string, string>>;
  overall: Score;
  answers: JSONColumnType<Record<string, Score | string>>;
}

interface Levels {
  level1: number;
  level2: number;
  level3: number;
  level4: number;
  level5: number;
}

/** Marks of the overall question by class. */
export interface QuarterRollupsTable extends Levels {
  unitId: UnitId;
  quarter: Quarter;
  fieldId: string;
  procedure: string;
  channel: string;
  medium: string;
}

/** Closed cases by class. */
export interface QuarterCasesTable {
  unitId: UnitId;
  quarter: Quarter;
  fieldId: string;
  procedure: string;
  channel: string;
  closed: number;
}

/** Answers to a sensitive question in the whole unit; stored from five on. */
export interface QuarterSensitiveTable {
  unitId: UnitId;
  quarter: Quarter;
  questionId: string;
  optionId: string;
  answered: number;
}

/** How often each option of a question with one choice was chosen; demographics as the rows keep them. */
export interface QuarterChoicesTable {
  unitId: UnitId;
  quarter: Quarter;
  fieldId: string;
  questionId: string;
  version: string;
  /** Empty where it is withheld. */
  optionId: string;
  answered: number;
  /** One to four answers: their options are not kept. */
  withheld: boolean;
}

/** Marks of each question but the overall one. */
export interface QuarterQuestionsTable extends Levels {
  unitId: UnitId;
  quarter: Quarter;
  fieldId: string;
  questionId: string;
  version: string;
  /** One to four answers: their marks are not kept. */
  withheld: boolean;
}
