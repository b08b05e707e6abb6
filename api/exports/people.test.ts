import { describe, expect, test } from 'vitest';
import type { Question } from '../questionnaires/questionnaire.ts';
import { peopleQuestions } from './people.ts';

const said = (text: string) => ({ vi: text, en: text });
const gender = (text: string, options: string[]): Question => ({
  id: 'gender',
  type: 'single',
  required: false,
  demographic: true,
  text: said(text),
  options: options.map((id) => ({ id, text: said(id) })),
});
const told = (optionId: string, answered: number, overall: 1 | 2 | 3 | 4 | 5 = 5) => ({
  questionId: 'gender',
  optionId,
  overall,
  answered,
});
const groupsOf = (counts: ReturnType<typeof told>[]) =>
  peopleQuestions(counts, [{ questions: [gender('Giới tính', ['male', 'female'])] }])[0]?.groups.map(
    ({ name, levels }) => [name.en, ...levels],
  );

describe('groups of people', () => {
  test('come in the order of the options, the merged one last', () => {
    expect(groupsOf([told('khac', 7), told('female', 6), told('female', 2, 1), told('male', 5, 4)])).toEqual([
      ['male', 0, 0, 0, 5, 0],
      ['female', 2, 0, 0, 0, 6],
      ['Not answered, or small groups together', 0, 0, 0, 0, 7],
    ]);
  });

  test('of fewer than five join the others; fewer than five of these are left out', () => {
    expect(groupsOf([told('male', 9), told('female', 4), told('khac', 3)])).toEqual([
      ['male', 0, 0, 0, 0, 9],
      ['Not answered, or small groups together', 0, 0, 0, 0, 7],
    ]);
    expect(groupsOf([told('male', 9), told('female', 4)])).toEqual([['male', 0, 0, 0, 0, 9]]);
    expect(groupsOf([told('male', 4)])).toEqual([]);
  });

  test('an option that no version has counts with the others', () => {
    expect(groupsOf([told('?', 6)])).toEqual([['Not answered, or small groups together', 0, 0, 0, 0, 6]]);
  });

  test('a question has its newest words and the options of all versions; one that nobody was asked is not there', () => {
    const versions = [
      { questions: [gender('Cũ', ['male'])] },
      { questions: [gender('Mới', ['male', 'female'])] },
      { questions: [] },
    ];
    expect(peopleQuestions([told('male', 5), told('female', 5)], versions)).toMatchObject([
      { text: { vi: 'Mới' }, groups: [{ name: { vi: 'male' } }, { name: { vi: 'female' } }] },
    ]);
    expect(peopleQuestions([], versions)).toEqual([]);
  });
});
