/**
 * A counter's screen: waits for what is called to it, shows the code for its time, and goes back to the calm screen by the
 * clock or a tap. Cheap screens run it (Chromium of 2019), for months on end, so it trusts no connection: without a word
 * for a while it says so and connects anew.
 */

interface Call {
  number: number;
  /** SVG. */
  picture: string;
  code: string;
  answer?: string;
  leftMs: number;
}

/** More than two beats of the service. */
const silenceMs = 12_000;
/** A connection that is made anew within this was never missed. */
const graceMs = 2_000;
const thanksMs = 6_000;

const home = location.pathname.replace(/\/$/, '');
const main = document.querySelector('main') as HTMLElement;
const said = document.querySelector('.said') as HTMLElement;
const lost = document.querySelector('.lost') as HTMLElement;
const picture = document.querySelector('[data-picture]') as HTMLImageElement;
const codeText = document.querySelector('[data-code]') as HTMLElement;

type Part = 'calm' | 'show' | 'thanks';
let part: Part = 'calm';
let call: Call | undefined;
let partTimer = 0;
let source: EventSource | undefined;
let silence = 0;
let grace = 0;
let lastId = '';
let isOld = false;

function turnTo(next: Part): void {
  clearTimeout(partTimer);
  part = next;
  document.querySelectorAll<HTMLElement>('[data-part]').forEach((section) => {
    section.hidden = section.dataset.part !== next;
  });
  document.body.dataset.shows = next;
  const heading = document.querySelector(`[data-part=${next}] h1`) as HTMLElement;
  said.textContent = next === 'calm' ? '' : heading.textContent;
  if (next === 'thanks') partTimer = window.setTimeout(turnTo, thanksMs, 'calm');
  if (next === 'calm' && isOld) void goTo(location.href);
}

function show(called: Call): void {
  call = called;
  codeText.textContent = called.code;
  picture.src = `data:image/svg+xml,${encodeURIComponent(called.picture)}`;
  turnTo('show');
  partTimer = window.setTimeout(end, called.leftMs);
}

/** Nothing of the last code stays in the page. */
function end(): void {
  if (part !== 'show') return;
  call = undefined;
  picture.removeAttribute('src');
  codeText.textContent = '';
  turnTo('thanks');
}

function tell(called: Call): void {
  const body = new URLSearchParams({ so: String(called.number) });
  // Should it not arrive, the code is over on the service's clock soon, too.
  fetch(`${home}/dong`, { method: 'POST', body, keepalive: true }).catch(() => undefined);
}

/** Leaves only for a page that is there: a browser's own error page would be the end of a screen without a keyboard. */
function goTo(address: string): Promise<void> {
  return fetch(address, { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => (ok ? location.replace(address) : missed()),
    () => missed(),
  );
}

document.addEventListener('click', (event) => {
  if (part !== 'show' || !call) return;
  const called = call;
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-answer]') : null;
  // Handing the tablet over is a tap like any other: the call is over, whether or not an answer will come.
  if (button) return void goTo(`${called.answer}?lang=${button.dataset.answer}`).then(() => tell(called));
  tell(called);
  end();
});

function missed(): void {
  if (lost.hidden) lost.textContent = lost.dataset.lost as string;
  lost.hidden = false;
  document.body.dataset.state = 'lost';
}

/** Something was heard. With `isWell`, all is well again. */
function heard(isWell: boolean): void {
  clearTimeout(silence);
  silence = window.setTimeout(connect, silenceMs);
  if (!isWell) return;
  clearTimeout(grace);
  grace = 0;
  lost.hidden = true;
  document.body.dataset.state = 'live';
}

function doubt(): void {
  if (!grace) grace = window.setTimeout(missed, graceMs);
}

function connect(): void {
  if (source) {
    source.close();
    doubt();
  }
  clearTimeout(silence);
  silence = window.setTimeout(connect, silenceMs);
  const { mark = '', language = '' } = main.dataset;
  const query = new URLSearchParams({ trang: mark, lang: language, sau: lastId });
  const opened = new EventSource(`${home}/tin?${query}`);
  source = opened;
  const on = (name: string, handle: (event: MessageEvent<string>) => void): void => {
    opened.addEventListener(name, (event) => {
      const message = event as MessageEvent<string>;
      if (message.lastEventId) lastId = message.lastEventId;
      handle(message);
    });
  };
  on('show', ({ data }) => {
    heard(true);
    show(JSON.parse(data) as Call);
  });
  on('calm', () => {
    heard(true);
    end();
  });
  on('beat', () => heard(true));
  on('lost', () => {
    heard(false);
    doubt();
  });
  on('page', () => {
    isOld = true;
    if (part === 'calm') void goTo(location.href);
  });
  on('gone', () => location.replace('/quay?moi=1'));
  opened.onerror = () => {
    doubt();
    // The browser tries again by itself, unless it was answered with something else than a stream.
    if (opened.readyState !== EventSource.CLOSED) return;
    clearTimeout(silence);
    silence = window.setTimeout(connect, graceMs);
  };
}

/** Keeps the screen lit where the browser can, which needs HTTPS; it is given up whenever the page is out of sight. */
function stayAwake(): void {
  const { wakeLock } = navigator as { wakeLock?: { request(kind: 'screen'): Promise<unknown> } };
  if (wakeLock && !document.hidden) wakeLock.request('screen').catch(() => undefined);
}

try {
  localStorage.setItem('quay', home);
} catch {
  // Then a restart begins at the pairing page.
}
// A page that the browser kept in memory knows nothing of what was called since.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});
addEventListener('offline', missed);
addEventListener('online', connect);
document.addEventListener('visibilitychange', stayAwake);
stayAwake();
turnTo('calm');
connect();
