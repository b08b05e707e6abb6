import type { MethodWords } from './vi.ts';

export const en: MethodWords = {
  title: 'Method',
  lead: 'How each figure on the pages of results comes about, by which rule, from which source.',
  exampleOf: 'The examples on this page are from the unit’s own figures, {period}.',
  exampleSettled: 'This period is settled.',
  exampleOpen: 'This period is provisional.',
  exampleNone: 'There are no figures yet to take examples from. Those below are illustrations, not the unit’s own.',
  exampleMayNot: 'This account may not see results. The examples below are illustrations, not the unit’s own.',
  toResults: 'See the results of this period',
  contents: 'Contents',
  example: 'Example',
  illustration: 'Illustration',
  rule: 'Rule {id}, version {version}',
  source: 'Source: {source}',

  rate: {
    title: 'Satisfaction rate',
    text: 'Question 1 has five steps to choose from. “Satisfied” and “Very satisfied” count as satisfied. This rate alone is held against targets.',
    silence:
      'Blanks and “does not apply” are in no figure. A case without an answer is not counted as satisfied. Without answers there is no rate: neither 0% nor 100%.',
    worked: '{four} “Satisfied” + {five} “Very satisfied” = {satisfied}. {satisfied} ÷ {answered} = {percent}.',
    shown:
      'Pages give one decimal, and more where it takes more to compare with the target as the true figure does: 94.96% is never written as 95.0%.',
    source:
      'the five steps of the survey forms of Decisions 2640/QĐ-BNV (10 October 2017) and 1001/QĐ-BNV (11 December 2023)',
  },
  interval: {
    title: '95% interval',
    text: 'With the very same service, the number of satisfied people goes up and down by luck. The interval says where the true rate may be. With few answers it is wide.',
    promise: 'Each end is wrong at most 2.5% of the time, whatever the number of answers and the true rate.',
    limits: 'It is about luck alone. It says nothing about who chose to answer.',
    pooled:
      'Figures pooled over several questions (an element, the whole form) have no interval: one person answers several questions, mostly alike, so the answers can’t be counted as that many different people. An interval would come out narrower than the truth.',
    worked: '{satisfied} satisfied of {answered} answers: {low} to {high}. Check it in a spreadsheet:',
    lowSheet: 'Lower end: {formula}',
    highSheet: 'Upper end: {formula}',
    none: 'nobody is satisfied, so it is 0%',
    all: 'everybody is satisfied, so it is 100%',
    table: 'The same with other numbers',
    columns: { count: 'Satisfied of answers', percent: 'Rate', interval: '95% interval' },
    source: 'C. J. Clopper, E. S. Pearson, Biometrika 26 (1934): the exact interval of a binomial rate',
  },
  verdict: {
    title: 'Verdict',
    text: 'The rate decides between met and not met. The interval only says whether that is certain.',
    exact:
      '“95% or more” includes exactly 95%. Whole numbers are compared, nothing is rounded: 2,374 of 2,500 answers is 94.96%, which does not meet 95%.',
    fewest: 'Even if everybody is satisfied, it takes at least {n} answers to meet {target} for certain.',
    minimum: 'With fewer than {n} answers there is no verdict (a setting of the unit).',
    when: {
      met: 'The whole interval reaches the target.',
      'met-uncertain': 'The rate reaches it, the lower end does not.',
      'missed-uncertain': 'The rate does not, the upper end does.',
      missed: 'The whole interval is below the target.',
      insufficient: 'Fewer answers than the unit’s minimum.',
      'no-target': 'No target is in force.',
    },
    source: '{basis}',
    noBasis: 'no target is in force',
  },
  flag: {
    title: 'Below target',
    text: 'A field is named as below target when it has enough answers and its rate is lower than its target, whether that is certain or not. The target is the one in force on the last day of the period: the field’s own first, else the overall one.',
    none: 'In this example no field has enough answers to say.',
    illustration: '94.96% against 95%: below target. Exactly 95%: not.',
    planned:
      'A target may carry the last day of its plan. After that day it stays in force until another follows; pages say that the plan is over.',
  },
  coverage: {
    title: 'Response rate, and those who are silent',
    text: 'Response rate = answers ÷ closed cases. Beside it stand two bounds: if everybody silent were dissatisfied, and if everybody silent were satisfied.',
    bounds: 'The rate of all cases lies between them, whoever chose to answer. They assume nothing, so they are wide.',
    worked:
      '{answered} answers ÷ {closed} cases = {response}. {silent} are silent, so the rate of all cases is {low} to {high}.',
    carried:
      '{answered} answers, {closed} cases: answers left over from a settled month count here, so there is no response rate.',
    none: 'No cases were closed.',
    source: 'C. F. Manski, Journal of Human Resources 24 (1989)',
  },
  months: {
    title: 'Provisional and settled months',
    text: 'A case and its answer belong to the month of its result. A month is settled once {settling} are over and none of its codes is open (3 days of grace included). After that its figures never change.',
    textUnknown:
      'A case and its answer belong to the month of its result. A month is settled once the days that the settings name are over and none of its codes is open (3 days of grace included). After that its figures never change.',
    days: { one: '{n} day', other: '{n} days' },
    late: 'A late case dated in a settled month, and 1 to 4 answers that never filled a batch, count in the current month.',
    quarter: 'A quarter is settled when its three months are. A month without cases is settled with its quarter.',
    settled: 'Settled: {months}.',
    open: 'Provisional: {months}.',
  },
  choices: {
    title: 'Questions with one choice',
    text: 'The number of trips, whether it was in time, whether there was an apology are questions with one choice, not five steps. The share of an option = how often it was chosen ÷ answers to that question. They have no mean and no target.',
    asked:
      'What went wrong is asked only of those who gave a low mark, so there are counts of ticks beside how many were asked, not shares of all answers. One person may tick several, so they are not added up.',
    sensitive:
      'The questions about harassment and extra money have totals of the whole unit in each settled quarter only, never by field, procedure or counter.',
    example:
      'The question about trips has 50 answers, 40 of them “once”: 40 ÷ 50 = 80.0%. Of 200 answers 12 have a low mark, 7 tick “long wait”: 7 ticks, 12 asked.',
  },
  batches: {
    title: 'Batches of five, and what is shown when',
    text: 'Answers appear in batches of five or more from one field and month, so that no one can guess who said what. Every figure is a sum of such batches, so subtracting one from another can’t isolate an answer.',
    ripe: 'In the running month an answer also waits until at least 5 cases of its kind (field, procedure, way of submitting, version of the questions) were closed in that month, or until the month is over. So a running month’s figures lean towards procedures with many cases.',
    caption: 'What is shown when',
    columns: { what: 'What', when: 'When', how: 'Condition' },
    rows: [
      {
        what: 'By field, by month',
        when: 'Each night',
        how: 'Once a field has 5 answers in the month and, while it runs, 5 cases of their kind; until then “Answers waiting for a full batch”.',
      },
      {
        what: 'By procedure, way of submitting, question',
        when: 'When the quarter is settled, once',
        how: 'Procedures with 5 answers or more; smaller groups together as “Other”. A question with 1 to 4 answers has no figures.',
      },
      {
        what: 'Questions about harassment and extra money',
        when: 'When the quarter is settled',
        how: 'Totals of the whole unit only, from 5 answers on; never by field, procedure or counter.',
      },
      { what: 'Comments', when: 'Each night', how: 'Once a field has 5; in random order, apart from marks.' },
      { what: 'Answers waiting', when: 'Each night', how: 'As of last night; it does not move during the day.' },
    ],
    law: 'an answer that can be tied to a person is personal data: Law 91/2025/QH15 on personal data protection',
  },
  national: {
    title: 'The rate of Decision 766/QĐ-TTg',
    text: 'The national index takes cases neither overdue, nor marked dissatisfied, nor complained about, of all cases. A silent case counts as satisfied, so this figure is often much higher. It never stands in for the survey’s rate.',
    why: 'Example: 100 cases, none late, 10 answers, 8 satisfied, 2 dissatisfied. Survey: 8 ÷ 10 = 80.0%. National index: (100 − 2) ÷ 100 = 98.0%.',
    range:
      'Here only a range is known, since an answer has no way back to its case: how many were both late and marked dissatisfied is unknown.',
    worked: '{closed} cases, {late} late: {low} to {high}. Survey, same period: {percent}.',
    workedOne: '{closed} cases, {late} late: {low}. Survey, same period: {percent}.',
    source: 'Decision 766/QĐ-TTg of 23 June 2022, group of indicators on satisfaction',
  },
  errors: {
    title: 'How often a verdict is wrong',
    text: 'Exact sums of the binomial distribution, against a target of {target}. Each cell: percent of the time that a verdict is wrong and calls itself certain; in brackets, that it is wrong at all.',
    coin: 'Close to the target the rate alone is as good as a coin. That is what “not certain” says.',
    promise:
      'A “certain” verdict is wrong at most 2.5% of the time. Whoever looks at ten fields at once will now and then meet one that is: the last column says how often at least one of ten fields is wrongly called certain, if all ten have that true rate with the worst number of answers.',
    caption: 'How often a verdict is wrong, against {target}',
    columns: {
      truth: 'True rate',
      wrong: 'Wrong verdict',
      size: '{n} answers',
      worst: 'Most often, with 5 to 2,000 answers',
      ten: 'At least one of ten fields',
    },
    justUnder: 'Just under {target}',
    cell: '{certain} ({any})',
    worstCell: '{certain} (at {n})',
    computing: 'Computing…',
  },
  change: {
    title: 'Change between periods, answers missing, comparing units',
    change:
      'The change is the later rate minus the earlier one, in percentage points, with a 95% interval. “Clearly up” when the whole interval is above 0, “Clearly down” when it is below. Example: 360 of 400, then 380 of 400 is up 5.0 points, 1.2 to 8.9: clearly up. 370 of 400, then 380 of 400 is no clear change.',
    changeSource: 'R. G. Newcombe, Statistics in Medicine 17 (1998), method 10, with the exact interval above',
    more: 'Answers missing: the fewest with which the verdict becomes certain if the rate stays as it is. Example: 388 of 400 against 95% needs 15 more; 97 of 100 needs 315.',
    moreSource: 'every number in turn by the exact interval above',
    compare:
      'Comparing units: the funnel shows how far a unit’s rate goes up and down by luck alone with its number of answers. Inside of it, units should not be ranked.',
    compareSource: 'D. J. Spiegelhalter, Statistics in Medicine 24 (2005)',
  },
  rules: {
    title: 'The rules',
    lead: 'Figures of different rules never share a table without their names. A rule never changes what it computes; a change is a new version.',
    columns: { name: 'Name', id: 'Id, version', text: 'How' },
  },
};
