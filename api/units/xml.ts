/** An element of a read document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
}

/** `entity` where a document defines its own, which can unfold without end. */
export type XmlFault = 'malformed' | 'entity';

const name = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?';
const patterns = {
  declaration: /<\?xml\s[^?]*\?>/y,
  comment: /<!--(?:(?!--)[\s\S])*-->/y,
  doctype: /<!DOCTYPE[^>[]*>/iy,
  ownDoctype: /<!DOCTYPE[^>]*\[|<!ENTITY/iy,
  data: /<!\[CDATA\[([\s\S]*?)\]\]>/y,
  end: new RegExp(`</(${name})\\s*>`, 'y'),
  start: new RegExp(`<(${name})((?:\\s+${name}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`, 'y'),
  text: /[^<]+/y,
};
const attribute = new RegExp(`(${name})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'g');

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Deeper than anybody draws. */
const deepest = 40;

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (XmlElement | string)[];
}

/**
 * Reads the little XML that pictures are made of: elements, attributes, texts and the five entities of XML itself. It need
 * not be forgiving, nor agree with a browser's reader: nothing that was read is passed on as it stood.
 */
export function readXml(text: string): XmlElement | XmlFault {
  const document: Open = { name: '', attributes: new Map(), children: [] };
  const stack: Open[] = [document];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  while (at < text.length) {
    const parent = stack.at(-1) ?? document;
    if (take(patterns.ownDoctype)) return 'entity';
    if (take(patterns.declaration) || take(patterns.comment) || take(patterns.doctype)) continue;
    const plain = take(patterns.data)?.[1] ?? decoded(take(patterns.text)?.[0]);
    if (plain === null) return 'entity';
    if (plain !== undefined) {
      parent.children.push(plain);
      continue;
    }
    const end = take(patterns.end);
    if (end) {
      if (stack.length === 1 || stack.pop()?.name !== end[1]) return 'malformed';
      continue;
    }
    const start = take(patterns.start);
    if (!start || stack.length > deepest) return 'malformed';
    const attributes = readAttributes(start[2] ?? '');
    if (!attributes) return attributes === null ? 'entity' : 'malformed';
    const element: Open = { name: start[1] ?? '', attributes, children: [] };
    parent.children.push(element);
    if (start[3] === '') stack.push(element);
  }
  const [root, ...more] = document.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  return stack.length > 1 || root === undefined || typeof root === 'string' || more.length > 0 ? 'malformed' : root;
}

/** Undefined where one stands twice, null where one names an entity that XML does not know. */
function readAttributes(text: string): Map<string, string> | undefined | null {
  const attributes = new Map<string, string>();
  for (const [, key = '', double, single] of text.matchAll(attribute)) {
    const value = decoded(double ?? single ?? '');
    if (value === null) return null;
    if (attributes.has(key)) return undefined;
    attributes.set(key, value ?? '');
  }
  return attributes;
}

/** With its entities resolved; null where one is unknown. */
function decoded(text: string | undefined): string | null | undefined {
  if (text === undefined) return undefined;
  let isKnown = true;
  const plain = text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));|&/gi, (_, decimal, hex, word) => {
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    if (word !== undefined && Object.hasOwn(entities, word)) return entities[word] ?? '';
    if (code > 31 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff)) return String.fromCodePoint(code);
    if (code === 9 || code === 10 || code === 13) return ' ';
    isKnown = false;
    return '';
  });
  return isKnown ? plain : null;
}
