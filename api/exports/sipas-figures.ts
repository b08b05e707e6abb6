import type { Localised } from '../../db/vocabulary.ts';
import type { ChoiceQuestion, SensitiveQuestion } from '../answers/choice-figures.ts';
import type { Levels } from '../satisfaction/rollup.ts';
import type { SatisfactionReport } from '../satisfaction/satisfaction-report.ts';
import type { Occasion } from './sheet-top.ts';

/** Everything that the SIPAS-style workbook is made from: answers of `/satisfaction`, and what rows tell of people. */
export interface SipasFigures {
  readonly occasion: Occasion;
  /** By field. */
  readonly fields: SatisfactionReport;
  /** By question. */
  readonly questions: SatisfactionReport;
  /** By question within each field, by the field's code. */
  readonly questionsOf: ReadonlyMap<string, SatisfactionReport>;
  readonly people: readonly PeopleQuestion[];
  /** What was chosen where a question has one choice, over all fields. */
  readonly answers: { readonly questions: readonly ChoiceQuestion[]; readonly sensitive: readonly SensitiveQuestion[] };
  readonly questionnaires: readonly { readonly unit: string; readonly version: number; readonly title: Localised }[];
  /** A question's newest words, by its id. */
  readonly questionTexts: ReadonlyMap<string, Localised>;
}

/** A question about the person, and how each group marked the overall question. */
export interface PeopleQuestion {
  readonly text: Localised;
  readonly groups: readonly { readonly name: Localised; readonly levels: Levels }[];
}
