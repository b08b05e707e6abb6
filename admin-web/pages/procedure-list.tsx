import { useState } from 'preact/hooks';
import type { ProcedureImport } from '../client.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
import { navigate } from '../navigation.ts';
import { DataTable } from '../parts/data-table.tsx';
import { ErrorSummary, type FormError } from '../parts/error-summary.tsx';
import { FormField } from '../parts/form-field.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import { en } from '../words/catalogue/en.ts';
import { vi } from '../words/catalogue/vi.ts';
import { fill, fillCounted } from '../words/fill.ts';

interface Looked {
  readonly file: File;
  readonly result: ProcedureImport;
}

/** A national list from a sheet: looked at first, then saved. */
export default function ProcedureList() {
  const { client, announce } = useSurroundings();
  const { words, format, language } = useTexts();
  const texts = { vi, en }[language];
  const { list } = texts;
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [looked, setLooked] = useState<Looked>();
  const [busy, setBusy] = useState(false);

  /** One request at a time; what goes wrong is said at the file, and the preview is gone. */
  async function send(work: () => Promise<void>) {
    if (busy) return;
    setErrors([]);
    setBusy(true);
    try {
      await work();
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setLooked(undefined);
      setErrors(formErrors(reason, ['file'], words).map((error) => ({ ...error, id: 'file' })));
    }
    setBusy(false);
  }

  const look = (file: File) =>
    send(async () => setLooked({ file, result: await client.importProcedures(file, { dryRun: 'true' }) }));
  const take = ({ file, result }: Looked) =>
    send(async () => {
      const skips = result.rejected.length > 0;
      const { added, changed } = await client.importProcedures(file, skips ? { onError: 'skip' } : {});
      const said = fill(list.taken, { added: format.count(added), changed: format.count(changed) });
      announce(said, '/admin/catalogue');
      navigate('/admin/catalogue');
    });

  return (
    <>
      <p class="for-screen">
        <a href="/admin/catalogue">← {texts.back}</a>
      </p>
      <PageTitle text={list.title} />
      <p class="reading">{list.lead}</p>
      <form
        class="case-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const file = new FormData(event.currentTarget).get('file');
          if (file instanceof File && file.size > 0) void look(file);
          else setErrors([{ id: 'file', text: list.noFile }]);
        }}
      >
        <ErrorSummary
          heading={fillCounted(words.errorSummary, errors.length, { n: format.count(errors.length) })}
          errors={errors}
        />
        <FormField id="file" label={list.file} hint={list.fileHint} error={errors[0]?.text}>
          {(described) => (
            <input
              {...described}
              type="file"
              name="file"
              accept=".xlsx,.csv"
              onChange={() => {
                setLooked(undefined);
                setErrors([]);
              }}
            />
          )}
        </FormField>
        <p class="actions">
          <button type="submit" class={looked ? 'button' : 'button primary'} aria-disabled={busy}>
            {busy ? list.reading : list.look}
          </button>
        </p>
      </form>
      {looked && <Preview {...looked} busy={busy} take={() => void take(looked)} />}
    </>
  );
}

function Preview({ file, result, busy, take }: Looked & { busy: boolean; take: () => void }) {
  const { format, language } = useTexts();
  const { list } = { vi, en }[language];
  const { rejected, newFields } = result;
  const hasMore = result.added + result.changed > 0;
  const counts = ['added', 'changed', 'unchanged', 'otherField'] as const;
  return (
    <section class="stack">
      <p role="status">
        <b>{fill(list.preview, { file: file.name })}</b>{' '}
        {fillCounted(list.rows, result.rows, { n: format.count(result.rows) })}
      </p>
      <dl class="facts">
        {counts.map((name) => (
          <div key={name}>
            <dt>{list[name]}</dt>
            <dd>
              <b>{format.count(result[name])}</b>
            </dd>
          </div>
        ))}
        {newFields.length > 0 && (
          <div>
            <dt>{list.newFields}</dt>
            <dd>
              <b>{format.count(newFields.length)}</b>
              <small>{format.list(newFields)}</small>
            </dd>
          </div>
        )}
      </dl>
      {rejected.length > 0 && (
        <>
          <h2>
            {list.rejected} <span class="count">{format.count(rejected.length)}</span>
          </h2>
          <DataTable
            caption={list.rejected}
            columns={[
              { key: 'row', heading: list.columns.row, cell: ({ row }) => format.count(row) },
              { key: 'value', heading: list.columns.value, cell: ({ value }) => value },
              { key: 'problem', heading: list.columns.problem, cell: ({ problem }) => problem },
            ]}
            rows={rejected}
            rowKey={({ row }) => String(row)}
          />
        </>
      )}
      {hasMore ? (
        <p class="actions">
          <button type="button" class="button primary" aria-disabled={busy} onClick={take}>
            {rejected.length > 0 ? list.takeOthers : list.take}
          </button>
        </p>
      ) : (
        <p class="lead empty">{list.nothing}</p>
      )}
    </section>
  );
}
