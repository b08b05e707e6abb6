import { answerFields, fillIn } from './answer-fields.ts';
import {
  callWorker,
  draft,
  entrust,
  findUnsent,
  forgetAll,
  keep,
  read,
  sendWorkerAway,
  unsent,
  whenDelivered,
} from './held-answer.ts';
import { missingAnswers } from './missing-answers.ts';
import { type Answer, isRefusal, post } from './post-answer.ts';
import { addScreens } from './screens.ts';
import { showThanks } from './thank-you.ts';

/**
 * Keeps what was chosen across a reload, sends without leaving the page, and holds an answer that could not be sent on
 * the device until the service acknowledges it: always with the same key, so that it counts once.
 */
export function improveSurvey(form: HTMLFormElement): void {
  const text = form.dataset;
  const area = form.querySelector('.send') as HTMLElement;
  const status = area.querySelector('p') as HTMLElement;
  const buttons = area.querySelectorAll('button');
  const send = buttons[0] as HTMLElement;
  const discard = buttons[3] as HTMLElement;
  const fields = answerFields(form);
  const missing = missingAnswers(form);
  const screens = addScreens(form, missing);
  let waiting: Answer | undefined;
  let isKept = true;
  let sending = false;
  let attempt = 0;
  let timer = 0;

  function say(message: string | undefined, isDiscardable: boolean): void {
    status.textContent = message || '';
    discard.hidden = !isDiscardable;
  }

  /** While an answer waits it stands as it was sent; to change it, it is discarded first. */
  function lock(): void {
    fields.disable(!!waiting);
    area.className = waiting ? 'send waiting' : 'send';
    send.setAttribute('aria-disabled', String(sending));
  }

  function begin(answer: Answer): void {
    waiting = answer;
    attempt = 0;
    attemptToSend();
  }

  function attemptToSend(): void {
    if (!waiting || sending) return;
    const answer = waiting;
    clearTimeout(timer);
    sending = true;
    lock();
    say(text.sending, false);
    void post(form.action, answer).then(({ status, seconds }) => {
      sending = false;
      // The worker may have been faster.
      if (!waiting) return;
      if (status === 201) return finish();
      if (isRefusal(status)) return handOver(answer, status);
      waitFor(status, seconds || Math.min(5 * 2 ** attempt++, 300));
    });
  }

  function waitFor(status: number, seconds: number): void {
    const state = (status ? 'busy' : 'offline') + (isKept ? '' : 'Unkept');
    if (isKept && waiting) entrust(waiting);
    say(fillIn(text[state], String(seconds)), true);
    lock();
    timer = window.setTimeout(attemptToSend, seconds * 1000);
  }

  function finish(): void {
    waiting = undefined;
    showThanks();
  }

  /** What the server refuses, its own page explains: an ordinary post brings it. A code that has ended tries once more there. */
  function handOver(answer: Answer, status: number): void {
    waiting = undefined;
    if (status !== 410) forgetAll();
    keep(draft, answer);
    lock();
    form.submit();
  }

  function startAnew(): void {
    waiting = undefined;
    clearTimeout(timer);
    forgetAll();
    // The discarded answer may have arrived after all: what is chosen next must not pass for it.
    // biome-ignore lint/plugin: the page has no other source of chance; the service gave a key, and this one must differ from it.
    const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)));
    fields.fill({ key: bytes.map((byte) => byte.toString(36)).join('-'), language: '', answers: {}, comment: '' });
    lock();
    say('', false);
    screens.lead(fields.firstChoice);
  }

  /** What was found on the device, as it stood when it was left. */
  function resume(answer: Answer): void {
    callWorker();
    fields.fill(answer);
    say(text.draft, true);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (screens.goesOn()) return;
    if (waiting) return attemptToSend();
    if (!missing.isComplete()) return missing.name();
    const answer = fields.collect();
    isKept = keep(unsent, answer);
    begin(answer);
  });
  form.addEventListener('input', () => {
    keep(draft, fields.collect());
    callWorker();
  });
  discard.addEventListener('click', startAnew);
  addEventListener('online', attemptToSend);
  addEventListener('pagehide', () => {
    if (!waiting) sendWorkerAway();
  });
  whenDelivered(() => {
    if (waiting) finish();
  });

  // What the server kept after a refusal is newer than the draft. Older browsers give the first focus to fields only.
  const errors = document.querySelector<HTMLElement>('.errors');
  if (errors && !('autofocus' in document.body)) errors.focus();
  const before = errors ? undefined : read(draft);
  if (before) resume(before);
  void findUnsent().then((answer) => {
    if (!answer || waiting) return;
    resume(answer);
    begin(answer);
  });
}
