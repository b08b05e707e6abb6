import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../db/vocabulary.ts';
import { en } from './words/en.ts';
import { type Format, formats } from './words/format.ts';
import { vi, type Words } from './words/vi.ts';

const storageKey = 'hai-long.language';
const dictionaries: Readonly<Record<Language, Words>> = { vi, en };

export interface Texts {
  readonly language: Language;
  readonly words: Words;
  readonly format: Format;
}

export function textsIn(language: Language): Texts {
  return { language, words: dictionaries[language], format: formats[language] };
}

export const TextsContext = createContext(textsIn('vi'));

export function useTexts(): Texts {
  return useContext(TextsContext);
}

/** The URL's language, else the one chosen here before, else Vietnamese. */
export function languageOf(url: URL): Language {
  return known(url.searchParams.get('lang')) ?? known(recall()) ?? 'vi';
}

/** Keeps the choice on this device, where the browser allows it, and says it to screen readers and hyphenation. */
export function settle(language: Language): void {
  document.documentElement.lang = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage may be switched off; then the URL alone carries the language.
  }
}

function recall(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function known(text: string | null): Language | undefined {
  return text === 'vi' || text === 'en' ? text : undefined;
}
