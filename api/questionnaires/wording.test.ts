import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startingCatalogue } from '../../db/starting-catalogue.ts';
import { type Choice, shortest } from './choice.ts';
import type { Draft } from './questionnaire.ts';
import { questionnaireFrom } from './questionnaire-from.ts';
import { inTheWordsOf, sameWords, structuralDifference, tidyWording } from './wording.ts';

const draft = (choice: Partial<Choice> = {}): Draft => questionnaireFrom({ ...shortest, ...choice }, startingCatalogue);
const everything = { perceptions: true, context: true, demographics: true } as const;
const full = draft({ form: 'full', ...everything });
const why = draft({ form: 'short-with-why', ...everything });

/** Each text in each language through a function. */
function reworded(given: Draft, change: (text: string, language: string) => string): Draft {
  return JSON.parse(JSON.stringify(given), (key, value) => (key === 'vi' || key === 'en' ? change(value, key) : value));
}
// biome-ignore lint/suspicious/noExplicitAny: it makes what the types forbid
type Hurt = (copy: any) => unknown;

/** A copy that a function has hurt. */
function hurt(given: Draft, change: Hurt): Draft {
  const copy = structuredClone(given);
  change(copy);
  return copy;
}

describe('a wording', () => {
  test('may have any texts', () => {
    fc.assert(
      fc.property(fc.constantFrom(full, why), fc.array(fc.string(), { minLength: 1 }), (given, texts) => {
        let next = 0;
        expect(
          structuralDifference(
            given,
            reworded(given, () => texts[next++ % texts.length] ?? ''),
          ),
        ).toBeUndefined();
      }),
    );
  });

  test.each<[string, Draft, Hurt, string]>([
    ['another id', full, (q) => (q.questions[3].id = 'access.price'), 'questions.3.id'],
    ['another order', full, (q) => q.questions.reverse(), 'questions.0.id'],
    ['a question less', full, (q) => q.questions.pop(), 'questions.26'],
    ['a question more', full, (q) => q.questions.push(q.questions[0]), 'questions.27'],
    ['another type', full, (q) => (q.questions[1].type = 'single'), 'questions.1.type'],
    ['an optional first question', full, (q) => (q.questions[0].required = false), 'questions.0.required'],
    ['another required question', full, (q) => (q.questions[1].required = true), 'questions.1.required'],
    ['a criterion of another element', full, (q) => (q.questions[1].element = 'result'), 'questions.1.element'],
    ['no “does not apply”', full, (q) => delete q.questions[1].notApplicable, 'questions.1.notApplicable'],
    [
      '“does not apply” for the overall question',
      full,
      (q) => (q.questions[0].notApplicable = { vi: 'a', en: 'b' }),
      'questions.0.notApplicable',
    ],
    ['another option', full, (q) => (q.questions[17].options[0].id = '9'), 'questions.17.options.0.id'],
    ['an option less', full, (q) => q.questions[17].options.pop(), 'questions.17.options.2'],
    ['a sensitive question that is no longer', full, (q) => delete q.questions[20].sensitive, 'questions.20.sensitive'],
    [
      'a demographic one that is no longer',
      full,
      (q) => (q.questions[22].demographic = false),
      'questions.22.demographic',
    ],
    ['another condition', why, (q) => (q.questions[2].showIf.answers = [1, 2, 3]), 'questions.2.showIf.answers.2'],
    ['no condition', why, (q) => delete q.questions[2].showIf, 'questions.2.showIf'],
    ['a scale of four', full, (q) => q.scale.pop(), 'scale.4'],
    ['a scale turned round', full, (q) => q.scale.reverse(), 'scale.0.score'],
    ['no headings', full, (q) => delete q.elements, 'elements'],
    ['headings where none belong', why, (q) => (q.elements = []), 'elements'],
    ['a longer comment', full, (q) => (q.comment.maxLength = 5000), 'comment.maxLength'],
    ['no comment', full, (q) => delete q.comment, 'comment'],
    ['another choice than it shows', full, (q) => (q.choice.context = false), 'choice.context'],
  ])('has no %s', (_, given, change, path) => {
    expect(structuralDifference(given, hurt(given, change))).toBe(path);
  });
});

describe('two choices that read the same', () => {
  test('are found in each language, whatever their case, spaces and spelling of accents', () => {
    expect(sameWords(full)).toBeUndefined();
    expect(sameWords(why)).toBeUndefined();
    expect(sameWords(hurt(full, (q) => (q.scale[3].text.vi = ' BÌNH thường'.normalize('NFD'))))).toBe(
      'scale.3.text.vi',
    );
    expect(sameWords(hurt(full, (q) => (q.questions[17].options[2].text.en = 'once')))).toBe(
      'questions.17.options.2.text.en',
    );
  });

  test('of two questions are no matter', () => {
    expect(sameWords(hurt(full, (q) => (q.questions[2].text = q.questions[1].text)))).toBeUndefined();
  });
});

test('what is stored is NFC, without white space at the ends', () => {
  const untidy = reworded(full, (text) => ` ${text.normalize('NFD')}\u00A0`);
  expect(tidyWording(untidy)).toEqual(full);
  expect(tidyWording(full)).toEqual(full);
});

describe('in the words of a version before', () => {
  const before = reworded(draft({ perceptions: true }), (text, language) => `${language}: ${text}`);
  const made = inTheWordsOf(before, full);

  test('what both ask speaks as before, by its id and not by its place', () => {
    expect(made.title.vi).toBe('vi: Mời ông/bà đánh giá lần làm thủ tục này');
    expect(made.scale[0]).toEqual({ score: 5, text: { vi: 'vi: Rất hài lòng', en: 'en: Very satisfied' } });
    const trips = made.questions.find(({ id }) => id === 'trips');
    expect(trips).toMatchObject({
      text: { en: /^en: / },
      options: [{ id: '0', text: { vi: 'vi: Không phải đến lần nào' } }, {}, {}],
    });
    expect(made.comment?.hint.en).toMatch(/^en: /);
  });

  test('what is new keeps the draft’s words, and the introduction its count', () => {
    expect(made.intro).toEqual(full.intro);
    expect(made.elements).toEqual(full.elements);
    expect(made.questions[1]).toEqual(full.questions[1]);
  });

  test('the structure stays the draft’s, whatever was before', () => {
    expect(structuralDifference(full, made)).toBeUndefined();
    expect(inTheWordsOf(why, full)).toEqual(full);
    expect(inTheWordsOf(draft(), full)).toEqual(full);
  });
});
