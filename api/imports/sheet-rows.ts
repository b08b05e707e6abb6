import { type Cell, longestText, type SheetRow } from './cell.ts';
import type { SharedTexts } from './shared-texts.ts';
import { readXml } from './xml-events.ts';

/** Beyond them no list of cases has columns, but a sheet may have sixteen thousand. */
const columnsAtMost = 300;

/** The rows of a sheet, some at a time, while it unpacks. Of a formula its stored result is taken. */
export async function* readSheetRows(
  chunks: AsyncIterable<Uint8Array>,
  texts: SharedTexts,
): AsyncIterable<readonly SheetRow[]> {
  let rows: SheetRow[] = [];
  let number = 0;
  let cells: Cell[] = [];
  let column = -1;
  let kind = 'n';
  let [text, isValue, isFormula] = ['', false, false];

  const listener = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      if (name === 'row') {
        const told = Number(attributes.r);
        number = Number.isInteger(told) && told > number ? told : number + 1;
        [cells, column] = [[], -1];
      } else if (name === 'c') {
        column = columnOf(attributes.r) ?? column + 1;
        kind = attributes.t ?? 'n';
        [text, isFormula] = ['', false];
      } else if (name === 'f') isFormula = true;
      isValue = name === 'v' || name === 't';
    },
    text(piece: string) {
      if (isValue && text.length <= longestText) text += piece.slice(0, longestText + 1 - text.length);
    },
    close(name: string) {
      isValue = false;
      if (name === 'c' && column < columnsAtMost) {
        const cell = cellOf(kind, text, { isFormula, texts });
        if (cell !== undefined) cells[column] = cell;
      }
      if (name === 'row') rows.push({ number, cells: Array.from(cells) });
    },
  };
  const taken = () => {
    const complete = rows;
    rows = [];
    return complete;
  };
  for await (const complete of readXml(chunks, listener, taken)) if (complete.length > 0) yield complete;
}

function cellOf(kind: string, text: string, { isFormula, texts }: { isFormula: boolean; texts: SharedTexts }): Cell {
  if (text === '') return isFormula ? { fault: 'formula-empty', text: '=' } : undefined;
  if (kind === 's') return unescaped(texts.at(Number(text)) ?? '') || undefined;
  if (kind === 'e') return { fault: 'error', text };
  if (kind === 'n') {
    const value = Number(text);
    return Number.isFinite(value) ? value : text;
  }
  if (kind === 'b') return text === '1' ? 'TRUE' : 'FALSE';
  return unescaped(text);
}

/** Excel writes signs that XML can't hold as _x000D_. */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** `AB12` → 27. */
function columnOf(address: string | undefined): number | undefined {
  let index = 0;
  for (const sign of address ?? '') {
    const letter = sign.charCodeAt(0) - 64;
    if (letter < 1 || letter > 26) break;
    index = index * 26 + letter;
  }
  return index > 0 ? index - 1 : undefined;
}
