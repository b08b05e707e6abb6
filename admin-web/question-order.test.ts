import { expect, test } from 'vitest';
import type { DetailGroup } from './client.ts';
import { rankQuestions } from './question-order.ts';

function question(key: string, percent: number | null, answered: number | null): DetailGroup {
  const known = percent !== null && answered !== null;
  return {
    key,
    name: `name of ${key}`,
    closed: 100,
    answered,
    satisfied: known ? Math.round((percent * answered) / 100) : null,
    percent,
    low: known ? percent - 5 : null,
    high: known ? percent : null,
    mean: known ? 4.5 : null,
    levels: known ? [0, 0, 0, 0, answered] : null,
    target: null,
    verdict: 'no-target',
    flagged: false,
    provisional: false,
    held: false,
    pooled: false,
  };
}

const groups = [
  question('overall', 90, 100),
  question('element:access', 95, 50),
  question('element:officer', 70, 20),
  question('element:result', 70, 40),
  question('access.wait@2', 80, 30),
  question('access.seats@2', null, null),
  question('element:feedback', null, 0),
];

test('questions come from the lowest rate, among equals the one with more answers first', () => {
  const { overall, elements, criteria } = rankQuestions(groups);
  expect(overall?.percent).toBe(90);
  expect(elements.map(({ key }) => key)).toEqual(['element:result', 'element:officer', 'element:access']);
  expect(criteria.map(({ key }) => key)).toEqual(['access.wait@2']);
});

test('those with one to four answers are named without figures; those that nobody answered are left out', () => {
  expect(rankQuestions(groups).withheld).toEqual(['name of access.seats@2']);
});
