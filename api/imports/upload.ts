import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Busboy } from '@fastify/busboy';
import { problem } from '../problems.ts';

/** Bytes that a file may have. */
export const largestFile = 50 * 1024 * 1024;

/** What a form with a file brought. */
export interface Upload {
  /** In memory alone: it holds what must not reach a disk. */
  readonly file: Uint8Array;
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * Reads a multipart form with one file while it arrives. The file is kept in memory alone, so nothing of it is on a disk,
 * whatever ends us. Throws `unsupported-media-type`, `too-large`, `invalid` without a file or with two.
 */
export async function readUpload(body: unknown, contentType: string | undefined): Promise<Upload> {
  if (!body || !/^multipart\/form-data\s*;/i.test(contentType ?? '')) throw problem('unsupported-media-type');
  const source = Readable.fromWeb(body as ReadableStream);
  try {
    return await parsed(source, contentType ?? '');
  } finally {
    source.destroy();
  }
}

function parsed(source: Readable, contentType: string): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const form = new Busboy({
      headers: { 'content-type': contentType },
      limits: { fileSize: largestFile + 1, files: 2, fields: 10, fieldSize: 64 * 1024, fieldNameSize: 100 },
    });
    const memory = new ArrayBuffer(0, { maxByteLength: largestFile });
    const fields = new Map<string, string>();
    let files = 0;
    let size = 0;
    form.on('file', (name, stream) => {
      files += 1;
      const isOurs = name === 'file' && files === 1;
      stream.on('data', (chunk: Buffer) => {
        if (!isOurs) return;
        if (size + chunk.length > largestFile) return reject(problem('too-large'));
        memory.resize(size + chunk.length);
        new Uint8Array(memory).set(chunk, size);
        size += chunk.length;
      });
    });
    form.on('field', (name, value) => {
      fields.set(name, value);
    });
    form.on('error', () => reject(problem('unsupported-media-type')));
    form.on('finish', () => {
      if (files === 1 && size > 0) resolve({ file: new Uint8Array(memory.transferToFixedLength()), fields });
      else reject(noFile(files));
    });
    // Who hangs up in the middle has sent no file.
    source.on('error', reject);
    source.pipe(form);
  });
}

function noFile(files: number) {
  const message =
    files > 1
      ? { vi: 'mỗi lần một tệp', en: 'one file at a time' }
      : { vi: 'cần một tệp .xlsx hoặc .csv', en: 'a file is needed, .xlsx or .csv' };
  return problem('invalid', { errors: [{ path: 'file', message }] });
}
