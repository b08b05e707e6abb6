/** What stands for whatever was masked: no word, so it reads the same in each language, and no digit, so it is never masked again. */
export const maskMark = '[…]';

/**
 * A comment with what may give a person away masked: phone and identity numbers, e-mail addresses, case codes
 * (contract, section 6; Luật 91/2025/QH15). Amounts, dates, procedure codes and numbers of laws stay, since they say what
 * the comment is about. In doubt it masks. Names cannot be told from other words: the form asks not to write them.
 *
 * Masking a masked comment changes nothing.
 */
export function maskComment(comment: string): string {
  const masked = comment.replace(patterns, (found, kept: string | undefined) =>
    kept === undefined ? maskMark : found,
  );
  // What was masked may have stood so close to something else that only now it can be seen.
  return masked === comment ? masked : maskComment(masked);
}

// People set digits apart: 0912 345 678, 0912.345.678, (0225) 3 842 123, 0912 - 345 - 678.
const apart = String.raw`[ \u00A0.()\-–]{0,3}`;
const eightMore = String.raw`(?:${apart}\d){8}`;
const start = String.raw`(?<!\d)`;
const end = String.raw`(?!\d)`;

const email = String.raw`[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+`;

// Thông tư 01/2018/TT-VPCP, Điều 19, and the newer reversed unit codes: 000.00.30.H24-250701-0001, G22.99-251225-020175.
const caseCode = String.raw`[A-Z0-9]+(?:\.[A-Z0-9]+)* ?[\-–] ?\d{6} ?[\-–] ?\d{4,8}${end}`;

/** What looks like such a number and is none. */
const harmless = [
  // Dates: 01/7/2025, 1-7-2025, 01.07.2025.
  String.raw`\d{1,2}(?<mark>[./\-])\d{1,2}\k<mark>\d{4}${end}`,
  // Amounts: 1.200.000, 120.000.000 and, with their currency, 1200000đ, 120 000 000 đồng, 300 nghìn.
  String.raw`[1-9]\d{0,2}(?:[.,]\d{3})+${end}`,
  String.raw`[1-9](?:\d{0,2}(?: \d{3})+|\d*) ?(?:đồng|đ|vnđ|vnd|k|nghìn|ngàn|triệu|tỷ|tỉ)(?![\p{L}\d])`,
  // Procedure codes of the national register: 1.001193, 1.012784.000.00.00.H24.
  String.raw`\d\.\d{6}(?:\.\d{3}(?:\.\d{2}){2}\.[A-Z]\d{2})?${end}`,
];

const numbers = [
  // Phones, in the country (0 and nine or ten digits) and with its code: 0912345678, 024 3825 1234, +84 912 345 678, +84 (0) 912….
  String.raw`(?:\(?(?:\+|00)?84${apart}(?:0${apart})?|\(?0)[1-9]${eightMore}\d{0,2}${end}`,
  // Identity numbers of twelve and nine digits, and whatever is as long: tax, insurance and account numbers.
  String.raw`\d{9,}`,
  String.raw`0\d{2}(?:[ .\-]\d{3}){2,3}${end}`,
  String.raw`0\d{3}(?:[ .\-]\d{4}){2}${end}`,
  String.raw`\d{3}(?:[ \-]\d{3}){2}${end}`,
  // Passports: a letter and seven or eight digits.
  String.raw`(?<!\p{L})[A-Z]\d{7,8}${end}`,
];

// Left to right, and at each place the first that fits.
const patterns = new RegExp(`${email}|${caseCode}|${start}(?:(${harmless.join('|')})|${numbers.join('|')})`, 'giu');
