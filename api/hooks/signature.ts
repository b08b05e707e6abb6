import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** A request as far as its signature covers it. */
export interface SignedMessage {
  /** `webhook-id`: the same however often it is sent again. */
  readonly id: string;
  /** `webhook-timestamp`: when this attempt was made, in Unix seconds. */
  readonly timestamp: string;
  /** `webhook-signature`: signatures, separated by spaces, of which one must be right. */
  readonly signatures: string;
  /** As it came, byte for byte. */
  readonly body: string;
}

/** Seconds that an attempt may be old, or ahead of our clock; the reference libraries allow as many. */
const tolerance = 5 * 60;

/**
 * Whether a message was signed with one of the secrets, a short while ago. Standard Webhooks 1.0: HMAC-SHA-256 over
 * `id.timestamp.body`, written `v1,BASE64`. The library's own check reads the machine's clock, so ours asks it for the
 * signature that should be there.
 */
export function isSigned(message: SignedMessage, secrets: readonly string[], now: Date): boolean {
  const { id, timestamp, signatures, body } = message;
  if (id === '' || id.length > 256 || !/^[1-9][0-9]{0,11}$/.test(timestamp)) return false;
  const sentAt = new Date(Number(timestamp) * 1000);
  if (Math.abs(now.getTime() - sentAt.getTime()) > tolerance * 1000) return false;
  const given = signatures.split(' ').slice(0, 10);
  return secrets.some((secret) => {
    const expected = new Webhook(secret).sign(id, sentAt, body);
    return given.some((signature) => isSame(signature, expected));
  });
}

/** The headers of a message of ours, signed with each of the secrets. */
export function signedHeaders(
  message: { readonly id: string; readonly body: string },
  secrets: readonly string[],
  now: Date,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const { id, body } = message;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
  };
}

/** In a time that tells nothing of where they differ. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
