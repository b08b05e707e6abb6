import type { FormError } from './parts/error-summary.tsx';
import { refusalText } from './parts/failure.tsx';
import type { Refusal } from './refusal.ts';
import type { Words } from './words/vi.ts';

/** What the server said of a form, each complaint at the control that it is about; a lost session is mended in a new tab. */
export function formErrors(refusal: Refusal, controls: readonly string[], words: Words): FormError[] {
  if (refusal.code === 'offline') return [{ text: words.failures.offlineForm }];
  if (refusal.status === 401) return [{ text: words.signIn.endedForm, href: '/admin/sign-in' }];
  if (refusal.errors.length === 0) return [{ text: refusalText(refusal, words) }];
  return refusal.errors.map(({ path, message }) => ({
    id: controls.find((control) => control === path),
    text: message,
  }));
}
