/** What the script's parts all do with the document. */
export const root = document.documentElement;

export function add<Tag extends keyof HTMLElementTagNameMap>(parent: Element, tag: Tag, text = '') {
  const element = parent.appendChild(document.createElement(tag));
  element.textContent = text;
  return element;
}

export const chosenIn = (question: Element): HTMLInputElement | null => question.querySelector(':checked');
