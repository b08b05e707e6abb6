import { type Answer, isRefusal, post } from './post-answer.ts';

/**
 * The service worker behind a held answer: the browser wakes it when there is network again, also after the phone was
 * switched off and on, and it sends what waits. It sees no request and keeps no page. It exists from the first choice
 * until the acknowledgement, for one invitation: its scope is that invitation's address.
 */
const worker = self as unknown as Worker;

worker.addEventListener('sync', (event) => event.waitUntil(deliver()));
// A page that is being left can't wait until its worker is gone, so it asks the worker itself to go.
worker.addEventListener('message', (event) => event.waitUntil(worker.registration.unregister()));

function deliver(): Promise<unknown> {
  const address = worker.registration.scope;
  return caches
    .match(address)
    .then((held) => held && (held.json() as Promise<Answer>))
    .then((answer) => answer && post(address, answer).then(({ status }) => conclude(address, status)));
}

/** A rejection has the browser try again later. What is refused stays, for the page to explain when it is next opened. */
function conclude(address: string, status: number): Promise<unknown> {
  if (isRefusal(status)) return Promise.resolve();
  if (status !== 201) return Promise.reject(new Error(`not delivered: ${status}`));
  return caches
    .delete(address)
    .then(() => worker.clients.matchAll({ includeUncontrolled: true }))
    .then((pages) => {
      for (const page of pages) page.postMessage(address);
      return worker.registration.unregister();
    });
}

/** What we use of it. TypeScript knows either pages or workers, and its library of pages is in use. */
interface Worker {
  readonly registration: { readonly scope: string; unregister(): Promise<boolean> };
  readonly clients: {
    matchAll(options: { includeUncontrolled: boolean }): Promise<{ postMessage(message: string): void }[]>;
  };
  addEventListener(type: 'sync' | 'message', act: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
}
