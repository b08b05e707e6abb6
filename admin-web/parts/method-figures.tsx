import { coverage } from '../../api/satisfaction/coverage.ts';
import { rules } from '../../api/satisfaction/rules.ts';
import { fewestIfAllSatisfied } from '../../api/satisfaction/sample-size.ts';
import { verdicts } from '../../db/vocabulary.ts';
import type { Group, Satisfaction } from '../client.ts';
import { useTexts } from '../language.ts';
import { ends, sheetFormulas, workedCounts } from '../method-example.ts';
import { flaggedSentence, settledParts, verdictSentence } from '../summary.ts';
import { fill, fillCounted } from '../words/fill.ts';
import type { MethodWords } from '../words/method/vi.ts';
import { DataTable } from './data-table.tsx';
import { MethodSection, Worked } from './method-section.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

interface Example {
  readonly texts: MethodWords;
  /** The row that is worked out: the unit's own total, or an illustration. */
  readonly group: Group;
  /** Where the row is the unit's own. */
  readonly result: Satisfaction | undefined;
}

export function RateSection({ texts, group, result }: Example) {
  const { format } = useTexts();
  const { title, text, silence, worked, shown, source } = texts.rate;
  const [, , , four, five] = group.levels;
  return (
    <MethodSection id="rate" title={title} texts={texts} rule={rules.overall} source={source}>
      <p>{text}</p>
      <p>{silence}</p>
      <Worked texts={texts} isOwn={result !== undefined}>
        <p>
          {fill(worked, {
            four: format.count(four ?? 0),
            five: format.count(five ?? 0),
            satisfied: format.count(group.satisfied),
            answered: format.count(group.answered),
            percent: format.percent(group.percent ?? 0),
          })}
        </p>
      </Worked>
      <p>{shown}</p>
    </MethodSection>
  );
}

export function IntervalSection({ texts, group, result }: Example) {
  const { words, format, language } = useTexts();
  const { title, text, promise, limits, pooled, worked, source, columns } = texts.interval;
  const formulas = sheetFormulas(group, language);
  const counts = { satisfied: format.count(group.satisfied), answered: format.count(group.answered) };
  return (
    <MethodSection id="interval" title={title} texts={texts} source={source}>
      <p>{text}</p>
      <p>{promise}</p>
      <Worked texts={texts} isOwn={result !== undefined}>
        <p>{fill(worked, { ...counts, ...ends(group, language) })}</p>
        <Sheet text={texts.interval.lowSheet} formula={formulas.low} otherwise={texts.interval.none} />
        <Sheet text={texts.interval.highSheet} formula={formulas.high} otherwise={texts.interval.all} />
      </Worked>
      <p>{limits}</p>
      <p>{pooled}</p>
      <h3>{texts.interval.table}</h3>
      <DataTable
        caption={texts.interval.table}
        columns={[
          {
            key: 'count',
            heading: columns.count,
            cell: ({ satisfied, answered }) => fill(words.shareOf, { part: satisfied, whole: answered }),
          },
          {
            key: 'rate',
            heading: columns.percent,
            cell: ({ satisfied, answered }) => format.target((100 * satisfied) / answered),
          },
          {
            key: 'ends',
            heading: columns.interval,
            cell: (one) => fill(words.interval, ends(one, language)),
          },
        ]}
        rows={workedCounts}
        rowKey={({ satisfied, answered }) => `${satisfied} ${answered}`}
      />
    </MethodSection>
  );
}

function Sheet({ text, formula, otherwise }: { text: string; formula: string | undefined; otherwise: string }) {
  const [before, after] = text.split('{formula}');
  return (
    <p>
      {before}
      {formula ? <code>{formula}</code> : otherwise}
      {after}
    </p>
  );
}

export function VerdictSection({ texts, group, result, targets }: Example & { targets: readonly number[] }) {
  const all = useTexts();
  const { format } = all;
  const { title, text, exact, fewest, minimum, when, noBasis } = texts.verdict;
  const bases = new Set(
    result ? [result.total, ...result.groups].flatMap(({ target }) => target?.legalBasis ?? []) : [],
  );
  const source = bases.size > 0 ? [...bases].join('; ') : result && noBasis;
  return (
    <MethodSection id="verdict" title={title} texts={texts} source={source}>
      <p>{text}</p>
      <dl class="facts">
        {verdicts.map((verdict) => (
          <div key={verdict}>
            <dt>
              <VerdictBadge verdict={verdict} />
            </dt>
            <dd>{when[verdict]}</dd>
          </div>
        ))}
      </dl>
      <Worked texts={texts} isOwn={result !== undefined}>
        <p>{verdictSentence({ total: group, minimum: result?.minimum ?? 5 }, all)}</p>
      </Worked>
      <p>{exact}</p>
      {targets.map((target) => {
        const needed = fewestIfAllSatisfied(target);
        return (
          needed !== null && (
            <p key={target}>{fill(fewest, { n: format.count(needed), target: format.target(target) })}</p>
          )
        );
      })}
      {result && <p>{fill(minimum, { n: format.count(result.minimum) })}</p>}
    </MethodSection>
  );
}

export function FlagSection({ texts, result }: Example) {
  const all = useTexts();
  const { title, text, planned, none, illustration } = texts.flag;
  return (
    <MethodSection id="flag" title={title} texts={texts}>
      <p>{text}</p>
      <p>{planned}</p>
      <Worked texts={texts} isOwn={result !== undefined}>
        <p>{result ? (flaggedSentence(result.groups, all) ?? none) : illustration}</p>
      </Worked>
    </MethodSection>
  );
}

export function CoverageSection({ texts, group, result }: Example) {
  const { format } = useTexts();
  const { title, text, bounds, worked, carried, none, source } = texts.coverage;
  const { silent, responsePercent, low, high } = coverage(group, group.target?.percent ?? null);
  const counts = { answered: format.count(group.answered), closed: format.count(group.closed) };
  const sentence = () => {
    if (responsePercent === null) return group.closed === 0 ? none : fill(carried, counts);
    return fill(worked, {
      ...counts,
      response: format.percent(responsePercent),
      silent: format.count(silent),
      low: format.percent(low ?? 0),
      high: format.percent(high ?? 0),
    });
  };
  return (
    <MethodSection id="coverage" title={title} texts={texts} source={source}>
      <p>{text}</p>
      <p>{bounds}</p>
      <Worked texts={texts} isOwn={result !== undefined}>
        <p>{sentence()}</p>
      </Worked>
    </MethodSection>
  );
}

export function MonthsSection({ texts, result, settlingDays }: Example & { settlingDays: number | undefined }) {
  const { format } = useTexts();
  const { title, text, textUnknown, days, late, quarter, settled, open } = texts.months;
  const parts = result && settledParts(result.period);
  return (
    <MethodSection id="months" title={title} texts={texts}>
      <p>
        {settlingDays === undefined
          ? textUnknown
          : fill(text, { settling: fillCounted(days, settlingDays, { n: format.count(settlingDays) }) })}
      </p>
      <p>{late}</p>
      <p>{quarter}</p>
      {parts && (
        <Worked texts={texts} isOwn>
          {parts.settled && <p>{fill(settled, { months: format.months(parts.settled) })}</p>}
          {parts.open && <p>{fill(open, { months: format.months(parts.open) })}</p>}
        </Worked>
      )}
    </MethodSection>
  );
}

export function ChoicesSection({ texts }: { texts: MethodWords }) {
  const { title, text, asked, sensitive, example } = texts.choices;
  return (
    <MethodSection id="choices" title={title} texts={texts}>
      <p>{text}</p>
      <p>{asked}</p>
      <Worked texts={texts} isOwn={false}>
        <p>{example}</p>
      </Worked>
      <p>{sensitive}</p>
    </MethodSection>
  );
}

export function BatchesSection({ texts }: { texts: MethodWords }) {
  const { title, text, ripe, caption, columns, rows, law } = texts.batches;
  return (
    <MethodSection id="batches" title={title} texts={texts} source={law}>
      <p>{text}</p>
      <p>{ripe}</p>
      <DataTable
        caption={caption}
        columns={[
          { key: 'what', heading: columns.what, cell: ({ what }) => <b>{what}</b> },
          { key: 'when', heading: columns.when, cell: ({ when }) => when },
          { key: 'basis', heading: columns.how, cell: ({ how }) => how },
        ]}
        rows={rows}
        rowKey={({ what }) => what}
      />
    </MethodSection>
  );
}
