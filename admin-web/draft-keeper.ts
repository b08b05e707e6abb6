import type { QuestionnaireDraft } from './client.ts';

const storageKey = 'hai-long.questionnaire';

/** Keeps what is typed in this tab, so that leaving the page, or losing it, loses no wording. */
export function keepTexts(draft: QuestionnaireDraft, given: FormData): void {
  const texts = [...given].filter(([name, value]) => name !== 'confirmWording' && typeof value === 'string');
  try {
    sessionStorage.setItem(storageKey, JSON.stringify({ of: nameOf(draft), texts }));
  } catch {
    // Storage may be switched off or full; then nothing is kept.
  }
}

/** What was typed into this very draft before; empty for another one. */
export function recallTexts(draft: QuestionnaireDraft): ReadonlyMap<string, string> {
  try {
    const { of, texts } = JSON.parse(sessionStorage.getItem(storageKey) ?? '{}');
    return new Map(of === nameOf(draft) ? texts : []);
  } catch {
    return new Map();
  }
}

export function forgetTexts(): void {
  try {
    sessionStorage.removeItem(storageKey);
  } catch {
    // What can't be kept need not be forgotten.
  }
}

/** Changes with the choice, the version before, and the words that the draft began with. */
function nameOf(draft: QuestionnaireDraft): string {
  return JSON.stringify(draft);
}
