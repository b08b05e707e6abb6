import type { CaseCode } from '../../db/vocabulary.ts';

/**
 * A case code as it is kept: trimmed, NFC, upper case. Undefined where it is empty, over 64 characters or holds control
 * characters; otherwise it is free, since one-stop systems differ.
 */
export function caseCodeOf(raw: string): CaseCode | undefined {
  if (!raw.isWellFormed()) return undefined;
  const code = raw.normalize('NFC').trim().toUpperCase();
  const length = [...code].length;
  if (length < 1 || length > 64 || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(code)) return undefined;
  return code as CaseCode;
}
