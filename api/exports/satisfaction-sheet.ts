import { rules } from '../satisfaction/rules.ts';
import type { SatisfactionGroup, SatisfactionReport } from '../satisfaction/satisfaction-report.ts';
import type { MonthlyDimension, QuarterlyDimension } from '../satisfaction/slices.ts';
import { type Cell, count, sumOf, target, text } from './cells.ts';
import { figureCells, figureHeads, figureWidths, strongRow } from './figure-columns.ts';
import { type Occasion, ruleNote, sheetFoot, sheetTop } from './sheet-top.ts';
import { targetRows } from './target-rows.ts';
import { words } from './words.ts';
import type { Sheet } from './xlsx.ts';

/** A report as one sheet for print: the same figures as the JSON, a row a group, then the total, then the targets' sources. */
export function satisfactionSheet(
  report: SatisfactionReport,
  by: MonthlyDimension | QuarterlyDimension,
  occasion: Occasion,
): Sheet {
  const { language } = occasion;
  const word = words[language];
  const used = by === 'question' ? [rules.overall, rules.element, rules.criterion] : [rules.overall];
  const notes = by === 'question' ? [word.interval, word.pooled, word.withheld] : [word.interval];
  if (report.total.held || report.groups.some(({ held }) => held)) notes.unshift(word.held);
  const widths = [34, 8, ...figureWidths[language], 8, 26, 12];
  const told = used.map((rule) => ruleNote(rule, language));
  const rows = sheetTop(word.by[by], told, occasion, widths.length);
  const marks = by === 'question' ? word.columns.marks : word.columns.answered;
  const head = [
    text(word.key[by], 'head'),
    text(word.columns.closed, 'head'),
    ...figureHeads(language, marks),
    ...[word.columns.target, word.columns.verdict, word.columns.state].map((name) => text(name, 'head')),
  ];
  rows.push(head);
  const frozen = rows.length;
  const first = frozen + 1;
  for (const group of report.groups) rows.push(groupRow(group, rows.length + 1));
  // A person answers several questions, so questions have no sum.
  if (by !== 'question') rows.push(strongRow(groupRow(report.total, rows.length + 1, [first, rows.length])));
  rows.push(...targetRows([...report.groups, report.total], language, widths.length));
  rows.push(...sheetFoot(notes, widths.length));
  return {
    name: word.sheets.rates,
    widths,
    rows,
    frozen: { rows: frozen, columns: 1 },
    repeated: [frozen, frozen],
    orientation: 'landscape',
  };

  function groupRow(group: SatisfactionGroup, row: number, parts?: readonly [number, number]): Cell[] {
    const summed = parts && report.groups.length > 0 ? parts : undefined;
    // Cases have no medium: their total is known, its parts are not.
    const closedSum = summed && by !== 'medium' ? sumOf(1, ...summed) : undefined;
    const state = group.provisional ? word.provisional : word.settled;
    return [
      text(group.name, 'label'),
      count(group.closed, closedSum),
      ...figureCells(group, { row, from: 2, language, ...(summed && { parts: summed }) }),
      target(group.target?.percent ?? null),
      // Only question 1 is held against a target.
      text(by === 'question' && !group.target ? null : word.badges[group.verdict], group.flagged ? 'alert' : 'text'),
      text(group.held ? `${state} *` : state),
    ];
  }
}
