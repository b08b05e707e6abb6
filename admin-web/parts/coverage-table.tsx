import { type Coverage, coverage } from '../../api/satisfaction/coverage.ts';
import type { Group, Satisfaction } from '../client.ts';
import { inFirstOrder } from '../group-order.ts';
import { useTexts } from '../language.ts';
import { fill } from '../words/fill.ts';
import { type Column, DataTable } from './data-table.tsx';
import { FieldLink } from './field-link.tsx';
import { Folded } from './folded.tsx';

interface Row {
  readonly group: Group;
  readonly covered: Coverage;
}

/** How much of each field was answered, and how far the silent could move its rate. */
export function CoverageTable({ result }: { result: Satisfaction }) {
  const { words, format } = useTexts();
  const { coverageTable } = words;
  const { total, groups, period } = result;
  const rowOf = (group: Group): Row => ({ group, covered: coverage(group, group.target?.percent ?? null) });
  const columns: Column<Row>[] = [
    {
      key: 'name',
      heading: words.columns.field,
      cell: ({ group }) => (group === total ? words.all : <FieldLink field={group} period={period} />),
    },
    {
      key: 'closed',
      heading: coverageTable.closed,
      numeric: true,
      cell: ({ group }) => format.count(group.closed),
    },
    {
      key: 'answered',
      heading: coverageTable.answered,
      numeric: true,
      cell: ({ group, covered }) => (
        <>
          {format.count(group.answered)}
          {covered.carried > 0 && <small>{coverageTable.carried}</small>}
        </>
      ),
    },
    {
      key: 'silent',
      heading: coverageTable.silent,
      numeric: true,
      cell: ({ covered }) => format.count(covered.silent),
    },
    {
      key: 'share',
      heading: coverageTable.share,
      numeric: true,
      cell: ({ covered }) =>
        covered.responsePercent === null ? (
          <span class="none">{words.noFigure}</span>
        ) : (
          <b>{format.percent(covered.responsePercent)}</b>
        ),
    },
    {
      key: 'interval',
      heading: coverageTable.bounds,
      cell: ({ group, covered }) => <BoundsBar group={group} covered={covered} />,
    },
  ];
  return (
    <section aria-labelledby="coverage" class="block">
      <h2 id="coverage">{coverageTable.title}</h2>
      <p class="aside">{coverageTable.lead}</p>
      <Folded summary={coverageTable.table}>
        <DataTable
          caption={coverageTable.title}
          columns={columns}
          rows={inFirstOrder(groups).map(rowOf)}
          rowKey={({ group }) => group.key}
          foot={rowOf(total)}
        />
      </Folded>
    </section>
  );
}

/** From all silent dissatisfied to all satisfied, on a scale from 0 to 100, with the rate and the target in it. */
function BoundsBar({ group, covered }: { group: Group; covered: Coverage }) {
  const { words, format } = useTexts();
  const { low, high } = covered;
  if (low === null || high === null) return <span class="none">{words.noFigure}</span>;
  return (
    <div class="interval">
      <svg class="bar" width="100%" height="16" aria-hidden="true">
        <rect class="bar-frame" x="0" y="4" width="100%" height="8" />
        <rect class="bar-bounds" x={`${low}%`} y="4" width={`${high - low}%`} height="8" />
        {group.percent !== null && (
          <line class="bar-rate" x1={`${group.percent}%`} x2={`${group.percent}%`} y1="1" y2="15" />
        )}
        {group.target && (
          <line class="bar-target" x1={`${group.target.percent}%`} x2={`${group.target.percent}%`} y1="0" y2="16" />
        )}
      </svg>
      <span class="interval-ends">
        {fill(words.interval, { low: format.percent(low), high: format.percent(high) })}
      </span>
    </div>
  );
}
