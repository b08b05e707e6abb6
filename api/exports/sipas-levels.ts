import { rules } from '../satisfaction/rules.ts';
import type { SatisfactionGroup } from '../satisfaction/satisfaction-report.ts';
import { at, type Cell, count, dash, decimal, sumOf, text } from './cells.ts';
import { strongRow } from './figure-columns.ts';
import { ruleNote, sheetTop } from './sheet-top.ts';
import type { SipasFigures } from './sipas-figures.ts';
import { words } from './words.ts';
import type { Sheet } from './xlsx.ts';

/** Where a group's marks stand, for the sheets that count on from there. */
export interface LevelPlaces {
  readonly sheet: Sheet;
  /** Addresses, with the sheet's name, by the group's key. */
  readonly of: (key: string) => { levels: readonly string[]; answered: string };
}

/** How many gave each mark, field by field, and what share that is. Other sheets take their counts from this one. */
export function levelsSheet({ occasion, fields }: SipasFigures): LevelPlaces {
  const { language } = occasion;
  const word = words[language];
  const widths = [36, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10];
  const rows = sheetTop(word.titles.levels, [ruleNote(rules.overall, language)], occasion, widths.length);
  const best = [...word.levels].reverse();
  rows.push([text(null, 'head'), text(word.columns.answered, 'head', 6), text(word.share, 'head', 5)]);
  rows.push([word.key.field, ...best, word.columns.total, ...best].map((name) => text(name, 'head')));
  const frozen = rows.length;
  const first = frozen + 1;
  const places = new Map<string, number>();
  for (const group of fields.groups) add(group);
  const last = rows.length;
  add(fields.total, last >= first ? [first, last] : undefined);
  return {
    sheet: {
      name: word.sheets.levels,
      widths,
      rows,
      frozen: { rows: frozen, columns: 1 },
      repeated: [frozen - 1, frozen],
      orientation: 'landscape',
    },
    of: (key) => {
      const row = places.get(key);
      if (row === undefined) throw new Error(`No marks of ${key} on the sheet`);
      const address = (index: number) => `'${word.sheets.levels}'!${at(index, row)}`;
      return { levels: [1, 2, 3, 4, 5].map(address), answered: address(6) };
    },
  };

  function add(group: SatisfactionGroup, parts?: readonly [number, number]): void {
    const row = rows.length + 1;
    places.set(group.key, row);
    const levels = [...(group.levels ?? [])].reverse();
    const cells: Cell[] = [
      text(group.name, 'label'),
      ...levels.map((marks, index) => count(marks, parts && sumOf(index + 1, ...parts))),
      count(group.answered, `SUM(${at(1, row)}:${at(5, row)})`),
      ...levels.map((marks, index) => share(marks, group.answered, `${at(index + 1, row)}/$${at(6, row)}`)),
    ];
    rows.push(parts || group === fields.total ? strongRow(cells) : cells);
  }

  /** Unrounded, so that the five are exactly one whole. */
  function share(marks: number, answered: number | null, formula: string): Cell {
    if (!answered) return dash;
    return { ...decimal(marks / answered, 1, formula), format: '0.0%_)' };
  }
}
