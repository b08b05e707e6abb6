import { monthsOf } from '../calendar.ts';
import { at, type Cell, count, dash, decimal, text } from './cells.ts';
import { periodName } from './period.ts';
import { sheetFoot, sheetTop } from './sheet-top.ts';
import { countText } from './shown-number.ts';
import type { SipasFigures } from './sipas-figures.ts';
import { fill, words } from './words.ts';
import type { Sheet } from './xlsx.ts';

interface Option {
  readonly name: string;
  readonly answered: number;
}

/**
 * What was chosen where a question has one choice: about the visit with shares, reasons as counts of those who were asked,
 * sensitive questions for each unit and quarter by itself. What people say of themselves is on the sheet about people.
 */
export function choicesSheet({ occasion, answers }: SipasFigures): Sheet {
  const { language } = occasion;
  const word = words[language];
  const widths = [60, 14, 12, 16];
  const rows = sheetTop(word.titles.choices, [], occasion, widths.length);
  const { answer, choices, share, asked } = word.columns;
  rows.push([answer, choices, share, asked].map((name) => text(name, 'head')));
  const frozen = rows.length;
  const ids = answers.questions.map(({ question }) => question);
  const named = ({ question, name, version }: (typeof answers.questions)[number]) => {
    if (ids.filter((id) => id === question).length < 2) return name;
    return version === 'khac'
      ? fill(word.otherVersion, { question: name })
      : fill(word.method.version, { title: name, version });
  };

  for (const question of answers.questions.filter(({ kind }) => kind === 'visit')) {
    rows.push([text(named(question), 'band', widths.length)]);
    if (question.options === null) rows.push([text(word.none, 'label', widths.length)]);
    else optionRows(question.options, question.asked);
  }
  const reasons = answers.questions.filter(({ kind, options }) => kind === 'reason' && options !== null);
  for (const [after, group] of Map.groupBy(reasons, (question) => question.after?.name ?? '')) {
    rows.push([text(fill(word.reasonsAfter, { question: after }), 'band', widths.length)]);
    for (const reason of [...group].sort((a, b) => (b.answered ?? 0) - (a.answered ?? 0)))
      rows.push([text(named(reason), 'label'), count(reason.answered), dash, count(reason.asked)]);
  }
  for (const { name, quarter, unit, options } of answers.sensitive) {
    const [from, , to] = monthsOf(quarter);
    const when = periodName({ from, to }, language);
    rows.push([
      text(fill(word.sensitiveOf, { question: name, unit: unit.name, quarter: when }), 'band', widths.length),
    ]);
    optionRows(options, null);
  }
  if (rows.length === frozen) rows.push([text(word.noChoices, 'label', widths.length)]);
  rows.push(...sheetFoot([word.reasonsNote, word.sensitiveNote, word.withheld], widths.length));
  return {
    name: word.sheets.choices,
    widths,
    rows,
    frozen: { rows: frozen, columns: 1 },
    repeated: [frozen, frozen],
    orientation: 'portrait',
  };

  /** Shares are not rounded, so that they add up to one. */
  function optionRows(options: readonly Option[], asked: number | null): void {
    const first = rows.length + 1;
    const last = rows.length + options.length;
    const all = options.reduce((sum, { answered }) => sum + answered, 0);
    const total = `SUM($B$${first}:$B$${last})`;
    for (const { name, answered } of options) {
      const formula = `${at(1, rows.length + 1)}/${total}`;
      const share: Cell = all === 0 ? dash : { ...decimal(answered / all, 1, formula), format: '0.0%_)' };
      rows.push([text(name, 'label'), count(answered), share, text(null)]);
    }
    if (asked !== null)
      rows.push([text(fill(word.askedOnly, { n: countText(asked, language) }), 'note', widths.length)]);
  }
}
