import { otherField } from '../../db/vocabulary.ts';
import { type DetailGroup, type Group, hasFigures } from '../client.ts';
import { inFirstOrder } from '../group-order.ts';
import { useTexts } from '../language.ts';
import { withQuery } from '../navigation.ts';
import { addMonths, monthOn, type Period } from '../period.ts';
import { isWholeQuarters, lastSettledQuarter } from '../quarters.ts';
import { useResource } from '../resource.ts';
import { scaleOf } from '../scale.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';
import { Choices } from './choices.tsx';
import { DataTable } from './data-table.tsx';
import { Failure } from './failure.tsx';
import { groupColumns } from './group-columns.tsx';
import { Progress } from './progress.tsx';
import { QuestionRanking } from './question-ranking.tsx';

interface Props {
  readonly url: URL;
  readonly period: Period;
  readonly fieldId: string;
  /** Something in the period may still change. */
  readonly provisional: boolean;
}

type Dimension = 'procedure' | 'question' | 'channel' | 'medium';
type Detail = Readonly<Record<Dimension, readonly DetailGroup[]>>;

/** What only settled quarters tell: questions, procedures, how cases came in and answers were given. */
export function QuarterDetail({ url, period, fieldId, provisional }: Props) {
  const { client } = useSurroundings();
  const { words, language } = useTexts();
  const { from, to } = period;
  const isWhole = isWholeQuarters(period) && !provisional;
  const detail = useResource(isWhole ? `${language} ${from} ${to} ${fieldId}` : undefined, async (signal) => {
    const of = async (by: Dimension) => (await client.detail({ from, to, by, field: fieldId }, signal)).groups;
    // The first tells whether there is any detail; only then are the others asked for.
    const question = await of('question');
    const [procedure, channel, medium] = await Promise.all([of('procedure'), of('channel'), of('medium')]);
    return { question, procedure, channel, medium } satisfies Detail;
  });
  if (!isWhole || detail.failure?.code === 'whole-quarters-only') return <SettledOnly url={url} />;
  if (detail.failure) return <Failure refusal={detail.failure} retry={detail.reload} />;
  if (!detail.data) return <Progress />;
  const { question, procedure, channel, medium } = detail.data;
  return (
    <div class={detail.busy ? 'stack stale' : 'stack'}>
      <QuestionRanking groups={question} />
      <Choices period={period} provisional={provisional} fieldId={fieldId} wanted="choices" />
      <Breakdown id="procedures" heading={words.detail.procedures} first={words.detail.procedure} groups={procedure} />
      <Breakdown id="channels" heading={words.detail.channels} first={words.detail.channel} groups={channel} />
      <Breakdown id="media" heading={words.detail.media} first={words.detail.medium} groups={medium} />
    </div>
  );
}

interface BreakdownProps {
  readonly id: string;
  readonly heading: string;
  readonly first: string;
  readonly groups: readonly DetailGroup[];
}

function Breakdown({ id, heading, first, groups }: BreakdownProps) {
  const texts = useTexts();
  // How an answer was given is not known of cases, so there is no share of them.
  const withCases = groups.every(({ closed }) => closed !== null);
  const rows = otherLast(groups.map((group) => ({ ...group, closed: group.closed ?? 0 })).filter(hasFigures));
  if (rows.length === 0) return null;
  const columns = groupColumns(texts, { scale: scaleOf(rows), first: { heading: first, cell: ({ name }) => name } });
  return (
    <section aria-labelledby={id} class="block">
      <h2 id={id}>{heading}</h2>
      <DataTable
        caption={heading}
        columns={columns.filter(({ key }) => withCases || key !== 'coverage')}
        rows={rows}
        rowKey={({ key }) => key}
        rowClass={(group) => (group.flagged ? 'flagged' : undefined)}
      />
    </section>
  );
}

function otherLast(groups: readonly Group[]): Group[] {
  return inFirstOrder(groups).sort((a, b) => Number(a.key === otherField) - Number(b.key === otherField));
}

/** Says why there is no detail, and leads to the newest quarter that has some. */
function SettledOnly({ url }: { url: URL }) {
  const { client, clock } = useSurroundings();
  const { words, format, language } = useTexts();
  const now = monthOn(clock());
  const months = useResource(`${language} ${now}`, (signal) =>
    client.satisfaction({ from: addMonths(now, -59), to: now, by: 'month' }, signal),
  );
  const quarter = months.data && lastSettledQuarter(months.data);
  const quarterName = quarter && format.period(quarter);
  if (months.busy) return null;
  return (
    <section aria-labelledby="detail" class="block">
      <h2 id="detail">{words.detail.quarterly}</h2>
      <p>
        {quarterName ? fill(words.detail.settledOnly, { quarter: quarterName }) : words.detail.settledOnlyAny}
        {months.data && !quarter && ` ${words.detail.noneSettled}`}
      </p>
      {quarter && quarterName && (
        <p>
          <a class="button" href={withQuery(url, { from: quarter.from, to: quarter.to })}>
            {fill(words.showPeriod, { period: quarterName })}
          </a>
        </p>
      )}
    </section>
  );
}
