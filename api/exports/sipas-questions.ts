import { elements, otherField } from '../../db/vocabulary.ts';
import { addCounts, countOf, emptyCount, type Levels } from '../satisfaction/rollup.ts';
import { rules } from '../satisfaction/rules.ts';
import { figures } from '../satisfaction/satisfaction.ts';
import type { SatisfactionGroup } from '../satisfaction/satisfaction-report.ts';
import { type Cell, text } from './cells.ts';
import { figureCells, figureHeads, figureWidths, strongRow } from './figure-columns.ts';
import { ruleNote, sheetFoot, sheetTop } from './sheet-top.ts';
import type { SipasFigures } from './sipas-figures.ts';
import { fill, words } from './words.ts';
import type { Sheet } from './xlsx.ts';

/** The five elements, each pooled over its questions, under the overall question. */
export function elementsSheet({ occasion, questions }: SipasFigures): Sheet {
  const { language } = occasion;
  const word = words[language];
  const widths = [44, ...figureWidths[language]];
  const rows = sheetTop(word.titles.elements, [ruleNote(rules.element, language)], occasion, widths.length);
  rows.push([text(word.columns.element, 'head'), ...figureHeads(language, word.columns.marks)]);
  const frozen = rows.length;
  for (const group of questions.groups.filter(({ key }) => key === 'overall' || key.startsWith('element:'))) {
    const name = group.key === 'overall' ? word.overall : group.name;
    rows.push([text(name, 'label'), ...figureCells(group, { row: rows.length + 1, from: 1, language })]);
  }
  rows.push(...sheetFoot([word.interval, word.pooled, word.withheld], widths.length));
  return {
    name: word.sheets.elements,
    widths,
    rows,
    frozen: { rows: frozen, columns: 1 },
    repeated: [frozen, frozen],
    orientation: 'landscape',
  };
}

/** Each criterion of each version, and all of them together. */
export function criteriaSheet(figured: SipasFigures): Sheet {
  const { occasion, questions } = figured;
  const { language } = occasion;
  const word = words[language];
  const widths = [24, 48, 9, ...figureWidths[language]];
  const told = [ruleNote(rules.criterion, language), ruleNote(rules.criteria, language)];
  const rows = sheetTop(word.titles.criteria, told, occasion, widths.length);
  const heads = [word.columns.element, word.columns.criterion, word.columns.version];
  rows.push([...heads.map((name) => text(name, 'head')), ...figureHeads(language, word.columns.marks)]);
  const frozen = rows.length;
  const first = frozen + 1;
  const criteria = questions.groups
    .filter(({ key }) => key !== 'overall' && !key.startsWith('element:'))
    .map((group) => ({ group, ...parts(group.key) }))
    .sort((a, b) => place(a.questionId) - place(b.questionId));
  for (const { group, questionId, version } of criteria) {
    const row = rows.length + 1;
    rows.push([
      text(elementName(questionId), 'label'),
      text(questionName(group, questionId, version), 'label'),
      text(version === otherField ? '–' : version, 'dash'),
      ...figureCells(group, { row, from: 3, language }),
    ]);
  }
  if (criteria.length === 0) rows.push([text(word.noCriteria, 'label', widths.length)]);
  else rows.push(strongRow(total(rows.length + 1, first)));
  rows.push(...sheetFoot([word.interval, word.pooled, word.withheld], widths.length));
  return {
    name: word.sheets.criteria,
    widths,
    rows,
    frozen: { rows: frozen, columns: 2 },
    repeated: [frozen, frozen],
    orientation: 'landscape',
  };

  function total(row: number, first: number): Cell[] {
    const counts = criteria.flatMap(({ group: { levels } }) => (levels ? [countOf(levels as Levels)] : []));
    const pooled = figures(counts.reduce(addCounts, emptyCount), {
      targetPercent: null,
      fewest: 1,
      pooled: new Set(criteria.map(({ questionId }) => questionId)).size > 1,
    });
    const cells = figureCells(pooled, { row, from: 3, language, parts: [first, row - 1] });
    return [text(word.allCriteria, 'label', 3), ...cells];
  }

  function elementName(questionId: string): string {
    const group = questions.groups.find(({ key }) => key === `element:${elementOf(questionId)}`);
    return group?.name ?? '';
  }

  function questionName({ key, name }: SatisfactionGroup, questionId: string, version: string): string {
    const known = name === key ? (figured.questionTexts.get(questionId)?.[language] ?? questionId) : name;
    return version === otherField ? fill(word.otherVersion, { question: known }) : known;
  }
}

/** `access.signage@2` → the question's id and its version. */
function parts(key: string): { questionId: string; version: string } {
  const sign = key.lastIndexOf('@');
  return { questionId: key.slice(0, sign), version: key.slice(sign + 1) };
}

const elementOf = (questionId: string): string => questionId.split('.')[0] ?? '';

/** Criteria stand in the order of their elements, within one in the order of the answer. */
function place(questionId: string): number {
  const order: readonly string[] = elements;
  const index = order.indexOf(elementOf(questionId));
  return index < 0 ? elements.length : index;
}
