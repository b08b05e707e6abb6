import { SaxesParser } from 'saxes';
import { unreadable } from './file-problems.ts';

/** What a reader of XML is told. Names come without their prefix. */
export interface XmlListener {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** Between two signs `<` stands no more than this: a cell's text has 32,767 letters at most. */
const longestStretch = 1024 * 1024;

/**
 * Reads XML while it comes. Of what could grow in the parser or expand there is nothing in a workbook, so it is refused:
 * declarations (entities among them), comments, CDATA, instructions but the first, stretches without an end. `after` is
 * called behind each piece, for taking what is complete.
 */
export async function* readXml<T>(
  chunks: AsyncIterable<Uint8Array>,
  listener: XmlListener,
  after: () => T,
): AsyncIterable<T> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let failed: Error | undefined;
  parser.on('error', (error) => {
    failed ??= error;
  });
  parser.on('opentag', ({ name, attributes }) => listener.open(local(name), attributes as Record<string, string>));
  parser.on('closetag', ({ name }) => listener.close(local(name)));
  parser.on('text', (text) => listener.text(text));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [stretch, isFirst, last] = [0, true, ''];
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    const seen = last + (isFirst ? text.replace(/^\uFEFF?\s*<\?xml [^>]{0,200}\?>/, '') : text);
    if (/<[!?]/.test(seen)) throw unreadable('damaged');
    last = seen.slice(-1);
    isFirst = false;
    const tag = text.lastIndexOf('<');
    stretch = tag < 0 ? stretch + text.length : text.length - tag;
    if (stretch > longestStretch) throw unreadable('inflated');
    parser.write(text);
    if (failed) throw unreadable('damaged');
    yield after();
  }
  parser.close();
  if (failed) throw unreadable('damaged');
  yield after();
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
