import { createHash } from 'node:crypto';

export const sessionCookie = 'session';
export const sessionHours = 12;

/** What a browser keeps and what we keep of it. */
export interface NewSession {
  readonly secret: string;
  readonly sessionHash: Uint8Array;
  readonly expiresAt: Date;
}

/** A session from 32 random bytes. It ends at a fixed hour, however much it is used. */
export function newSession(bytes: Uint8Array, now: Date): NewSession {
  const secret = Buffer.from(bytes).toString('base64url');
  return { secret, sessionHash: hashSecret(secret), expiresAt: new Date(now.getTime() + sessionHours * 3_600_000) };
}

/** What is stored of a random secret. It has 256 bits, so a fast hash without salt is enough. */
export function hashSecret(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}
