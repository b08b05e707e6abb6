import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import file from '../../db/catalogue/questionnaire.json' with { type: 'json' };
import { startingCatalogue } from '../../db/starting-catalogue.ts';
import { languages } from '../../db/vocabulary.ts';
import { checkAnswers, commentLength, normaliseComment, readForm, readJson } from './check-answers.ts';
import { shortest } from './choice.ts';
import type { Draft, Questionnaire } from './questionnaire.ts';
import { questionnaireFrom } from './questionnaire-from.ts';
import { shortForm } from './short-form.ts';

const short = shortForm(file);
const text = { vi: 'Chữ', en: 'Text' };
/** The short form and a choice whose options look like marks. */
const longer: Questionnaire = {
  ...short,
  questions: [
    ...short.questions,
    {
      id: 'trips',
      type: 'single',
      required: false,
      text,
      options: ['0', '1', '2plus'].map((id) => ({ id, text })),
    },
  ],
};
const { comment: _, ...withoutComment } = short;
const key = 'k-0123456789';

const byJson = (body: unknown, questionnaire: Draft = short) => checkAnswers(questionnaire, readJson(body), 'vi');
const byForm = (fields: string, questionnaire: Draft = short) =>
  checkAnswers(questionnaire, readForm(questionnaire, new URLSearchParams(fields)), 'vi');
const refused = (...errors: object[]) => ({ ok: false, errors });

describe('a JSON post', () => {
  test('with the overall mark and a key is enough', () => {
    expect(byJson({ key, answers: { overall: 5 } })).toEqual({
      ok: true,
      submission: { answers: { overall: 5 }, comment: undefined, key, language: 'vi' },
    });
  });

  test('may answer everything, and is kept in the order of the questions', () => {
    const answers = { feedback: 'na', result: 1, officer: 2, procedure: 3, access: 4, overall: 5 };
    const checked = byJson({ key, language: 'en', comment: ' Cảm ơn ', answers });
    expect(checked).toEqual({ ok: true, submission: { answers, comment: 'Cảm ơn', key, language: 'en' } });
    expect(checked.ok && Object.keys(checked.submission.answers)).toEqual(short.questions.map(({ id }) => id));
  });

  test.each([1, 2, 3, 4, 5])('%i is a mark', (overall) => {
    expect(byJson({ key, answers: { overall } })).toMatchObject({ ok: true, submission: { answers: { overall } } });
  });

  test.each([0, 6, -1, 4.5, 1e300, '5', '', 'na', 'five', null, true, {}, { value: 5 }])(
    '%j is no mark for the overall question',
    (overall) => {
      expect(byJson({ key, answers: { overall } })).toEqual(refused({ path: 'overall', problem: 'scale' }));
    },
  );

  test('“na” is an answer only where the question offers it', () => {
    expect(byJson({ key, answers: { overall: 5, access: 'na' } }).ok).toBe(true);
    expect(byJson({ key, answers: { overall: 'na', access: 5 } })).toEqual(
      refused({ path: 'overall', problem: 'scale' }),
    );
    expect(byJson({ key, answers: { overall: 5, trips: 'na' } }, longer)).toEqual(
      refused({ path: 'trips', problem: 'scale' }),
    );
  });

  test('a choice is the id of an option, as text', () => {
    expect(byJson({ key, answers: { overall: 5, trips: '1' } }, longer)).toMatchObject({
      submission: { answers: { overall: 5, trips: '1' } },
    });
    for (const trips of [1, '3', '', 'toString', null]) {
      expect(byJson({ key, answers: { overall: 5, trips } }, longer)).toEqual(
        refused({ path: 'trips', problem: 'scale' }),
      );
    }
  });

  test('without the overall mark it is refused', () => {
    expect(byJson({ key, answers: { access: 5 } })).toEqual(refused({ path: 'overall', problem: 'required' }));
    expect(byJson({ key, answers: {} })).toEqual(refused({ path: 'overall', problem: 'required' }));
    expect(byJson({ key })).toEqual(refused({ path: 'overall', problem: 'required' }));
  });

  test.each([
    'price',
    'Overall',
    'overall ',
    'comment',
    'key',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '0',
    '',
  ])('the unknown question %j is refused', (name) => {
    const body = JSON.parse(`{"key":"${key}","answers":{"overall":5,${JSON.stringify(name)}:5}}`);
    expect(byJson(body)).toEqual(refused({ path: name, problem: 'unknown' }));
  });

  test.each(['overall', 'caseCode', 'phone', '__proto__', 'unknown'])('so is %j beside the answers', (name) => {
    const body = JSON.parse(`{"key":"${key}","answers":{"overall":5},${JSON.stringify(name)}:5}`);
    expect(byJson(body)).toEqual(refused({ path: name, problem: 'unknown' }));
  });

  test('a polluted prototype answers nothing', () => {
    const body = JSON.parse(`{"key":"${key}","answers":{"__proto__":{"overall":5}}}`);
    expect(byJson(body)).toEqual(
      refused({ path: 'overall', problem: 'required' }, { path: '__proto__', problem: 'unknown' }),
    );
    expect(byJson(JSON.parse(`{"__proto__":{"key":"${key}","answers":{"overall":5}}}`)).ok).toBe(false);
    expect(({} as Record<string, unknown>).overall).toBeUndefined();
  });

  test.each([[[5]], [[5, 5]], [[]]])('the list %j in place of an answer is a repeated one', (overall) => {
    expect(byJson({ key, answers: { overall } })).toEqual(refused({ path: 'overall', problem: 'repeat' }));
  });

  test.each([[[]], ['overall=5'], [5], [null]])('answers that are no object, %j, are refused', (answers) => {
    expect(byJson({ key, answers })).toEqual(
      refused({ path: 'overall', problem: 'required' }, { path: 'answers', problem: 'unknown' }),
    );
  });

  test.each([[null], [undefined], [5], ['text'], [[]], [true]])('a body that is no object, %j, is refused', (body) => {
    expect(byJson(body)).toEqual(refused({ path: 'overall', problem: 'required' }, { path: 'key', problem: 'key' }));
  });

  test('every mistake is told, once', () => {
    const answers = { overall: 9, access: [1, 2], price: 1 };
    expect(byJson({ answers, comment: '\0', key: 'short', language: 'fr', phone: 1 })).toEqual(
      refused(
        { path: 'overall', problem: 'scale' },
        { path: 'access', problem: 'repeat' },
        { path: 'comment', problem: 'chars' },
        { path: 'key', problem: 'key' },
        { path: 'language', problem: 'language' },
        { path: 'price', problem: 'unknown' },
        { path: 'phone', problem: 'unknown' },
      ),
    );
  });
});

describe('a form post', () => {
  test('carries marks as text; comment, key and language stand beside them', () => {
    expect(byForm(`overall=5&access=na&officer=1&comment=T%E1%BB%91t&key=${key}&language=en`)).toEqual({
      ok: true,
      submission: { answers: { overall: 5, access: 'na', officer: 1 }, comment: 'Tốt', key, language: 'en' },
    });
  });

  test('with an empty comment has none', () => {
    expect(byForm(`overall=5&comment=&key=${key}`)).toMatchObject({ ok: true, submission: { comment: undefined } });
    expect(byForm(`overall=5&comment=+%0D%0A+&key=${key}`)).toMatchObject({
      ok: true,
      submission: { comment: undefined },
    });
  });

  test.each(['', '0', '6', '05', '5.0', ' 5', '5 ', '+5', '5e0', '0x5', 'na', 'overall', '５'])(
    'the text %j is no mark for the overall question',
    (overall) => {
      expect(byForm(new URLSearchParams({ overall, key }).toString())).toEqual(
        refused({ path: 'overall', problem: 'scale' }),
      );
    },
  );

  test.each([
    [`overall=5&overall=5&key=${key}`, 'overall'],
    [`overall=1&overall=5&overall=3&key=${key}`, 'overall'],
    [`overall=5&access=1&access=na&key=${key}`, 'access'],
    [`overall=5&comment=a&comment=b&key=${key}`, 'comment'],
    [`overall=5&comment=&comment=&key=${key}`, 'comment'],
    [`overall=5&key=${key}&key=${key}`, 'key'],
    [`overall=5&key=${key}&language=vi&language=en`, 'language'],
  ])('%s repeats %s', (fields, path) => {
    expect(byForm(fields)).toEqual(refused({ path, problem: 'repeat' }));
  });

  test.each(['price', '__proto__', 'constructor', 'answers', 'unknown'])('the unknown field %j is refused', (name) => {
    expect(byForm(`overall=5&key=${key}&${name}=5`)).toEqual(refused({ path: name, problem: 'unknown' }));
  });

  test('a choice stays the text that it is', () => {
    expect(byForm(`overall=5&trips=1&key=${key}`, longer)).toMatchObject({
      submission: { answers: { overall: 5, trips: '1' } },
    });
  });

  test('an empty one lacks the overall mark and the key', () => {
    expect(byForm('')).toEqual(refused({ path: 'overall', problem: 'required' }, { path: 'key', problem: 'key' }));
  });

  test('says what the same answers as JSON say', () => {
    const field = fc.constantFrom('overall', 'access', 'officer');
    const mark = fc.constantFrom('1', '2', '3', '4', '5', 'na');
    fc.assert(
      fc.property(fc.dictionary(field, mark), fc.string({ unit: 'grapheme' }), (marks, comment) => {
        const form = new URLSearchParams({ ...marks, comment, key });
        const answers = Object.fromEntries(
          Object.entries(marks).map(([id, value]) => [id, value === 'na' ? value : Number(value)]),
        );
        expect(checkAnswers(short, readForm(short, form), 'en')).toEqual(
          checkAnswers(short, readJson({ answers, comment: comment.toWellFormed(), key }), 'en'),
        );
      }),
    );
  });
});

describe('an answer that only some are asked for', () => {
  const why = questionnaireFrom({ ...shortest, form: 'short-with-why', perceptions: true }, startingCatalogue);
  const box = 'why.access.signage';

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a tick after a 1', { access: 1, [box]: 'yes' }, { access: 1, [box]: 'yes' }],
    ['a tick after a 2', { access: 2, [box]: 'yes' }, { access: 2, [box]: 'yes' }],
    ['a tick after a 3', { access: 3, [box]: 'yes' }, { access: 3 }],
    ['a tick after a 5', { access: 5, [box]: 'yes' }, { access: 5 }],
    ['a tick after “does not apply”', { access: 'na', [box]: 'yes' }, { access: 'na' }],
    ['a tick after no mark', { [box]: 'yes' }, {}],
    ['a tick after another element’s low mark', { officer: 1, [box]: 'yes' }, { officer: 1 }],
    ['an apology for what was late', { timeliness: 'late', apology: 'none' }, { timeliness: 'late', apology: 'none' }],
    ['an apology for what was not', { timeliness: 'on-time', apology: 'apology' }, { timeliness: 'on-time' }],
    ['an apology for what nobody said', { apology: 'apology' }, {}],
  ])('%s is kept or left out, and never refused', (_, given, kept) => {
    const expected = { ok: true, submission: { answers: { overall: 4, ...kept } } };
    expect(byJson({ key, answers: { overall: 4, ...given } }, why)).toMatchObject(expected);
    const fields = new URLSearchParams({ overall: '4', ...(given as Record<string, string>), key }).toString();
    expect(byForm(fields, why)).toMatchObject(expected);
    const checked = byForm(fields, why);
    expect(checked.ok && Object.keys(checked.submission.answers)).toHaveLength(1 + Object.keys(kept).length);
  });

  test.each<[string, unknown, string]>([
    ['a tick of another value', { access: 1, [box]: 'no' }, 'scale'],
    ['a tick as a mark', { access: 1, [box]: 1 }, 'scale'],
    ['a tick sent twice', { access: 1, [box]: ['yes', 'yes'] }, 'repeat'],
    ['one that would be left out', { access: 5, [box]: 'on' }, 'scale'],
  ])('%s is refused all the same', (_, given, problem) => {
    expect(byJson({ key, answers: { overall: 4, ...(given as object) } }, why)).toEqual(
      refused({ path: box, problem }),
    );
  });

  test('what is left passes again, the same', () => {
    const ids = why.questions.map(({ id }) => id);
    const some = fc.dictionary(fc.constantFrom(...ids), fc.constantFrom<unknown>(1, 2, 4, 'na', 'yes', 'late', 'none'));
    fc.assert(
      fc.property(some, (answers) => {
        const checked = byJson({ key, answers: { overall: 3, ...answers } }, why);
        if (checked.ok) expect(byJson(checked.submission, why)).toEqual(checked);
      }),
    );
  });
});

describe('the comment', () => {
  const commented = (comment: unknown) => byJson({ key, answers: { overall: 5 }, comment });

  test.each([
    ['Tốt', 'Tốt', 'as it is'],
    ['To\u0302\u0301t', 'Tốt', 'NFD becomes NFC'],
    ['một\r\nhai\rba\nbốn', 'một\nhai\nba\nbốn', 'one kind of line break'],
    ['một\u2028hai\u2029ba', 'một\nhai\nba', 'Unicode’s line and paragraph separators too'],
    [' \t\n\u00A0\u3000 Tốt \uFEFF\n', 'Tốt', 'no white space at the ends'],
    ['a\tb', 'a\tb', 'a tab stays'],
    ['a \u202E\u2066b\u2069\u202C\u200Fc\u200E\u061C', 'a bc', 'marks of writing direction are dropped'],
    ['👨‍👩‍👧 ❤️', '👨‍👩‍👧 ❤️', 'emoji stay whole'],
    ['\uFFFD', '\uFFFD', 'a replacement character is a character'],
  ])('%j is stored as %j: %s', (given, stored) => {
    expect(commented(given)).toMatchObject({ ok: true, submission: { comment: stored } });
  });

  test.each(['', ' ', '\r\n', '\u200E', '\uFEFF \u2028'])('%j is none', (given) => {
    expect(commented(given)).toMatchObject({ ok: true, submission: { comment: undefined } });
    expect(byJson({ key, answers: { overall: 5 }, comment: given }, withoutComment).ok).toBe(true);
  });

  test.each([
    ['a\0b', 'NUL'],
    ['a\u0007b', 'bell'],
    ['a\u000Bb', 'vertical tab'],
    ['a\u000Cb', 'form feed'],
    ['a\u001Bb', 'escape'],
    ['a\u007Fb', 'delete'],
    ['a\u0085b', 'next line, a C1 control'],
    ['a\u009Fb', 'the last C1 control'],
    ['a\uD800b', 'a lone high surrogate'],
    ['a\uDC00b', 'a lone low surrogate'],
    ['a\uDE00\uD83Db', 'a pair the wrong way round'],
    ['a\uFFFEb', 'U+FFFE'],
    ['a\uFFFFb', 'U+FFFF'],
    ['a\uFDD0b', 'U+FDD0'],
    ['a\u{10FFFF}b', 'U+10FFFF'],
    [5, 'a number'],
    [null, 'null'],
    [{}, 'an object'],
  ] as readonly (readonly [unknown, string])[])('%j is refused: %s', (given) => {
    expect(commented(given)).toEqual(refused({ path: 'comment', problem: 'chars' }));
  });

  test.each([
    ['a'.repeat(1000), undefined],
    ['a'.repeat(1001), 1001],
    // An emoji is one character to people and to the database, two to JavaScript.
    ['😀'.repeat(1000), undefined],
    ['😀'.repeat(1001), 1001],
    // NFD needs three code points for ố and NFC one: the length is taken after normalising, and so are line breaks and ends.
    ['o\u0302\u0301'.repeat(1000), undefined],
    ['a\r\n'.repeat(500), undefined],
    [` ${'a'.repeat(1000)} `, undefined],
  ])('the length of %# is taken in characters as stored, at most 1,000', (given, tooLong) => {
    const expected = tooLong ? refused({ path: 'comment', problem: 'long', length: tooLong }) : { ok: true };
    expect(commented(given)).toMatchObject(expected);
    expect(commentLength(given)).toBe(tooLong ?? [...normaliseComment(given)].length);
  });

  test('where none is asked for, one is refused', () => {
    expect(byJson({ key, answers: { overall: 5 }, comment: 'Tốt' }, withoutComment)).toEqual(
      refused({ path: 'comment', problem: 'unknown' }),
    );
  });

  test('normalised twice is normalised once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        expect(normaliseComment(normaliseComment(given))).toBe(normaliseComment(given));
      }),
    );
  });
});

describe('key and language', () => {
  test.each(['abcd1234', 'a'.repeat(64), '________', '3f0c1c1e-8a55-4a0b-9a6c-2f3f4f5f6f7f', 'AZaz09_-'])(
    '%s is a key',
    (given) => {
      expect(byJson({ key: given, answers: { overall: 5 } }).ok).toBe(true);
    },
  );

  test.each([
    undefined,
    '',
    'a234567',
    'a'.repeat(65),
    'abcd 1234',
    'abcd1234\n',
    'ábcd1234',
    'abcd.1234',
    12345678,
    null,
    {},
  ])('%j is none', (given) => {
    expect(byJson({ key: given, answers: { overall: 5 } })).toEqual(refused({ path: 'key', problem: 'key' }));
  });

  test('the language is the caller’s where the answer names none', () => {
    expect(checkAnswers(short, readJson({ key, answers: { overall: 5 } }), 'en')).toMatchObject({
      submission: { language: 'en' },
    });
    expect(checkAnswers(short, readJson({ key, answers: { overall: 5 }, language: 'vi' }), 'en')).toMatchObject({
      submission: { language: 'vi' },
    });
  });

  test.each(['fr', '', 'VI', 'vi-VN', null, 5, {}])('%j is no language of ours', (language) => {
    expect(byJson({ key, answers: { overall: 5 }, language })).toEqual(
      refused({ path: 'language', problem: 'language' }),
    );
  });
});

describe('whatever is sent', () => {
  test('the check never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (body) => {
        expect(typeof byJson(body, longer).ok).toBe('boolean');
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (answers) => {
        expect(typeof byJson({ key, answers }, longer).ok).toBe('boolean');
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string({ unit: 'binary' }))), (fields) => {
        expect(typeof checkAnswers(longer, readForm(longer, fields), 'vi').ok).toBe('boolean');
      }),
    );
  });

  test('what passed lies within the scale, passes again and is then the same', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const checked = byJson(body, longer);
        if (!checked.ok) {
          expect(checked.errors.length).toBeGreaterThan(0);
          return;
        }
        const { answers, comment } = checked.submission;
        for (const question of longer.questions) {
          const answer = answers[question.id];
          if (question.type === 'single') expect([undefined, '0', '1', '2plus']).toContain(answer);
          else if (question.id === 'overall') expect([1, 2, 3, 4, 5]).toContain(answer);
          else expect([undefined, 'na', 1, 2, 3, 4, 5]).toContain(answer);
        }
        expect(comment).not.toBe('');
        expect(byJson(checked.submission, longer)).toEqual(checked);
      }),
      { numRuns: 1000 },
    );
  });

  test('a schema built from the questionnaire accepts and refuses the same', () => {
    const schema = schemaOf(longer);
    let accepted = 0;
    fc.assert(
      fc.property(bodies, (body) => {
        const parsed = schema.safeParse(body);
        const checked = byJson(body, longer);
        expect(checked.ok).toBe(parsed.success);
        if (!parsed.success || !checked.ok) return;
        accepted++;
        expect(checked.submission.answers).toEqual(parsed.data.answers);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

/** The same rules, said a second time in another library. */
function schemaOf({ questions, comment }: Questionnaire) {
  const answers = questions.map((question) => {
    const mark = z.int().min(1).max(5);
    const single = question.type === 'single' && z.enum(question.options.map(({ id }) => id));
    const likert = question.type === 'likert5' && question.notApplicable ? z.union([mark, z.literal('na')]) : mark;
    return [question.id, question.required ? single || likert : (single || likert).optional()] as const;
  });
  const storable = (given: string) =>
    given.isWellFormed() &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
    !/[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]|\p{NChar}/u.test(given.trim()) &&
    [...normaliseComment(given)].length <= (comment?.maxLength ?? 0);
  return z.strictObject({
    key: z.string().regex(/^[\w-]{8,64}$/),
    language: z.enum(languages).optional(),
    comment: z.string().refine(storable).optional(),
    answers: z.strictObject(Object.fromEntries(answers)),
  });
}

/** Bodies that are right or nearly so. */
const bodies = fc.oneof({ weight: 9, arbitrary: nearlyRight() }, { weight: 1, arbitrary: fc.jsonValue() });

function nearlyRight() {
  const mark = fc.constantFrom(1, 2, 3, 4, 5);
  const odd = fc.constantFrom<unknown>(0, 6, 4.5, '5', 'na', null, [5], {}, true, '');
  const mostly = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<unknown> = odd) =>
    fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: other });
  const element = mostly(fc.oneof(mark, fc.constant('na')));
  const answers = fc
    .record(
      {
        overall: mostly(mark),
        access: element,
        procedure: element,
        officer: element,
        trips: mostly(fc.constantFrom('0', '1', '2plus')),
      },
      { requiredKeys: [] },
    )
    .chain((known) =>
      mostly(
        fc.constant(known),
        fc.constantFrom('price', 'constructor', 'toString').map((name) => ({ ...known, [name]: 5 })),
      ),
    );
  const comment = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.constantFrom('a'.repeat(1000), 'a'.repeat(1001), ' a\r\nb ', '\0', 'a\uD800'),
  );
  return fc
    .record(
      {
        key: mostly(fc.stringMatching(/^[A-Za-z0-9_-]{8,64}$/)),
        language: mostly(fc.constantFrom(...languages)),
        comment: mostly(comment),
        answers: mostly(answers),
        caseCode: fc.constant('H24.30-250701-0001'),
      },
      { requiredKeys: ['key', 'answers'] },
    )
    .chain((body) => {
      const { caseCode: _, ...usual } = body;
      return mostly(fc.constant(usual), fc.constant(body));
    });
}
