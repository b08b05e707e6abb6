import type { TrackingCode, UnitId } from '../../db/vocabulary.ts';
import { readToken, spell, unitOfTag, unitTag } from '../invitations/token.ts';
import { keyedHash, type Secret } from '../keyed-hash.ts';

const tagLength = 3;
const secretLength = 13;
const codePattern = /^[2-9A-HJKMNP-TV-Z]{16}$/i;

/**
 * The tracking code of what was sent: the unit's three characters and thirteen secret ones (63 bits). It follows from the
 * page's random key and from all that was written, so that sending the same twice gives the same code and one record, and
 * nobody gets another's code by choosing their key. It is stored nowhere; only its hash is.
 */
export function trackingCodeFor(secret: Secret, unitId: UnitId, key: string, written: readonly string[]): TrackingCode {
  const bytes = keyedHash(secret, 'tracking-code', unitId, key, ...written);
  return (unitTag(unitId) + spell(BigInt(`0x${Buffer.from(bytes).toString('hex')}`), secretLength)) as TrackingCode;
}

/** What is stored of it: 32 bytes that tell nothing without the key. */
export function hashTrackingCode(secret: Secret, code: TrackingCode): Uint8Array {
  return keyedHash(secret, 'tracking-code-hash', code);
}

/** What a person typed, in either case, with hyphens and blanks anywhere. Its sixteen characters tell it from a rating code. */
export function readTrackingCode(raw: string): { unitId: UnitId; code: TrackingCode } | undefined {
  const typed = raw.replace(/[\s\-\u2010-\u2015\u2212]/g, '').toUpperCase();
  if (!codePattern.test(typed)) return undefined;
  const unitId = unitOfTag(typed.slice(0, tagLength));
  return unitId && { unitId, code: typed as TrackingCode };
}

/** Whether someone typed the rating code of a slip where a tracking code belongs. */
export function looksLikeRatingCode(raw: string): boolean {
  return readToken(raw) !== undefined;
}

/** As it is shown: `ABCD-EFGH-JKMN-PQRS`. */
export function groupTrackingCode(code: TrackingCode): string {
  return (code.match(/.{4}/g) ?? []).join('-');
}
