import { type Localised, otherField, type Score } from '../../db/vocabulary.ts';
import type { Questionnaire } from '../questionnaires/questionnaire.ts';
import { fewestInBatch } from '../satisfaction/batches.ts';
import type { Levels } from '../satisfaction/rollup.ts';
import type { PeopleQuestion } from './sipas-figures.ts';
import { words } from './words.ts';

/** How many answers with one mark came from people of one kind. */
export interface PeopleCount {
  readonly questionId: string;
  readonly optionId: string;
  readonly overall: Score;
  readonly answered: number;
}

/**
 * The questions about the person with the marks of each group, in the order in which they were asked. Stored classes have
 * five answers or more, and so has every sum of them; a group that had fewer all the same would join “other”, and with
 * fewer than five there as well the question has no groups.
 */
export function peopleQuestions(
  counts: readonly PeopleCount[],
  questionnaires: readonly Pick<Questionnaire, 'questions'>[],
): PeopleQuestion[] {
  // From the newest version on, so that a question has its newest words.
  const asked = [...questionnaires].reverse().flatMap(({ questions }) => questions);
  const ids = new Set(questionnaires.flatMap(({ questions }) => questions.map(({ id }) => id)));
  return [...ids].flatMap((id) => {
    const told = counts.filter(({ questionId }) => questionId === id);
    const versions = asked.flatMap((question) => (question.type === 'single' && question.id === id ? [question] : []));
    const [newest] = versions;
    if (told.length === 0 || !newest) return [];
    const options = new Map(versions.flatMap(({ options }) => options).map(({ id, text }) => [id, text]));
    return [{ text: newest.text, groups: groups(told, options) }];
  });
}

const other: Localised = { vi: words.vi.otherAnswer, en: words.en.otherAnswer };

function groups(counts: readonly PeopleCount[], options: ReadonlyMap<string, Localised>): PeopleQuestion['groups'] {
  const isKept = (optionId: string): boolean =>
    optionId !== otherField &&
    options.has(optionId) &&
    sum(counts.filter((count) => count.optionId === optionId)) >= fewestInBatch;
  const kept = [...options].filter(([optionId]) => isKept(optionId));
  const rest = counts.filter(({ optionId }) => !isKept(optionId));
  const named = kept.map(([optionId, name]) => ({
    name,
    levels: levelsOf(counts.filter((count) => count.optionId === optionId)),
  }));
  return sum(rest) >= fewestInBatch ? [...named, { name: other, levels: levelsOf(rest) }] : named;
}

function levelsOf(counts: readonly PeopleCount[]): Levels {
  const of = (mark: Score) => sum(counts.filter(({ overall }) => overall === mark));
  return [of(1), of(2), of(3), of(4), of(5)];
}

function sum(counts: readonly PeopleCount[]): number {
  return counts.reduce((total, { answered }) => total + answered, 0);
}
