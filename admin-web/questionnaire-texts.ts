import type { Draft, Question } from '../api/questionnaires/questionnaire.ts';
import { type Language, type Localised, languages } from '../db/vocabulary.ts';

/** What a text is for; the words beside it come from there. */
export type TextRole =
  | 'title'
  | 'intro'
  | 'step'
  | 'heading'
  | 'question'
  | 'notApplicable'
  | 'option'
  | 'comment'
  | 'hint'
  | 'submit'
  | 'thanks';

/** A text of a questionnaire and where it stands, as the service names the place: `questions.3.text`. */
export interface TextEntry {
  readonly path: string;
  readonly role: TextRole;
  readonly value: Localised;
}

/** Texts that are read together. */
export interface TextGroup {
  readonly kind: 'opening' | 'scale' | 'elements' | 'question' | 'comment' | 'ending';
  readonly question?: Question;
  readonly entries: readonly TextEntry[];
}

/** Every text that may be edited, in the order of the page. A box to tick has no words but its own. */
export function textGroups(draft: Draft): TextGroup[] {
  const { title, intro, scale, elements = [], questions, comment, submit, thanks } = draft;
  const groups: TextGroup[] = [
    {
      kind: 'opening',
      entries: [
        { path: 'title', role: 'title', value: title },
        { path: 'intro', role: 'intro', value: intro },
      ],
    },
    {
      kind: 'scale',
      entries: scale.map(({ text }, index) => ({ path: `scale.${index}.text`, role: 'step', value: text })),
    },
    {
      kind: 'elements',
      entries: elements.map(({ text }, index) => ({ path: `elements.${index}.text`, role: 'heading', value: text })),
    },
    ...questions.map(
      (question, index): TextGroup => ({ kind: 'question', question, entries: entriesOf(question, index) }),
    ),
    {
      kind: 'comment',
      entries: comment
        ? [
            { path: 'comment.text', role: 'comment', value: comment.text },
            { path: 'comment.hint', role: 'hint', value: comment.hint },
          ]
        : [],
    },
    {
      kind: 'ending',
      entries: [
        { path: 'submit', role: 'submit', value: submit },
        { path: 'thanks', role: 'thanks', value: thanks },
      ],
    },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}

function entriesOf(question: Question, index: number): TextEntry[] {
  const at = `questions.${index}`;
  const asked: TextEntry = { path: `${at}.text`, role: 'question', value: question.text };
  if (question.type === 'likert5') {
    const { notApplicable } = question;
    return notApplicable
      ? [asked, { path: `${at}.notApplicable`, role: 'notApplicable', value: notApplicable }]
      : [asked];
  }
  if (question.options.length === 1) return [asked];
  return [
    asked,
    ...question.options.map(
      ({ text }, option): TextEntry => ({ path: `${at}.options.${option}.text`, role: 'option', value: text }),
    ),
  ];
}

/** How a control that holds a text is named: `questions.3.text.vi`. */
export function controlOf({ path }: TextEntry, language: Language): string {
  return `${path}.${language}`;
}

/** The draft with the texts of a form in place of its own. A line break would be refused, so it becomes a space. */
export function withTexts(draft: Draft, given: FormData): Draft {
  const put = (value: unknown, path: string): unknown => {
    if (isText(value)) {
      return Object.fromEntries(
        languages.map((language) => {
          const text = given.get(`${path}.${language}`);
          return [language, typeof text === 'string' ? text.replace(/\s+/g, ' ').trim() : value[language]];
        }),
      );
    }
    if (Array.isArray(value)) return value.map((part, index) => put(part, `${path}.${index}`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, put(part, path ? `${path}.${key}` : key)]),
    );
  };
  return put(draft, '') as Draft;
}

/** Controls whose text is empty. */
export function emptyTexts(draft: Draft): string[] {
  return textGroups(draft)
    .flatMap(({ entries }) => entries)
    .flatMap((entry) =>
      languages.filter((language) => entry.value[language] === '').map((language) => controlOf(entry, language)),
    );
}

function isText(value: unknown): value is Localised {
  return typeof value === 'object' && value !== null && 'vi' in value && 'en' in value;
}
