import { useRef, useState } from 'preact/hooks';
import { useChosenCounter } from '../chosen-counter.ts';
import type { Case, Display } from '../client.ts';
import { useTexts } from '../language.ts';
import { CallButton } from '../parts/call-button.tsx';
import { CounterChooser } from '../parts/counter-chooser.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Failure, refusalText } from '../parts/failure.tsx';
import { TextField } from '../parts/form-field.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { dayOn } from '../period.ts';
import { Refusal } from '../refusal.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { en } from '../words/displays/en.ts';
import { type DisplayWords, vi } from '../words/displays/vi.ts';
import { fill } from '../words/fill.ts';

const listed = 100;

/** The clerk's page at hand-over: calls a case's code to the counter's screen, by its code or with one tap. */
export default function Counter() {
  const { client, clock } = useSurroundings();
  const { format, language } = useTexts();
  const texts = { vi, en }[language];
  const today = dayOn(clock());
  const displays = useResource('displays', (signal) => client.displays(signal));
  const cases = useResource(today, (signal) =>
    client.cases({ closedFrom: today, closedTo: today, state: 'open', limit: String(listed) }, signal),
  );
  const [chosen, choose] = useChosenCounter(displays.data ?? []);
  return (
    <>
      <PageTitle text={texts.atCounter.title} />
      {displays.failure && <Failure refusal={displays.failure} retry={displays.reload} />}
      {displays.busy && !displays.data && <Progress />}
      {displays.data && !chosen && (
        <div class="empty">
          <p class="lead">{texts.atCounter.none}</p>
          <p>
            <a class="button primary" href="/admin/displays">
              {texts.atCounter.addFirst}
            </a>
          </p>
        </div>
      )}
      {displays.data && chosen && (
        <>
          <p class="reading">{texts.atCounter.lead}</p>
          <CounterChooser displays={displays.data} chosen={chosen} choose={choose} />
          <CallForm texts={texts} display={chosen} />
          <section class="stack" aria-labelledby="today">
            <h2 id="today">{fill(texts.atCounter.today, { date: format.date(today) })}</h2>
            {cases.failure && <Failure refusal={cases.failure} retry={cases.reload} />}
            {cases.busy && !cases.data && <Progress />}
            {cases.data?.cases.length === 0 && <p>{texts.atCounter.todayNone}</p>}
            {cases.data && cases.data.cases.length > 0 && (
              <Today texts={texts} display={chosen} cases={cases.data.cases} busy={cases.busy} />
            )}
            {cases.data?.nextCursor && (
              <p class="aside">{fill(texts.atCounter.todayMore, { n: format.count(listed) })}</p>
            )}
          </section>
          <p>
            <a href="/admin/displays">{texts.atCounter.displays}</a>
          </p>
        </>
      )}
    </>
  );
}

/** For a keyboard or a bar code reader, which ends with Enter: after each call the field is ready for the next. */
function CallForm({ texts, display }: { texts: DisplayWords; display: Display }) {
  const { words } = useTexts();
  const { client, announce, sessionEnded } = useSurroundings();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { counter, displayId } = display;

  async function attempt(act: () => Promise<void>, explain: (reason: Refusal) => string) {
    setError(undefined);
    setBusy(true);
    try {
      await act();
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      if (reason.status === 401) return sessionEnded();
      setError(explain(reason));
    }
    setBusy(false);
  }

  const call = () => {
    const field = form.current?.elements.namedItem('caseCode');
    if (!(field instanceof HTMLInputElement)) return;
    const code = field.value.trim();
    field.select();
    if (code === '') return setError(texts.atCounter.caseCodeBad);
    void attempt(
      async () => {
        const { seconds } = await client.showAt(displayId, code);
        announce(fill(texts.shown, { code: code.toUpperCase(), counter, seconds }));
      },
      (reason) => (reason.code === 'not-found' ? fill(texts.atCounter.unknown, { code }) : refusalText(reason, words)),
    );
  };
  const clear = () =>
    void attempt(
      async () => {
        await client.clearAt(displayId);
        announce(fill(texts.atCounter.cleared, { counter }));
      },
      (reason) => refusalText(reason, words),
    );

  return (
    <form
      ref={form}
      class="case-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) call();
      }}
    >
      <TextField
        id="caseCode"
        label={texts.atCounter.caseCode}
        error={error}
        input={{ maxLength: 64, autocomplete: 'off', spellcheck: false }}
      />
      <p class="actions">
        <button type="submit" class="button primary" aria-disabled={busy}>
          {fill(texts.show, { counter })}
        </button>
        <button type="button" class="button" aria-disabled={busy} onClick={() => !busy && clear()}>
          {texts.atCounter.clear}
        </button>
      </p>
    </form>
  );
}

function Today(props: { texts: DisplayWords; display: Display; cases: readonly Case[]; busy: boolean }) {
  const { texts, display, cases, busy } = props;
  const { columns, title } = texts.atCounter;
  const list: Column<Case>[] = [
    { key: 'case', heading: columns.caseCode, cell: ({ caseCode }) => caseCode },
    { key: 'procedure', heading: columns.procedure, cell: ({ procedureName }) => procedureName },
    {
      key: 'actions',
      heading: columns.actions,
      cell: ({ caseCode }) => <CallButton caseCode={caseCode} display={display} look="button" />,
    },
  ];
  return <DataTable caption={title} columns={list} rows={cases} rowKey={({ caseCode }) => caseCode} busy={busy} />;
}
