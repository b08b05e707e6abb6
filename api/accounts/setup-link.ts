import { timingSafeEqual } from 'node:crypto';
import { keyedHash, type Secret } from '../keyed-hash.ts';

const setupLinkHours = 24;

/**
 * The secret in the link that makes the first account: its last moment, signed. Nothing is stored for it; that there
 * is no account yet is what makes it usable once.
 */
export function setupToken(secret: Secret, now: Date): string {
  const lastMoment = (now.getTime() + setupLinkHours * 3_600_000).toString(36);
  return `${lastMoment}.${signature(secret, lastMoment).toString('base64url')}`;
}

/** Whether we made the token and it has not ended. */
export function isSetupToken(secret: Secret, token: string, now: Date): boolean {
  const [lastMoment = '', signed = '', ...rest] = token.split('.');
  if (rest.length > 0 || !/^[0-9a-z]{1,11}$/.test(lastMoment)) return false;
  const given = Buffer.from(signed, 'base64url');
  const expected = signature(secret, lastMoment);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  return Number.parseInt(lastMoment, 36) > now.getTime();
}

function signature(secret: Secret, lastMoment: string): Buffer {
  return Buffer.from(keyedHash(secret, 'setup-link', lastMoment));
}
