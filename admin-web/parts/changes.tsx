import { useMemo } from 'preact/hooks';
import type { Satisfaction } from '../client.ts';
import { useTexts } from '../language.ts';
import { changeSentence, changesOf, type FieldChange } from '../overview.ts';
import type { Period } from '../period.ts';
import type { Resource } from '../resource.ts';
import { fill } from '../words/fill.ts';
import { type Column, DataTable } from './data-table.tsx';
import { FieldLink } from './field-link.tsx';
import { Folded } from './folded.tsx';

interface Props {
  readonly result: Satisfaction;
  readonly before: Resource<Satisfaction>;
  readonly earlier: Period;
}

/** What changed against the period before, in words that tell luck from more than luck. */
export function Changes({ result, before, earlier }: Props) {
  const { words, format } = useTexts();
  const { changes } = words;
  const { period } = result;
  const found = useMemo(
    () => (before.data ? changesOf(before.data.groups, result.groups) : undefined),
    [before.data, result],
  );
  // Clerks' settled periods and a lost network are told of above; without the period before there is nothing to add.
  if (!found || before.failure) return null;
  const widest = Math.max(1, ...found.flatMap(({ change }) => [Math.abs(change.low), Math.abs(change.high)]));
  const share = (percent: number | null, satisfied: number, answered: number) => (
    <>
      {percent === null ? words.noFigure : format.percent(percent)}
      <small>{fill(words.shareOf, { part: format.count(satisfied), whole: format.count(answered) })}</small>
    </>
  );
  const columns: Column<FieldChange>[] = [
    {
      key: 'name',
      heading: words.columns.field,
      cell: (row) => <FieldLink field={row} period={period} />,
    },
    {
      key: 'trend',
      heading: changes.trend,
      cell: ({ change }) => <TrendBadge trend={change.trend} />,
    },
    {
      key: 'before',
      heading: changes.before,
      numeric: true,
      cell: ({ before }) => share(before.percent, before.satisfied, before.answered),
    },
    {
      key: 'now',
      heading: changes.now,
      numeric: true,
      cell: ({ now }) => share(now.percent, now.satisfied, now.answered),
    },
    {
      key: 'points',
      heading: changes.points,
      numeric: true,
      cell: ({ change }) => <b>{format.signedPoints(change.points)}</b>,
    },
    {
      key: 'interval',
      heading: changes.interval,
      cell: ({ change }) => <ChangeBar change={change} widest={widest} />,
    },
  ];
  return (
    <section aria-labelledby="changes" class="block">
      <h2 id="changes">{fill(changes.title, { period: format.period(earlier) })}</h2>
      {found.length === 0 ? (
        <p>{changes.none}</p>
      ) : (
        <>
          <ClearChanges found={found} />
          <p class="aside">{changes.lead}</p>
          <Folded summary={changes.table}>
            <DataTable caption={changes.table} columns={columns} rows={found} rowKey={(row) => row.key} />
          </Folded>
        </>
      )}
    </section>
  );
}

/** Those that are more than luck, in sentences. */
function ClearChanges({ found }: { found: readonly FieldChange[] }) {
  const texts = useTexts();
  const clear = found.filter(({ change }) => change.trend !== 'unclear');
  if (clear.length === 0) return <p>{texts.words.changes.noneClear}</p>;
  return (
    <ul class="clear-changes">
      {clear.map(({ key, name, change }) => (
        <li key={key}>
          <b>{name}</b>: {changeSentence(change, texts)}
        </li>
      ))}
    </ul>
  );
}

function TrendBadge({ trend }: { trend: FieldChange['change']['trend'] }) {
  const { words } = useTexts();
  const shapes = { up: 'M0 -6L6 5H-6Z', down: 'M0 6L6 -5H-6Z', unclear: 'M-6 -3H6M-6 3H6' };
  return (
    <span class={`trend trend-${trend}`}>
      <svg viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">
        <path d={shapes[trend]} />
      </svg>
      {words.trend[trend]}
    </span>
  );
}

/** The interval of the change around no change; its ends stand under it. */
function ChangeBar({ change, widest }: { change: FieldChange['change']; widest: number }) {
  const { words, format } = useTexts();
  const at = (points: number) => `${50 + (50 * points) / widest}%`;
  const { low, high, points, trend } = change;
  return (
    <div class={`interval trend-${trend}`}>
      <svg class="bar" width="100%" height="16" aria-hidden="true">
        <line class="bar-target" x1="50%" x2="50%" y1="0" y2="16" />
        <line class="bar-range" x1={at(low)} x2={at(high)} y1="8" y2="8" />
        <circle class="bar-dot" cx={at(points)} cy="8" r="4.5" />
      </svg>
      <span class="interval-ends">
        {fill(words.interval, { low: format.signedPoints(low), high: format.signedPoints(high) })}
      </span>
    </div>
  );
}
