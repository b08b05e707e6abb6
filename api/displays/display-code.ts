import type { DisplayId, UnitId } from '../../db/vocabulary.ts';
import { readToken, tokenAlphabet, unitOfTag, unitTag } from '../invitations/token.ts';

/** Where a transaction says that a display changed: with the display's code, and never with what it shows. */
export const displayChannel = 'hai_long_displays';

/** How long a pairing code works, and how often it may be typed wrongly. */
export const pairingMinutes = 15;
export const pairingTries = 5;

const idLength = 3;
const secretLength = 6;
const codePattern = /^[2-9A-HJKMNP-TV-Z]{6}$/i;

/** What a screen's address ends in: its unit's three characters and its own three. It is no secret. */
export function displayCode(unitId: UnitId, displayId: DisplayId): string {
  return unitTag(unitId) + displayId;
}

/** The display that an address names. */
export function readDisplayCode(raw: string): { unitId: UnitId; displayId: DisplayId } | undefined {
  if (!codePattern.test(raw)) return undefined;
  const code = raw.toUpperCase();
  const unitId = unitOfTag(code.slice(0, 3));
  return unitId && { unitId, displayId: code.slice(3) as DisplayId };
}

/** A display's id from eight random bytes. */
export function newDisplayId(bytes: Uint8Array): DisplayId {
  return spell(bytes, idLength) as DisplayId;
}

/** The secret half of a pairing code, from eight random bytes: 30 bits, for minutes, with few tries. */
export function newPairingSecret(bytes: Uint8Array): string {
  return spell(bytes, secretLength);
}

/** As it is typed on the screen once: `2TKABC-DEFGHJ`, the display and the secret. */
export function pairingCode(unitId: UnitId, displayId: DisplayId, secret: string): string {
  return `${displayCode(unitId, displayId)}-${secret}`;
}

/** What was typed, read as a pairing code: either case, hyphens and spaces anywhere. */
export function readPairingCode(raw: string): { unitId: UnitId; displayId: DisplayId; secret: string } | undefined {
  const read = readToken(raw);
  if (!read) return undefined;
  const { unitId, token } = read;
  return { unitId, displayId: token.slice(3, 6) as DisplayId, secret: token.slice(6) };
}

/** 64 bits taken modulo less than 2³⁰ favour no text by more than 2⁻³⁴ of its share. */
function spell(bytes: Uint8Array, length: number): string {
  let rest = BigInt(`0x${Buffer.from(bytes.slice(0, 8)).toString('hex')}`);
  let text = '';
  const base = BigInt(tokenAlphabet.length);
  while (text.length < length) {
    text += tokenAlphabet.charAt(Number(rest % base));
    rest /= base;
  }
  return text;
}
