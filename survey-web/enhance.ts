/**
 * Improves pages that work without it; old phones run it (Chromium of 2019, iOS 13), so it asks before it uses. What each
 * kind of page gets is below; what the survey gets, in `sending.ts`.
 */
import { address, draft, findUnsent, forget, forgetAll, read } from './held-answer.ts';
import { isRefusal, post } from './post-answer.ts';
import { improveSurvey } from './sending.ts';
import { showThanks } from './thank-you.ts';
import { hideWhatWaits } from './waits-for-answer.ts';

const page = document.body.dataset.page;
const note = document.querySelector<HTMLElement>('main [hidden]');
const form = document.querySelector('form');

if ('fetch' in window && 'AbortController' in window) {
  if (page === 'survey' && form) improveSurvey(form);
  if (page === 'preview' && form) improvePreview(form);
  if (page === 'ended') deliverLate();
  if (page === 'done') forgetAll();
  if (page === 'down') tellIfKept();
}

function improvePreview(form: HTMLFormElement): void {
  const showWhatWaits = hideWhatWaits(form);
  form.addEventListener('change', showWhatWaits);
  showWhatWaits();
}

/** An ended code still takes, for a few days, what was waiting on the device; if it does not, we say so. */
function deliverLate(): void {
  forget(draft);
  void findUnsent().then((answer) => {
    if (!answer) return;
    void post(address, answer).then(({ status }) => {
      if (status === 201) return showThanks();
      if (!isRefusal(status)) return;
      forgetAll();
      if (note) note.hidden = false;
    });
  });
}

function tellIfKept(): void {
  void findUnsent().then((answer) => {
    if (note && (answer || read(draft))) note.hidden = false;
  });
}
