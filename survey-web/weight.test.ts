import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Choice } from '../api/questionnaires/choice.ts';
import { languages } from '../db/vocabulary.ts';
import { surveyAssets } from '../scripts/survey-assets.ts';
import { scripts, styles } from './assets.ts';
import { exampleBrand, exampleSurvey } from './example.ts';
import * as render from './render.tsx';

/** A page that grows past these has to give a reason; the long ones fit the first flight of a TCP connection. */
const budgets = { short: 9_000, long: 14_000 };

/** Beside the policy: what our server sends over TLS (380), and a proxy may add. */
const otherHeaders = 500;

const everything = { perceptions: true, context: true, demographics: true };

describe.each(languages)('as sent in %s, however it is compressed,', (language) => {
  test.each<[string, Partial<Choice>, number]>([
    ['the short form', {}, budgets.short],
    ['the full form of 16 criteria', { form: 'full' }, budgets.long],
    ['that of 22 with all that may be added', { form: 'full', set: 'earlier', ...everything }, budgets.long],
    [
      'the short form with why and all of that',
      { form: 'short-with-why', set: 'earlier', ...everything },
      budgets.long,
    ],
  ])('%s fits its budget', (_, choice, budget) => {
    const html = render.survey({ ...exampleSurvey(language, choice), brand: exampleBrand });
    const headers = Buffer.byteLength(render.citizenPolicyFor(exampleBrand.colour)) + otherHeaders;
    expect(gzipSync(html).length + headers).toBeLessThan(budget);
    expect(brotliCompressSync(html).length + headers).toBeLessThan(budget);
  });
});

test('the script stays small, and speaks no syntax that Chromium of 2019 and iOS 13 cannot read', () => {
  expect(brotliCompressSync(scripts.page).length).toBeLessThan(3_600);
  expect(scripts.page).not.toMatch(/\?\.[^0-9]|\?\?|\|\|=|&&=|#[a-z]+\s*[=(]|\bimport\b|\bexport\b/);
});

test('neither script nor style can end the element that it stands in', () => {
  for (const text of [...Object.values(scripts), ...Object.values(styles)]) {
    expect(text).not.toBe('');
    expect(text).not.toMatch(/<\/|<!--/);
  }
});

let inlined: string[];
let rendering: string[];

beforeAll(async () => {
  inlined = [];
  const listModules: Plugin = {
    name: 'list-modules',
    buildEnd() {
      rendering = [...this.getModuleIds()];
    },
  };
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [surveyAssets((path) => inlined.push(path)), listModules],
    ssr: { noExternal: true },
    build: { ssr: true, write: false, rolldownOptions: { input: join(import.meta.dirname, 'render.tsx') } },
  });
}, 60_000);

test('the page carries our own script and styles and nothing else', () => {
  const names = inlined.map((path) => path.replace(/^.*survey-web\//, '')).sort();
  expect(names).toEqual([
    'answer-fields.ts',
    'display.css',
    'display.ts',
    'elements.ts',
    'enhance.ts',
    'held-answer.ts',
    'last-look.ts',
    'missing-answers.ts',
    'pairing.ts',
    'paper.css',
    'post-answer.ts',
    'post-answer.ts',
    'poster.css',
    'published.css',
    'resend-worker.ts',
    'screens.ts',
    'sending.ts',
    'slip.css',
    'style.css',
    'tablet.css',
    'tablet.ts',
    'thank-you.ts',
    'waits-for-answer.ts',
  ]);
});

test('the renderer knows preact and its string renderer, and no library for requests, schemas or staff', () => {
  const packages = new Set(rendering.flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []));
  expect([...packages].sort()).toEqual(['preact', 'preact-render-to-string']);
  expect(rendering.filter((id) => /admin-web|\/(routes|service|queries|schema)\.ts$/.test(id))).toEqual([]);
});
