import { countOf } from '../satisfaction/rollup.ts';
import { rules } from '../satisfaction/rules.ts';
import { figures } from '../satisfaction/satisfaction.ts';
import { text } from './cells.ts';
import { figureCells, figureHeads, figureWidths } from './figure-columns.ts';
import { ruleNote, sheetFoot, sheetTop } from './sheet-top.ts';
import type { SipasFigures } from './sipas-figures.ts';
import { fill, words } from './words.ts';
import type { Sheet } from './xlsx.ts';

/** How people of each kind marked the overall question, as far as rows tell. */
export function peopleSheet({ occasion, people }: SipasFigures): Sheet {
  const { language } = occasion;
  const word = words[language];
  const widths = [44, ...figureWidths[language]];
  const rows = sheetTop(word.titles.people, [ruleNote(rules.overall, language)], occasion, widths.length);
  rows.push([text(word.columns.answer, 'head'), ...figureHeads(language, word.columns.answered)]);
  const frozen = rows.length;
  for (const { text: question, groups } of people) {
    rows.push([text(question[language], 'band', widths.length)]);
    for (const { name, levels } of groups) {
      const figured = figures(countOf(levels), { targetPercent: null, fewest: 1 });
      const row = rows.length + 1;
      rows.push([text(name[language], 'label'), ...figureCells(figured, { row, from: 1, language })]);
    }
  }
  if (people.length === 0) rows.push([text(word.noPeople, 'label', widths.length)]);
  rows.push(...sheetFoot([fill(word.peopleNote, { other: word.otherAnswer }), word.interval], widths.length));
  return {
    name: word.sheets.people,
    widths,
    rows,
    frozen: { rows: frozen, columns: 1 },
    repeated: [frozen, frozen],
    orientation: 'landscape',
  };
}
