import { useId, useState } from 'preact/hooks';
import { type Comments, nameOf } from '../client.ts';
import { highlight } from '../highlight.ts';
import { useTexts } from '../language.ts';
import { address, navigate } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { BothRoles } from '../parts/both-roles.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { Refusal } from '../refusal.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fillCounted } from '../words/fill.ts';

const path = '/admin/comments';

/** What people wrote, by field, with a search that needs no diacritics. */
export default function CommentsPage({ url }: PageProps) {
  const { client } = useSurroundings();
  const { words } = useTexts();
  const nameOfField = useFieldNames();
  const field = url.searchParams.get('field') || undefined;
  const search = url.searchParams.get('search')?.trim() || undefined;
  const filter = { ...(field && { field }), ...(search && { search }) };
  const found = useResource(JSON.stringify(filter), (signal) => client.comments(filter, signal));
  return (
    <>
      <PageTitle text={words.comments.title} />
      <BothRoles />
      <p class="aside">{words.comments.lead}</p>
      <Search
        key={`${field} ${search}`}
        field={field}
        search={search}
        counts={found.data?.fields ?? []}
        {...{ nameOfField }}
      />
      {found.busy && <Progress />}
      {found.failure && <Failure refusal={found.failure} retry={found.reload} />}
      {found.data && !found.failure && (
        <Found found={found.data} filter={filter} busy={found.busy} {...{ nameOfField }} />
      )}
    </>
  );
}

interface Filter {
  readonly field?: string;
  readonly search?: string;
}

interface SearchProps {
  readonly field: string | undefined;
  readonly search: string | undefined;
  readonly counts: Comments['fields'];
  nameOfField(fieldId: string): string;
}

function Search({ field, search, counts, nameOfField }: SearchProps) {
  const { words, format } = useTexts();
  const id = useId();
  // A field of the URL that has no comments stands in the list as well.
  const known = counts.some((count) => count.field === field);
  const offered = field && !known ? [...counts, { field, comments: 0 }] : counts;
  return (
    <search class="filters comment-filters">
      <form
        class="filter-form"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          navigate(address(path, { field: String(given.get('field')), search: String(given.get('search')).trim() }));
        }}
      >
        <span class="filter-field">
          <label for={`${id}field`}>{words.comments.field}</label>
          <select id={`${id}field`} name="field" value={field ?? ''}>
            <option value="">{words.comments.anyField}</option>
            {offered.map((count) => (
              <option key={count.field} value={count.field}>
                {`${nameOfField(count.field)} (${format.count(count.comments)})`}
              </option>
            ))}
          </select>
        </span>
        <span class="filter-field">
          <label for={`${id}search`}>
            {words.comments.search} ({words.comments.searchHint})
          </label>
          <input id={`${id}search`} name="search" type="search" value={search ?? ''} maxLength={100} />
        </span>
        <button type="submit" class="button">
          {words.comments.find}
        </button>
        {(field || search) && <a href={path}>{words.comments.clear}</a>}
      </form>
    </search>
  );
}

interface FoundProps {
  readonly found: Comments;
  readonly filter: Filter;
  readonly busy: boolean;
  nameOfField(fieldId: string): string;
}

/** The first page of comments and those asked for after it. */
function Found({ found, filter, busy, nameOfField }: FoundProps) {
  const { client, sessionEnded } = useSurroundings();
  const { words, format } = useTexts();
  const [more, setMore] = useState<{ after: Comments; page: Comments }>();
  const [loading, setLoading] = useState(false);
  const [failure, setFailure] = useState<Refusal>();
  const { comments, nextCursor } = more?.after === found ? more.page : found;
  if (comments.length === 0) return <Nothing filter={filter} isNoneAtAll={found.fields.length === 0} />;

  async function goOn(cursor: string) {
    setLoading(true);
    setFailure(undefined);
    try {
      const next = await client.comments({ ...filter, cursor });
      setMore({ after: found, page: { ...next, comments: [...comments, ...next.comments] } });
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      if (reason.status === 401) return sessionEnded();
      setFailure(reason);
    }
    setLoading(false);
  }

  const all = allOf(found, filter);
  const counted = all === undefined ? words.comments.shown : words.comments.shownOf;
  const values = { n: format.count(comments.length), all: all === undefined ? '' : format.count(all) };
  return (
    <div class={busy ? 'stack stale' : 'stack'}>
      <p role="status">{fillCounted(counted, comments.length, values)}</p>
      <ul class="comments" aria-label={words.comments.list}>
        {comments.map(({ field, comment }, index) => (
          <li key={index}>
            <blockquote>
              <Highlighted text={comment} search={filter.search ?? ''} />
            </blockquote>
            {!filter.field && <small>{nameOfField(field)}</small>}
          </li>
        ))}
      </ul>
      {failure && <Failure refusal={failure} />}
      {nextCursor !== null && (
        <p>
          <button
            type="button"
            class="button"
            aria-disabled={loading}
            onClick={() => !loading && void goOn(nextCursor)}
          >
            {words.comments.more}
          </button>
        </p>
      )}
    </div>
  );
}

function Nothing({ filter, isNoneAtAll }: { filter: Filter; isNoneAtAll: boolean }) {
  const { words } = useTexts();
  return (
    <div class="empty">
      <p class="lead">{isNoneAtAll ? words.comments.none : words.comments.notFound}</p>
      <p class="aside">{words.comments.noneWhy}</p>
      {!isNoneAtAll && (filter.field || filter.search) && (
        <p>
          <a class="button" href={path}>
            {words.comments.clear}
          </a>
        </p>
      )}
    </div>
  );
}

function Highlighted({ text, search }: { text: string; search: string }) {
  return (
    <>{highlight(text, search).map(({ text, found }, index) => (found ? <mark key={index}>{text}</mark> : text))}</>
  );
}

/** How many there are, where the counts by field tell. */
function allOf({ fields }: Comments, { field, search }: Filter): number | undefined {
  if (search) return undefined;
  return fields.reduce((sum, count) => sum + (field === undefined || count.field === field ? count.comments : 0), 0);
}

/** Names of the catalogue's fields; until they are there, their codes. */
function useFieldNames(): (fieldId: string) => string {
  const { client } = useSurroundings();
  const { language } = useTexts();
  const fields = useResource('fields', (signal) => client.fields(signal));
  return (fieldId) => {
    const known = fields.data?.fields.find((field) => field.fieldId === fieldId);
    return known ? nameOf(known, language) : fieldId;
  };
}
