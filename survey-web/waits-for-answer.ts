/** Hides what waits for a certain answer; gives what shows it, unfolded, once that is chosen, and hides it again after. */
export function hideWhatWaits(form: HTMLFormElement): () => void {
  const parts = form.querySelectorAll<HTMLDetailsElement>('[data-if]');
  parts.forEach((part) => {
    part.hidden = true;
  });
  return () => {
    parts.forEach((part) => {
      const isHidden = !form.querySelector(part.dataset.if as string);
      // Whoever folds it again is left in peace.
      if (part.hidden !== isHidden) part.open = !isHidden;
      part.hidden = isHidden;
    });
  };
}
