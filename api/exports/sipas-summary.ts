import { coverage } from '../satisfaction/coverage.ts';
import { rules } from '../satisfaction/rules.ts';
import type { SatisfactionGroup } from '../satisfaction/satisfaction-report.ts';
import { at, type Cell, count, decimal, intervalFormulas, percent, sumOf, target, text } from './cells.ts';
import { strongRow } from './figure-columns.ts';
import { ruleNote, sheetFoot, sheetTop } from './sheet-top.ts';
import { countText, percentText, targetText } from './shown-number.ts';
import type { SipasFigures } from './sipas-figures.ts';
import type { LevelPlaces } from './sipas-levels.ts';
import { targetRows } from './target-rows.ts';
import { fill, words } from './words.ts';
import type { Sheet } from './xlsx.ts';

/** The page that the head reads: the verdict in words, every field against its target, and the targets' sources. */
export function summarySheet({ occasion, fields }: SipasFigures, places: LevelPlaces): Sheet {
  const { language, unit } = occasion;
  const word = words[language];
  const { columns } = word;
  const widths = [38, 8, 9, 10, 11, 10, 11, 9.5, 9, 8.5, 27];
  const rows = sheetTop(word.results, [ruleNote(rules.overall, language)], occasion, widths.length);
  rows.splice(
    3,
    0,
    ...[verdictText(fields.total), flaggedText(), coverageText()].map((line) => [text(line, 'lead', widths.length)]),
  );
  const heads = [
    word.key.field,
    columns.closed,
    columns.answered,
    columns.coverage,
    columns.satisfied,
    columns.percent,
    columns.low,
    columns.high,
    columns.mean,
    columns.target,
    columns.verdict,
  ];
  rows.push(heads.map((name) => text(name, 'head')));
  const frozen = rows.length;
  const first = frozen + 1;
  for (const group of fields.groups) rows.push(groupRow(group, rows.length + 1));
  const last = rows.length;
  rows.push(strongRow(groupRow(fields.total, last + 1, last >= first ? [first, last] : undefined)));
  rows.push(...targetRows([...fields.groups, fields.total], language, widths.length));
  rows.push(...sheetFoot([word.interval, fill(word.own, { unit })], widths.length));
  return {
    name: word.sheets.summary,
    widths,
    rows,
    frozen: { rows: frozen, columns: 1 },
    repeated: [frozen, frozen],
    orientation: 'landscape',
    // With more rows than these, one page would be too small to read.
    onePage: rows.length <= 40,
  };

  function groupRow(group: SatisfactionGroup, row: number, parts?: readonly [number, number]): Cell[] {
    const { levels, answered } = places.of(group.key);
    const [five = '', four = '', three = '', two = '', one = ''] = levels;
    const [sum, good] = [at(2, row), at(4, row)];
    const ends = intervalFormulas(good, sum);
    const weighed = `5*${five}+4*${four}+3*${three}+2*${two}+1*${one}`;
    return [
      text(group.name, 'label'),
      count(group.closed, parts && sumOf(1, ...parts)),
      count(group.answered, parts ? sumOf(2, ...parts) : answered),
      percent(coverageOf(group).responsePercent, `${sum}/${at(1, row)}`),
      count(group.satisfied, parts ? sumOf(4, ...parts) : `${five}+${four}`),
      group.percent === null ? text(word.none) : percent(group.percent, `${good}/${sum}`),
      percent(group.low, ends.low),
      percent(group.high, ends.high),
      decimal(group.mean, 2, `ROUND((${weighed})/${sum},2)`),
      target(group.target?.percent ?? null),
      text(word.badges[group.verdict], group.flagged ? 'alert' : 'text'),
    ];
  }

  function verdictText({ verdict, percent, satisfied, answered, low, high, target }: SatisfactionGroup): string {
    const shown = (value: number | null) => (value === null ? word.none : percentText(value, language));
    return fill(word.verdicts[verdict], {
      percent: shown(percent),
      low: shown(low),
      high: shown(high),
      satisfied: countText(satisfied ?? 0, language),
      answered: countText(answered ?? 0, language),
      minimum: countText(fields.minimum, language),
      target: target ? targetText(target.percent, language) : '',
    });
  }

  function flaggedText(): string {
    const flagged = fields.groups.filter((group) => group.flagged);
    if (flagged.length > 0) {
      const names = flagged.map(({ name }) => name).join(', ');
      return fill(word.flagged, { n: countText(flagged.length, language), fields: names });
    }
    const enough = fields.groups.filter(({ verdict }) => verdict !== 'insufficient' && verdict !== 'no-target');
    return fill(word.noneFlagged, { k: countText(enough.length, language) });
  }

  function coverageText(): string {
    const { answered, closed } = fields.total;
    const { responsePercent } = coverageOf(fields.total);
    const values = { answered: countText(answered, language), closed: countText(closed, language) };
    if (responsePercent === null) return fill(word.coverageCarried, values);
    return fill(word.coverage, { ...values, percent: percentText(responsePercent, language) });
  }

  function coverageOf({ satisfied, answered, closed }: SatisfactionGroup) {
    return coverage({ satisfied: satisfied ?? 0, answered: answered ?? 0, closed: closed ?? 0 }, null);
  }
}
