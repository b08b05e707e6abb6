import { chosenIn } from './answer-fields.ts';

/** Finds what must be answered and is not, and names it as the server would, so that this needs no network. */
export function missingAnswers(form: HTMLFormElement) {
  const required = form.querySelectorAll<HTMLElement>('[data-required]');

  /** Which required questions have no answer; `all` tells whether that is every one of them. */
  function find(): { missing: HTMLElement[]; all: boolean } {
    const missing = Array.from(required).filter((question) => !chosenIn(question));
    return { missing, all: missing.length === required.length };
  }

  function clear(): void {
    document.querySelectorAll('.errors,.error[id]').forEach((old) => {
      old.remove();
    });
  }

  /** The same summary and sentences as the server's; it takes the focus and leads to each question. */
  function name(): void {
    clear();
    const summary = document.createElement('div');
    summary.className = 'errors';
    summary.tabIndex = -1;
    summary.setAttribute('role', 'alert');
    summary.appendChild(document.createElement('h2')).textContent = form.dataset.summary as string;
    const list = summary.appendChild(document.createElement('ul'));
    required.forEach((question) => {
      list.appendChild(document.createElement('li')).appendChild(nameOne(question));
    });
    form.insertAdjacentElement('beforebegin', summary);
    summary.focus();
  }

  return { find, name, clear };
}

/** Says beside the question what is missing; gives the link that leads there. */
function nameOne(question: HTMLElement): HTMLElement {
  const first = question.querySelector('input') as HTMLElement;
  const link = document.createElement('a');
  const error = document.createElement('p');
  link.href = `#${first.id}`;
  link.textContent = error.textContent = question.dataset.required as string;
  error.className = 'error';
  error.id = `${first.id}-error`;
  question.setAttribute('aria-describedby', error.id);
  question.insertBefore(error, question.children[1] as Element);
  return link;
}
