import { describe, expect, test } from 'vitest';
import { startingCatalogue } from '../../db/starting-catalogue.ts';
import { elements } from '../../db/vocabulary.ts';
import { type Choice, criteriaSets, forms, shortest } from './choice.ts';
import { questionCount, questionNumber } from './numbering.ts';
import type { Draft, Question } from './questionnaire.ts';
import { questionnaireFrom } from './questionnaire-from.ts';
import { sections } from './sections.ts';
import { shortForm } from './short-form.ts';

const draft = (choice: Partial<Choice> = {}): Draft => questionnaireFrom({ ...shortest, ...choice }, startingCatalogue);
const ids = ({ questions }: Draft): string[] => questions.map(({ id }) => id);
const question = (made: Draft, id: string): Question | undefined => made.questions.find((one) => one.id === id);
const yesAndNo = [false, true];
const choices: Choice[] = forms.flatMap((form) =>
  criteriaSets.flatMap((set) =>
    yesAndNo.flatMap((perceptions) =>
      yesAndNo.flatMap((context) =>
        yesAndNo.map((demographics): Choice => ({ form, set, perceptions, context, demographics })),
      ),
    ),
  ),
);

describe('the forms', () => {
  test('short: what a unit starts with, whatever the set', () => {
    const { version, ...short } = shortForm(startingCatalogue.questionnaire);
    expect(version).toBe(1);
    expect(draft()).toEqual(short);
    expect(ids(draft({ set: 'earlier' }))).toEqual(ids(draft()));
  });

  test.each([
    ['current', 16, [3, 4, 3, 3, 3]],
    ['earlier', 22, [4, 5, 6, 3, 4]],
  ] as const)(
    'full, %s: the overall question, then %i criteria by element, none of the short form’s',
    (set, count, each) => {
      const full = draft({ form: 'full', set });
      expect(full.questions).toHaveLength(1 + count);
      expect(full.elements?.map(({ id }) => id)).toEqual(elements);
      expect(full.elements?.[1]?.text).toEqual({ vi: 'Thủ tục hành chính', en: 'Administrative procedure' });
      const [overall, ...criteria] = full.questions;
      expect(overall).toMatchObject({ id: 'overall', required: true });
      for (const [index, element] of elements.entries()) {
        const own = criteria.filter((one) => one.type === 'likert5' && one.element === element);
        expect(own).toHaveLength(each[index] ?? 0);
        expect(own.every(({ id, required }) => id.startsWith(`${element}.`) && !required)).toBe(true);
      }
      expect(question(full, 'officer.compliance')).toMatchObject({
        notApplicable: { vi: 'Không áp dụng / Không biết', en: 'Not applicable / Don’t know' },
      });
    },
  );

  test.each([
    ['current', 16],
    ['earlier', 22],
  ] as const)(
    'short with why, %s: the short form, and after each element a box for each of its criteria',
    (set, count) => {
      const why = draft({ form: 'short-with-why', set });
      const boxes = why.questions.filter(({ showIf }) => showIf);
      expect(boxes).toHaveLength(count);
      expect(ids(why).filter((id) => !id.startsWith('why.'))).toEqual(ids(draft()));
      for (const box of boxes) {
        const [, element = ''] = box.id.split('.');
        expect(box).toMatchObject({ type: 'single', required: false, options: [{ id: 'yes' }] });
        // A 3, “Bình thường”, says that nothing went wrong.
        expect(box.showIf).toEqual({ question: element, answers: [1, 2] });
      }
      expect(ids(why).indexOf('procedure')).toBe(
        ids(why).lastIndexOf(ids(why).findLast((id) => id.startsWith('why.access.')) ?? '') + 1,
      );
    },
  );

  test('no box has the id of a criterion, so that no sum ever takes it for one', () => {
    for (const set of criteriaSets) {
      const criteria = new Set(ids(draft({ form: 'full', set })));
      expect(ids(draft({ form: 'short-with-why', set })).filter((id) => criteria.has(id))).toEqual(['overall']);
    }
  });
});

describe('what may be added to each form', () => {
  test('perceptions: trips, timeliness, an apology where it was late, and the two sensitive ones last', () => {
    const made = draft({ perceptions: true });
    expect(ids(made).slice(6)).toEqual(['trips', 'timeliness', 'apology', 'harassment', 'extra-fee']);
    expect(question(made, 'apology')?.showIf).toEqual({ question: 'timeliness', answers: ['late'] });
    const sensitive = made.questions.filter((one) => one.type === 'single' && one.sensitive);
    expect(sensitive.map(({ id }) => id)).toEqual(['harassment', 'extra-fee']);
    for (const one of sensitive) expect(one.type === 'single' && one.options.at(-1)?.id).toBe('decline');
  });

  test('context and demographics: about the person, each of them', () => {
    const made = draft({ context: true, demographics: true });
    expect(ids(made).slice(6)).toEqual(['respondent', 'gender', 'age', 'education', 'occupation']);
    expect(made.questions.slice(6).every((one) => one.type === 'single' && one.demographic)).toBe(true);
    expect(ids(draft({ context: true })).slice(6)).toEqual(['respondent']);
    // Adults answer; nobody is asked for ethnicity.
    expect(question(made, 'age')).toMatchObject({ options: [{ id: '18-24' }, {}, {}, {}, { id: 'over-60' }] });
  });
});

describe.each(choices)(
  '$form, $set, perceptions $perceptions, context $context, demographics $demographics',
  (choice) => {
    const made = questionnaireFrom(choice, startingCatalogue);

    test('says what it was made from, and is plain data', () => {
      expect(made.choice).toEqual(choice);
      expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    });

    test('names each question once, and a condition only after the question that it waits for', () => {
      expect(new Set(ids(made)).size).toBe(made.questions.length);
      for (const [index, { showIf, required }] of made.questions.entries()) {
        if (!showIf) continue;
        expect(required).toBe(false);
        const before = made.questions.slice(0, index).find(({ id }) => id === showIf.question);
        const offered = before?.type === 'single' ? before.options.map(({ id }) => id) : [1, 2, 3, 4, 5];
        expect(before?.showIf).toBeUndefined();
        expect(showIf.answers.filter((answer) => !offered.some((one) => one === answer))).toEqual([]);
      }
    });

    test('no id is one that the form itself needs', () => {
      expect(ids(made).filter((id) => ['comment', 'key', 'language'].includes(id))).toEqual([]);
    });

    test('counts its questions in the introduction, and asks every one of them under some heading', () => {
      const numbered = made.questions.filter(({ showIf }) => !showIf).length + 1;
      expect(made.intro.vi).toMatch(new RegExp(`^${numbered} câu, khoảng \\d phút[.]$`));
      expect(made.intro.en).toMatch(new RegExp(`^${numbered} questions, about (one minute|\\d minutes)[.]$`));
      expect(questionCount(made)).toBe(numbered);
      const shown = sections(made).flatMap(({ parts }) =>
        parts.flatMap(({ question, boxes }): readonly Question[] => boxes ?? [question]),
      );
      expect(shown.map(({ id }) => id)).toEqual(ids(made));
    });

    test('has each text in both languages, in NFC', () => {
      const texts: unknown[] = [];
      JSON.stringify(made, (key, value) => {
        if (key === 'vi' || key === 'en') texts.push(value);
        return value;
      });
      for (const text of texts)
        expect(text).toSatisfy((one: string) => one !== '' && one === one.normalize('NFC').trim());
    });
  },
);

test.each([
  [{}, '7 câu, khoảng 1 phút.', '7 questions, about one minute.'],
  [{ form: 'short-with-why' }, '7 câu, khoảng 1 phút.', '7 questions, about one minute.'],
  [{ form: 'full' }, '18 câu, khoảng 3 phút.', '18 questions, about 3 minutes.'],
  [{ form: 'full', set: 'earlier' }, '24 câu, khoảng 4 phút.', '24 questions, about 4 minutes.'],
  [{ perceptions: true }, '11 câu, khoảng 2 phút.', '11 questions, about 2 minutes.'],
] as const)('%j begins with “%s”', (choice, vi, en) => {
  expect(draft(choice).intro).toEqual({ vi, en });
});

describe('numbers', () => {
  const made = draft({ form: 'short-with-why', perceptions: true });

  test.each([
    ['overall', 1],
    ['access', 2],
    ['why.access.signage', undefined],
    ['feedback', 6],
    ['trips', 7],
    ['timeliness', 8],
    ['apology', undefined],
    ['harassment', 9],
    ['extra-fee', 10],
    ['comment', 11],
    ['nothing', undefined],
  ])('%s bears %s', (id, number) => {
    expect(questionNumber(made, id)).toBe(number);
  });

  test('without a comment it has none, and is not counted', () => {
    const { comment: _, ...silent } = made;
    expect([questionCount(silent), questionNumber(silent, 'comment')]).toEqual([10, undefined]);
  });
});

describe('sections', () => {
  const outline = (made: Draft) =>
    sections(made).map(({ kind, element, parts }) => [kind, element, parts.map(({ boxes }) => boxes?.length ?? 1)]);

  test('of the full form: criteria by element', () => {
    expect(outline(draft({ form: 'full', perceptions: true, context: true }))).toEqual([
      ['overall', undefined, [1]],
      ['criteria', 'access', [1, 1, 1]],
      ['criteria', 'procedure', [1, 1, 1, 1]],
      ['criteria', 'officer', [1, 1, 1]],
      ['criteria', 'result', [1, 1, 1]],
      ['criteria', 'feedback', [1, 1, 1]],
      ['visit', undefined, [1, 1, 1]],
      ['sensitive', undefined, [1, 1]],
      ['about-you', undefined, [1]],
    ]);
  });

  test('of the short form with why: boxes stand together after their element', () => {
    expect(outline(draft({ form: 'short-with-why' }))).toEqual([
      ['overall', undefined, [1]],
      ['elements', undefined, [1, 3, 1, 4, 1, 3, 1, 3, 1, 3]],
    ]);
  });
});

test('files that do not fit each other are our mistake and stop', () => {
  const broken = { ...startingCatalogue, whatWentWrong: { criteria: [] } };
  expect(() => questionnaireFrom({ ...shortest, form: 'short-with-why' }, broken)).toThrow(
    'nothing says what went wrong with access.signage',
  );
});
