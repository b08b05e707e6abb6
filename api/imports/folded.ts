/**
 * A name as it is compared: without case, accents and punctuation, `Đăng ký  (lại)` → `dang ky lai`. The same text in
 * composed and decomposed letters (NFC, NFD) comes out the same.
 */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
