import { inflateRawSync } from 'node:zlib';

/** A cell as a spreadsheet would find it. */
export interface ReadCell {
  readonly value: string | number | null;
  readonly formula?: string;
  /** The number format, where the cell has one. */
  readonly format?: string;
}

export interface ReadSheet {
  readonly name: string;
  /** Cells by row, from the first; each row by column. */
  readonly rows: readonly (readonly (ReadCell | undefined)[])[];
  readonly xml: string;
}

export interface ReadWorkbook {
  readonly sheets: readonly ReadSheet[];
  sheet(name: string): ReadSheet;
  /** Names such as `_xlnm.Print_Area`, one a sheet that has it. */
  readonly names: readonly { readonly name: string; readonly sheet: string; readonly range: string }[];
}

/**
 * Reads a workbook by the file format's own words (ECMA-376), independently of the package that wrote it: a zip of XML,
 * with texts in the cell or in a shared list and number formats by the way of styles.
 */
export function readXlsx(bytes: Uint8Array): ReadWorkbook {
  const parts = unzip(Buffer.from(bytes));
  const part = (name: string): string => {
    const found = parts.get(name);
    if (!found) throw new Error(`The workbook has no ${name}`);
    return found.toString('utf8');
  };
  const targets = new Map(
    elements(part('xl/_rels/workbook.xml.rels'), 'Relationship').map(({ attributes }) => [
      attributes.Id ?? '',
      attributes.Target ?? '',
    ]),
  );
  const texts = parts.has('xl/sharedStrings.xml')
    ? elements(part('xl/sharedStrings.xml'), 'si').map(({ content }) => textOf(content))
    : [];
  const formats = formatsOf(part('xl/styles.xml'));
  const workbook = part('xl/workbook.xml');
  const sheets = elements(workbook, 'sheet').map(({ attributes }) => {
    const xml = part(`xl/${(targets.get(attributes['r:id'] ?? '') ?? '').replace(/^\/?(xl\/)?/, '')}`);
    return { name: decoded(attributes.name ?? ''), rows: rowsOf(xml, texts, formats), xml };
  });
  return {
    sheets,
    sheet: (name) => {
      const found = sheets.find((sheet) => sheet.name === name);
      if (!found) throw new Error(`No sheet ${name} among ${sheets.map((sheet) => sheet.name).join(', ')}`);
      return found;
    },
    names: elements(workbook, 'definedName').map(({ attributes, content }) => ({
      name: attributes.name ?? '',
      sheet: sheets[Number(attributes.localSheetId)]?.name ?? '',
      range: decoded(content),
    })),
  };
}

function rowsOf(xml: string, texts: readonly string[], formats: readonly string[]): ReadCell[][] {
  const rows: ReadCell[][] = [];
  for (const row of elements(xml, 'row')) {
    const cells: ReadCell[] = [];
    for (const { attributes, content } of elements(row.content, 'c')) {
      cells[columnOf(attributes.r ?? '')] = cellOf(attributes, content, texts, formats);
    }
    rows[Number(row.attributes.r) - 1] = cells;
  }
  return Array.from(rows, (cells) => cells ?? []);
}

function cellOf(
  { t = 'n', s = '0' }: Readonly<Record<string, string>>,
  content: string,
  texts: readonly string[],
  formats: readonly string[],
): ReadCell {
  const [value] = elements(content, 'v');
  const [formula] = elements(content, 'f');
  const format = formats[Number(s)];
  const read = (): ReadCell['value'] => {
    if (t === 'inlineStr') return textOf(content);
    if (!value) return null;
    if (t === 's') return texts[Number(value.content)] ?? null;
    return t === 'str' ? decoded(value.content) : Number(value.content);
  };
  return { value: read(), ...(formula && { formula: decoded(formula.content) }), ...(format && { format }) };
}

/** The number format of each style. */
function formatsOf(xml: string): string[] {
  const codes = new Map(
    elements(xml, 'numFmt').map(({ attributes }) => [attributes.numFmtId, decoded(attributes.formatCode ?? '')]),
  );
  const [cellStyles] = elements(xml, 'cellXfs');
  return elements(cellStyles?.content ?? '', 'xf').map(({ attributes }) => codes.get(attributes.numFmtId) ?? '');
}

interface Found {
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string;
}

/** Every element of a name; none of those looked for holds another of its own name. */
function elements(xml: string, name: string): Found[] {
  return [...xml.matchAll(new RegExp(`<${name}((?:\\s[^>]*?)?)(?:/>|>([\\s\\S]*?)</${name}>)`, 'g'))].map(
    ([, attributes = '', content = '']) => ({
      attributes: Object.fromEntries(
        [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
      ),
      content,
    }),
  );
}

const textOf = (xml: string): string =>
  elements(xml, 't')
    .map(({ content }) => decoded(content))
    .join('');

function decoded(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text
    .replace(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, code: string) => {
      if (code.startsWith('#x')) return String.fromCodePoint(Number.parseInt(code.slice(2), 16));
      if (code.startsWith('#')) return String.fromCodePoint(Number(code.slice(1)));
      return named[code] ?? whole;
    })
    .replace(/_x([\dA-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** `AB12` → 27. */
function columnOf(address: string): number {
  const letters = /^[A-Z]+/.exec(address)?.[0] ?? '';
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** The files of a zip, by its central directory. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  let entry = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [zip.readUInt16LE(entry + 10), zip.readUInt32LE(entry + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((at) => zip.readUInt16LE(entry + at));
    const name = zip.toString('utf8', entry + 46, entry + 46 + (nameLength ?? 0));
    const local = zip.readUInt32LE(entry + 42);
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(begin, begin + size);
    files.set(name, method === 8 ? inflateRawSync(data) : data);
    entry += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}
