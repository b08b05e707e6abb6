import { root } from './elements.ts';
import { lastLook } from './last-look.ts';
import type { missingAnswers } from './missing-answers.ts';

/**
 * What of the form is shown: null for all of it, from 0 on one question in large print, and at the end a last look; -1 for
 * the last look after all at once. It stands in the history, so that the browser's own way back leads to the question
 * before and a reload stays where it was; nothing else is kept of it.
 */
type State = number | null;

type Missing = ReturnType<typeof missingAnswers>;

/** Adds large print with one question a screen, and a last look before sending. */
export function addScreens(form: HTMLFormElement, missing: Missing) {
  const main = form.parentElement as HTMLElement;
  const tools = main.querySelector('.tools') as HTMLElement;
  const size = tools.firstChild as HTMLElement;
  const area = form.querySelector('.send') as HTMLElement;
  const [send, forward, back] = Array.from(area.querySelectorAll('button')) as unknown as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];
  const { normal, easy } = tools.dataset;
  const { next, review } = form.dataset;
  const questions = questionsOf(form);
  let state: State = null;
  let look: HTMLElement | undefined;
  const isEasy = () => state !== null && state >= 0;
  const asked = (): Element[] | undefined => (state === null ? undefined : questions[state]);
  function show(wanted: State): void {
    state = wanted === null ? null : Math.min(wanted, questions.length);
    const shown = asked();
    const isLook = state !== null && !shown;
    root.className = isEasy() ? 'easy' : '';
    main.className = state ? 'deep' : '';
    Array.from(form.children).forEach((part) => {
      part.classList.toggle('off', part !== area && (isLook || (!!shown && shown.indexOf(part) < 0)));
    });
    look?.remove();
    if (isLook) look = form.insertBefore(lastLook(form), area);
    send.hidden = !!shown;
    forward.hidden = isLook;
    forward.textContent = (shown && state !== questions.length - 1 ? next : review) as string;
    back.hidden = !state;
    size.textContent = (isEasy() ? normal : easy) as string;
  }

  /** Where reading goes on: at the question, its heading in sight above it; at the list; where one came from. */
  function arrive(): void {
    const shown = asked();
    const place = shown ? shown.find((part) => part.matches('fieldset,.comment')) : look;
    tools.scrollIntoView();
    focusOn((place || forward) as HTMLElement);
  }

  function go(wanted: State): void {
    history.pushState(wanted, '');
    show(wanted);
  }

  function goOn(): void {
    // The one question that must be answered is the first.
    if (!missing.isComplete()) {
      missing.name();
      return;
    }
    missing.clear();
    go(state === null ? -1 : state + 1);
    arrive();
  }

  /** Shows where a field is, and goes there. */
  function lead(field: HTMLElement): void {
    const question = questions.findIndex((parts) => parts.some((part) => part.contains(field)));
    if (state !== null && state !== question) go(isEasy() ? question : null);
    field.focus();
  }

  forward.addEventListener('click', goOn);
  back.addEventListener('click', () => history.back());
  size.addEventListener('click', () => {
    missing.clear();
    go(isEasy() ? null : 0);
    tools.scrollIntoView();
  });
  // What is linked may not be shown now; where all is, the browser does it better.
  main.addEventListener('click', (event) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>('a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field || state === null) return;
    event.preventDefault();
    lead(field);
  });
  addEventListener('popstate', () => {
    // A link within the page comes here too, and the thank-you has taken the form's place.
    if (history.state === state || !form.isConnected) return;
    show(history.state as State);
    arrive();
  });
  // Whoever empties the form, as a counter's tablet does, empties this too.
  form.addEventListener('reset', () => look?.remove());
  tools.hidden = false;
  show(history.state as State);

  return {
    lead,
    /** Enter in a field, where one question is shown, goes on to the next. */
    goesOn(): boolean {
      const isAsking = !!asked();
      if (isAsking) goOn();
      return isAsking;
    },
  };
}

/** What belongs on one screen: a question under the headings of its part, with what waits for its answer. */
function questionsOf(form: HTMLFormElement): Element[][] {
  const all: Element[][] = [];
  let headings: Element[] = [];
  Array.from(form.children).forEach((part) => {
    const last = all[all.length - 1];
    if (part.tagName === 'H2') headings = [part];
    else if (part.tagName === 'H3') headings = headings.slice(0, 1).concat(part);
    else if (part.tagName === 'P') headings = headings.concat(part);
    else if (part.className === 'comment') all.push([part]);
    else if (part.matches('fieldset:not([data-if])')) all.push(headings.concat(part));
    else if (last) last.push(part);
  });
  return all;
}

function focusOn(place: HTMLElement): void {
  if (place.tagName !== 'BUTTON') place.tabIndex = -1;
  // The place is in sight with what stands above it; older iPhones scroll all the same.
  place.focus({ preventScroll: true });
}
