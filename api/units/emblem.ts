import { createHash } from 'node:crypto';
import type { EmblemType } from '../../db/vocabulary.ts';
import { isPng, readPng } from './emblem-png.ts';
import { readSvg } from './emblem-svg.ts';
import type { EmblemFault, Picture } from './picture.ts';

/** Bytes that an emblem may have: it is fetched on a slow network beside a page of 8 kB. */
export const largestEmblem = 64 * 1024;

/** An emblem as it is kept. */
export interface Emblem extends Picture {
  readonly mediaType: EmblemType;
  readonly tag: string;
}

/**
 * What somebody uploaded, judged by its content and never by its name. It is not kept as it came: we read it, take over
 * what we know to be harmless, and write a file of our own, so that what is served holds nothing that we have not
 * understood. What could do harm (scripts, references to elsewhere) is refused and named rather than quietly left out.
 */
export function readEmblem(bytes: Uint8Array): Emblem | EmblemFault {
  if (bytes.length === 0) return { kind: 'empty' };
  if (bytes.length > largestEmblem) return { kind: 'too-large' };
  const read = isPng(bytes) ? readPng(bytes) : readSvg(bytes);
  if ('kind' in read) return read;
  if (read.content.length > largestEmblem) return { kind: 'too-large' };
  const tag = createHash('sha256').update(read.content).digest('hex').slice(0, 16);
  return { ...read, mediaType: isPng(bytes) ? 'image/png' : 'image/svg+xml', tag };
}
