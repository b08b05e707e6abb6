import { useTexts } from '../language.ts';
import type { Refusal } from '../refusal.ts';
import type { Words } from '../words/vi.ts';

/** What went wrong with a request, in words, and the way on. */
export function Failure({ refusal, retry }: { refusal: Refusal; retry?: (() => void) | undefined }) {
  const { words } = useTexts();
  return (
    <div class="notice notice-bad" role="alert">
      <p>{refusalText(refusal, words)}</p>
      {retry && refusal.status !== 403 && refusal.status !== 404 && (
        <p>
          <button type="button" class="button" onClick={retry}>
            {words.retry}
          </button>
        </p>
      )}
    </div>
  );
}

export function refusalText(refusal: Refusal, { failures, signIn }: Words): string {
  if (refusal.code === 'offline') return failures.offline;
  if (refusal.code === 'too-many-tries' && refusal.retryAfter !== undefined) {
    return signIn.locked.replace('{minutes}', String(Math.ceil(refusal.retryAfter / 60)));
  }
  if (refusal.status === 503) return failures.unavailable;
  if (refusal.status >= 500) return failures.server;
  // An answer without a problem comes from something between us and the service.
  if (refusal.code === 'status-403') return failures.forbidden;
  if (refusal.code === 'status-404') return failures.notFound;
  return [refusal.message, refusal.detail, ...refusal.errors.map(({ message }) => message)].filter(Boolean).join(' – ');
}
