/**
 * `short`: the overall question and one for each element. `full`: the criteria in place of the elements. `short-with-why`:
 * the short form, where a low mark opens what of its element went wrong.
 */
export const forms = ['short', 'full', 'short-with-why'] as const;
export type Form = (typeof forms)[number];

/** The 16 criteria of the method in use, or the 22 of the one before. */
export const criteriaSets = ['current', 'earlier'] as const;
export type CriteriaSet = (typeof criteriaSets)[number];

/** What a questionnaire was made from. */
export interface Choice {
  readonly form: Form;
  /** Makes no difference to the short form. */
  readonly set: CriteriaSet;
  /** Asks about trips, delay and apology, needless difficulties and extra money. */
  readonly perceptions: boolean;
  /** Asks for whom the procedure was. */
  readonly context: boolean;
  /** Asks gender, age, education and occupation. */
  readonly demographics: boolean;
}

/** The short form and nothing more: what a unit starts with. */
export const shortest: Choice = {
  form: 'short',
  set: 'current',
  perceptions: false,
  context: false,
  demographics: false,
};
