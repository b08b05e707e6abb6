import { expect, test } from 'vitest';
import type { Draft, Question } from '../api/questionnaires/questionnaire.ts';
import { answersFrom, readKey } from './paper-keys.ts';

const text = { vi: 'x', en: 'x' };
const mark: Question = { id: 'overall', type: 'likert5', required: true, text };
const markNa: Question = { id: 'access', type: 'likert5', required: false, text, notApplicable: text };
const choice: Question = {
  id: 'age',
  type: 'single',
  required: false,
  text,
  options: [
    { id: 'young', text },
    { id: 'old', text },
  ],
};

test.each<[Question, string, ReturnType<typeof readKey>]>([
  [mark, '5', { value: 5 }],
  [mark, '1', { value: 1 }],
  [mark, '6', undefined],
  [mark, 'n', undefined],
  [markNa, 'n', { value: 'na' }],
  [markNa, 'N', { value: 'na' }],
  [mark, '0', 'blank'],
  [mark, '-', 'blank'],
  [mark, '', 'blank'],
  [choice, '2', { value: 'old' }],
  [choice, '3', undefined],
  [choice, 'n', undefined],
])('%o: key %j', (question, key, expected) => {
  expect(readKey(question, key)).toEqual(expected);
});

test('blank ones are left out of the answers', () => {
  const questionnaire = { questions: [mark, markNa, choice] } as unknown as Draft;
  expect(answersFrom(questionnaire, { overall: '4', access: 'N', age: '' })).toEqual({ overall: 4, access: 'na' });
});
