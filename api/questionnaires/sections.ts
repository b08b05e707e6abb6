import type { Element } from '../../db/vocabulary.ts';
import type { Box, Draft, Question } from './questionnaire.ts';

/** What a page puts under one heading. */
export interface Section {
  readonly kind: 'overall' | 'elements' | 'criteria' | 'visit' | 'sensitive' | 'about-you';
  /** Of criteria. */
  readonly element?: Element;
  readonly parts: readonly Part[];
}

/** A question, or the boxes to tick that stand together. */
export type Part =
  | { readonly question: Question; readonly boxes?: never }
  | { readonly boxes: readonly Box[]; readonly question?: never };

/** The questions as the page groups them, in their order. */
export function sections({ questions, elements }: Pick<Draft, 'questions' | 'elements'>): Section[] {
  const placed = questions.map((question) => ({ question, place: placeOf(question, elements !== undefined) }));
  return runs(placed, ({ place }) => `${place.kind} ${place.element}`).map(([first, ...others]) => ({
    ...first.place,
    parts: partsOf([first, ...others].map(({ question }) => question)),
  }));
}

function placeOf(question: Question, withCriteria: boolean): Omit<Section, 'parts'> {
  if (question.type === 'likert5') {
    const { element } = question;
    if (element === undefined) return { kind: 'overall' };
    return withCriteria ? { kind: 'criteria', element } : { kind: 'elements' };
  }
  if (isBox(question)) return { kind: 'elements' };
  if (question.sensitive) return { kind: 'sensitive' };
  return { kind: question.demographic ? 'about-you' : 'visit' };
}

/** Boxes that wait for the same question stand together. */
function partsOf(questions: readonly Question[]): Part[] {
  const together = (question: Question) => (isBox(question) ? `boxes ${question.showIf?.question}` : question.id);
  return runs(questions, together).map(([first, ...others]) =>
    isBox(first) ? { boxes: [first, ...others.filter(isBox)] } : { question: first },
  );
}

function isBox(question: Question): question is Box {
  return question.type === 'single' && question.options.length === 1;
}

/** Neighbours that share a key. */
function runs<T>(all: readonly T[], keyOf: (one: T) => string): [T, ...T[]][] {
  const found: [T, ...T[]][] = [];
  for (const one of all) {
    const last = found.at(-1);
    if (last && keyOf(last[0]) === keyOf(one)) last.push(one);
    else found.push([one]);
  }
  return found;
}
