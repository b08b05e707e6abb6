import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CheckedImport, Import } from '../client.ts';
import { useTexts } from '../language.ts';
import { address } from '../navigation.ts';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill, fillCounted } from '../words/fill.ts';
import type { ImportWords } from '../words/imports/vi.ts';
import { Failure } from './failure.tsx';
import { downloadProblems, ImportProblems } from './import-problems.tsx';

/** So many problems are kept; with more, rows can't be left out. */
const problemsAtMost = 5000;

/** A heading that takes the focus when what it is about has just appeared. */
function Arrival({ text, children }: { text: string; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <section class="stack">
      <h2 ref={heading} tabIndex={-1}>
        {text}
      </h2>
      {children}
    </section>
  );
}

/** What would be imported, and the choice. */
export function ImportPreview(props: {
  checked: CheckedImport;
  texts: ImportWords;
  begun: () => void;
  again: () => void;
}) {
  const { checked, texts, begun, again } = props;
  const { format } = useTexts();
  const { client, sessionEnded } = useSurroundings();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Refusal>();
  const { rows, created, updated, unchanged, rejectedRows, rejected } = checked;
  const good = rows - rejectedRows;
  const isCut = rejected.length >= problemsAtMost;
  const others = checked.ignoredColumns.filter((column) => !checked.personalColumns.includes(column));

  async function start(onError: 'refuse' | 'skip') {
    setBusy(true);
    setFailure(undefined);
    try {
      if (onError === 'skip') downloadProblems(rejected, texts);
      await client.startImport(checked.importId, onError);
      begun();
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      if (reason.status === 401) return sessionEnded();
      setFailure(reason);
      setBusy(false);
    }
  }

  const counts = {
    rows: format.count(rows),
    created: format.count(created),
    updated: format.count(updated),
    unchanged: format.count(unchanged),
    rejected: format.count(rejectedRows),
  };
  return (
    <Arrival text={texts.previewTitle}>
      <p class="lead">{rows === 0 ? texts.noRows : fillCounted(texts.preview, rows, { ...counts, n: counts.rows })}</p>
      {good > 0 && rejectedRows === 0 && created + updated === 0 && <p>{texts.nothingNew}</p>}
      {checked.personalColumns.length > 0 && (
        <p>{fill(texts.dropped, { columns: format.list(checked.personalColumns.map(quoted)) })}</p>
      )}
      {others.length > 0 && <p class="aside">{fill(texts.ignored, { columns: format.list(others.map(quoted)) })}</p>}
      {failure && <Failure refusal={failure} />}
      {isCut && <p class="notice notice-bad">{texts.listCut}</p>}
      <p class="actions">
        {good > 0 && rejectedRows === 0 && (
          <button
            type="button"
            class="button primary"
            aria-disabled={busy}
            onClick={() => !busy && void start('refuse')}
          >
            {fillCounted(texts.choose.all, good, { n: format.count(good) })}
          </button>
        )}
        {good > 0 && rejectedRows > 0 && !isCut && (
          <button type="button" class="button" aria-disabled={busy} onClick={() => !busy && void start('skip')}>
            {fill(texts.choose.skip, { ok: format.count(good), rejected: counts.rejected })}
          </button>
        )}
        <button type="button" class={rejectedRows > 0 ? 'button primary' : 'button'} onClick={again}>
          {rejectedRows > 0 ? texts.choose.fix : texts.another}
        </button>
        {rejected.length > 0 && (
          <button type="button" class="quiet" onClick={() => downloadProblems(rejected, texts)}>
            {texts.download}
          </button>
        )}
      </p>
      <ImportProblems rejected={rejected} texts={texts} />
    </Arrival>
  );
}

const quoted = (column: string): string => `“${column}”`;

/** How far a started import is; asked for each second until it has ended. */
export function ImportRunning({ running, texts, reload }: { running: Import; texts: ImportWords; reload: () => void }) {
  const { format } = useTexts();
  const all = running.rows - running.rejectedRows;
  useEffect(() => {
    const timer = setTimeout(reload, 1000);
    return () => clearTimeout(timer);
  }, [running, reload]);
  return (
    <Arrival text={texts.runningTitle}>
      <p role="status">{fill(texts.running, { done: format.count(running.doneRows), all: format.count(all) })}</p>
      <progress class="wide" aria-label={texts.runningTitle} max={Math.max(1, all)} value={running.doneRows} />
    </Arrival>
  );
}

/** What an ended import came to, and where to go from there. */
export function ImportEnded(props: {
  ended: Import;
  /** The day whose slips are likely to be printed next. */
  closedOn: string | undefined;
  texts: ImportWords;
  again: () => void;
}) {
  const { ended, closedOn, texts, again } = props;
  const { format } = useTexts();
  const isDone = ended.state === 'done';
  const imported = ended.created + ended.updated + ended.unchanged;
  const counts = {
    created: format.count(ended.created),
    updated: format.count(ended.updated),
    unchanged: format.count(ended.unchanged),
    rejected: format.count(ended.rejectedRows),
  };
  return (
    <Arrival text={isDone ? texts.doneTitle : texts.failedTitle}>
      {isDone ? (
        <>
          <p class="lead">{fillCounted(texts.done, imported, { n: format.count(imported) })}</p>
          <p>{fill(texts.doneCounts, counts)}</p>
        </>
      ) : (
        <p class="notice notice-bad">{texts.failed}</p>
      )}
      <p class="actions">
        {isDone && (
          <>
            <a class="button primary" href={address('/admin/print', { closedOn })}>
              {texts.toPrint}
            </a>
            <a class="button" href="/admin/cases">
              {texts.toCases}
            </a>
          </>
        )}
        <button type="button" class="button" onClick={again}>
          {texts.another}
        </button>
        {ended.rejected.length > 0 && (
          <button type="button" class="quiet" onClick={() => downloadProblems(ended.rejected, texts)}>
            {texts.download}
          </button>
        )}
      </p>
      <ImportProblems rejected={ended.rejected} texts={texts} />
    </Arrival>
  );
}
