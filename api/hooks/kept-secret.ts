import { createCipheriv, createDecipheriv } from 'node:crypto';
import { keyedHash, type Secret } from '../keyed-hash.ts';

/** Where a secret belongs: moved to another row, it can't be read. */
export interface SecretPlace {
  readonly unitId: number;
  readonly secretId: string;
}

const algorithm = 'aes-256-gcm';
const ivLength = 12;
const tagLength = 16;

/** The text of a signing secret, as Standard Webhooks writes it: 32 random bytes. */
export function webhookSecretText(bytes: Uint8Array): string {
  return `whsec_${Buffer.from(bytes).toString('base64')}`;
}

/** Bytes of chance that `keepSecret` takes. */
export const keepingTakes = ivLength;

/** A secret as it is stored: encrypted and held to its place. */
export function keepSecret(key: Secret, place: SecretPlace, text: string, chance: Uint8Array): Uint8Array {
  const cipher = createCipheriv(algorithm, keyOf(key), chance, { authTagLength: tagLength });
  cipher.setAAD(aadOf(place));
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([chance, cipher.getAuthTag(), encrypted]);
}

/** The secret; undefined where it was kept with another key, or elsewhere. */
export function readSecret(key: Secret, place: SecretPlace, kept: Uint8Array): string | undefined {
  const bytes = Buffer.from(kept);
  try {
    const decipher = createDecipheriv(algorithm, keyOf(key), bytes.subarray(0, ivLength), { authTagLength: tagLength });
    decipher.setAAD(aadOf(place));
    decipher.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength));
    const text = decipher.update(bytes.subarray(ivLength + tagLength));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

const keyOf = (key: Secret): Uint8Array => keyedHash(key, 'webhook-secret');

const aadOf = ({ unitId, secretId }: SecretPlace): Uint8Array => Buffer.from(`${unitId} ${secretId}`);
