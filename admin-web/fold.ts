/** A text as it is searched: without accents and case, `Đăng ký` → `dang ky`. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}

/** Whether every word that was typed occurs, in any order. `folded` has been folded already. */
export function matches(folded: string, typed: string): boolean {
  return fold(typed)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}
