/**
 * A page on a counter's tablet, which goes from hand to hand: when nobody touches it, it asks, clears itself and returns to
 * the counter's screen. Nothing of one person stays for the next: not in the form, not in the browser's memory of pages, not
 * behind its “back”.
 */

const idle = document.querySelector('.idle') as HTMLElement;
const { home, lost, idle: question } = idle.dataset as Record<'home' | 'lost' | 'idle', string>;
const sentence = idle.querySelector('p') as HTMLElement;

/** Seconds without a touch before it asks, and seconds that it then waits; a page that has nothing to fill in waits less. */
const quiet = 60;
const warning = 30;
const whenDone = 15;

let left = 0;
let timer = 0;
let isLeaving = false;

const isDone = (): boolean => !document.querySelector('form');

/** Where nobody meant the question, a touch says as well that somebody is there. It stays put until the finger is up again. */
function touched({ target }: Event): void {
  if (target instanceof Node && idle.contains(target)) return;
  restart();
}

function restart(): void {
  left = isDone() ? whenDone : quiet + warning;
  idle.hidden = true;
}

/** Once a second. The sentence is said to ears when it appears; later numbers are for eyes. */
function tick(): void {
  left -= 1;
  if (left <= 0) leave();
  else if (!isDone()) warn();
  // The answer has just been taken: what is left to do here is to read the thank-you.
  else if (left > whenDone) restart();
}

function warn(): void {
  if (left > warning) return;
  sentence.textContent = question.replace('{s}', String(left));
  idle.setAttribute('aria-live', idle.hidden ? 'assertive' : 'off');
  idle.hidden = false;
}

/** What was chosen and typed goes first, whatever happens next. */
function wipe(): void {
  document.querySelectorAll('form').forEach((form) => {
    form.reset();
  });
  document.querySelectorAll<HTMLInputElement>('[type=radio],[type=checkbox]').forEach((choice) => {
    choice.checked = false;
  });
  document.querySelectorAll('textarea').forEach((text) => {
    text.value = '';
  });
}

function leave(): void {
  if (isLeaving) return;
  isLeaving = true;
  clearInterval(timer);
  wipe();
  document.body.textContent = '';
  goHome();
}

/** Not before the service is there: a browser's own error page would be the end of a tablet without a keyboard. */
function goHome(): void {
  fetch(home, { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => (ok ? location.replace(home) : wait()),
    () => wait(),
  );
}

function wait(): void {
  document.body.textContent = lost;
  setTimeout(goHome, 3000);
}

document.addEventListener('click', (event) => {
  if (event.target instanceof Node && idle.contains(event.target)) return restart();
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link) return;
  if (link.hasAttribute('data-leave')) {
    event.preventDefault();
    return leave();
  }
  // The other language; a step in the history would lead the next person back here.
  if (link.hasAttribute('hreflang')) {
    event.preventDefault();
    // After the thank-you it would bring the form again.
    if (isDone()) return leave();
    location.replace(link.href);
  }
});
for (const touch of ['pointerdown', 'keydown', 'input', 'touchstart']) {
  addEventListener(touch, touched, { capture: true, passive: true });
}
addEventListener('scroll', restart, { passive: true });
addEventListener('pagehide', wipe);
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) leave();
});

/** Whether somebody came here by “back”: to the page of whoever was here before, empty, but with that person's procedure. */
function cameBack(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as unknown as { type?: string }[];
  // Safari before 15 knows the older record alone, in which 2 stands for it.
  return entry ? entry.type === 'back_forward' : !!performance.navigation && performance.navigation.type === 2;
}

restart();
timer = window.setInterval(tick, 1000);
if (cameBack()) leave();
