import { monthsOf } from '../api/calendar.ts';
import type { Quarter } from '../db/vocabulary.ts';
import type { Answers } from './client.ts';
import type { Texts } from './language.ts';
import type { AnswerWords } from './words/answers/vi.ts';
import { fill } from './words/fill.ts';

export type ChoiceQuestion = Answers['questions'][number];
export type SensitiveQuestion = Answers['sensitive'][number];

/** Reasons that are offered after one low mark, the one most often given first. */
export interface ReasonGroup {
  readonly key: string;
  /** The question that got the low mark. */
  readonly name: string;
  readonly reasons: readonly {
    readonly key: string;
    readonly name: string;
    readonly ticks: number;
    readonly asked: number | null;
  }[];
  /** The most that were asked for one of them: in some fields one may be withheld and another not. */
  readonly asked: number | null;
}

/** What has figures, by what it is about; a question that stands there in several versions says which. */
export function sortChoices(questions: readonly ChoiceQuestion[], words: AnswerWords) {
  const ids = questions.map(({ question }) => question);
  const named = questions.map((question) => ({ ...question, name: nameOf(question, words, ids) }));
  const shown = named.filter(({ options }) => options !== null);
  const reasons = shown.filter(({ kind }) => kind === 'reason');
  return {
    visit: shown.filter(({ kind }) => kind === 'visit'),
    people: shown.filter(({ kind }) => kind === 'about-you'),
    reasons: [...Map.groupBy(reasons, ({ after, version }) => `${after?.question}@${version}`)].map(
      ([key, group]): ReasonGroup => {
        const counts = group.flatMap(({ asked }) => (asked === null ? [] : [asked]));
        return {
          key,
          name: group[0]?.after?.name ?? '',
          asked: counts.length > 0 ? Math.max(...counts) : null,
          reasons: group
            .map(({ key, name, answered, asked }) => ({ key, name, ticks: answered ?? 0, asked }))
            .sort((a, b) => b.ticks - a.ticks || (a.name < b.name ? -1 : 1)),
        };
      },
    ),
    withheld: named.filter(({ options }) => options === null).map(({ name }) => name),
  };
}

function nameOf({ question, name, version }: ChoiceQuestion, words: AnswerWords, ids: readonly string[]): string {
  if (ids.filter((id) => id === question).length < 2) return name;
  return version === 'khac'
    ? fill(words.versions, { question: name })
    : fill(words.version, { question: name, version });
}

/** A sensitive question with its quarter, and with its unit where there are several. */
export function sensitiveName(
  { name, quarter, unit }: SensitiveQuestion,
  all: readonly SensitiveQuestion[],
  words: AnswerWords,
  { format }: Pick<Texts, 'format'>,
): string {
  const [from, , to] = monthsOf(quarter as Quarter);
  const values = { question: name, unit: unit.name, quarter: format.period({ from, to }) };
  const isOneUnit = new Set(all.map((question) => question.unit.key)).size === 1;
  return fill(isOneUnit ? words.sensitiveOf : words.sensitiveOfUnit, values);
}
