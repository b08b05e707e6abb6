import type { Verdict } from '../../../db/vocabulary.ts';
import { type PublishedWords, type VerdictValues, withDecimal } from './vi.ts';

const rate = ({ percent, satisfied, answered }: VerdictValues) => `${percent} satisfied (${satisfied} of ${answered})`;

const sentences: Readonly<Record<Verdict, (values: VerdictValues) => string>> = {
  met: (v) =>
    `Target met: ${rate(v)}, target ${v.target} or more. Certain: the whole interval, ${v.low} to ${v.high}, meets it.`,
  'met-uncertain': (v) =>
    `Target met: ${rate(v)}. Not certain: the interval, ${v.low} to ${v.high}, reaches below ${v.target}. More answers needed.`,
  'missed-uncertain': (v) =>
    `Target not met: ${rate(v)}. Not certain: the interval, ${v.low} to ${v.high}, still reaches ${v.target}. More answers needed.`,
  missed: (v) =>
    `Target not met: ${rate(v)}. Certain: the whole interval, ${v.low} to ${v.high}, is below ${v.target}.`,
  insufficient: (v) => `Only ${v.answered} answers so far; at least ${v.minimum} are needed.`,
  'no-target': (v) => `${rate(v)}. No target set for this period: rate only, no verdict.`,
};

export const publishedEn: PublishedWords = {
  title: 'Published results',
  link: 'See the published overall results',
  next: { before: 'Overall results are ', link: 'published here', after: '.' },
  lead: 'How satisfied citizens and organisations are, by settled quarter. The figures of a settled quarter no longer change.',
  empty: 'No results have been published yet.',
  units: 'Offices that have published results',
  others: 'Other quarters',
  quarter: (quarter) => `Q${quarter.slice(6)} ${quarter.slice(0, 4)}`,
  percent: (value) => `${withDecimal(value)}%`,
  target: (value) => `${value}%`,
  sentences,
  badges: {
    met: 'Met, certain',
    'met-uncertain': 'Met, not certain',
    'missed-uncertain': 'Not met, not certain',
    missed: 'Not met, certain',
    insufficient: 'Too few answers',
    'no-target': 'No target',
  },
  noFigure: 'No data yet',
  coverage: (answered, closed) =>
    `${answered} of ${closed} closed cases were rated. Silence is not counted as satisfaction.`,
  caption: (quarter) => `By field, Q${quarter.slice(6)} ${quarter.slice(0, 4)}`,
  columns: {
    field: 'Field',
    percent: 'Satisfied',
    answers: 'Satisfied/answers',
    target: 'Target',
    verdict: 'Verdict',
    coverage: 'Answers/cases',
  },
  noTarget: 'none',
  method: 'Survey by the SIPAS criteria. Satisfied = “Satisfied” + “Very satisfied” ÷ answers to question 1.',
};
