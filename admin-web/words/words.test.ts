import { expect, test } from 'vitest';
import { en as catalogue } from './catalogue/en.ts';
import { vi as catalogueVi } from './catalogue/vi.ts';
import { en as displays } from './displays/en.ts';
import { vi as displaysVi } from './displays/vi.ts';
import { en as common } from './en.ts';
import { en as imports } from './imports/en.ts';
import { vi as importsVi } from './imports/vi.ts';
import { en as integration } from './integration/en.ts';
import { vi as integrationVi } from './integration/vi.ts';
import { en as method } from './method/en.ts';
import { vi as methodVi } from './method/vi.ts';
import { en as print } from './print/en.ts';
import { vi as printVi } from './print/vi.ts';
import { en as questionnaires } from './questionnaires/en.ts';
import { vi as questionnairesVi } from './questionnaires/vi.ts';
import { en as settings } from './settings/en.ts';
import { vi as settingsVi } from './settings/vi.ts';
import { en as targets } from './targets/en.ts';
import { vi as targetsVi } from './targets/vi.ts';
import { vi as commonVi } from './vi.ts';

/** Every page's words beside those that all share. */
const en = {
  ...common,
  cataloguePages: catalogue,
  displaysPages: displays,
  importPage: imports,
  targetsPage: targets,
  settingsPage: settings,
  integrationPage: integration,
  methodPage: method,
  printPages: print,
  questionnairesPage: questionnaires,
};
const vi = {
  ...commonVi,
  cataloguePages: catalogueVi,
  displaysPages: displaysVi,
  importPage: importsVi,
  targetsPage: targetsVi,
  settingsPage: settingsVi,
  integrationPage: integrationVi,
  methodPage: methodVi,
  printPages: printVi,
  questionnairesPage: questionnairesVi,
};

/** Every text with the way to it: `verdicts.met` → “Đạt chỉ tiêu …”. */
function textsOf(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'string') return [[here, value]];
    return typeof value === 'object' && value !== null ? textsOf(value, here) : [];
  });
}

const english = new Map(textsOf(en));
const vietnamese = textsOf(vi);

test.each(vietnamese)('%s says the same values in both languages', (path, text) => {
  const valuesOf = (said: string) => new Set(said.match(/\{\w+\}/g) ?? []);
  const values = valuesOf(text);
  const other = valuesOf(english.get(path) ?? '');
  // English may leave the number out where it is one, and says “at least 5” of nothing more than Vietnamese does.
  if (!path.endsWith('.one')) expect(other).toEqual(values);
});

test('Vietnamese is written in composed letters', () => {
  for (const [path, text] of vietnamese) expect(text, path).toBe(text.normalize('NFC'));
});

test('no word for the reader stands in the staff’s texts but where we say sorry', () => {
  const addressed = vietnamese.filter(([, text]) => /ông\/bà|quý khách|anh\/chị|\bbạn\b/iu.test(text));
  // The other one is a line of the citizen’s page, shown as it will look.
  expect(addressed.map(([path]) => path)).toEqual(['failures.server', 'settingsPage.brand.previewTitle']);
});

test('our figure is never called the official index', () => {
  for (const [path, text] of [...vietnamese, ...english])
    expect(text, path).not.toMatch(/chỉ số SIPAS|SIPAS (index|score)|điểm SIPAS/iu);
});
