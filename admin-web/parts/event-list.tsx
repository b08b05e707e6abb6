import type { CaseEvents } from '../client.ts';
import { useTexts } from '../language.ts';
import { minuteOf } from '../minute.ts';
import { withQuery } from '../navigation.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';
import type { IntegrationWords } from '../words/integration/vi.ts';
import { DataTable } from './data-table.tsx';
import { Failure } from './failure.tsx';

type Event = CaseEvents['events'][number];

/** What became of the last events; the filter and the page stand in the address. */
export function EventList({ texts, url }: { texts: IntegrationWords; url: URL }) {
  const { client } = useSurroundings();
  const { format } = useTexts();
  const { events } = texts;
  const onlyRefused = url.searchParams.get('outcome') === 'refused';
  const cursor = /^[0-9]{1,15}$/.exec(url.searchParams.get('after') ?? '')?.[0];
  const query = { ...(onlyRefused && { outcome: 'refused' as const }), ...(cursor && { cursor }), limit: '25' };
  const loaded = useResource(`events ${JSON.stringify(query)}`, (signal) => client.events(query, signal));
  const { data } = loaded;
  return (
    <section class="stack" id="events">
      <h2>{events.title}</h2>
      {data && <p class="reading">{fill(events.lead, { days: format.count(data.keptDays) })}</p>}
      <p class="actions">
        <FilterLink
          href={withQuery(url, { outcome: undefined, after: undefined })}
          text={events.all}
          active={!onlyRefused}
        />
        <FilterLink
          href={withQuery(url, { outcome: 'refused', after: undefined })}
          text={events.onlyRefused}
          active={onlyRefused}
        />
        <button type="button" class="button" onClick={loaded.reload}>
          {events.refresh}
        </button>
      </p>
      {loaded.failure && <Failure refusal={loaded.failure} retry={loaded.reload} />}
      {data?.events.length === 0 && <p class="notice">{onlyRefused ? events.noneRefused : events.none}</p>}
      {data && data.events.length > 0 && (
        <DataTable
          caption={events.caption}
          rows={data.events.map((event, place) => ({ ...event, place }))}
          rowKey={({ place }) => String(place)}
          busy={loaded.busy}
          columns={[
            {
              key: 'receivedAt',
              heading: events.columns.receivedAt,
              cell: (event) => minuteOf(event.receivedAt, format),
            },
            { key: 'caseCode', heading: events.columns.caseCode, cell: ({ caseCode }) => caseCode ?? '–' },
            { key: 'type', heading: events.columns.type, cell: ({ type }) => typeName(type, events) },
            {
              key: 'outcome',
              heading: events.columns.outcome,
              cell: (event) => <Outcome event={event} texts={events} />,
            },
          ]}
        />
      )}
      {data && (cursor || data.nextCursor) && (
        <p class="actions">
          {cursor && (
            <a class="button" href={withQuery(url, { after: undefined })}>
              {events.newest}
            </a>
          )}
          {data.nextCursor && (
            <a class="button" href={withQuery(url, { after: data.nextCursor })}>
              {events.more}
            </a>
          )}
        </p>
      )}
    </section>
  );
}

function FilterLink({ href, text, active }: { href: string; text: string; active: boolean }) {
  return (
    <a class="button" href={href} data-replace aria-current={active ? 'true' : undefined}>
      {text}
    </a>
  );
}

function typeName(type: string, texts: IntegrationWords['events']): string {
  return Object.hasOwn(texts.types, type) ? texts.types[type as keyof typeof texts.types] : texts.otherType;
}

function Outcome({ event, texts }: { event: Event; texts: IntegrationWords['events'] }) {
  const { outcome, problem, complaints } = event;
  if (outcome !== 'refused') return texts.outcomes[outcome];
  const reason =
    problem === 'malformed-json' ? texts.malformed : fill(texts.complaints, { complaints: complaints.join(', ') });
  return (
    <>
      <strong>{texts.outcomes.refused}.</strong> {(problem === 'malformed-json' || complaints.length > 0) && reason}
    </>
  );
}
