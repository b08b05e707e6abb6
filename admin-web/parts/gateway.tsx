import { useRef, useState } from 'preact/hooks';
import type { GatewayState } from '../client.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
import { minuteOf } from '../minute.ts';
import { Refusal } from '../refusal.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill, fillCounted } from '../words/fill.ts';
import type { IntegrationWords } from '../words/integration/vi.ts';
import { DataTable } from './data-table.tsx';
import { Confirm } from './dialog.tsx';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { Failure } from './failure.tsx';
import { TextField } from './form-field.tsx';
import { ShownOnce } from './shown-once.tsx';

/** Where new rating codes are told to, and what could not be told. */
export function Gateway({ texts }: { texts: IntegrationWords }) {
  const { outgoing } = texts;
  const { client, announce } = useSurroundings();
  const { words, format } = useTexts();
  const loaded = useResource('gateway', (signal) => client.gateway(signal));
  const [secret, show] = useState<string>();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [failure, setFailure] = useState<Refusal>();
  const [tried, setTried] = useState<string>();
  const [removing, remove] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const endpoint = loaded.data?.endpoint;

  async function save() {
    const url = String(new FormData(form.current ?? undefined).get('url') ?? '').trim();
    setErrors(url === '' ? [{ id: 'url', text: outgoing.urlBad }] : []);
    if (url === '') return;
    try {
      const made = await client.saveGateway(url);
      if (made.secret) show(made.secret);
      announce(outgoing.saved);
      loaded.reload();
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setErrors(formErrors(reason, ['url'], words));
    }
  }

  async function act(work: () => Promise<void>) {
    setFailure(undefined);
    setTried(undefined);
    try {
      await work();
      loaded.reload();
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setFailure(reason);
    }
  }
  const renew = () =>
    act(async () => {
      const made = await client.renewGatewaySecret();
      show(made.secret);
      announce(fill(outgoing.secretDone, { days: format.count(made.formerDays) }));
    });
  const tryIt = () =>
    act(async () => {
      const { delivered, result } = await client.tryGateway();
      setTried(delivered ? outgoing.tried : fill(outgoing.notTried, { failure: failureText(result, outgoing) }));
    });
  const resend = () =>
    act(async () => {
      const { resent } = await client.resendToGateway();
      announce(fill(outgoing.resent, { n: format.count(resent) }));
    });

  return (
    <section class="stack" id="gateway">
      <h2>{outgoing.title}</h2>
      <p class="reading">{outgoing.lead}</p>
      {loaded.failure && <Failure refusal={loaded.failure} retry={loaded.reload} />}
      {loaded.data && !endpoint && <p class="notice">{outgoing.none}</p>}
      {endpoint && <State endpoint={endpoint} texts={texts} />}
      {secret && <ShownOnce texts={texts} label={outgoing.secret} text={secret} hide={() => show(undefined)} />}
      {failure && <Failure refusal={failure} />}
      <div role="status">{tried && <p class="notice">{tried}</p>}</div>
      {loaded.data && (
        <form
          ref={form}
          key={endpoint?.url ?? ''}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <ErrorSummary
            heading={fillCounted(words.errorSummary, errors.length, { n: format.count(errors.length) })}
            errors={errors}
          />
          <TextField
            id="url"
            label={outgoing.url}
            hint={outgoing.urlHint}
            error={errors.find(({ id }) => id === 'url')?.text}
            value={endpoint?.url ?? ''}
            input={{ maxLength: 2000, autocomplete: 'off', spellcheck: false, autocapitalize: 'off' }}
          />
          <p class="actions">
            <button type="submit" class="button primary">
              {outgoing.save}
            </button>
            {endpoint && (
              <>
                <button type="button" class="button" onClick={() => void tryIt()}>
                  {outgoing.try}
                </button>
                <button type="button" class="button" onClick={() => void renew()}>
                  {outgoing.renew}
                </button>
                <button type="button" class="button danger" onClick={() => remove(true)}>
                  {outgoing.remove}
                </button>
              </>
            )}
          </p>
        </form>
      )}
      {loaded.data && loaded.data.failures.length > 0 && (
        <>
          <Failures failures={loaded.data.failures} texts={texts} />
          <p class="actions">
            <button type="button" class="button" onClick={() => void resend()}>
              {outgoing.resend}
            </button>
          </p>
        </>
      )}
      {removing && (
        <Confirm
          title={outgoing.removeTitle}
          text={outgoing.removeText}
          action={outgoing.remove}
          close={() => remove(false)}
          act={async () => {
            await client.removeGateway();
            show(undefined);
            announce(outgoing.removed);
            loaded.reload();
          }}
        />
      )}
    </section>
  );
}

function State({ endpoint, texts }: { endpoint: NonNullable<GatewayState['endpoint']>; texts: IntegrationWords }) {
  const { outgoing, never } = texts;
  const { format } = useTexts();
  const { waiting, failed, lastDeliveredOn, enabled, readable } = endpoint;
  return (
    <>
      {!enabled && <p class="notice notice-bad">{outgoing.gone}</p>}
      {!readable && <p class="notice notice-bad">{outgoing.unreadable}</p>}
      <p>
        {fill(outgoing.state, {
          waiting: format.count(waiting),
          failed: format.count(failed),
          day: lastDeliveredOn ? format.date(lastDeliveredOn) : never,
        })}
      </p>
    </>
  );
}

function Failures({ failures, texts }: { failures: GatewayState['failures']; texts: IntegrationWords }) {
  const { outgoing } = texts;
  const { format } = useTexts();
  const { columns } = outgoing;
  return (
    <DataTable
      caption={outgoing.caption}
      rows={failures.map((failed, place) => ({ ...failed, place }))}
      rowKey={({ place }) => String(place)}
      columns={[
        { key: 'caseCode', heading: columns.caseCode, cell: ({ caseCode }) => caseCode ?? '–' },
        { key: 'failure', heading: columns.failure, cell: ({ failure }) => failureText(failure, outgoing) },
        { key: 'attempts', heading: columns.attempts, numeric: true, cell: ({ attempts }) => format.count(attempts) },
        {
          key: 'next',
          heading: columns.next,
          cell: ({ nextAttemptAt }) => (nextAttemptAt ? minuteOf(nextAttemptAt, format) : outgoing.givenUp),
        },
      ]}
    />
  );
}

function failureText(failure: string, { failures, status }: IntegrationWords['outgoing']): string {
  const [, code] = /^status-(\d+)$/.exec(failure) ?? [];
  if (code) return fill(status, { status: code });
  return Object.hasOwn(failures, failure) ? failures[failure as keyof typeof failures] : failure;
}
