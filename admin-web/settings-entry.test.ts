import { describe, expect, test } from 'vitest';
import { differing, readSettings, type SettingName } from './settings-entry.ts';

const filled = {
  name: 'Trung tâm',
  validityDays: '15',
  settlingDays: '5',
  minimumAnswers: '5',
  retentionMonths: '24',
  feedbackDays: '15',
};
const read = (changes: Record<string, string> = {}) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...filled, ...changes })) form.set(name, value);
  return readSettings(form, 3);
};

describe('settings as they are typed', () => {
  test('are sent over the revision that was seen; a box that is not ticked is sent as no', () => {
    expect(read()).toEqual({
      settings: {
        name: 'Trung tâm',
        validityDays: 15,
        settlingDays: 5,
        minimumAnswers: 5,
        fallsBackToOverall: false,
        retentionMonths: 24,
        qrLevel: 'M',
        feedbackDays: 15,
        revision: 3,
      },
    });
    expect(read({ fallsBackToOverall: 'on', qrLevel: 'on', validityDays: ' 30 ' })).toMatchObject({
      settings: { fallsBackToOverall: true, qrLevel: 'Q', validityDays: 30 },
    });
    expect(read({ retentionMonths: ' ' })).toMatchObject({ settings: { retentionMonths: null } });
  });

  test.each<[Record<string, string>, SettingName]>([
    [{ name: ' ' }, 'name'],
    [{ name: 'x'.repeat(201) }, 'name'],
    [{ validityDays: '0' }, 'validityDays'],
    [{ validityDays: '91' }, 'validityDays'],
    [{ settlingDays: '' }, 'settlingDays'],
    [{ settlingDays: '1,5' }, 'settlingDays'],
    [{ minimumAnswers: '4' }, 'minimumAnswers'],
    [{ minimumAnswers: '1e3' }, 'minimumAnswers'],
    [{ retentionMonths: '11' }, 'retentionMonths'],
    [{ retentionMonths: 'mãi' }, 'retentionMonths'],
    [{ feedbackDays: '0' }, 'feedbackDays'],
  ])('%o can’t be', (change, control) => {
    expect(read(change)).toEqual({ bad: [control] });
  });
});

test('what somebody else changed is told by name', () => {
  const mine = {
    name: 'A',
    validityDays: 15,
    settlingDays: 5,
    minimumAnswers: 5,
    fallsBackToOverall: true,
    retentionMonths: 24,
    qrLevel: 'M' as const,
    feedbackDays: 15,
    revision: 1,
  };
  expect(differing(mine, { ...mine, revision: 2 })).toEqual([]);
  expect(differing(mine, { ...mine, validityDays: 20, fallsBackToOverall: false, revision: 2 })).toEqual([
    'validityDays',
    'fallsBackToOverall',
  ]);
});
