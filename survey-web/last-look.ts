import { add } from './elements.ts';

/** Shows before a place what was answered, question by question, each leading back to where it is changed. */
export function lastLook(form: HTMLFormElement): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'look';
  form.querySelectorAll<HTMLElement>('fieldset,textarea').forEach((part) => {
    const chosen = Array.from(part.querySelectorAll<HTMLElement>(':checked'));
    if (part.closest('[hidden]') || (part.className === 'list' && !chosen.length)) return;
    const texts = chosen.map((choice) => (choice.nextElementSibling as HTMLElement).textContent);
    const link = add(add(list, 'li'), 'a');
    link.href = `#${(chosen[0] || part.querySelector('input') || part).id}`;
    add(link, 'small', titleOf(part));
    add(link, 'span', texts.join('; ') || ('value' in part && String(part.value)) || form.dataset.unanswered);
  });
  return list;
}

/** The legend; before boxes and the comment, what they are named by comes first in what surrounds them. */
function titleOf(part: HTMLElement): string {
  const title = part.querySelector('legend') || (part.parentElement as HTMLElement).firstElementChild;
  return (title as HTMLElement).textContent as string;
}
