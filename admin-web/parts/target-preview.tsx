import { useId } from 'preact/hooks';
import { shownPercent } from '../../api/satisfaction/shown-percent.ts';
import type { Group, Satisfaction, Settings } from '../client.ts';
import { type Texts, useTexts } from '../language.ts';
import { monthOn } from '../period.ts';
import { useResource } from '../resource.ts';
import { useShownPeriod } from '../shown-period.ts';
import { useSurroundings } from '../surroundings.ts';
import {
  flagsOf,
  type Preview,
  type PreviewRow,
  preview,
  type Standing,
  type TargetChange,
} from '../target-preview.ts';
import { fill, fillCounted } from '../words/fill.ts';
import type { TargetWords } from '../words/targets/vi.ts';
import { DataTable } from './data-table.tsx';
import { PeriodChooser } from './period-chooser.tsx';
import { Progress } from './progress.tsx';
import { ResultsFailure } from './results-failure.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

interface Props {
  readonly url: URL;
  readonly texts: TargetWords;
  readonly settings: Settings;
  /** Undefined until there is something to look ahead to. */
  readonly change: TargetChange | undefined;
  readonly withChooser?: boolean;
  /** What the pages will say once the plan is over. */
  readonly ended?: string | undefined;
}

/** Which verdicts of a period a change of targets would change, before it is made. */
export function TargetPreview(props: Props) {
  const { session } = useSurroundings();
  const maySee = session?.roles.some((role) => role === 'leader' || role === 'auditor' || role === 'clerk');
  return maySee ? <Ahead {...props} /> : <p class="aside">{props.texts.preview.mayNot}</p>;
}

function Ahead({ url, texts, settings, change, withChooser, ended }: Props) {
  const { client, clock } = useSurroundings();
  const { format, language } = useTexts();
  const id = useId();
  const period = useShownPeriod(url);
  const { from, to } = period;
  const result = useResource(`${language} ${from} ${to}`, (signal) =>
    client.satisfaction({ from, to, by: 'field' }, signal),
  );
  const shown = result.failure ? undefined : result.data;
  const ahead = change && shown && preview(shown, change, settings);
  return (
    <section class="stack preview" aria-labelledby={id}>
      <h3 id={id}>{fill(texts.preview.title, { period: format.period(period) })}</h3>
      {withChooser && <PeriodChooser url={url} period={period} thisMonth={monthOn(clock())} />}
      {result.busy && <Progress />}
      <ResultsFailure url={url} resource={result} />
      <div role="status" class="stack-tight">
        {!change && <p>{texts.preview.empty}</p>}
        {ahead && shown && <Sentences texts={texts} result={shown} ahead={ahead} />}
        {ended && <p>{ended}</p>}
      </div>
      {ahead && shown && <PreviewTable texts={texts} total={shown.total} rows={ahead.rows} busy={result.busy} />}
    </section>
  );
}

/** What the change would do, in a place that is there before it speaks, so that it is heard. */
function Sentences({ texts, result, ahead }: { texts: TargetWords; result: Satisfaction; ahead: Preview }) {
  const { rows, countsForPeriod } = ahead;
  return (
    <>
      {sentences(rows, result, texts, useTexts()).map((sentence) => (
        <p key={sentence}>
          <b>{sentence}</b>
        </p>
      ))}
      {rows.length > 0 && <p>{countsForPeriod ? texts.preview.counts : texts.preview.later}</p>}
    </>
  );
}

function PreviewTable(props: { texts: TargetWords; total: Group; rows: readonly PreviewRow[]; busy: boolean }) {
  const { texts, total, rows, busy } = props;
  const all = useTexts();
  const { caption, columns } = texts.preview;
  if (rows.length === 0) return null;
  return (
    <DataTable
      caption={caption}
      columns={[
        {
          key: 'name',
          heading: columns.name,
          cell: ({ group }) => <span class="group-name">{group === total ? all.words.all : group.name}</span>,
        },
        { key: 'percent', heading: columns.percent, numeric: true, cell: (row) => rateOf(row, texts, all) },
        { key: 'now', heading: columns.now, cell: ({ now, group }) => <Held {...now} {...{ group, texts }} /> },
        { key: 'after', heading: columns.after, cell: ({ after, group }) => <Held {...after} {...{ group, texts }} /> },
      ]}
      rows={rows}
      rowKey={({ group }) => group.key}
      rowClass={({ after }) => (after.flagged ? 'flagged' : undefined)}
      busy={busy}
    />
  );
}

/** The rate with as many decimals as it takes to compare it with both targets. */
function rateOf({ group, now, after }: PreviewRow, { preview: texts }: TargetWords, { words, format }: Texts) {
  const { satisfied, answered } = group;
  if (answered === 0) return <span class="none">{texts.noAnswers}</span>;
  const needed = [now, after].map(({ percent }) => shownPercent(satisfied, answered, percent));
  const longest = needed.reduce((a, b) => (String(b).length > String(a).length ? b : a));
  return (
    <>
      <b>{format.percent(longest)}</b>
      <small>{fill(words.shareOf, { part: format.count(satisfied), whole: format.count(answered) })}</small>
    </>
  );
}

function Held(props: Standing & { group: PreviewRow['group']; texts: TargetWords }) {
  const { percent, verdict, group, texts } = props;
  const { format } = useTexts();
  const { against, againstNone } = texts.preview;
  return (
    <>
      {group.answered > 0 && <VerdictBadge verdict={verdict} />}
      <small>{percent === null ? againstNone : fill(against, { target: format.target(percent) })}</small>
    </>
  );
}

/** What the change would do, as one says it. */
function sentences(
  rows: readonly PreviewRow[],
  { total }: Satisfaction,
  { preview: texts }: TargetWords,
  { words, format }: Texts,
): string[] {
  if (rows.length === 0) return [texts.noRows];
  const { raised, lowered } = flagsOf(rows, total);
  const counted = (text: typeof texts.raised, groups: typeof raised) =>
    groups.length === 0
      ? []
      : [
          fillCounted(text, groups.length, {
            n: format.count(groups.length),
            fields: format.list(groups.map(({ name }) => name)),
          }),
        ];
  const flags = [...counted(texts.raised, raised), ...counted(texts.lowered, lowered)];
  const overall = rows.find(({ group }) => group === total && group.answered > 0);
  return [
    ...(flags.length > 0 ? flags : [texts.sameFlags]),
    ...(overall ? [overallSentence(overall, texts, words.badges)] : []),
  ];
}

function overallSentence(
  { now, after }: PreviewRow,
  { total, totalSame }: TargetWords['preview'],
  badges: Texts['words']['badges'],
): string {
  const said = { now: badges[now.verdict], after: badges[after.verdict] };
  return fill(said.now === said.after ? totalSame : total, said);
}
