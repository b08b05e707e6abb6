import type { Element, Language, Localised, Score } from '../../db/vocabulary.ts';

/** A question on the five-point scale. */
export interface LikertQuestion {
  readonly id: string;
  readonly type: 'likert5';
  readonly required: boolean;
  readonly text: Localised;
  /** The element that the question is about; absent for the overall question. */
  readonly element?: Element;
  /** What “does not apply” means for this question; absent where it may not be chosen. */
  readonly notApplicable?: Localised;
}

/** A question with one choice among named options. */
export interface SingleQuestion {
  readonly id: string;
  readonly type: 'single';
  readonly required: boolean;
  readonly text: Localised;
  readonly options: readonly { readonly id: string; readonly text: Localised }[];
  /** Shown for a whole unit and settled quarter only, never in rows (contract, section 4). */
  readonly sensitive?: boolean;
  /** Asks about the person and not about the case; kept in rows only where five answered alike. */
  readonly demographic?: boolean;
}

export type Question = LikertQuestion | SingleQuestion;

/** A published version: plain data that server, page and codebook read alike. It never changes once published. */
export interface Questionnaire {
  readonly version: number;
  readonly title: Localised;
  readonly intro: Localised;
  /** Words of the five steps, best first, as they stand on the page. */
  readonly scale: readonly { readonly score: Score; readonly text: Localised }[];
  readonly questions: readonly Question[];
  readonly comment?: { readonly text: Localised; readonly hint: Localised; readonly maxLength: number };
  readonly submit: Localised;
  readonly thanks: Localised;
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
