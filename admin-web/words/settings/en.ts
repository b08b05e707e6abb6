import type { SettingsWords } from './vi.ts';

export const en: SettingsWords = {
  title: 'Settings',
  lead: 'For this unit, from the moment of saving on.',
  name: 'Name of the unit',
  nameHint: 'Stands at the head of this page, on code slips and on the page that citizens answer.',
  validityDays: 'Days a rating code stays open',
  validityDaysHint:
    'Counted from the day of the result or of the code, whichever is later. Codes already given keep their day. 1 to 90 days.',
  settlingDays: 'Days to wait before a month is settled',
  settlingDaysHint:
    'A month is settled once so many days are over and none of its codes is open. After that its figures never change. 0 to 60 days.',
  minimumAnswers: 'Fewest answers for a verdict',
  minimumAnswersHint:
    'With fewer, it only says “Too few answers”. Changing this changes the verdicts of all periods. 5 or more.',
  fallsBackToOverall: 'Hold fields without a target of their own against the overall one',
  fallsBackToOverallHint: 'Otherwise those fields have a rate and no verdict.',
  whole: 'expected a whole number from {from} to {to}',
  nameBad: 'expected 1 to 200 characters',
  days: { one: '{n} day', other: '{n} days' },
  answers: { one: '{n} answer', other: '{n} answers' },
  yes: 'Yes',
  no: 'No',
  submit: 'Save settings',
  saving: 'Saving…',
  readOnly: 'This account may only read. Administrators change settings.',
  conflict: 'Someone else just changed this. Review, then save.',
  conflictNone: 'What they saved is what was entered here.',
  theirs: 'New version: {value}',
};
