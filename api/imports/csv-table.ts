import { parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { longestText, type SheetRow } from './cell.ts';
import { unreadable } from './file-problems.ts';

/** A field of a CSV may be this long at most, with its row; a quotation mark that is never closed ends there. */
const longestRecord = 1024 * 1024;
const sampled = 64 * 1024;

export interface CsvTable {
  /** The first rows, as many as `score` was asked about. */
  readonly head: readonly SheetRow[];
  /** All rows from the first on, some at a time. */
  rows(): AsyncIterable<readonly SheetRow[]>;
}

/**
 * A CSV in UTF-8, with a byte order mark or without, separated by commas, semicolons or tabs: by that of them with which
 * `score` likes the first rows best. Throws `unreadable-file` at the first byte that is not UTF-8.
 */
export function openCsv(bytes: Uint8Array, score: (rows: readonly SheetRow[]) => number): CsvTable {
  const sample = beginning(bytes);
  // A line of its own with which exports tell Excel the separator; Excel does not count it as a row.
  const told = /^sep=(.)\r?\n/i.exec(sample);
  const skipped = told?.[0].length ?? 0;
  const text = sample.slice(skipped);
  const tried = [told?.[1] ?? [';', ',', '\t']].flat().map((delimiter) => {
    const head = firstRows(text, delimiter);
    return { delimiter, head, score: score(head), width: Math.max(0, ...head.map(({ cells }) => cells.length)) };
  });
  const [best] = tried.sort((one, other) => other.score - one.score || other.width - one.width);
  if (!best) throw unreadable('empty');
  return { head: best.head, rows: () => allRows(bytes, { delimiter: best.delimiter, skipped }) };
}

const settings = {
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
  max_record_size: longestRecord,
};

function firstRows(text: string, delimiter: string): SheetRow[] {
  const whole = text.length < sampled ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  try {
    const records: string[][] = parseAtOnce(whole, { ...settings, delimiter, to: 60 });
    return records.map((record, index) => sheetRow(record, index + 1));
  } catch {
    // Another separator may do; where none does, reading on says so.
    return [];
  }
}

async function* allRows(
  bytes: Uint8Array,
  { delimiter, skipped }: { delimiter: string; skipped: number },
): AsyncIterable<readonly SheetRow[]> {
  const parser = parse({ ...settings, delimiter });
  const chunks = textChunks(bytes, skipped);
  const feed = async () => {
    try {
      for await (const chunk of chunks) {
        if (!parser.write(chunk)) await new Promise((resolve) => parser.once('drain', resolve));
        if (parser.destroyed) return;
      }
      parser.end();
    } catch (error) {
      parser.destroy(error as Error);
    }
  };
  const feeding = feed();
  let number = 0;
  let rows: SheetRow[] = [];
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      number += 1;
      rows.push(sheetRow(record, number));
      if (rows.length < 500) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  } catch (error) {
    throw (error as { code?: string }).code?.startsWith('CSV_') ? unreadable('quotes') : error;
  } finally {
    parser.destroy();
    parser.emit('drain');
    await feeding;
  }
}

/** The file as text, some at a time, without the line that only names the separator. */
async function* textChunks(bytes: Uint8Array, skipped: number): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let left = skipped;
  for (let at = 0; at < bytes.length; at += sampled) {
    const text = decoded(decoder, bytes.subarray(at, at + sampled), at + sampled < bytes.length);
    const kept = text.slice(left);
    left = Math.max(0, left - text.length);
    if (kept !== '') yield kept;
  }
}

/** The beginning of the file as text; what a cut leaves of a letter at its end is left out. */
function beginning(bytes: Uint8Array): string {
  return decoded(new TextDecoder('utf-8', { fatal: true }), bytes.subarray(0, sampled), true);
}

function decoded(decoder: TextDecoder, bytes: Uint8Array, isMore: boolean): string {
  try {
    return decoder.decode(bytes, { stream: isMore });
  } catch {
    throw unreadable('encoding');
  }
}

const sheetRow = (record: readonly string[], number: number): SheetRow => ({
  number,
  cells: record.map((text) => (text === '' ? undefined : text.slice(0, longestText + 1))),
});
