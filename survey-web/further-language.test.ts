import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Language } from '../db/vocabulary.ts';
import { exampleSurvey } from './example.ts';
import * as render from './render.tsx';
import { type Words, words } from './words.ts';

/* A language more is one file of the type `Words` and its line in `words.ts`; the questionnaire brings its own texts. */

const lo = 'lo' as Language;
const laoWords: Words = { ...words.en, code: lo, name: 'ລາວ', clear: 'ລຶບ', asker: (unit) => `${unit} – ລາວ` };

beforeAll(() => {
  Object.assign(words, { [lo]: laoWords });
});
afterAll(() => {
  Reflect.deleteProperty(words, lo);
});

/** Every text that there is in English, in the further language too. */
function translated<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(translated) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, translated(part)]);
  const own = Object.fromEntries(entries);
  return typeof own.en === 'string' ? { ...own, [lo]: `ລາວ ${own.en}` } : own;
}

const survey = (language: Language) => {
  const example = exampleSurvey('en', { form: 'short-with-why', perceptions: true });
  return render.survey({ ...example, language, questionnaire: translated(example.questionnaire) });
};

const linksIn = (html: string) => [...html.matchAll(/hreflang="([a-z]+)"[^>]*>([^<]+)</g)].map(([, ...link]) => link);

test('the survey page speaks it throughout, and leads to all others', () => {
  const html = survey(lo);
  expect(html).toMatch(/^<!doctype html><html lang="lo">/);
  expect(linksIn(html)).toEqual([
    ['vi', 'Tiếng Việt'],
    ['en', 'English'],
  ]);
  expect(html).toContain('href="/rieng-tu?lang=lo"');
  expect(html).toContain('<input type="hidden" name="language" value="lo"/>');
  expect(html).toContain('data-clear="ລຶບ"');
  expect(html.match(/<span>ລາວ /g)?.length).toBeGreaterThan(30);
  expect(html.replace(/<(script|style)>.*?<\/\1>/gs, '')).not.toMatch(/undefined|null/);
});

test('every other language leads to it', () => {
  expect(linksIn(survey('vi'))).toEqual([
    ['en', 'English'],
    ['lo', 'ລາວ'],
  ]);
});

test.each([
  ['thanks', () => render.thanks({ language: lo, unitName: 'A', demo: false })],
  ['answered', () => render.answered({ language: lo, unitName: 'A' })],
  ['ended', () => render.ended({ language: lo, unitName: 'A', reason: 'replaced' })],
  ['start', () => render.start({ language: lo })],
  ['failure', () => render.failure({ language: lo, kind: 'not-found' })],
])('so does the page %s', (_, page) => {
  expect(page()).toContain('<html lang="lo">');
  expect(linksIn(page())).toHaveLength(2);
});
