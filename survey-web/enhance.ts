/**
 * Improves pages that work without it; old phones run it (Chromium of 2019, iOS 13), so it asks before it uses.
 * On the survey it keeps what was chosen across a reload, sends without leaving the page, and holds an answer that could
 * not be sent on the device until the service acknowledges it: always with the same key, so that it counts once.
 */

interface Answer {
  key: string;
  language: string;
  answers: Record<string, string | number>;
  comment: string;
}

/** `draft` lives as long as the tab; `unsent` was sent by the citizen and waits for the network, so it outlives the tab. */
const draft = 'sessionStorage';
const unsent = 'localStorage';
type Store = typeof draft | typeof unsent;

// A code may be scanned in capitals and typed with hyphens: it is the same invitation.
const slot = location.pathname.replace(/-/g, '').toUpperCase();
const page = document.body.dataset.page;
/** On a counter's tablet the next person must find nothing (`medium` of the survey page's props). */
const isShared = !!document.querySelector('[data-shared]');

function read(store: Store): Answer | undefined {
  if (isShared) return undefined;
  try {
    return JSON.parse(window[store].getItem(slot) || '') as Answer;
  } catch {
    return undefined;
  }
}

/** Tells whether the device keeps it: a private window may refuse, and then we promise nothing. */
function keep(store: Store, answer: Answer): boolean {
  if (isShared) return false;
  try {
    window[store].setItem(slot, JSON.stringify(answer));
    return true;
  } catch {
    return false;
  }
}

function forget(...stores: Store[]): void {
  for (const store of stores) {
    try {
      window[store].removeItem(slot);
    } catch {
      // What could not be kept need not be forgotten.
    }
  }
}

/** What became of an attempt: the HTTP status, 0 without network, and the seconds that the server asks us to wait. */
interface Outcome {
  status: number;
  wait: number;
}

function post(address: string, answer: Answer): Promise<Outcome> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 30_000);
  const outcome = (status: number, wait: number): Outcome => {
    clearTimeout(timer);
    return { status, wait };
  };
  return fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(answer),
    signal: patience.signal,
  }).then(
    // Only a 201 acknowledges: the sign-in page of a café's network answers 200 to everything.
    ({ status, headers }) => outcome(status === 201 || status >= 400 ? status : 0, Number(headers.get('retry-after'))),
    () => outcome(0, 0),
  );
}

/** The answer was read and not taken, and trying again would change nothing. */
const isRefusal = (status: number): boolean => /^4(0[049]|1[035]|22)$/.test(String(status));

/** Shows the thank-you that the page carries: what is acknowledged needs no second request to say so. */
function finish(address: string): void {
  forget(draft, unsent);
  const main = document.querySelector('main') as HTMLElement;
  const { content } = document.querySelector('template') as HTMLTemplateElement;
  main.textContent = '';
  main.appendChild(content);
  const heading = main.querySelector('h1') as HTMLElement;
  document.title = heading.textContent as string;
  // From now on this address shows the thank-you by itself.
  if (!isShared) history.replaceState(null, '', address + location.search);
  scrollTo(0, 0);
  heading.focus();
}

function improveSurvey(form: HTMLFormElement): void {
  const text = form.dataset as Record<string, string>;
  const key = form.elements.namedItem('key') as HTMLInputElement;
  const language = form.elements.namedItem('language') as HTMLInputElement;
  const comment = form.querySelector('textarea');
  const choices = form.querySelectorAll<HTMLInputElement>('[type=radio],[type=checkbox]');
  const optional = form.querySelectorAll<HTMLElement>('.none');
  const required = form.querySelectorAll<HTMLElement>('[data-required]');
  const area = form.querySelector('.send') as HTMLElement;
  const status = area.querySelector('p') as HTMLElement;
  const send = area.querySelector('button') as HTMLElement;
  const discard = area.querySelector('[hidden]') as HTMLElement;
  const count = document.createElement('p');
  const showWhatWaits = hideWhatWaits(form);
  let waiting: Answer | undefined;
  let isKept = true;
  let sending = false;
  let attempt = 0;
  let timer = 0;

  function collect(): Answer {
    const answers: Answer['answers'] = {};
    choices.forEach((choice) => {
      if (choice.checked) answers[choice.name] = choice.closest('.scale') ? Number(choice.value) : choice.value;
    });
    return { key: key.value, language: language.value, answers, comment: comment ? comment.value : '' };
  }

  function fill(answer: Answer): void {
    key.value = answer.key;
    choices.forEach((choice) => {
      choice.checked = String(answer.answers[choice.name]) === choice.value;
    });
    if (comment) comment.value = answer.comment;
    follow();
  }

  /** What depends on what is chosen: what else is asked, whether a choice can be cleared, how many characters are left. */
  function follow(): void {
    showWhatWaits();
    optional.forEach((row) => {
      (row.querySelector('button') as HTMLElement).hidden = !chosenIn(row.parentElement as HTMLElement);
    });
    if (!comment) return;
    const length = Array.from(comment.value.trim()).length;
    const left = Number(comment.dataset.most) - length;
    const [sentence, n] = left < 0 ? [text.long, length] : [text.chars, left];
    count.textContent = left < 300 ? fillIn(sentence, n.toLocaleString(document.documentElement.lang)) : '';
    count.className = left < 0 ? 'error' : 'hint';
  }

  function say(message: string, isDiscardable: boolean): void {
    status.textContent = message;
    discard.hidden = !isDiscardable;
  }

  /** While an answer waits it stands as it was sent; to change it, it is discarded first. */
  function lock(): void {
    choices.forEach((choice) => {
      choice.disabled = !!waiting;
    });
    if (comment) comment.disabled = !!waiting;
    area.className = waiting ? 'send waiting' : 'send';
    send.setAttribute('aria-disabled', String(sending));
  }

  function attemptToSend(): void {
    if (!waiting || sending) return;
    const answer = waiting;
    clearTimeout(timer);
    sending = true;
    lock();
    say(text.sending as string, false);
    void post(form.action, answer).then(({ status, wait }) => {
      sending = false;
      if (status === 201) {
        waiting = undefined;
        return finish(form.action);
      }
      if (isRefusal(status)) return handOver(answer, status);
      const seconds = wait || Math.min(5 * 2 ** attempt++, 300);
      const state = (status ? 'busy' : 'offline') + (isKept ? '' : 'Unkept');
      say(fillIn(text[state], String(seconds)), true);
      lock();
      timer = window.setTimeout(attemptToSend, seconds * 1000);
    });
  }

  /** What the server refuses, its own page explains: an ordinary post brings it. A code that has ended tries once more there. */
  function handOver(answer: Answer, status: number): void {
    waiting = undefined;
    keep(draft, answer);
    if (status !== 410) forget(unsent);
    lock();
    form.submit();
  }

  /** The same summary and sentences as the server's, so that a forgotten answer needs no network to be named. */
  function nameMissing(): void {
    document.querySelectorAll('.errors,.error').forEach((old) => {
      old.remove();
    });
    const summary = document.createElement('div');
    summary.className = 'errors';
    summary.tabIndex = -1;
    summary.setAttribute('role', 'alert');
    summary.appendChild(document.createElement('h2')).textContent = text.summary as string;
    const list = summary.appendChild(document.createElement('ul'));
    required.forEach((question) => {
      const first = question.querySelector('input') as HTMLElement;
      const link = list.appendChild(document.createElement('li')).appendChild(document.createElement('a'));
      const error = document.createElement('p');
      link.href = `#${first.id}`;
      link.textContent = error.textContent = question.dataset.required as string;
      error.className = 'error';
      error.id = `${first.id}-error`;
      question.setAttribute('aria-describedby', error.id);
      question.insertBefore(error, question.children[1] as Element);
    });
    form.insertAdjacentElement('beforebegin', summary);
    summary.focus();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!waiting) {
      const missing = Array.from(required).filter((question) => !chosenIn(question)).length;
      // The sentence of the summary counts all that is required; a mixture is left to the server.
      if (missing) return missing === required.length ? nameMissing() : handOver(collect(), 422);
      waiting = collect();
      isKept = keep(unsent, waiting);
      attempt = 0;
    }
    attemptToSend();
  });

  form.addEventListener('change', follow);
  form.addEventListener('input', () => {
    follow();
    keep(draft, collect());
  });

  discard.addEventListener('click', () => {
    waiting = undefined;
    clearTimeout(timer);
    forget(draft, unsent);
    // The discarded answer may have arrived after all: what is chosen next must not pass for it.
    // biome-ignore lint/plugin: the page has no other source of chance; the service gave a key, and this one must differ from it.
    const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)));
    fill({ key: bytes.map((byte) => byte.toString(36)).join('-'), language: '', answers: {}, comment: '' });
    lock();
    say('', false);
    (choices[0] as HTMLElement).focus();
  });

  optional.forEach((row) => {
    const clear = row.appendChild(document.createElement('button'));
    clear.type = 'button';
    clear.textContent = text.clear as string;
    clear.addEventListener('click', () => {
      const chosen = chosenIn(row.parentElement as HTMLElement) as HTMLInputElement;
      chosen.checked = false;
      chosen.focus();
      keep(draft, collect());
      follow();
    });
  });
  if (comment) comment.insertAdjacentElement('afterend', count);
  addEventListener('online', attemptToSend);

  // What the server kept after a refusal is newer than the draft. Older browsers give the first focus to fields only.
  const errors = document.querySelector<HTMLElement>('.errors');
  if (errors && !('autofocus' in document.body)) errors.focus();
  waiting = read(unsent);
  const before = waiting || (errors ? undefined : read(draft));
  if (before) {
    fill(before);
    say(text.draft as string, true);
  } else {
    follow();
  }
  attemptToSend();
}

/** Hides what waits for a certain answer; gives what shows it, unfolded, once that is chosen, and hides it again after. */
function hideWhatWaits(form: HTMLFormElement): () => void {
  const parts = form.querySelectorAll<HTMLDetailsElement>('[data-if]');
  parts.forEach((part) => {
    part.hidden = true;
  });
  return () => {
    parts.forEach((part) => {
      const isHidden = !form.querySelector(part.dataset.if as string);
      // Whoever folds it again is left in peace.
      if (part.hidden !== isHidden) part.open = !isHidden;
      part.hidden = isHidden;
    });
  };
}

/** Puts a value in the place that a sentence leaves for it. */
const fillIn = (sentence = '', value: string): string => sentence.replace(/{.}/, value);

const chosenIn = (question: HTMLElement): Element | null => question.querySelector(':checked');

/** An ended code still takes, for a few days, what was waiting on the device; if it does not, we say so. */
function improveEnded(note: HTMLElement | null): void {
  const answer = read(unsent);
  forget(draft);
  if (!answer) return;
  void post(location.pathname, answer).then(({ status }) => {
    // Hyphens and capitals aside, this is the address to which the thank-you belongs.
    if (status === 201) return finish(`/p/${slot.slice(3)}`);
    if (!isRefusal(status)) return;
    forget(unsent);
    if (note) note.hidden = false;
  });
}

if ('fetch' in window && 'AbortController' in window) {
  const note = document.querySelector<HTMLElement>('main [hidden]');
  const form = document.querySelector('form');
  if (page === 'survey' && form) improveSurvey(form);
  if (page === 'preview' && form) {
    const showWhatWaits = hideWhatWaits(form);
    form.addEventListener('change', showWhatWaits);
    showWhatWaits();
  }
  if (page === 'ended') improveEnded(note);
  if (page === 'done') forget(draft, unsent);
  if (page === 'down' && note && (read(unsent) || read(draft))) note.hidden = false;
}
