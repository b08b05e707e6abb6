import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';

const block = 512;

/** Unpacks the plain files and folders of a tar archive; links and long names do not occur in what we unpack. */
export async function untar(archive: Buffer, folder: string): Promise<void> {
  for (let at = 0; at + block <= archive.length && archive[at] !== 0; ) {
    const name = field(archive, at, 100);
    const size = Number.parseInt(field(archive, at + 124, 12), 8);
    const mode = Number.parseInt(field(archive, at + 100, 8), 8);
    const type = field(archive, at + 156, 1);
    const path = normalize(name);
    if (path.startsWith('..') || path.startsWith('/')) throw new Error(`The archive would write outside: ${name}`);
    if (type === '5') {
      await mkdir(join(folder, path), { recursive: true });
    } else if (type === '0' || type === '') {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), archive.subarray(at + block, at + block + size), { mode });
    }
    at += block + Math.ceil(size / block) * block;
  }
}

function field(archive: Buffer, start: number, length: number): string {
  const bytes = archive.subarray(start, start + length);
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? length : end).trim();
}
