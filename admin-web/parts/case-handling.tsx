import type { Handling } from '../client.ts';
import type { Texts } from '../language.ts';
import { useTexts } from '../language.ts';
import type { Period } from '../period.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill, fillCounted } from '../words/fill.ts';
import { type Column, DataTable } from './data-table.tsx';
import { Failure } from './failure.tsx';
import { Folded } from './folded.tsx';

type Row = Handling['total'];

/** How cases were handled, by the case records: a block of its own, so that nobody takes it for what citizens said. */
export function CaseHandling({ period, field }: { period: Period; field?: string }) {
  const { client } = useSurroundings();
  const { words, language } = useTexts();
  const { from, to } = period;
  const by = field === undefined ? 'field' : 'procedure';
  const handled = useResource(`${language} ${from} ${to} ${field}`, (signal) =>
    client.handling({ from, to, by, ...(field !== undefined && { field }) }, signal),
  );
  if (handled.failure) return <Failure refusal={handled.failure} retry={handled.reload} />;
  if (!handled.data) return null;
  return (
    <section aria-labelledby="handling" class={handled.busy ? 'block apart stale' : 'block apart'}>
      <h2 id="handling">{words.handling.title}</h2>
      <p class="aside">{words.handling.lead}</p>
      {handled.data.total.closed === 0 ? <p>{words.handling.none}</p> : <Handled handled={handled.data} by={by} />}
    </section>
  );
}

function Handled({ handled, by }: { handled: Handling; by: 'field' | 'procedure' }) {
  const texts = useTexts();
  const { words, format } = texts;
  const { total, groups, rule } = handled;
  const undated = total.closed - total.onTime - total.late;
  return (
    <>
      <p>
        <strong>
          {fill(words.handling.sentence, {
            onTime: format.count(total.onTime),
            closed: format.count(total.closed),
            late: format.count(total.late),
            apology: format.count(total.apologised),
          })}
        </strong>{' '}
        {undated > 0 && fillCounted(words.handling.undated, undated, { n: format.count(undated) })}
      </p>
      <Folded summary={words.handling.table}>
        <DataTable
          caption={words.handling.title}
          columns={columnsOf(by, total, texts)}
          rows={[...groups].sort((a, b) => b.late - a.late || b.closed - a.closed)}
          rowKey={(row) => row.key}
          foot={groups.length > 1 ? total : undefined}
        />
      </Folded>
      {total.national && (
        <div class="national">
          <h3>{fill(words.handling.nationalTitle, { range: nationalRange(total, texts) })}</h3>
          <p>{rule.text}</p>
          <p>
            {words.handling.nationalWhy} {fill(words.rule, { id: rule.id, version: rule.version })}
          </p>
        </div>
      )}
    </>
  );
}

function columnsOf(by: 'field' | 'procedure', total: Row, texts: Texts): Column<Row>[] {
  const { words, format } = texts;
  const { handling } = words;
  const columns: Column<Row>[] = [
    {
      key: 'name',
      heading: by === 'field' ? words.columns.field : words.detail.procedure,
      cell: (row) => (row === total ? words.all : row.name),
    },
    { key: 'closed', heading: handling.closed, numeric: true, cell: (row) => format.count(row.closed) },
    { key: 'on-time', heading: handling.onTime, numeric: true, cell: (row) => format.count(row.onTime) },
    { key: 'late', heading: handling.late, numeric: true, cell: (row) => format.count(row.late) },
    { key: 'apologised', heading: handling.apologised, numeric: true, cell: (row) => format.count(row.apologised) },
    {
      key: 'share',
      heading: handling.share,
      numeric: true,
      cell: (row) =>
        row.shareOnTime === null ? (
          <span class="none">{words.noFigure}</span>
        ) : (
          <b>{format.percent(row.shareOnTime)}</b>
        ),
    },
  ];
  if (by === 'procedure' || total.national === null) return columns;
  const national: Column<Row> = {
    key: 'national',
    heading: handling.national,
    numeric: true,
    cell: (row) => nationalRange(row, texts),
  };
  return [...columns, national];
}

/** Both ends, or the one figure where they agree. */
function nationalRange({ national }: Row, { words, format }: Texts): string {
  const { low, high } = national ?? { low: null, high: null };
  if (low === null || high === null) return words.noFigure;
  if (low === high) return format.percent(low);
  return fill(words.handling.nationalRange, { low: format.percent(low), high: format.percent(high) });
}
