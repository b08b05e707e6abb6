import { type Choice, criteriaSets, forms, shortest } from '../api/questionnaires/choice.ts';

/** Which words a draft begins with: those of the files, or of the version before it. */
export const wordings = ['latest', 'files'] as const;
export type Wording = (typeof wordings)[number];

export interface DraftChoice extends Choice {
  readonly wording: Wording;
}

/** What a URL asks for; what it does not name is as in the shortest form, in the words of the version before. */
export function readChoice(search: URLSearchParams): DraftChoice {
  const among = <T extends string>(known: readonly T[], name: string, otherwise: T): T =>
    known.find((one) => one === search.get(name)) ?? otherwise;
  const isOn = (name: string) => search.get(name) === 'true';
  return {
    form: among(forms, 'form', shortest.form),
    set: among(criteriaSets, 'set', shortest.set),
    perceptions: isOn('perceptions'),
    context: isOn('context'),
    demographics: isOn('demographics'),
    wording: among(wordings, 'wording', 'latest'),
  };
}

/** The choice as a query, for the service and for a URL of ours. */
export function choiceQuery({ perceptions, context, demographics, ...named }: DraftChoice) {
  const said = (on: boolean) => (on ? 'true' : 'false');
  return {
    ...named,
    perceptions: said(perceptions),
    context: said(context),
    demographics: said(demographics),
  } as const;
}
