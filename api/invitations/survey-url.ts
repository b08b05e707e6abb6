import type { Token } from '../../db/vocabulary.ts';

/**
 * What the QR code holds: `HTTPS://HOST/P/TOKEN`, upper case throughout, since upper case alone lets QR use its denser
 * alphanumeric mode, and neither scheme nor host minds. `publicUrl` is an origin (`https://host[:port]`); what is not of
 * the origin is left out. Throws TypeError when it is no URL.
 */
export function surveyUrl(publicUrl: string, token: Token): string {
  return `${new URL(publicUrl).origin}/p/${token}`.toUpperCase();
}

/** The same page on this server: `/p/TOKEN`. */
export function surveyPath(token: Token): string {
  return `/p/${token}`;
}

/** The page on which a code is typed, as a QR code holds it. */
export function startUrl(publicUrl: string): string {
  return `${new URL(publicUrl).origin}/`.toUpperCase();
}
