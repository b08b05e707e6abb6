import { useRef, useState } from 'preact/hooks';
import { type Scope, scopes } from '../../db/vocabulary.ts';
import type { ApiKey } from '../client.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
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

/** The keys of the unit's other systems: made, listed, revoked. */
export function ApiKeys({ texts }: { texts: IntegrationWords }) {
  const { client, announce } = useSurroundings();
  const { format } = useTexts();
  const loaded = useResource('api-keys', (signal) => client.apiKeys(signal));
  const [made, make] = useState<{ name: string; key: string; closesAndReads: boolean }>();
  const [leaving, leave] = useState<ApiKey>();
  const { keys } = texts;
  return (
    <section class="stack">
      <h2>{keys.title}</h2>
      <p class="reading">{keys.lead}</p>
      {loaded.failure && <Failure refusal={loaded.failure} retry={loaded.reload} />}
      {loaded.data?.length === 0 && <p class="notice">{keys.none}</p>}
      {loaded.data && loaded.data.length > 0 && (
        <DataTable
          caption={keys.caption}
          rows={loaded.data}
          rowKey={({ keyId }) => keyId}
          columns={[
            { key: 'name', heading: keys.columns.name, cell: ({ name }) => name },
            {
              key: 'scopes',
              heading: keys.columns.scopes,
              cell: (key) => (
                <>
                  {key.scopes.map((scope) => keys.scopes[scope]).join('; ')}
                  {key.closesAndReads && <strong class="error"> {keys.bothMark}</strong>}
                </>
              ),
            },
            { key: 'createdOn', heading: keys.columns.createdOn, cell: (key) => format.tableDate(key.createdOn) },
            {
              key: 'lastUsedOn',
              heading: keys.columns.lastUsedOn,
              cell: ({ lastUsedOn }) => (lastUsedOn ? format.tableDate(lastUsedOn) : texts.never),
            },
            {
              key: 'action',
              heading: texts.action,
              cell: (key) => (
                <button
                  type="button"
                  class="button danger"
                  aria-label={fill(keys.revokeOf, { name: key.name })}
                  onClick={() => leave(key)}
                >
                  {texts.revoke}
                </button>
              ),
            },
          ]}
        />
      )}
      {made && (
        <ShownOnce
          texts={texts}
          label={fill(keys.made, { name: made.name })}
          text={made.key}
          warning={made.closesAndReads ? keys.both : undefined}
          hide={() => make(undefined)}
        />
      )}
      <NewKey
        key={made?.key ?? 'none'}
        texts={texts}
        made={(key) => {
          make(key);
          announce(fill(keys.announce, { name: key.name }));
          loaded.reload();
        }}
      />
      {leaving && (
        <Confirm
          title={keys.revokeTitle}
          text={fill(keys.revokeText, { name: leaving.name })}
          action={texts.revoke}
          close={() => leave(undefined)}
          act={async () => {
            await client.endApiKey(leaving.keyId);
            announce(fill(keys.revoked, { name: leaving.name }));
            loaded.reload();
          }}
        />
      )}
    </section>
  );
}

function NewKey(props: {
  texts: IntegrationWords;
  made: (key: { name: string; key: string; closesAndReads: boolean }) => void;
}) {
  const { keys } = props.texts;
  const { words, format } = useTexts();
  const { client } = useSurroundings();
  const [chosen, choose] = useState<readonly Scope[]>(['cases:write']);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  async function submit() {
    const name = String(new FormData(form.current ?? undefined).get('name') ?? '').trim();
    const missing: FormError[] = [
      ...(name === '' ? [{ id: 'name', text: keys.nameBad }] : []),
      ...(chosen.length === 0 ? [{ id: 'scope-cases:write', text: keys.scopesBad }] : []),
    ];
    setErrors(missing);
    if (missing.length > 0) return;
    setBusy(true);
    try {
      const { key, closesAndReads } = await client.createApiKey({ name, scopes: [...chosen] });
      props.made({ name, key, closesAndReads });
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setErrors(formErrors(reason, ['name'], words));
    }
    setBusy(false);
  }

  const toggle = (scope: Scope) =>
    choose(chosen.includes(scope) ? chosen.filter((other) => other !== scope) : [...chosen, scope]);
  const mixes = chosen.includes('cases:write') && chosen.length > 1;
  return (
    <form
      ref={form}
      noValidate
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <h3>{keys.add}</h3>
      <ErrorSummary
        heading={fillCounted(words.errorSummary, errors.length, { n: format.count(errors.length) })}
        errors={errors}
      />
      <TextField
        id="name"
        label={keys.name}
        hint={keys.nameHint}
        error={errors.find(({ id }) => id === 'name')?.text}
        input={{ maxLength: 100, autocomplete: 'off' }}
      />
      <fieldset>
        <legend>{keys.scopesLabel}</legend>
        {scopes.map((scope) => (
          <div key={scope} class="check">
            <input
              type="checkbox"
              id={`scope-${scope}`}
              checked={chosen.includes(scope)}
              onChange={() => toggle(scope)}
            />
            <label for={`scope-${scope}`}>{keys.scopes[scope]}</label>
          </div>
        ))}
      </fieldset>
      <div role="status">{mixes && <p class="notice">{keys.both}</p>}</div>
      <p class="actions">
        <button type="submit" class="button primary" aria-disabled={busy}>
          {keys.add}
        </button>
      </p>
    </form>
  );
}
