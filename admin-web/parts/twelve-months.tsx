import type { Satisfaction } from '../client.ts';
import { inFirstOrder } from '../group-order.ts';
import { useTexts } from '../language.ts';
import { withFewAnswers } from '../overview.ts';
import { addMonths, type Period } from '../period.ts';
import type { Resource } from '../resource.ts';
import { scaleOf } from '../scale.ts';
import { fill } from '../words/fill.ts';
import { DataTable } from './data-table.tsx';
import { FieldLink } from './field-link.tsx';
import { groupColumns } from './group-columns.tsx';

interface Props {
  readonly period: Period;
  readonly result: Satisfaction;
  /** The twelve months that end with the period. */
  readonly twelve: Resource<Satisfaction>;
}

/** Fields that the period has too few answers of, over the twelve months that end with it. */
export function TwelveMonths({ period, result, twelve }: Props) {
  const texts = useTexts();
  const { words, format } = texts;
  const months = { from: addMonths(period.to, -11), to: period.to };
  const few = new Set(withFewAnswers(result.groups).map(({ key }) => key));
  const isLonger = months.from < period.from && few.size > 0;
  if (!isLonger || !twelve.data || twelve.failure) return null;
  const rows = inFirstOrder(twelve.data.groups.filter(({ key, answered }) => few.has(key) && answered > 0));
  if (rows.length === 0) return null;
  const columns = groupColumns(texts, {
    scale: scaleOf(rows),
    first: { heading: words.columns.field, cell: (group) => <FieldLink field={group} period={months} /> },
  });
  return (
    <section aria-labelledby="twelve" class={twelve.busy ? 'block stale' : 'block'}>
      <h2 id="twelve">{fill(words.twelve.title, { month: format.month(period.to) })}</h2>
      <p class="aside">{words.twelve.lead}</p>
      <DataTable
        caption={words.twelve.caption}
        columns={columns}
        rows={rows}
        rowKey={(group) => group.key}
        rowClass={(group) => (group.flagged ? 'flagged' : undefined)}
      />
    </section>
  );
}
