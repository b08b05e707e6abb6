import type { Language } from '../../db/vocabulary.ts';

const locale = { vi: 'vi-VN', en: 'en-GB' } as const satisfies Record<Language, string>;

/** A percent as the API shows it, in words: 95 → `95,0%`; nothing is rounded once more. */
export function percentText(shown: number, language: Language): string {
  return `${shown.toLocaleString(locale[language], { minimumFractionDigits: 1, maximumFractionDigits: 15 })}%`;
}

/** A target, without decimals that say nothing: `95%`. */
export function targetText(percent: number, language: Language): string {
  return `${percent.toLocaleString(locale[language], { maximumFractionDigits: 2 })}%`;
}

/** `1.234` or `1,234`. */
export function countText(count: number, language: Language): string {
  return count.toLocaleString(locale[language]);
}
