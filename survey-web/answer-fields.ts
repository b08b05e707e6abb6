import { add, chosenIn, root } from './elements.ts';
import type { Answer } from './post-answer.ts';
import { hideWhatWaits } from './waits-for-answer.ts';

/** The fields of the survey as one answer, and what follows from what is chosen in them. */
export function answerFields(form: HTMLFormElement) {
  const key = form.elements.namedItem('key') as HTMLInputElement;
  const language = form.elements.namedItem('language') as HTMLInputElement;
  const comment = form.querySelector('textarea');
  const choices = form.querySelectorAll<HTMLInputElement>('[type=radio],[type=checkbox]');
  const showWhatWaits = hideWhatWaits(form);
  const showClear = addClearButtons(form);
  const countLeft = comment ? addCount(form, comment) : () => {};

  function collect(): Answer {
    const answers: Answer['answers'] = {};
    choices.forEach((choice) => {
      if (choice.checked) answers[choice.name] = choice.closest('.scale') ? Number(choice.value) : choice.value;
    });
    return { key: key.value, language: language.value, answers, comment: comment ? comment.value : '' };
  }

  function fill(answer: Answer): void {
    key.value = answer.key;
    choices.forEach((choice) => {
      choice.checked = String(answer.answers[choice.name]) === choice.value;
    });
    if (comment) comment.value = answer.comment;
    follow();
  }

  function follow(): void {
    showWhatWaits();
    showClear();
    countLeft();
  }

  function disable(isDisabled: boolean): void {
    choices.forEach((choice) => {
      choice.disabled = isDisabled;
    });
    if (comment) comment.disabled = isDisabled;
  }

  form.addEventListener('change', follow);
  form.addEventListener('input', follow);
  follow();
  return { collect, fill, disable, firstChoice: choices[0] as HTMLElement };
}

/** A radio button can't be unchosen by itself. Gives what shows the buttons where there is something to clear. */
function addClearButtons(form: HTMLFormElement): () => void {
  const rows = form.querySelectorAll<HTMLElement>('.none');
  const buttons = Array.from(rows, (row) => {
    const clear = add(row, 'button', form.dataset.clear);
    clear.type = 'button';
    clear.addEventListener('click', () => {
      const chosen = chosenIn(row.parentElement as HTMLElement) as HTMLInputElement;
      chosen.checked = false;
      chosen.focus();
      // As if it had been done by hand, so that all that listens learns of it.
      chosen.dispatchEvent(new Event('input', { bubbles: true }));
    });
    return { clear, question: row.parentElement as HTMLElement };
  });
  return () => {
    for (const { clear, question } of buttons) clear.hidden = !chosenIn(question);
  };
}

/** How many characters are left, said when they become few. */
function addCount({ dataset }: HTMLFormElement, comment: HTMLTextAreaElement): () => void {
  const count = add(comment.parentElement as HTMLElement, 'p');
  return () => {
    const length = Array.from(comment.value.trim()).length;
    const left = Number(comment.dataset.most) - length;
    const [sentence, n] = left < 0 ? [dataset.long, length] : [dataset.chars, left];
    count.textContent = left < 300 ? fillIn(sentence, n.toLocaleString(root.lang)) : '';
    count.className = left < 0 ? 'error' : 'hint';
  };
}

/** Puts a value in the place that a sentence leaves for it. */
export const fillIn = (sentence = '', value: string): string => sentence.replace(/{.}/, value);
