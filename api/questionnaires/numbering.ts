import type { Draft, Question } from './questionnaire.ts';

type Asked = Pick<Draft, 'questions' | 'comment'>;

/** How many questions the page counts, the comment included. What only some are asked belongs to the question before it. */
export function questionCount({ questions, comment }: Asked): number {
  return questions.filter(isNumbered).length + (comment ? 1 : 0);
}

/** The number that a question, or the comment, bears on the page; undefined for what bears none. The comment comes last. */
export function questionNumber(asked: Asked, id: string): number | undefined {
  if (id === 'comment') return asked.comment && questionCount(asked);
  const index = asked.questions.filter(isNumbered).findIndex((question) => question.id === id);
  return index < 0 ? undefined : index + 1;
}

function isNumbered({ showIf }: Question): boolean {
  return showIf === undefined;
}
