import type { Localised } from '../../db/vocabulary.ts';
import { elementOf, localised, scoreOf } from './catalogue-file.ts';
import { shortest } from './choice.ts';
import type { LikertQuestion, Questionnaire } from './questionnaire.ts';

/** `questionnaire.json`, as far as the short form needs it. */
export interface ShortFormFile {
  readonly version: string;
  readonly scale: {
    readonly options: readonly ({ readonly value: number } & Localised)[];
    readonly notApplicable: Localised;
  };
  readonly shortForm: {
    readonly title: Localised;
    readonly intro: Localised;
    readonly items: readonly ShortFormItem[];
    readonly submit: Localised;
    readonly thanks: Localised;
  };
}

interface ShortFormItem extends Localised {
  readonly id: string;
  readonly type: string;
  readonly required: boolean;
  readonly element?: string | undefined;
  readonly na?: boolean | undefined;
  readonly naLabel?: Localised | undefined;
  readonly hint?: Localised | undefined;
  readonly maxLength?: number | undefined;
}

/**
 * The short form of the catalogue as a questionnaire: the overall question, one for each element, and the comment.
 * Its version is the file's major version. Throws TypeError on a file that does not fit, which only a change of ours can cause.
 */
export function shortForm({ version, scale, shortForm: form }: ShortFormFile): Questionnaire {
  const comment = form.items.find((item) => item.type === 'text');
  return {
    version: Number.parseInt(version, 10),
    choice: shortest,
    title: localised(form.title),
    intro: localised(form.intro),
    scale: scale.options.map((option) => ({ score: scoreOf(option.value), text: localised(option) })),
    questions: form.items.filter((item) => item !== comment).map((item) => likertQuestion(item, scale.notApplicable)),
    ...(comment && { comment: commentOf(comment) }),
    submit: localised(form.submit),
    thanks: localised(form.thanks),
  };
}

function likertQuestion(item: ShortFormItem, notApplicable: Localised): LikertQuestion {
  if (item.type !== 'likert5') throw new TypeError(`Short form: ${item.id} is of type ${item.type}`);
  return {
    id: item.id,
    type: 'likert5',
    required: item.required,
    text: localised(item),
    ...(item.element !== undefined && { element: elementOf(item.element) }),
    ...(item.na && { notApplicable: localised(item.naLabel ?? notApplicable) }),
  };
}

function commentOf(item: ShortFormItem): NonNullable<Questionnaire['comment']> {
  if (!item.hint || !item.maxLength) throw new TypeError(`Short form: ${item.id} has no hint or no length`);
  return { text: localised(item), hint: localised(item.hint), maxLength: item.maxLength };
}
