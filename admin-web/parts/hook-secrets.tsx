import { useState } from 'preact/hooks';
import type { HookSecret } from '../client.ts';
import { useTexts } from '../language.ts';
import { Refusal } from '../refusal.ts';
import type { Resource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';
import type { IntegrationWords } from '../words/integration/vi.ts';
import { Copyable } from './copyable.tsx';
import { DataTable } from './data-table.tsx';
import { Confirm } from './dialog.tsx';
import { Failure } from './failure.tsx';
import { ShownOnce } from './shown-once.tsx';

interface Props {
  readonly texts: IntegrationWords;
  readonly loaded: Resource<{ address: string; secrets: HookSecret[] }>;
}

/** Where signed events go, and the secrets that they are signed with. */
export function HookSecrets({ texts, loaded }: Props) {
  const { client, announce } = useSurroundings();
  const { format } = useTexts();
  const [made, make] = useState<string>();
  const [leaving, leave] = useState<HookSecret>();
  const [failure, setFailure] = useState<Refusal>();
  const { secrets } = texts;
  const { data } = loaded;

  async function create() {
    setFailure(undefined);
    try {
      const { secret } = await client.createHookSecret();
      make(secret);
      announce(secrets.announce);
      loaded.reload();
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setFailure(reason);
    }
  }

  return (
    <section class="stack">
      <h2>{secrets.title}</h2>
      <p class="reading">{secrets.lead}</p>
      {loaded.failure && <Failure refusal={loaded.failure} retry={loaded.reload} />}
      {data && <Copyable label={secrets.address} text={data.address} copy={texts.copy} copied={texts.copied} />}
      {data?.secrets.length === 0 && <p class="notice">{secrets.none}</p>}
      {data && data.secrets.length > 0 && (
        <DataTable
          caption={secrets.caption}
          rows={data.secrets}
          rowKey={({ secretId }) => secretId}
          columns={[
            {
              key: 'secretId',
              heading: secrets.columns.secretId,
              cell: ({ secretId, readable }) => (
                <>
                  {shortId(secretId)}
                  {!readable && <strong class="error"> {secrets.unreadable}</strong>}
                </>
              ),
            },
            { key: 'createdOn', heading: secrets.columns.createdOn, cell: (one) => format.tableDate(one.createdOn) },
            {
              key: 'lastUsedOn',
              heading: secrets.columns.lastUsedOn,
              cell: ({ lastUsedOn }) => (lastUsedOn ? format.tableDate(lastUsedOn) : texts.never),
            },
            {
              key: 'action',
              heading: texts.action,
              cell: (one) => (
                <button
                  type="button"
                  class="button danger"
                  aria-label={fill(secrets.revokeOf, { id: shortId(one.secretId) })}
                  onClick={() => leave(one)}
                >
                  {texts.revoke}
                </button>
              ),
            },
          ]}
        />
      )}
      {made && <ShownOnce texts={texts} label={secrets.made} text={made} hide={() => make(undefined)} />}
      {failure && <Failure refusal={failure} />}
      <p class="aside">{secrets.rotate}</p>
      <p class="actions">
        <button type="button" class="button primary" onClick={() => void create()}>
          {secrets.add}
        </button>
      </p>
      {leaving && (
        <Confirm
          title={secrets.revokeTitle}
          text={fill(secrets.revokeText, { id: shortId(leaving.secretId) })}
          action={texts.revoke}
          close={() => leave(undefined)}
          act={async () => {
            await client.endHookSecret(leaving.secretId);
            announce(secrets.revoked);
            loaded.reload();
          }}
        />
      )}
    </section>
  );
}

/** As much of an id as tells two apart; the audit log says as much. */
const shortId = (id: string): string => id.slice(0, 8);
