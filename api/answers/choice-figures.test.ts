import { describe, expect, test } from 'vitest';
import type { Quarter, UnitId } from '../../db/vocabulary.ts';
import type { Question, SingleQuestion } from '../questionnaires/questionnaire.ts';
import { choiceQuestions, type StoredChoice, type StoredMarks, sensitiveQuestions } from './choice-figures.ts';

const text = (vi: string) => ({ vi, en: `${vi} (en)` });
const single = (id: string, options: readonly string[], more: Partial<SingleQuestion> = {}): SingleQuestion => ({
  id,
  type: 'single',
  required: false,
  text: text(id),
  options: options.map((option) => ({ id: option, text: text(option) })),
  ...more,
});
const questions: readonly Question[] = [
  { id: 'access', type: 'likert5', required: false, text: text('access'), element: 'access' },
  single('why.access.signage', ['yes'], { showIf: { question: 'access', answers: [1, 2] } }),
  single('trips', ['0', '1', '2plus']),
  single('timeliness', ['on-time', 'late']),
  single('apology', ['apology', 'none'], { showIf: { question: 'timeliness', answers: ['late'] } }),
  single('age', ['18-24', 'over-60'], { demographic: true }),
  single('harassment', ['no', 'yes'], { sensitive: true }),
];
const questionnaires = [
  { version: 1, questions },
  { version: 2, questions: questions.map((question) => ({ ...question, text: text(`${question.id} 2`) })) },
];
const place = { unitId: 1 as UnitId, quarter: '2025-Q3' as Quarter, fieldId: 'ho-tich', version: '1' };
const chosen = (questionId: string, optionId: string, answered: number, more: Partial<StoredChoice> = {}) => ({
  ...place,
  questionId,
  optionId,
  answered,
  withheld: false,
  ...more,
});
const withheld = (questionId: string, more: Partial<StoredChoice> = {}) =>
  chosen(questionId, '', 0, { withheld: true, ...more });
const marked = (levels: StoredMarks['levels'], more: Partial<StoredMarks> = {}): StoredMarks => ({
  ...place,
  questionId: 'access',
  levels,
  withheld: false,
  ...more,
});
const told = (choices: StoredChoice[], marks: StoredMarks[] = []) =>
  choiceQuestions({ choices, marks }, questionnaires, 'vi');

describe('a question with one choice', () => {
  test('has its options in their order, also what nobody chose, with shares that add up to 100', () => {
    const [trips] = told([chosen('trips', '2plus', 1), chosen('trips', '0', 5), chosen('trips', '0', 1, land)]);
    expect(trips).toMatchObject({
      key: 'trips@1',
      kind: 'visit',
      name: 'trips',
      answered: 7,
      asked: null,
      after: null,
    });
    expect(trips?.options?.map(({ key, answered, percent }) => [key, answered, percent])).toEqual([
      ['0', 6, 85.7],
      ['1', 0, 0],
      ['2plus', 1, 14.3],
    ]);
  });
  const land = { fieldId: 'dat-dai' };

  test('withheld in a field leaves every sum; withheld in all of them it has no figures', () => {
    const one = told([chosen('trips', '0', 5), withheld('trips', land)]);
    expect(one).toMatchObject([{ answered: 5 }]);
    expect(told([withheld('trips'), withheld('trips', land)])).toMatchObject([
      { key: 'trips@1', answered: null, asked: null, options: null },
    ]);
  });

  test('of another version is another question, by the words of its own; versions put together have the newest', () => {
    const versions = ['2', '1', 'khac'].map((version) => chosen('trips', '1', 5, { version }));
    expect(told(versions).map(({ key, name, answered }) => [key, name, answered])).toEqual([
      ['trips@1', 'trips', 5],
      ['trips@2', 'trips 2', 5],
      ['trips@khac', 'trips 2', 5],
    ]);
  });

  test('about the person has what was left out or put together last; with nothing else it is not there', () => {
    const [age] = told([chosen('age', 'khac', 9), chosen('age', 'over-60', 6)]);
    expect(age).toMatchObject({ kind: 'about-you', answered: 15 });
    expect(age?.options?.map(({ key, answered }) => [key, answered])).toEqual([
      ['18-24', 0],
      ['over-60', 6],
      ['khac', 9],
    ]);
    expect(told([chosen('age', 'khac', 9)])).toEqual([]);
  });
});

describe('who is asked only some', () => {
  const why = 'why.access.signage';

  test('a reason is a count of those who gave a low mark, and no rate', () => {
    const reasons = [chosen(why, 'yes', 6), chosen(why, 'yes', 5, { quarter: '2025-Q4' as Quarter })];
    const marks = [marked([3, 4, 0, 9, 30]), marked([1, 6, 0, 0, 0], { quarter: '2025-Q4' as Quarter })];
    expect(told(reasons, marks)).toMatchObject([
      {
        kind: 'reason',
        after: { question: 'access', name: 'access' },
        answered: 11,
        asked: 14,
        options: [{ key: 'yes', answered: 11, percent: null }],
      },
    ]);
  });

  test('where it is withheld, neither it nor those who were asked count; where nobody ticked it, they do', () => {
    const land = { fieldId: 'dat-dai' };
    const marks = [
      marked([3, 4, 0, 0, 0]),
      marked([9, 9, 0, 0, 0], land),
      marked([2, 0, 0, 0, 8], { fieldId: 'y-te' }),
    ];
    expect(told([chosen(why, 'yes', 6), withheld(why, land)], marks)).toMatchObject([{ answered: 6, asked: 9 }]);
  });

  test('marks of another version are not of those who were asked', () => {
    const marks = [marked([3, 4, 0, 0, 0]), marked([50, 0, 0, 0, 0], { version: '2' })];
    expect(told([chosen(why, 'yes', 6)], marks)).toMatchObject([{ answered: 6, asked: 7 }]);
  });

  test('an apology is held against those who said that it was late', () => {
    const choices = [
      chosen('timeliness', 'late', 8),
      chosen('timeliness', 'on-time', 40),
      chosen('apology', 'none', 7),
    ];
    expect(told(choices)).toMatchObject([
      { key: 'timeliness@1', asked: null },
      { key: 'apology@1', asked: 8 },
    ]);
  });
});

test('sensitive questions are told of each unit and quarter by itself', () => {
  const units = [2, 1].map((unitId) => ({ unitId: unitId as UnitId, code: `unit-${unitId}`, name: `Unit ${unitId}` }));
  const said = (unitId: number, quarter: string, optionId: string, answered: number) => ({
    unitId: unitId as UnitId,
    quarter: quarter as Quarter,
    questionId: 'harassment',
    optionId,
    answered,
  });
  const stored = [said(1, '2025-Q3', 'no', 8), said(1, '2025-Q3', 'yes', 2), said(2, '2025-Q4', 'no', 5)];
  expect(
    sensitiveQuestions(stored, units, questionnaires, 'vi').map(({ unit, quarter, answered, options }) => [
      unit.key,
      quarter,
      answered,
      options.map((option) => [option.key, option.answered, option.percent]),
    ]),
  ).toEqual([
    [
      'unit-2',
      '2025-Q4',
      5,
      [
        ['no', 5, 100],
        ['yes', 0, 0],
      ],
    ],
    [
      'unit-1',
      '2025-Q3',
      10,
      [
        ['no', 8, 80],
        ['yes', 2, 20],
      ],
    ],
  ]);
});
