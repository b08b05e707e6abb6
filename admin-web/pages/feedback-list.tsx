import { useState } from 'preact/hooks';
import { type FeedbackState, feedbackStates } from '../../db/vocabulary.ts';
import type { FeedbackList } from '../client.ts';
import { useTexts } from '../language.ts';
import { address, navigate } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { Refusal } from '../refusal.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { en } from '../words/feedback/en.ts';
import { vi } from '../words/feedback/vi.ts';
import { fillCounted } from '../words/fill.ts';
import type { Format } from '../words/format.ts';

const path = '/admin/feedback';

type Row = FeedbackList['feedback'][number];
type Shown = FeedbackState | 'open' | 'all';
const shownStates: readonly Shown[] = ['open', 'all', ...feedbackStates];

/** What citizens want answered, the most urgent first. */
export default function FeedbackListPage({ url }: PageProps) {
  const { client } = useSurroundings();
  const { format, language } = useTexts();
  const texts = { vi, en }[language];
  const state = shownStates.find((known) => known === url.searchParams.get('state')) ?? 'open';
  const loaded = useResource(`feedback ${state}`, (signal) => client.feedbackList({ state }, signal));
  const { data } = loaded;
  const [before, after = ''] = texts.lead.split('{path}');
  return (
    <>
      <PageTitle text={texts.title} />
      <p class="reading">
        {before}
        <a href="/gop-y">/gop-y</a>
        {after}
      </p>
      {data && (
        <p class="lead">
          {fillCounted(texts.waiting, data.open, { n: format.count(data.open) })}
          {data.overdue > 0 && (
            <>
              {' · '}
              <b class="late">{fillCounted(texts.late, data.overdue, { n: format.count(data.overdue) })}</b>
            </>
          )}
        </p>
      )}
      <form
        class="filter-form"
        onSubmit={(event) => {
          event.preventDefault();
          navigate(address(path, { state: String(new FormData(event.currentTarget).get('state')) }));
        }}
      >
        <span class="filter-field">
          <label for="state">{texts.filter}</label>
          <select id="state" name="state" key={state}>
            {shownStates.map((known) => (
              <option key={known} value={known} selected={known === state}>
                {texts.filters[known]}
              </option>
            ))}
          </select>
        </span>
        <button type="submit" class="button">
          {texts.show}
        </button>
      </form>
      {loaded.failure && <Failure refusal={loaded.failure} retry={loaded.reload} />}
      {loaded.busy && <Progress />}
      {data && <Rows key={state} first={data} state={state} texts={texts} busy={loaded.busy} />}
    </>
  );
}

interface RowsProps {
  readonly first: FeedbackList;
  readonly state: Shown;
  readonly texts: typeof vi;
  readonly busy: boolean;
}

function Rows({ first, state, texts, busy }: RowsProps) {
  const { client, sessionEnded } = useSurroundings();
  const { format } = useTexts();
  const [more, setMore] = useState<{ after: FeedbackList; rows: FeedbackList['feedback']; cursor: string | null }>();
  const [failure, setFailure] = useState<Refusal>();
  const { rows, cursor } = more?.after === first ? more : { rows: first.feedback, cursor: first.nextCursor };
  if (rows.length === 0) {
    return (
      <div class="empty">
        <p class="lead">{state === 'open' ? texts.none : texts.noneOfThese}</p>
      </div>
    );
  }

  async function goOn(from: string) {
    setFailure(undefined);
    try {
      const next = await client.feedbackList({ state, cursor: from });
      setMore({ after: first, rows: [...rows, ...next.feedback], cursor: next.nextCursor });
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      if (reason.status === 401) return sessionEnded();
      setFailure(reason);
    }
  }

  return (
    <div class={busy ? 'stack stale' : 'stack'}>
      <DataTable
        caption={texts.list}
        busy={busy}
        columns={columnsOf(texts, format)}
        rows={rows}
        rowKey={({ feedbackId }) => feedbackId}
        rowClass={({ daysOverdue }) => (daysOverdue > 0 ? 'flagged' : undefined)}
      />
      {failure && <Failure refusal={failure} />}
      {cursor !== null && (
        <p>
          <button type="button" class="button" onClick={() => void goOn(cursor)}>
            {texts.more}
          </button>
        </p>
      )}
    </div>
  );
}

function columnsOf(texts: typeof vi, format: Format): Column<Row>[] {
  const { columns } = texts;
  return [
    {
      key: 'message',
      heading: columns.message,
      cell: (row) => <a href={`${path}/${row.feedbackId}`}>{row.opening}</a>,
    },
    { key: 'topic', heading: columns.topic, cell: (row) => texts.topics[row.topic] },
    { key: 'received', heading: columns.received, cell: (row) => format.date(row.receivedOn) },
    {
      key: 'due',
      heading: columns.due,
      cell: (row) => (
        <span>
          {row.dueOn ? format.date(row.dueOn) : texts.noDue}
          {row.daysOverdue > 0 && (
            <>
              {' '}
              <b class="late">{fillCounted(texts.overdue, row.daysOverdue, { n: format.count(row.daysOverdue) })}</b>
            </>
          )}
        </span>
      ),
    },
    { key: 'state', heading: columns.state, cell: (row) => texts.filters[row.state] },
  ];
}
