import { useRef, useState } from 'preact/hooks';
import type { CheckedImport } from '../client.ts';
import { type ColumnChoice, type FileColumn, readFile } from '../file-reading.ts';
import { useTexts } from '../language.ts';
import { navigate, withQuery } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { ColumnChoiceForm } from '../parts/column-choice.tsx';
import { Failure } from '../parts/failure.tsx';
import { FileDrop } from '../parts/file-drop.tsx';
import { ImportEnded, ImportPreview, ImportRunning } from '../parts/import-state.tsx';
import { LastImports } from '../parts/last-imports.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { Refusal } from '../refusal.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';
import { en } from '../words/imports/en.ts';
import { vi } from '../words/imports/vi.ts';

/** What is going on with a file in this browser. */
type Sending =
  | { readonly step: 'reading'; readonly rows: number | undefined; readonly abort: () => void }
  | { readonly step: 'columns'; readonly file: File; readonly columns: readonly FileColumn[] }
  | { readonly step: 'refused'; readonly refusal: Refusal };

/** A file of closed cases: dropped, looked at, put in. The URL names the import, so that its progress is found again. */
export default function ImportPage({ url }: PageProps) {
  const { client, sessionEnded } = useSurroundings();
  const { language } = useTexts();
  const texts = { vi, en }[language];
  const id = url.searchParams.get('id') ?? undefined;
  const [sending, setSending] = useState<Sending>();
  // With the values of wrong cells, which the service does not keep.
  const [fresh, setFresh] = useState<CheckedImport>();
  const attempt = useRef(0);
  const found = useResource(id, (signal) => client.importAt(id ?? '', signal));
  const last = useResource(`imports ${id} ${found.data?.state}`, (signal) => client.imports(signal));

  async function read(file: File, mapping: ColumnChoice = {}) {
    const controller = new AbortController();
    attempt.current += 1;
    const mine = attempt.current;
    const abort = () => {
      attempt.current += 1;
      controller.abort();
      setSending(undefined);
    };
    const show = (step: Sending | undefined) => mine === attempt.current && setSending(step);
    show({ step: 'reading', rows: undefined, abort });
    try {
      const hear = (rows: number) => show({ step: 'reading', rows, abort });
      const outcome = await readFile(file, { mapping, language, hear, signal: controller.signal });
      if (mine !== attempt.current) return;
      if (outcome.kind === 'columns') return show({ step: 'columns', file, columns: outcome.columns });
      setFresh(outcome.checked);
      setSending(undefined);
      navigate(withQuery(url, { id: outcome.checked.importId }));
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      if (reason.status === 401) sessionEnded();
      else show({ step: 'refused', refusal: reason });
    }
  }

  function again() {
    if (id && found.data?.state === 'checked') void client.discardImport(id).catch(() => undefined);
    setSending(undefined);
    setFresh(undefined);
    navigate('/admin/cases/import');
  }

  const data = found.data?.importId === id ? found.data : undefined;
  const mine = fresh?.importId === id ? fresh : undefined;
  const shown = data === undefined || data.state === 'checked' ? (mine ?? data) : undefined;
  return (
    <>
      <PageTitle text={texts.title} />
      {!id && <p class="reading">{texts.lead}</p>}
      {!id && sending?.step === 'refused' && <FileRefused refusal={sending.refusal} />}
      {!id && sending?.step !== 'reading' && <FileDrop texts={texts} take={(file) => void read(file)} />}
      {!id && sending?.step === 'columns' && (
        <ColumnChoiceForm
          texts={texts}
          columns={sending.columns}
          choose={(mapping) => void read(sending.file, mapping)}
        />
      )}
      {!id && sending?.step === 'reading' && <Reading {...sending} texts={texts} />}
      {id && found.failure && <Gone refusal={found.failure} texts={texts} again={again} retry={found.reload} />}
      {id && !shown && !data && found.busy && <Progress />}
      {id && shown && <ImportPreview checked={shown} texts={texts} begun={found.reload} again={again} />}
      {id && data?.state === 'running' && <ImportRunning running={data} texts={texts} reload={found.reload} />}
      {id && (data?.state === 'done' || data?.state === 'failed') && (
        <ImportEnded
          ended={mine ? { ...data, rejected: mine.rejected } : data}
          closedOn={mine?.lastClosedOn ?? undefined}
          texts={texts}
          again={again}
        />
      )}
      {!id && <LastImports imports={last.data?.imports ?? []} texts={texts} />}
    </>
  );
}

function Reading(props: { rows: number | undefined; abort: () => void; texts: typeof vi }) {
  const { rows, abort, texts } = props;
  const { format } = useTexts();
  return (
    <div class="stack">
      <p role="status">{rows === undefined ? texts.sending : fill(texts.reading, { n: format.count(rows) })}</p>
      <progress class="wide" aria-label={texts.sending} />
      <p>
        <button type="button" class="button" onClick={abort}>
          {texts.stopReading}
        </button>
      </p>
    </div>
  );
}

/** Why the file was not read, and what to do: the service says both in one sentence. */
function FileRefused({ refusal }: { refusal: Refusal }) {
  const isFile = refusal.code === 'unreadable-file' && refusal.detail;
  if (!isFile) return <Failure refusal={refusal} />;
  return (
    <div class="notice notice-bad" role="alert">
      <p>{refusal.detail}</p>
    </div>
  );
}

function Gone(props: { refusal: Refusal; texts: typeof vi; again: () => void; retry: () => void }) {
  const { refusal, texts, again, retry } = props;
  if (refusal.status !== 404) return <Failure refusal={refusal} retry={retry} />;
  return (
    <div class="notice notice-bad" role="alert">
      <p>{texts.gone}</p>
      <p>
        <button type="button" class="button" onClick={again}>
          {texts.another}
        </button>
      </p>
    </div>
  );
}
