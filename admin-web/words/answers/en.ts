import type { AnswerWords } from './vi.ts';

export const en: AnswerWords = {
  visit: 'This visit',
  visitLead: 'Of those who answered each question. None is compulsory.',
  reasons: 'What people were not satisfied with',
  reasonsLead:
    'Only those are asked who have just chosen “Dissatisfied” or “Very dissatisfied”, so these are counts of ticks, no share of all answers. One person may tick several.',
  people: 'Who answered',
  peopleLead: 'Questions about the person are not compulsory; groups of fewer than 5 are put together.',
  sensitive: 'Harassment, extra fees',
  sensitiveLead:
    'Totals of the whole unit in each settled quarter alone, from 5 answers on; never by field, counter or procedure.',
  sensitiveOf: '{question} ({quarter})',
  sensitiveOfUnit: '{question} ({unit}, {quarter})',
  answered: { one: '{n} answer.', other: '{n} answers.' },
  askedAfter: 'Asked only after “{question}”: {asked} were asked.',
  asked: { one: '{n} gave a low mark and was asked.', other: '{n} gave a low mark and were asked.' },
  version: '{question} (version {version})',
  versions: '{question} (small versions together)',
  withheld: '1 to 4 answers, so no figures: {questions}.',
  columns: {
    option: 'Answer',
    reason: 'What was wrong',
    bar: 'Proportion',
    share: 'Share',
    count: 'Answers',
    ticks: 'Ticks',
  },
};
