import { type Localised, languages } from '../../db/vocabulary.ts';
import type { Draft } from './questionnaire.ts';

/**
 * Where a questionnaire differs from its draft by more than its texts, as a path such as `questions.3.id`; undefined where
 * only texts differ. Ids, order, types, options and conditions are the draft's: answers of all versions stay comparable.
 */
export function structuralDifference(draft: Draft, given: Draft): string | undefined {
  return difference(draft, given, []);
}

function difference(draft: unknown, given: unknown, path: readonly string[]): string | undefined {
  if (isText(draft) && isText(given)) return undefined;
  if (!isObject(draft) || !isObject(given)) return draft === given ? undefined : path.join('.');
  const keys = new Set([...Object.keys(draft), ...Object.keys(given)]);
  for (const key of keys) {
    const found = difference(draft[key], given[key], [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Two choices of one question that read the same in some language, as the path of the second; undefined where none do. */
export function sameWords({ scale, questions }: Draft): string | undefined {
  const lists = [
    { path: 'scale', texts: scale.map(({ text }) => text) },
    ...questions.map((question, index) => ({
      path: `questions.${index}.options`,
      texts: question.type === 'single' ? question.options.map(({ text }) => text) : [],
    })),
  ];
  for (const { path, texts } of lists) {
    for (const language of languages) {
      const seen = texts.map((text) => plain(text[language]));
      const repeated = seen.findIndex((text, index) => seen.indexOf(text) !== index);
      if (repeated >= 0) return `${path}.${repeated}.text.${language}`;
    }
  }
  return undefined;
}

/** A questionnaire as it is stored: each text NFC and without white space at its ends. */
export function tidyWording(questionnaire: Draft): Draft {
  return JSON.parse(JSON.stringify(questionnaire), (_, value) => (typeof value === 'string' ? tidy(value) : value));
}

/**
 * A draft that speaks like a version before it, wherever both ask the same; what is new keeps the draft's words, and so
 * does the introduction, which counts the questions.
 */
export function inTheWordsOf(before: Draft, draft: Draft): Draft {
  const known = new Map(textsIn(before, ''));
  const reword = (value: unknown, place: string): unknown => {
    if (isText(value)) return known.get(place) ?? value;
    if (Array.isArray(value)) return value.map((part, index) => reword(part, within(place, String(index), part)));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, reword(part, `${place} ${key}`)]));
  };
  return { ...(reword(draft, '') as Draft), intro: draft.intro };
}

/** Every text by where it stands. */
function* textsIn(value: unknown, place: string): Generator<[string, Localised]> {
  if (isText(value)) yield [place, value];
  else if (isObject(value)) {
    for (const [key, part] of Object.entries(value)) {
      yield* textsIn(part, Array.isArray(value) ? within(place, key, part) : `${place} ${key}`);
    }
  }
}

/** Entries of a list go by their id and not by their place: another draft has them elsewhere. */
function within(list: string, index: string, entry: unknown): string {
  return `${list} ${keyOf(entry) ?? index}`;
}

function keyOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const key = value.id ?? value.score;
  return key === undefined ? undefined : String(key);
}

function isText(value: unknown): value is Localised {
  return isObject(value) && typeof value.vi === 'string' && typeof value.en === 'string';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const tidy = (text: string): string => text.normalize('NFC').trim();
const plain = (text: string): string => tidy(text).toLowerCase();
