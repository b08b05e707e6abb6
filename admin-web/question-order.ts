import type { DetailGroup } from './client.ts';

/** A question with its figures. */
export interface Question {
  readonly key: string;
  readonly name: string;
  readonly percent: number;
  /** Both null where several marks of one person are added up. */
  readonly low: number | null;
  readonly high: number | null;
  readonly mean: number | null;
  readonly satisfied: number;
  readonly answered: number;
}

/** What a settled quarter says of its questions: the elements, their criteria, those without figures. */
export interface RankedQuestions {
  /** The overall question, against which the others are seen. */
  readonly overall: Question | undefined;
  readonly elements: readonly Question[];
  readonly criteria: readonly Question[];
  /** Names of those with one to four answers. */
  readonly withheld: readonly string[];
}

/** From the lowest rate, among equals the one with more answers first: it weighs more. */
export function rankQuestions(groups: readonly DetailGroup[]): RankedQuestions {
  const questions = groups.flatMap(withFigures).sort((a, b) => a.percent - b.percent || b.answered - a.answered);
  const isElement = ({ key }: { key: string }) => key.startsWith('element:');
  return {
    overall: questions.find(({ key }) => key === overallKey),
    elements: questions.filter(isElement),
    criteria: questions.filter((question) => question.key !== overallKey && !isElement(question)),
    withheld: groups.filter(({ answered }) => answered === null).map(({ name }) => name),
  };
}

const overallKey = 'overall';

function withFigures({ key, name, percent, low, high, mean, satisfied, answered }: DetailGroup): Question[] {
  if (percent === null || satisfied === null || answered === null) return [];
  return [{ key, name, percent, low, high, mean, satisfied, answered }];
}
