import { createHmac } from 'node:crypto';

/** The service's secret key. */
export type Secret = Uint8Array | string;

/** What a keyed hash is for. Each purpose is a domain of its own: a hash made for one never equals one made for another. */
export type HashPurpose =
  | 'invitation-token'
  | 'invitation-token-hash'
  | 'answer-key'
  | 'setup-link'
  | 'thanks-cookie'
  | 'display-pairing'
  | 'webhook-id'
  | 'webhook-secret'
  | 'tracking-code'
  | 'tracking-code-hash';

/** HMAC-SHA-256 over purpose and parts, 32 bytes. As JSON, no two lists of parts read alike (`['ab','c']`, `['a','bc']`). */
export function keyedHash(secret: Secret, purpose: HashPurpose, ...parts: readonly (string | number)[]): Uint8Array {
  return createHmac('sha256', secret)
    .update(JSON.stringify([purpose, ...parts]))
    .digest();
}
