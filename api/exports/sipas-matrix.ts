import { elements } from '../../db/vocabulary.ts';
import { rules } from '../satisfaction/rules.ts';
import type { SatisfactionGroup, SatisfactionReport } from '../satisfaction/satisfaction-report.ts';
import { at, type Cell, count, dash, percent, sumOf, text } from './cells.ts';
import { strongRow } from './figure-columns.ts';
import { ruleNote, sheetFoot, sheetTop } from './sheet-top.ts';
import type { SipasFigures } from './sipas-figures.ts';
import { words } from './words.ts';
import type { Sheet } from './xlsx.ts';

const keys = ['overall', ...elements.map((element) => `element:${element}` as const)] as const;
type Key = (typeof keys)[number];

/** Rates by field and element, and under them, on a page of their own, the counts that they are made from. */
export function matrixSheet({ occasion, fields, questions, questionsOf }: SipasFigures): Sheet {
  const { language } = occasion;
  const word = words[language];
  const widths = [34, ...keys.flatMap(() => [9.5, 9.5])];
  const rows = sheetTop(word.titles.matrix, [ruleNote(rules.element, language)], occasion, widths.length);
  rows.push([
    text(word.key.field, 'head'),
    ...['overall' as const, ...elements].map((key) =>
      text(key === 'overall' ? word.overall : word.elements[key], 'head', 2),
    ),
  ]);
  const frozen = rows.length;
  const lines = [
    ...fields.groups.map(({ key, name }) => ({ name, report: questionsOf.get(key), isTotal: false })),
    { name: word.all, report: questions, isTotal: true },
  ];
  const firstRate = frozen + 2;
  const firstCount = firstRate + lines.length + 1;
  rows.push(blockHead(word.rates, word.columns.percent));
  for (const [index, { name, report, isTotal }] of lines.entries()) {
    const cells = [text(name, 'label'), ...keys.flatMap((key, place) => rateCells(group(report, key), place, index))];
    rows.push(isTotal ? strongRow(cells) : cells);
  }
  rows.push(blockHead(word.counts, word.columns.satisfied));
  for (const { name, report, isTotal } of lines) {
    const cells = [
      text(name, 'label'),
      ...keys.flatMap((key, place) => countCells(group(report, key), place, isTotal)),
    ];
    rows.push(isTotal ? strongRow(cells) : cells);
  }
  rows.push(...sheetFoot([word.pooled, `– : ${word.none}. ${word.withheld}`], widths.length));
  return {
    name: word.sheets.matrix,
    widths,
    rows,
    frozen: { rows: frozen, columns: 1 },
    repeated: [frozen, frozen],
    orientation: 'landscape',
    breaks: [firstCount - 1],
  };

  function blockHead(title: string, left: string): Cell[] {
    return [text(title, 'head'), ...keys.flatMap(() => [left, word.columns.marks].map((name) => text(name, 'head')))];
  }

  function rateCells(group: SatisfactionGroup | undefined, place: number, index: number): Cell[] {
    if (!group?.answered) return [dash, dash];
    const row = firstCount + index;
    const [good, sum] = [at(1 + 2 * place, row), at(2 + 2 * place, row)];
    return [percent(group.percent, `${good}/${sum}`), count(group.answered, sum)];
  }

  function countCells(group: SatisfactionGroup | undefined, place: number, isTotal: boolean): Cell[] {
    if (!group?.answered) return [dash, dash];
    const last = firstCount + lines.length - 2;
    const parts = isTotal && last >= firstCount;
    const sum = (offset: number) => (parts ? sumOf(offset + 2 * place, firstCount, last) : undefined);
    return [count(group.satisfied, sum(1)), count(group.answered, sum(2))];
  }
}

function group(report: SatisfactionReport | undefined, key: Key): SatisfactionGroup | undefined {
  return report?.groups.find((group) => group.key === key);
}
