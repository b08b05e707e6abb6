import { describe, expect, test } from 'vitest';
import file from '../../db/catalogue/questionnaire.json' with { type: 'json' };
import { elements } from '../../db/vocabulary.ts';
import { shortForm } from './short-form.ts';

describe('the short form of the catalogue', () => {
  const form = shortForm(file);

  test('is version 1, with a title and an introduction in both languages', () => {
    expect(form.version).toBe(1);
    expect(form.title).toEqual({
      vi: 'Mời ông/bà đánh giá lần làm thủ tục này',
      en: 'Please rate how this procedure was handled',
    });
    expect(form.intro).toEqual({ vi: '7 câu, khoảng 1 phút.', en: '7 questions, about one minute.' });
  });

  test('asks the overall question, which alone is required and always applies, and then one for each element', () => {
    expect(form.questions.map(({ id }) => id)).toEqual(['overall', ...elements]);
    expect(form.questions.map((question) => question.type === 'likert5' && question.element)).toEqual([
      undefined,
      ...elements,
    ]);
    expect(form.questions.map(({ required }) => required)).toEqual([true, false, false, false, false, false]);
    expect(form.questions.map((question) => 'notApplicable' in question)).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  test('says for each element what “does not apply” means', () => {
    expect(form.questions[1]).toEqual({
      id: 'access',
      type: 'likert5',
      required: false,
      element: 'access',
      text: {
        vi: 'Nơi làm thủ tục: chỗ ngồi chờ, thiết bị, bảng chỉ dẫn',
        en: 'The place: waiting seats, equipment, signs',
      },
      notApplicable: { vi: 'Tôi không đến Trung tâm', en: 'I did not go to the centre' },
    });
  });

  test('has five steps, best first, in words', () => {
    expect(form.scale.map(({ score, text }) => `${score} ${text.vi} – ${text.en}`)).toEqual([
      '5 Rất hài lòng – Very satisfied',
      '4 Hài lòng – Satisfied',
      '3 Bình thường – Neutral',
      '2 Không hài lòng – Dissatisfied',
      '1 Rất không hài lòng – Very dissatisfied',
    ]);
  });

  test('ends with a comment of at most 1,000 characters, and thanks that depend on no mark', () => {
    expect(form.comment?.maxLength).toBe(1000);
    expect(form.comment?.text.en).toBe('In your view, what should we do better?');
    expect(form.comment?.hint.en).toContain('Please do not write names');
    expect(form.submit).toEqual({ vi: 'Gửi đánh giá', en: 'Send' });
    expect(form.thanks.en).toBe('We have received your rating. Thank you!');
  });

  test('is plain data: it survives JSON', () => {
    expect(JSON.parse(JSON.stringify(form))).toEqual(form);
  });
});

describe('a file that does not fit is our mistake and stops', () => {
  const overall = { id: 'overall', type: 'likert5', required: true, vi: 'Câu 1', en: 'Question 1' };
  const withItems = (...items: (typeof overall & { element?: string; hint?: undefined })[]) => ({
    ...file,
    shortForm: { ...file.shortForm, items },
  });

  test.each([
    ['a type it does not know', withItems({ ...overall, type: 'stars' }), 'overall is of type stars'],
    ['an element it does not know', withItems({ ...overall, element: 'price' }), 'no element price'],
    ['a comment without a hint', withItems({ ...overall, id: 'comment', type: 'text' }), 'comment has no hint'],
    [
      'a step off the scale',
      { ...file, scale: { ...file.scale, options: [{ value: 6, vi: 'Tuyệt vời', en: 'Splendid' }] } },
      'no score 6',
    ],
  ])('%s', (_, broken, message) => {
    expect(() => shortForm(broken)).toThrow(message);
  });

  test('where a question says that it may not apply but not in which words, the scale’s words stand', () => {
    const form = shortForm({ ...file, shortForm: { ...file.shortForm, items: [{ ...overall, na: true }] } });
    expect(form.questions[0]).toMatchObject({
      notApplicable: { vi: 'Không áp dụng / Không biết', en: 'Not applicable / Don’t know' },
    });
    expect(form.comment).toBeUndefined();
  });
});
