import { type Algorithm, hash, verify } from '@node-rs/argon2';

/** In characters as people count them, after Unicode normalisation. */
export const passwordLength = { least: 10, most: 200 } as const;

export function isAcceptablePassword(password: string): boolean {
  const { length } = [...password.normalize('NFC')];
  return length >= passwordLength.least && length <= passwordLength.most;
}

/** What is stored of a password: a salted, memory-hard hash that names its own parameters. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), cost);
}

/**
 * Whether the password belongs to the stored hash. Without one (no such account) it takes the same time and is wrong,
 * so that the time of an answer tells nobody which names exist.
 */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const matches = await verify(stored ?? nobodys, password.normalize('NFC'));
  return stored !== undefined && matches;
}

// argon2id with 19 MiB, two passes, one lane. Source: OWASP Password Storage Cheat Sheet.
const cost = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// The same cost, over bytes that are no password's hash.
const nobodys = '$argon2id$v=19$m=19456,t=2,p=1$bm8gc3VjaCBhY2NvdW50$ciu1jt4bb58dVp8vQzXrBQHO2Yxgwl4RoBuZOmIfXsA';
