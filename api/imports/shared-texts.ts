import { longestText } from './cell.ts';
import { unreadable } from './file-problems.ts';
import { readXml } from './xml-events.ts';

/** The texts that a workbook keeps once and names by number. */
export interface SharedTexts {
  at(index: number): string | undefined;
}

/** So much of them is kept at most. */
const bytesAtMost = 96 * 1024 * 1024;

/**
 * Reads the shared texts into one block of bytes: hundreds of thousands of names and addresses would each be an object
 * otherwise, and most are never asked for.
 */
export async function readSharedTexts(chunks: AsyncIterable<Uint8Array>): Promise<SharedTexts> {
  let block = Buffer.allocUnsafe(64 * 1024);
  let used = 0;
  let ends = new Uint32Array(4096);
  let count = 0;
  let text = '';
  let isText = false;
  let phonetic = 0;

  const keep = () => {
    const size = Buffer.byteLength(text);
    if (used + size > bytesAtMost) throw unreadable('inflated');
    if (used + size > block.length) {
      const larger = Buffer.allocUnsafe(Math.max(used + size, Math.min(block.length * 2, bytesAtMost)));
      block.copy(larger, 0, 0, used);
      block = larger;
    }
    used += block.write(text, used);
    if (count === ends.length) {
      const longer = new Uint32Array(ends.length * 2);
      longer.set(ends);
      ends = longer;
    }
    ends[count] = used;
    count += 1;
    text = '';
  };
  const listener = {
    open(name: string) {
      if (name === 'rPh') phonetic += 1;
      isText = name === 't' && phonetic === 0;
    },
    text(piece: string) {
      if (isText && text.length <= longestText) text += piece.slice(0, longestText + 1 - text.length);
    },
    close(name: string) {
      if (name === 'rPh') phonetic -= 1;
      if (name === 't') isText = false;
      if (name === 'si') keep();
    },
  };
  for await (const _ of readXml(chunks, listener, () => undefined));
  return {
    at(index) {
      if (!(index >= 0 && index < count)) return undefined;
      return block.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index]);
    },
  };
}
