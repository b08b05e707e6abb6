import type { Answer } from './post-answer.ts';

/**
 * What the device holds until the service acknowledges it. `draft` lives as long as the tab; `unsent` was sent by the
 * citizen and waits for the network, so it outlives the tab. Where the browser can send by itself (Background Sync), an
 * unsent answer moves from there to the worker's cache.
 */
export const draft = 'sessionStorage';
export const unsent = 'localStorage';
type Store = typeof draft | typeof unsent;

// A code may be scanned in capitals and typed with hyphens: it is the same invitation.
const slot = location.pathname.replace(/-/g, '').toUpperCase();

/** Where this page's answer belongs; also the scope of its worker and the name of that worker's cache. */
export const address = `${location.origin}/p/${slot.slice(3)}`;

/** On a counter's tablet the next person must find nothing (`medium` of the survey page's props). */
export const isShared = !!document.querySelector('[data-shared]');

export function read(store: Store): Answer | undefined {
  if (isShared) return undefined;
  try {
    return JSON.parse(window[store].getItem(slot) || '') as Answer;
  } catch {
    return undefined;
  }
}

/** Tells whether the device keeps it: a private window may refuse, and then we promise nothing. */
export function keep(store: Store, answer: Answer): boolean {
  if (isShared) return false;
  try {
    window[store].setItem(slot, JSON.stringify(answer));
    return true;
  } catch {
    return false;
  }
}

export function forget(store: Store): void {
  try {
    window[store].removeItem(slot);
  } catch {
    // What could not be kept need not be forgotten.
  }
}

/** Nothing of this invitation stays: neither copy nor worker. */
export function forgetAll(): void {
  forget(draft);
  forget(unsent);
  if (!canSync) return;
  // An answer that is just being moved would else arrive after it was forgotten.
  void moving.then(() => {
    void caches.delete(address);
    called = undefined;
    return navigator.serviceWorker.getRegistration(address).then((found) => found?.unregister());
  });
}

// Typed here, since only some browsers have it.
type SyncRegistration = ServiceWorkerRegistration & { sync: { register(tag: string): Promise<void> } };

const canSync = !isShared && 'SyncManager' in window;
let called: Promise<SyncRegistration> | undefined;
let worker: ServiceWorkerRegistration | undefined;
let moving: Promise<unknown> = Promise.resolve();

/**
 * Fetches the worker as soon as there is something unsent: once the network is lost it is too late for that.
 * See `resend-worker.ts`.
 */
export function callWorker(): void {
  if (!canSync || called !== undefined) return;
  called = navigator.serviceWorker.register('/p/gui-lai.js', { scope: address }) as Promise<SyncRegistration>;
  called.then(
    (registration) => {
      worker = registration;
    },
    () => {},
  );
}

/** For a page that is being left, and can't wait until its worker is gone, nor even for a promise. */
export function sendWorkerAway(): void {
  (worker?.active || worker?.installing)?.postMessage('');
  worker = called = undefined;
}

/** Leaves an unsent answer to the worker, which sends it when there is network, the page closed or not. */
export function entrust(answer: Answer): void {
  callWorker();
  const given = called;
  if (given === undefined) return;
  moving = caches
    .open(address)
    .then((cache) => cache.put(address, new Response(JSON.stringify(answer))))
    .then(() => given)
    .then(({ sync }) => sync.register('unsent'))
    .then(
      () => forget(unsent),
      () => caches.delete(address),
    )
    .catch(() => {});
}

/** What waits on this device, wherever it is. */
export function findUnsent(): Promise<Answer | undefined> {
  const kept = read(unsent);
  if (kept || !canSync) return Promise.resolve(kept);
  return caches
    .match(address)
    .then((found) => found && (found.json() as Promise<Answer>))
    .catch(() => undefined);
}

/** Tells when the worker has delivered this page's answer. */
export function whenDelivered(act: () => void): void {
  if (!canSync) return;
  // Set so, and not as a listener, it also lets in what is said to a page that the worker does not control.
  navigator.serviceWorker.onmessage = ({ data }) => {
    if (data === address) act();
  };
}
