import type { Language } from '../db/vocabulary.ts';
import type { LanguageLinks } from './frame.tsx';

/** A path of ours with the language, where it is not Vietnamese, and the unit, where there is one. */
export function pathOf(path: string, language: Language, unitCode?: string): string {
  const query = new URLSearchParams({
    ...(unitCode !== undefined && { unit: unitCode }),
    ...(language !== 'vi' && { lang: language }),
  }).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** Where feedback is written. Nothing of a rating is in it. */
export function feedbackPath(language: Language, unitCode?: string): string {
  return pathOf('/gop-y', language, unitCode);
}

/** Where published results are read. */
export function publishedPath(language: Language, unitCode?: string): string {
  return pathOf('/cong-khai', language, unitCode);
}

/** The same page of a unit in each language. */
export function unitLanguageLinks(unitCode: string | undefined): LanguageLinks {
  return (language) => `?${new URLSearchParams({ ...(unitCode !== undefined && { unit: unitCode }), lang: language })}`;
}
