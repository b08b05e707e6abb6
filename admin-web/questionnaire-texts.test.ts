import { describe, expect, test } from 'vitest';
import { type Choice, criteriaSets, forms } from '../api/questionnaires/choice.ts';
import type { Draft } from '../api/questionnaires/questionnaire.ts';
import { questionnaireFrom } from '../api/questionnaires/questionnaire-from.ts';
import { structuralDifference } from '../api/questionnaires/wording.ts';
import { startingCatalogue } from '../db/starting-catalogue.ts';
import { languages } from '../db/vocabulary.ts';
import { choiceQuery, readChoice } from './questionnaire-choice.ts';
import { controlOf, emptyTexts, textGroups, withTexts } from './questionnaire-texts.ts';

const everything = { perceptions: true, context: true, demographics: true };
const choices: Choice[] = forms.flatMap((form) => criteriaSets.map((set) => ({ form, set, ...everything })));
const entriesOf = (draft: Draft) => textGroups(draft).flatMap(({ entries }) => entries);

describe.each(choices)('the texts of $form, $set', (choice) => {
  const draft = questionnaireFrom(choice, startingCatalogue);

  test('are each named as the service names their place, and once', () => {
    const paths = entriesOf(draft).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const { path, value } of entriesOf(draft)) {
      const found = path.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], draft);
      expect(found, path).toBe(value);
    }
  });

  test('are all put back where they came from, and nothing else changes', () => {
    const form = new FormData();
    for (const entry of entriesOf(draft)) {
      for (const language of languages) form.set(controlOf(entry, language), ` ${entry.path}\n${language} `);
    }
    const edited = withTexts(draft, form);
    for (const { path, value } of entriesOf(edited)) expect(value).toEqual({ vi: `${path} vi`, en: `${path} en` });
    expect(structuralDifference(draft, edited)).toBeUndefined();
    expect(withTexts(draft, new FormData())).toEqual(draft);
  });
});

test('an empty text is told by its control', () => {
  const draft = questionnaireFrom(readChoice(new URLSearchParams()), startingCatalogue);
  const form = new FormData();
  form.set('title.vi', '  ');
  form.set('questions.2.notApplicable.en', '');
  expect(emptyTexts(withTexts(draft, form))).toEqual(['title.vi', 'questions.2.notApplicable.en']);
});

test('the choice survives its URL, and anything unknown falls back', () => {
  const choice = { form: 'full', set: 'earlier', ...everything, context: false, wording: 'files' } as const;
  expect(readChoice(new URLSearchParams(choiceQuery(choice)))).toEqual(choice);
  expect(readChoice(new URLSearchParams('form=long&set=x&perceptions=yes'))).toEqual({
    form: 'short',
    set: 'current',
    perceptions: false,
    context: false,
    demographics: false,
    wording: 'latest',
  });
});
