import { createHash } from 'node:crypto';

/** Stands for a page with all that it is made of: another mark is another page, which an open screen fetches when it is calm. */
export function pageMark(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}
