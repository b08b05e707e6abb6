import { createHash } from 'node:crypto';

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/** The styles and scripts that a page may carry inline. */
export interface Inlined {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

/** Nothing but the page itself, its own styles and scripts by their hash, and its own address to send to. */
export function policyFor(inlined: Inlined): string {
  return [
    "default-src 'none'",
    `style-src ${inlined.styles.map(hash).join(' ')}`,
    `script-src ${inlined.scripts.map(hash).join(' ')}`,
    "form-action 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The worker sends to its own address, and does nothing else. */
export const workerPolicy = "default-src 'none'; connect-src 'self'";
