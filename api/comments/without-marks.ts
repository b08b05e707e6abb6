/** A text as it is searched: lower case, without diacritics, đ as d. So “ghe cho” finds “Ghế chờ”. */
export function withoutMarks(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd');
}
