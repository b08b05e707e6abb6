import type { Readable } from 'node:stream';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { unreadable } from './file-problems.ts';

/** More than any workbook of cases unpacks to; counted as it unpacks, whatever the file says of itself. */
const inflatedAtMost = 400 * 1024 * 1024;

export interface Zip {
  readonly names: readonly string[];
  /** The bytes of a file in it, some at a time. Throws `unreadable-file` once more than `most` have come, all in all. */
  read(name: string, most?: number): AsyncIterable<Uint8Array>;
  /** A small file as text; undefined where there is none. */
  text(name: string): Promise<string | undefined>;
}

/** Opens a zip that is in memory. What it unpacks to is never held as a whole, and never more than `inflatedAtMost`. */
export async function openZip(bytes: Uint8Array): Promise<Zip> {
  const zip = await opened(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const entries = await entriesOf(zip);
  let inflated = 0;

  async function* read(name: string, most = inflatedAtMost): AsyncIterable<Uint8Array> {
    const entry = entries.get(name);
    if (!entry) throw unreadable('damaged');
    let read = 0;
    const stream = await contentOf(zip, entry);
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        read += chunk.length;
        inflated += chunk.length;
        if (read > most || inflated > inflatedAtMost) throw unreadable('inflated');
        yield chunk;
      }
    } catch (error) {
      throw isOurs(error) ? error : unreadable('damaged');
    } finally {
      stream.destroy();
    }
  }

  return {
    names: [...entries.keys()],
    read,
    async text(name) {
      if (!entries.has(name)) return undefined;
      const chunks: Uint8Array[] = [];
      for await (const chunk of read(name, 4 * 1024 * 1024)) chunks.push(chunk);
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

const isOurs = (error: unknown): boolean => error instanceof Error && 'extra' in error;

function opened(buffer: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Sizes that an entry claims are held against what comes out of it.
    fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) reject(unreadable('damaged'));
      else resolve(zip);
    });
  });
}

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (entries.size >= 5000) return reject(unreadable('inflated'));
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', () => reject(unreadable('damaged')));
    zip.readEntry();
  });
}

function contentOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    const take = (error: Error | null, stream: Readable) => (error ? reject(unreadable('damaged')) : resolve(stream));
    try {
      zip.openReadStream(entry, take);
    } catch {
      reject(unreadable('damaged'));
    }
  });
}
