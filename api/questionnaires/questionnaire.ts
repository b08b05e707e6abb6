import type { Element, Language, Localised, Score } from '../../db/vocabulary.ts';
import type { Choice } from './choice.ts';

/** What every question has. */
interface Asked {
  /** Names the answer: in forms, JSON, columns and results. */
  readonly id: string;
  readonly required: boolean;
  readonly text: Localised;
  /** Put only to those who gave one of these answers to an earlier question; from others it is left out. */
  readonly showIf?: Condition;
}

export interface Condition {
  readonly question: string;
  readonly answers: readonly (Score | string)[];
}

interface Option {
  readonly id: string;
  readonly text: Localised;
}

/** A question on the five-point scale. */
export interface LikertQuestion extends Asked {
  readonly type: 'likert5';
  /** The element that the question is about; absent for the overall question. */
  readonly element?: Element;
  /** What “does not apply” means for this question; absent where it may not be chosen. */
  readonly notApplicable?: Localised;
}

/** A question with one choice among named options. */
export interface SingleQuestion extends Asked {
  readonly type: 'single';
  readonly options: readonly Option[];
  /** Shown for a whole unit and settled quarter only, never in rows (contract, section 4). */
  readonly sensitive?: boolean;
  /** Asks about the person and not about the case; kept in rows only where five answered alike. */
  readonly demographic?: boolean;
}

export type Question = LikertQuestion | SingleQuestion;

/** With a single option it is a box to tick. */
export type Box = SingleQuestion & { readonly options: readonly [Option] };

/** A questionnaire before it is published: plain data that server, page and codebook read alike. */
export interface Draft {
  readonly choice: Choice;
  readonly title: Localised;
  readonly intro: Localised;
  /** Words of the five steps, best first, as they stand on the page. */
  readonly scale: readonly { readonly score: Score; readonly text: Localised }[];
  /** Headings over the criteria, where criteria are asked. */
  readonly elements?: readonly { readonly id: Element; readonly text: Localised }[];
  readonly questions: readonly Question[];
  readonly comment?: { readonly text: Localised; readonly hint: Localised; readonly maxLength: number };
  readonly submit: Localised;
  readonly thanks: Localised;
}

/** A published version. It never changes: it can only be followed by another. */
export interface Questionnaire extends Draft {
  readonly version: number;
}

/** A checked set of answers: question id → mark, `na` or option id. Questions left out are absent. */
export type Answers = Readonly<Record<string, Score | 'na' | string>>;

/** What is wrong with one answer. `path` is the question's id, `comment`, `key`, `language` or an unknown name. */
export interface AnswerError {
  readonly path: string;
  readonly problem: 'required' | 'scale' | 'repeat' | 'unknown' | 'long' | 'chars' | 'key' | 'language';
  /** For `long`: how many characters the comment has. */
  readonly length?: number;
}

/** What the page and JSON callers send, before the check. Repeated form fields arrive as arrays. */
export interface RawSubmission {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly comment?: unknown;
  readonly key?: unknown;
  readonly language?: unknown;
  /** Names beside these four that a JSON body had. */
  readonly unknown?: readonly string[];
}

/** What passed the check. */
export interface Submission {
  readonly answers: Answers;
  readonly comment: string | undefined;
  readonly key: string;
  readonly language: Language;
}
