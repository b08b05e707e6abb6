import { add, chosenIn } from './elements.ts';

/** Names what must be answered and is not, as the server would, so that this needs no network. One question must be. */
export function missingAnswers(form: HTMLFormElement) {
  const required = Array.from(form.querySelectorAll<HTMLElement>('[data-required]'));

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
    add(summary, 'h2', form.dataset.summary);
    const list = add(summary, 'ul');
    required.forEach((question) => {
      nameOne(question, list);
    });
    form.insertAdjacentElement('beforebegin', summary);
    summary.focus();
  }

  return { name, clear, isComplete: () => required.every(chosenIn) };
}

/** Says what is missing beside the question, and in the list, with a link that leads there. */
function nameOne(question: HTMLElement, list: HTMLElement): void {
  const sentence = question.dataset.required;
  const { id } = question.querySelector('input') as HTMLElement;
  add(add(list, 'li'), 'a', sentence).setAttribute('href', `#${id}`);
  const error = add(question, 'p', sentence);
  error.className = 'error';
  error.id = `${id}-error`;
  question.setAttribute('aria-describedby', error.id);
  question.insertBefore(error, question.children[1] as Element);
}
