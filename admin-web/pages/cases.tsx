import { useState } from 'preact/hooks';
import { isFiltered, readCaseQuery } from '../case-query.ts';
import { useChosenCounter } from '../chosen-counter.ts';
import { type Case, type Display, nameOf } from '../client.ts';
import { useTexts } from '../language.ts';
import type { PageProps } from '../page.ts';
import { CaseFilters } from '../parts/case-filters.tsx';
import { CaseTable } from '../parts/case-table.tsx';
import { CounterChooser } from '../parts/counter-chooser.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { QrPanel } from '../parts/qr-panel.tsx';
import { Refusal } from '../refusal.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill, fillCounted } from '../words/fill.ts';

/** Closed cases, newest first; found by code, narrowed down by filters, all of it in the URL. */
export default function Cases({ url }: PageProps) {
  const { client } = useSurroundings();
  const { words, language } = useTexts();
  const texts = words.caseList;
  const fields = useResource('fields', async (signal) => (await client.fields(signal)).fields);
  // Screens are a convenience: a list without them is a whole list.
  const displays = useResource('displays', (signal) => client.displays(signal));
  const [display, chooseDisplay] = useChosenCounter(displays.data ?? []);
  const query = readCaseQuery(url.searchParams);
  const wanted = url.searchParams.get('q')?.trim() ?? '';
  const list = useResource(JSON.stringify([wanted, query]), async (signal) => {
    if (!wanted) return client.cases(query, signal);
    const found = await client.closedCase(wanted, signal).catch((reason: unknown) => {
      if (reason instanceof Refusal && reason.code === 'not-found') return undefined;
      throw reason;
    });
    return { cases: found ? [found] : [], nextCursor: null };
  });
  return (
    <>
      <div class="section-head">
        <PageTitle text={texts.title} />
        <p class="actions">
          <a class="button" href="/admin/cases/import">
            {texts.importFile}
          </a>
          <a class="button primary" href="/admin/cases/new">
            {texts.add}
          </a>
        </p>
      </div>
      <CaseFilters key={url.search} url={url} fields={fields.data ?? []} />
      {displays.data && display && <CounterChooser displays={displays.data} chosen={display} choose={chooseDisplay} />}
      {list.busy && <Progress />}
      {list.failure && <Failure refusal={list.failure} retry={list.reload} />}
      {list.data && !list.failure && list.data.cases.length === 0 && !list.busy && (
        <Empty wanted={wanted} filtered={isFiltered(url.searchParams)} />
      )}
      {list.data && !list.failure && list.data.cases.length > 0 && (
        <List
          first={list.data}
          busy={list.busy}
          display={display}
          load={(cursor) => client.cases({ ...query, cursor })}
          fieldName={(fieldId) => {
            const field = fields.data?.find((candidate) => candidate.fieldId === fieldId);
            return field ? nameOf(field, language) : fieldId;
          }}
        />
      )}
    </>
  );
}

function Empty({ wanted, filtered }: { wanted: string; filtered: boolean }) {
  const { words } = useTexts();
  if (!wanted) return <p class="lead empty">{filtered ? words.empty.casesFiltered : words.empty.cases}</p>;
  return (
    <div class="empty">
      <p class="lead">{fill(words.caseList.unknown, { code: wanted })}</p>
      <p>{words.caseList.unknownHint}</p>
    </div>
  );
}

interface Page {
  readonly cases: readonly Case[];
  readonly nextCursor: string | null;
}

/** The first page of the list and those asked for after it. */
function List(props: {
  first: Page;
  busy: boolean;
  display: Display | undefined;
  load: (cursor: string) => Promise<Page>;
  fieldName: (fieldId: string) => string;
}) {
  const { first, busy, display, load, fieldName } = props;
  const { words, format } = useTexts();
  const { sessionEnded } = useSurroundings();
  const [more, setMore] = useState<Page & { after: Page }>();
  const [loading, setLoading] = useState(false);
  const [failure, setFailure] = useState<Refusal>();
  const [changed, setChanged] = useState<ReadonlyMap<string, Case>>(new Map());
  const [shownCode, show] = useState<string>();
  const following = more?.after === first ? more : undefined;
  const cases = [...first.cases, ...(following?.cases ?? [])].map((row) => changed.get(row.caseCode) ?? row);
  const { nextCursor } = following ?? first;
  const shown = cases.find((row) => row.caseCode === shownCode);

  async function goOn(cursor: string) {
    setLoading(true);
    setFailure(undefined);
    try {
      const page = await load(cursor);
      setMore({ after: first, cases: [...(following?.cases ?? []), ...page.cases], nextCursor: page.nextCursor });
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      if (reason.status === 401) return sessionEnded();
      setFailure(reason);
    }
    setLoading(false);
  }

  return (
    <div class={busy ? 'stack stale' : 'stack'}>
      <CaseTable cases={cases} busy={busy} fieldName={fieldName} showCode={show} display={display} />
      <p class="aside" role="status">
        {fillCounted(words.caseList.shown, cases.length, { n: format.count(cases.length) })}
      </p>
      {failure && <Failure refusal={failure} />}
      {nextCursor !== null && (
        <p>
          <button
            type="button"
            class="button"
            aria-disabled={loading}
            onClick={() => !loading && void goOn(nextCursor)}
          >
            {words.caseList.more}
          </button>
        </p>
      )}
      {shown && (
        <Dialog title={fill(words.caseForm.titleEdit, { code: shown.caseCode })} close={() => show(undefined)}>
          <QrPanel
            closedCase={shown}
            display={display}
            change={(fresh) => setChanged((before) => new Map(before).set(fresh.caseCode, fresh))}
          />
        </Dialog>
      )}
    </div>
  );
}
