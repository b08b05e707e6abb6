import { describe, expect, test } from 'vitest';
import type { Score } from '../../db/vocabulary.ts';
import { classCounts, type KeptRow, questionCounts, sensitiveCounts } from './quarter-detail.ts';

const row: KeptRow = {
  fieldId: 'ho-tich',
  procedure: '1.001193',
  channel: 'counter',
  medium: 'phone',
  language: 'vi',
  version: '1',
  demographics: {},
  overall: 5,
  answers: {},
};
const rows = (count: number, more: Partial<KeptRow> = {}) => Array.from({ length: count }, () => ({ ...row, ...more }));
const levels = (level1: number, level2: number, level3: number, level4: number, level5: number) => ({
  level1,
  level2,
  level3,
  level4,
  level5,
});

test('marks are summed by field, procedure, channel and medium, whatever else differs', () => {
  const some = [...rows(3, { overall: 1 }), ...rows(2, { language: 'en' }), ...rows(5, { medium: 'khac', overall: 4 })];
  const { fieldId, procedure, channel } = row;
  expect(classCounts(some)).toEqual([
    { fieldId, procedure, channel, medium: 'khac', ...levels(0, 0, 0, 5, 0) },
    { fieldId, procedure, channel, medium: 'phone', ...levels(3, 0, 0, 0, 2) },
  ]);
  expect(classCounts([])).toEqual([]);
});

describe('a question', () => {
  const asked = (count: number, access: Score | 'na' | string, more: Partial<KeptRow> = {}) =>
    rows(count, { answers: { access }, ...more });
  const counted = { fieldId: 'ho-tich', questionId: 'access', version: '1' };

  test('is counted by field and version from five marks on; “does not apply” and options are no marks', () => {
    expect(questionCounts([...asked(4, 5), ...asked(1, 2), ...asked(9, 'na'), ...rows(3)])).toEqual([
      { ...counted, ...levels(0, 1, 0, 0, 4), withheld: false },
    ]);
    expect(questionCounts(asked(9, 'one-trip'))).toEqual([]);
  });

  test('with one to four is withheld, and its marks are not kept', () => {
    expect(questionCounts([...asked(4, 1), ...asked(9, 'na')])).toEqual([
      { ...counted, ...levels(0, 0, 0, 0, 0), withheld: true },
    ]);
  });

  test('of another field or version is another question', () => {
    const some = [...asked(5, 5), ...asked(4, 5, { version: 'khac' }), ...asked(4, 5, { fieldId: 'dat-dai' })];
    expect(questionCounts(some).map(({ fieldId, version, withheld }) => [fieldId, version, withheld])).toEqual([
      ['dat-dai', '1', true],
      ['ho-tich', '1', false],
      ['ho-tich', 'khac', true],
    ]);
  });
});

test('a sensitive question is counted for the whole unit, from five answers on', () => {
  const said = (count: number, harassment: string) => Array.from({ length: count }, () => ({ harassment }));
  const sensitive = new Set(['harassment', 'fees']);
  expect(sensitiveCounts([...said(4, 'no'), {}], sensitive)).toEqual([]);
  expect(sensitiveCounts([...said(4, 'no'), ...said(1, 'yes'), {}], sensitive)).toEqual([
    { questionId: 'harassment', optionId: 'no', answered: 4 },
    { questionId: 'harassment', optionId: 'yes', answered: 1 },
  ]);
});
