import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AnswerError } from '../api/questionnaires/questionnaire.ts';
import { type LocalDate, languages } from '../db/vocabulary.ts';
import { exampleBrand, examplePages, exampleSlip, exampleSurvey } from './example.ts';
import * as render from './render.tsx';
import { words } from './words.ts';

const hostile = `</title></script><script>alert(1)</script><img src=x onerror=alert(1)>"'&amp; {0}`;
const escaped = '&lt;/title>&lt;/script>&lt;script>alert(1)&lt;/script>';

let pages: ReadonlyMap<string, string>;
beforeAll(async () => {
  pages = await examplePages(render);
});

describe('every page', () => {
  test('is one whole document in its language, with a title', () => {
    for (const [name, html] of pages) {
      expect(html, name).toMatch(
        new RegExp(`^<!doctype html><html lang="${name.split('.')[1]}"><head><meta charset="utf-8"`),
      );
      expect(html, name).toMatch(/<title>[^<]{5,}<\/title>/);
      expect(html, name).toMatch(/<\/body><\/html>$/);
    }
  });

  test('asks for nothing else, and has no handler, style or address that the policy would refuse', () => {
    for (const [name, html] of pages) {
      expect(html, name).not.toMatch(/\s(on[a-z]+|style)=/);
      expect(html, name).not.toMatch(/javascript:|https?:\/\/(?!www\.w3\.org)/);
      expect(html.match(/(src|href)="[^"]*"/g) ?? [], name).toSatisfy((links: string[]) =>
        links.every((link) => /="(data:|\?|\/|#)/.test(link)),
      );
    }
  });

  test('carries only scripts and styles that the policy names by hash', () => {
    for (const [name, html] of pages) {
      for (const [, element, text] of html.matchAll(/<(script|style)>(.*?)<\/\1>/gs)) {
        const hash = createHash('sha256').update(String(text)).digest('base64');
        const colour = name.includes('-branded') ? exampleBrand.colour : null;
        const policy = /^(slip|poster|paper)/.test(name) ? render.paperPolicy : render.contentSecurityPolicyFor;
        expect(policy(colour), `${name} ${element}`).toContain(`'sha256-${hash}'`);
      }
    }
  });

  test('prints no stray value where there is nothing to say', () => {
    for (const [name, html] of pages) {
      const text = html.replace(/<(script|style)>.*?<\/\1>/gs, '').replace(/<[^>]*>/g, '|');
      expect(text, name).not.toMatch(/undefined|null|NaN|\[object|\|(0|false|true)\|/);
    }
  });
});

test('the policy allows nothing that it does not name', () => {
  expect(render.contentSecurityPolicy.replace(/'sha256-[^']+'/g, 'HASH')).toBe(
    "default-src 'none'; style-src HASH HASH HASH HASH; script-src HASH HASH HASH HASH; form-action 'self'; connect-src 'self'; worker-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'",
  );
});

test('a unit’s colour adds one line of style and its hash to the policy, and nothing else', () => {
  const plain = render.contentSecurityPolicy.split(/[ ;]+/);
  const branded = render.contentSecurityPolicyFor('#b3122b').split(/[ ;]+/);
  const added = branded.filter((part) => !plain.includes(part));
  expect(added).toEqual([expect.stringMatching(/^'sha256-[^']+'$/)]);
  expect(plain.filter((part) => !branded.includes(part))).toEqual([]);
  expect(branded.join(' ')).not.toContain('unsafe');
  expect(render.contentSecurityPolicyFor(null)).toBe(render.contentSecurityPolicy);
  expect(render.contentSecurityPolicyFor('#0b4f6c')).toBe(render.contentSecurityPolicy);
});

describe.each(languages)('in %s', (language) => {
  const survey = exampleSurvey(language);

  test('hostile names and comments stay text', () => {
    const html = render.survey({ ...survey, unitName: hostile, procedureName: hostile, comment: hostile });
    expect(html.split(escaped).length - 1).toBe(4);
    expect(html).not.toContain('<img');
    expect(html.match(/<script/g)).toHaveLength(1);

    const others = [
      render.thanks({ language, unitName: hostile, demo: true }),
      render.answered({ language, unitName: hostile }),
      render.ended({ language, unitName: hostile, reason: 'replaced' }),
      render.start({ language, code: hostile, problem: { kind: 'unknown' } }),
      render.privacy({ language, unitName: hostile }),
      render.problemPage({ language, slug: hostile, title: hostile, detail: hostile }),
    ];
    for (const page of others) {
      expect(page).not.toContain('<img');
      expect(page).not.toContain('<script>alert');
    }
  });

  test('a hostile picture or code stays inside the slip’s attribute or text', async () => {
    const slip = {
      ...(await exampleSlip(language)),
      qrSvg: `"><script>alert(1)</script>`,
      code: hostile,
      host: hostile,
    };
    const html = render.slip(slip);
    expect(html).not.toContain('<script>alert');
    expect(html.match(/<img/g)).toHaveLength(1);
  });

  test('hostile answers and actions choose nothing and break out of nothing', () => {
    const answers = { overall: hostile, access: ['4', '5'], procedure: { toString: 'x' }, officer: null, result: 9 };
    const html = render.survey({ ...survey, answers, action: `/p/"><script>alert(1)</script>`, key: `"><b>` });
    expect(html).not.toMatch(/\schecked/);
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<b>');
  });

  test('the first newline of a comment is kept', () => {
    expect(render.survey({ ...survey, comment: '\nhai' })).toMatch(/<textarea[^>]*>\n\nhai<\/textarea>/);
    expect(render.survey({ ...survey, comment: '' })).toMatch(/<textarea[^>]*>\n<\/textarea>/);
  });

  test('nothing is chosen before, steps go from 5 to 1, and each has its words', () => {
    const html = render.survey(survey);
    expect(html).not.toMatch(/\schecked/);
    for (const { id, type } of survey.questionnaire.questions) {
      const values = [...html.matchAll(new RegExp(`name="${id}" value="(.*?)"/><span>(.*?)</span>`, 'g'))];
      expect(values.map(([, value]) => value).filter((value) => value !== 'na')).toEqual(['5', '4', '3', '2', '1']);
      expect(values.map(([, , text]) => text).slice(0, 5)).toEqual(
        survey.questionnaire.scale.map((step) => step.text[language]),
      );
      expect(type).toBe('likert5');
    }
  });

  test('what was sent comes back, from forms as text and from programs as numbers', () => {
    const html = render.survey({
      ...survey,
      answers: { overall: 2, access: '4', feedback: 'na' },
      comment: 'Ghế & bàn',
    });
    expect([...html.matchAll(/id="([^"]+)"[^>]*\schecked/g)].map(([, id]) => id)).toEqual([
      'overall-2',
      'access-4',
      'feedback-na',
    ]);
    expect(html).toContain('Ghế &amp; bàn</textarea>');
  });

  test.each<[AnswerError, string]>([
    [{ path: 'overall', problem: 'required' }, words[language].error.required(1)],
    [{ path: 'overall', problem: 'scale' }, words[language].error.scale],
    [{ path: 'result', problem: 'repeat' }, words[language].error.repeat],
    [{ path: 'comment', problem: 'long', length: 1234 }, words[language].error.long(1234)],
    [{ path: 'comment', problem: 'chars' }, words[language].error.chars],
  ])('%o is said beside its question and in the summary, which links there', (error, sentence) => {
    const html = render.survey({ ...survey, errors: [error] });
    expect(html.split(sentence).length - 1).toBeGreaterThanOrEqual(2);
    expect(html).toContain(`id="${error.path}-error"`);
    const target = /<div id="errors"[^>]*autofocus.*?href="#([^"]+)"/s.exec(html)?.[1];
    expect(html).toMatch(new RegExp(`<(input|textarea)[^>]* id="${target}"`));
    expect(html).toContain(`<title>${words[language].error.title}`);
  });

  test.each<AnswerError>([
    { path: 'key', problem: 'key' },
    { path: 'language', problem: 'language' },
    { path: '<b>x', problem: 'unknown' },
    { path: 'key', problem: 'repeat' },
  ])('%o, which is no question, is said without a link and without its name', (error) => {
    const html = render.survey({ ...survey, errors: [error] });
    expect(html).toContain(`<li>${words[language].error.other}</li>`);
    expect(html).not.toContain('<b>x');
  });

  test('an options question and a sensitive one are shown with their own words', () => {
    const options = [
      { id: 'no', text: { vi: 'Không', en: 'No' } },
      { id: '1', text: { vi: '1 lần', en: 'Once' } },
    ];
    const text = { vi: 'Câu thử', en: 'A question' };
    const questions = [{ id: 'trips', type: 'single', required: false, sensitive: true, text, options } as const];
    const html = render.survey({
      ...survey,
      questionnaire: { ...survey.questionnaire, questions },
      answers: { trips: '1' },
    });
    expect(html).toContain(words[language].leadSensitive.title);
    expect(html).toMatch(/id="trips-1" name="trips" value="1" checked\/>/);
  });

  test('the demonstration says on the page that answers are shown at once', () => {
    expect(render.survey({ ...survey, demo: true })).toContain(words[language].demoRevealed);
    expect(render.survey(survey)).not.toContain(words[language].demoRevealed);
    // The thank-you takes the place of the page's content, its mark included.
    const [, thanks] = render.survey({ ...survey, demo: true }).split('<template>');
    expect(thanks).toContain(words[language].demoRevealed);
    expect(render.thanks({ language, unitName: 'A', demo: true }).split(words[language].demoRevealed)).toHaveLength(2);
  });

  test('an unknown day of expiry is left out of the sentence', () => {
    expect(render.ended({ language, unitName: 'A', reason: 'expired' })).toContain(
      words[language].expired.title(undefined),
    );
  });
});

test.each([
  ['2025-07-07', '07/7/2025', '7 July 2025'],
  ['2026-01-01', '01/01/2026', '1 January 2026'],
  ['2026-02-28', '28/02/2026', '28 February 2026'],
  ['2026-12-31', '31/12/2026', '31 December 2026'],
] as const)('%s is written %s and %s', (date, vi, en) => {
  expect(words.vi.date(date as string as LocalDate)).toBe(vi);
  expect(words.en.date(date as string as LocalDate)).toBe(en);
});

test('counts carry the separators of their language and the plural of theirs', () => {
  expect(words.vi.error.long(1234)).toContain('1.234 ký tự');
  expect(words.en.error.long(1234)).toContain('1,234 characters');
  expect(words.en.start.short(1)).toBe('1 character missing.');
  expect(words.en.start.short(2)).toBe('2 characters missing.');
});

test('every Vietnamese and English text is in Unicode NFC', () => {
  for (const [name, html] of pages) expect(html, name).toBe(html.normalize('NFC'));
});
