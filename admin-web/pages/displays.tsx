import { useState } from 'preact/hooks';
import type { Display, Pairing } from '../client.ts';
import { useTexts } from '../language.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Confirm, Dialog } from '../parts/dialog.tsx';
import { DisplayForm } from '../parts/display-form.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { Refusal } from '../refusal.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { en } from '../words/displays/en.ts';
import { type DisplayWords, vi } from '../words/displays/vi.ts';
import { fill } from '../words/fill.ts';

type Open = { readonly kind: 'edit' | 'remove'; readonly display: Display } | { readonly kind: 'pair'; made: Pairing };

/** Counters' screens: added, paired with a device, changed, removed. */
export default function Displays() {
  const { client, announce, sessionEnded } = useSurroundings();
  const { format, language } = useTexts();
  const texts = { vi, en }[language];
  const loaded = useResource('displays', (signal) => client.displays(signal));
  const [open, setOpen] = useState<Open>();
  const [failure, setFailure] = useState<Refusal>();
  // A form that was saved starts empty.
  const [round, setRound] = useState(0);

  async function pairAnew({ displayId }: Display) {
    setFailure(undefined);
    try {
      setOpen({ kind: 'pair', made: await client.renewPairing(displayId) });
      loaded.reload();
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      if (reason.status === 401) return sessionEnded();
      setFailure(reason);
    }
  }

  const columns: Column<Display>[] = [
    { key: 'counter', heading: texts.columns.counter, cell: ({ counter }) => counter },
    {
      key: 'kind',
      heading: texts.columns.kind,
      cell: ({ answersHere, showsOnClose }) => (
        <>
          {answersHere ? texts.tablet : texts.screen}
          {showsOnClose && <small>{texts.byItself}</small>}
        </>
      ),
    },
    { key: 'state', heading: texts.columns.state, cell: ({ state }) => texts.states[state] },
    {
      key: 'seen',
      heading: texts.columns.seen,
      cell: ({ seenOn }) => (seenOn ? format.tableDate(seenOn) : <span class="none">{texts.never}</span>),
    },
    {
      key: 'actions',
      heading: texts.columns.actions,
      cell: (display) => {
        const { counter } = display;
        return (
          <span class="row-actions">
            <button
              type="button"
              class="quiet"
              aria-label={fill(texts.pairOf, { counter })}
              onClick={() => void pairAnew(display)}
            >
              {texts.pair}
            </button>
            <button
              type="button"
              class="quiet"
              aria-label={fill(texts.editOf, { counter })}
              onClick={() => setOpen({ kind: 'edit', display })}
            >
              {texts.edit}
            </button>
            <button
              type="button"
              class="quiet"
              aria-label={fill(texts.removeOf, { counter })}
              onClick={() => setOpen({ kind: 'remove', display })}
            >
              {texts.remove}
            </button>
          </span>
        );
      },
    },
  ];
  return (
    <>
      <PageTitle text={texts.title} />
      <p class="reading">{texts.lead}</p>
      {loaded.failure && <Failure refusal={loaded.failure} retry={loaded.reload} />}
      {failure && <Failure refusal={failure} />}
      {loaded.busy && !loaded.data && <Progress />}
      {loaded.data?.length === 0 && <p class="lead empty">{texts.none}</p>}
      {loaded.data && loaded.data.length > 0 && (
        <DataTable
          caption={texts.title}
          columns={columns}
          rows={loaded.data}
          rowKey={({ displayId }) => displayId}
          busy={loaded.busy}
        />
      )}
      {loaded.data && (
        <section class="stack for-screen" aria-labelledby="add">
          <h2 id="add">{texts.add}</h2>
          <DisplayForm
            key={round}
            texts={texts}
            submit={texts.add}
            save={async (settings) => {
              setOpen({ kind: 'pair', made: await client.addDisplay(settings) });
              setRound(round + 1);
              loaded.reload();
            }}
          />
        </section>
      )}
      {open?.kind === 'pair' && (
        <PairingDialog
          texts={texts}
          made={open.made}
          close={() => {
            setOpen(undefined);
            // By now the code may have been typed.
            loaded.reload();
          }}
        />
      )}
      {open?.kind === 'edit' && (
        <Dialog title={fill(texts.editTitle, { counter: open.display.counter })} close={() => setOpen(undefined)}>
          <DisplayForm
            texts={texts}
            before={open.display}
            submit={texts.save}
            save={async (settings) => {
              const { counter } = await client.changeDisplay(open.display.displayId, settings);
              announce(fill(texts.saved, { counter }));
              loaded.reload();
            }}
          />
        </Dialog>
      )}
      {open?.kind === 'remove' && (
        <Confirm
          title={fill(texts.removeTitle, { counter: open.display.counter })}
          text={texts.removeText}
          action={texts.remove}
          close={() => setOpen(undefined)}
          act={async () => {
            await client.removeDisplay(open.display.displayId);
            announce(fill(texts.removed, { counter: open.display.counter }));
            loaded.reload();
          }}
        />
      )}
    </>
  );
}

function PairingDialog({ texts, made, close }: { texts: DisplayWords; made: Pairing; close: () => void }) {
  const { words } = useTexts();
  const { code, address, minutes } = made.pairing;
  const [before, after] = texts.pairing.how.split('{address}');
  return (
    <Dialog title={fill(texts.pairing.title, { counter: made.display.counter })} close={close}>
      <p>
        {before}
        <b>{address}</b>
        {after}
      </p>
      <p class="qr-code">{code}</p>
      <p>{fill(texts.pairing.until, { minutes })}</p>
      <p class="aside">{texts.pairing.once}</p>
      <form method="dialog" class="actions">
        <button type="submit" class="button primary">
          {words.close}
        </button>
      </form>
    </Dialog>
  );
}
