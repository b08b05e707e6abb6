import { type Element, elements, type Localised, type Score, scores } from '../../db/vocabulary.ts';

/** The text of an entry, without what stands beside it in the file. */
export function localised({ vi, en }: Localised): Localised {
  return { vi, en };
}

/** Throws TypeError for what is no element, which only a change of ours can cause; so do the others. */
export function elementOf(text: string): Element {
  const element = elements.find((known) => known === text);
  if (!element) throw new TypeError(`Catalogue: no element ${text}`);
  return element;
}

export function scoreOf(value: number): Score {
  const score = scores.find((known) => known === value);
  if (!score) throw new TypeError(`Catalogue: no score ${value}`);
  return score;
}
