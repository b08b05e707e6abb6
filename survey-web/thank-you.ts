import { address, forgetAll, isShared } from './held-answer.ts';

/** Shows the thank-you that the page carries: what is acknowledged needs no second request to say so. */
export function showThanks(): void {
  forgetAll();
  const main = document.querySelector('main') as HTMLElement;
  const { content } = document.querySelector('template') as HTMLTemplateElement;
  main.className = main.textContent = '';
  main.appendChild(content);
  const heading = main.querySelector('h1') as HTMLElement;
  document.title = heading.textContent as string;
  // From now on this address shows the thank-you by itself.
  if (!isShared) history.replaceState(null, '', address + location.search);
  scrollTo(0, 0);
  heading.focus();
}
