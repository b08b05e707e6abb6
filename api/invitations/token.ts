import type { Token, UnitId } from '../../db/vocabulary.ts';
import { keyedHash, type Secret } from '../keyed-hash.ts';

/** Thirty characters that are hard to confuse in print: without 0, 1, I, L, O, U (contract, section 2). */
export const tokenAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

const base = BigInt(tokenAlphabet.length);
const tagLength = 3;
const secretLength = 9;
const tokenLength = tagLength + secretLength;
const tokenPattern = /^[2-9A-HJKMNP-TV-Z]{12}$/i;

/** The three characters that name a unit in its tokens. Throws RangeError unless 1 ≤ unitId ≤ 26,999. */
export function unitTag(unitId: UnitId): string {
  if (!isUnitId(unitId)) throw new RangeError(`A unit's number is 1 to 26,999, not ${unitId}`);
  return spell(BigInt(unitId), tagLength);
}

/** The unit that three characters name; undefined for other text and for `222`, which would be unit 0. */
export function unitOfTag(tag: string): UnitId | undefined {
  if (tag.length !== tagLength) return undefined;
  const unitId = [...tag].reduce((value, character) => {
    const digit = tokenAlphabet.indexOf(character);
    return digit < 0 ? Number.NaN : value * tokenAlphabet.length + digit;
  }, 0);
  return isUnitId(unitId) ? unitId : undefined;
}

/**
 * The token of an invitation: its unit's three characters and nine secret ones (44 bits), the same each time for the
 * same invitation and generation, so that a slip can be printed again while only a hash is stored. A reissue takes the
 * next generation.
 *
 * The 256 bits of the HMAC are taken modulo 30⁹ < 2⁴⁵, so no token is likelier than another by more than 2⁻²¹¹ of its
 * share. Two invitations of one unit may meet by chance (a million tokens: 3 %): where the hash is taken already, the
 * caller takes the next generation.
 */
export function tokenFor(secret: Secret, unitId: UnitId, invitationId: string, generation: number): Token {
  const bytes = keyedHash(secret, 'invitation-token', unitId, invitationId, generation);
  const number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  return (unitTag(unitId) + spell(number, secretLength)) as Token;
}

/** What is stored of a token: 32 bytes that tell nothing without the key. */
export function hashToken(secret: Secret, token: Token): Uint8Array {
  return keyedHash(secret, 'invitation-token-hash', token);
}

/**
 * What a person typed or scanned, read as a token: either case, hyphens and spaces anywhere. Characters outside the
 * alphabet are not guessed, since each of 0 and O, 1, I and L would stand for several others.
 */
export function readToken(raw: string): { unitId: UnitId; token: Token } | undefined {
  const typed = withoutSeparators(raw);
  if (!tokenPattern.test(typed)) return undefined;
  const token = typed.toUpperCase() as Token;
  const unitId = unitOfTag(token.slice(0, tagLength));
  return unitId && { unitId, token };
}

/** How many characters a typed code lacks to a whole one; 0 for a whole or longer one. */
export function missingCharacters(raw: string): number {
  return Math.max(0, tokenLength - [...withoutSeparators(raw)].length);
}

/** As it is printed: `ABCD-EFGH-JKMN`. */
export function groupToken(token: Token): string {
  return [token.slice(0, 4), token.slice(4, 8), token.slice(8)].join('-');
}

/**
 * Whether someone typed a case code where the rating code belongs. Pattern: Thông tư 01/2018/TT-VPCP, Điều 19
 * (`000.00.30.H24-250701-0001`) and the newer reversed unit codes (`H24.30-250701-020175`).
 */
export function looksLikeCaseCode(raw: string): boolean {
  return /^[A-Z0-9]+(\.[A-Z0-9]+)*-\d{6}-\d{4,8}$/i.test(raw.replace(/\s/g, '').replace(dashes, '-'));
}

/** Hyphen-minus and the dashes that phones and word processors make of it. */
const dashes = /[-\u2010-\u2015\u2212]/g;

function withoutSeparators(raw: string): string {
  return raw.replace(/\s/g, '').replace(dashes, '');
}

function isUnitId(unitId: number): unitId is UnitId {
  return Number.isInteger(unitId) && unitId >= 1 && unitId < tokenAlphabet.length ** tagLength;
}

/** The last `length` digits of a number in base 30, most significant first. */
export function spell(number: bigint, length: number): string {
  let text = '';
  for (let rest = number; text.length < length; rest /= base) text = tokenAlphabet.charAt(Number(rest % base)) + text;
  return text;
}
