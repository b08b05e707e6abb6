import type { Language } from '../db/vocabulary.ts';
import { en } from './words/en.ts';
import { vi, type Words } from './words/vi.ts';

export type { Words };
export const words: Readonly<Record<Language, Words>> = { vi, en };
