/** Whether two texts name one counter: “Quầy 03”, “quay 3” and “3” do. */
export function isSameCounter(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(counter: string): string {
  return counter
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^\s*(quay|counter)(\s+so)?\b/, '')
    .replace(/[\s.]/g, '')
    .replace(/^0+(?=.)/, '');
}
