import { verdicts } from '../../db/vocabulary.ts';
import { rules } from '../satisfaction/rules.ts';
import { type Cell, text } from './cells.ts';
import { periodName } from './period.ts';
import { sealedText, sheetTop } from './sheet-top.ts';
import { countText, percentText } from './shown-number.ts';
import type { SipasFigures } from './sipas-figures.ts';
import { fill, words } from './words.ts';
import type { Sheet } from './xlsx.ts';

/** How every figure of the workbook comes about, with the rule's version and the law or paper behind it. */
export function methodSheet({ occasion, fields, questionnaires }: SipasFigures): Sheet {
  const { language, unit, period } = occasion;
  const word = words[language];
  const { method } = word;
  const widths = [30, 74, 44];
  const rows = sheetTop(word.titles.method, [], occasion, widths.length);
  const { subject, explanation, source } = word.columns;
  rows.push([subject, explanation, source].map((name) => text(name, 'head')));
  const frozen = rows.length;
  const shown = (value: number | null) => (value === null ? word.none : percentText(value, language));
  const { total } = fields;
  const used = [rules.overall, rules.element, rules.criterion, rules.criteria, rules.mean];

  line(method.basis, fill(word.own, { unit }), method.basisSource);
  line(method.period, fill(method.periodText, { period: periodName(period, language), sealed: sealedText(occasion) }));
  line(method.data, method.dataText, questionnaireTitles());
  for (const { id, version, name, text: told } of used) line(name[language], told[language], `${id}@${version}`);
  line(method.silence, method.silenceText);
  line(
    method.interval,
    fill(method.intervalText, {
      satisfied: countText(total.satisfied, language),
      answered: countText(total.answered, language),
      low: shown(total.low),
      high: shown(total.high),
      tip: word.interval,
    }),
    method.intervalSource,
  );
  line(method.pooled, word.pooled);
  line(method.verdict, method.verdictText);
  for (const verdict of verdicts) line(`– ${word.badges[verdict]}`, method.verdicts[verdict]);
  line(method.rounding, method.roundingText, method.roundingSource);
  line(method.formulas, method.formulasText);
  line(method.small, fill(method.smallText, { withheld: word.withheld }));
  return {
    name: word.sheets.method,
    widths,
    rows,
    frozen: { rows: frozen, columns: 0 },
    repeated: [frozen, frozen],
    orientation: 'landscape',
  };

  function line(subject: string, explanation: string, source: string | null = null): void {
    const cells: Cell[] = [text(subject, 'label'), text(explanation), text(source)];
    rows.push(cells);
  }

  function questionnaireTitles(): string {
    const several = new Set(questionnaires.map(({ unit }) => unit)).size > 1;
    const titles = questionnaires.map(({ unit, version, title }) => {
      const said = fill(method.version, { title: title[language], version: String(version) });
      return several ? `${unit}: ${said}` : said;
    });
    return [`${method.questionnaires}:`, ...titles].join('\n');
  }
}
