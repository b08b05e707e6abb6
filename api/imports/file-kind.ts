import { unreadable } from './file-problems.ts';

/** What a file is by its first bytes; its name may say anything. Throws `unreadable-file` for what is neither. */
export function fileKind(bytes: Uint8Array): 'xlsx' | 'csv' {
  if (bytes.length === 0) throw unreadable('empty');
  const starts = (...head: number[]) => head.every((byte, index) => bytes[index] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) return 'xlsx';
  // A container of Microsoft's older formats; workbooks with a password come in it, too.
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw unreadable('xls');
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) throw unreadable('utf16');
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (/^(\u00EF\u00BB\u00BF)?\s*<(!doctype|html|table|meta|\?xml|\?mso)/i.test(head)) throw unreadable('webPage');
  if (head.includes('\0')) throw unreadable(looksLikeUtf16(head) ? 'utf16' : 'otherOffice');
  if (/^(%PDF|\{\\rtf|Rar!|7z)/.test(head)) throw unreadable('otherOffice');
  return 'csv';
}

/** Text in UTF-16 without a mark: among Latin letters and digits every second byte is zero. */
function looksLikeUtf16(head: string): boolean {
  const zeros = [...head].filter((sign) => sign === '\0').length;
  return zeros > head.length / 5;
}
