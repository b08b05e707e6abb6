import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useCatalogue } from '../catalogue.ts';
import { type Field, nameOf } from '../client.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
import { navigate, withQuery } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { DataTable } from '../parts/data-table.tsx';
import { ErrorSummary, type FormError } from '../parts/error-summary.tsx';
import { Failure } from '../parts/failure.tsx';
import { TextField } from '../parts/form-field.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import { en } from '../words/catalogue/en.ts';
import { type CatalogueWords, vi } from '../words/catalogue/vi.ts';
import { fill, fillCounted } from '../words/fill.ts';

/** The fields of the catalogue, in their order; one of them, or a new one, in the form beneath. */
export default function Fields({ url }: PageProps) {
  const { announce } = useSurroundings();
  const { format, language } = useTexts();
  const texts = { vi, en }[language];
  const catalogue = useCatalogue();
  const [round, setRound] = useState(0);
  const { data } = catalogue;
  const edited = data?.fields.find(({ fieldId }) => fieldId === url.searchParams.get('edit'));
  const { columns, states } = texts.fields;
  return (
    <>
      <p class="for-screen">
        <a href="/admin/catalogue">← {texts.back}</a>
      </p>
      <PageTitle text={texts.fields.title} />
      <p class="reading">{texts.fields.lead}</p>
      {catalogue.failure && <Failure refusal={catalogue.failure} retry={catalogue.reload} />}
      {catalogue.busy && !data && <Progress />}
      {data && (
        <>
          <DataTable
            caption={texts.fields.title}
            columns={[
              { key: 'name', heading: columns.name, cell: (field) => <b>{nameOf(field, language)}</b> },
              { key: 'code', heading: columns.code, cell: ({ fieldId }) => fieldId },
              {
                key: 'procedures',
                heading: columns.procedures,
                numeric: true,
                cell: ({ fieldId }) => (
                  <a href={`/admin/catalogue?field=${fieldId}`}>
                    {format.count(data.procedures.filter((one) => one.fieldId === fieldId).length)}
                  </a>
                ),
              },
              {
                key: 'state',
                heading: columns.state,
                cell: ({ enabled }) => (enabled ? states.open : <span class="tag">{states.closed}</span>),
              },
              {
                key: 'actions',
                heading: columns.action,
                cell: (field) => (
                  <a
                    class="quiet"
                    href={withQuery(url, { edit: field.fieldId })}
                    aria-label={fill(texts.fields.editOf, { field: nameOf(field, language) })}
                    data-replace
                  >
                    {texts.fields.edit}
                  </a>
                ),
              },
            ]}
            rows={data.fields}
            rowKey={({ fieldId }) => fieldId}
          />
          <section class="stack for-screen" aria-labelledby="edit">
            <h2 id="edit">
              {edited ? fill(texts.fields.editOf, { field: nameOf(edited, language) }) : texts.fields.newTitle}
            </h2>
            <FieldForm
              key={`${round} ${edited?.fieldId} ${edited?.revision}`}
              texts={texts}
              before={edited}
              saved={(name) => {
                announce(fill(texts.fields.saved, { field: name }));
                navigate(withQuery(url, { edit: undefined }), { replace: true });
                setRound(round + 1);
                catalogue.reload();
                scrollTo(0, 0);
              }}
            />
          </section>
        </>
      )}
    </>
  );
}

const controls = ['fieldId', 'nameVi', 'nameEn'] as const;

function FieldForm(props: { texts: CatalogueWords; before: Field | undefined; saved: (name: string) => void }) {
  const { texts, before, saved } = props;
  const { words, format } = useTexts();
  const { client } = useSurroundings();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const form = texts.fields;
  const element = useRef<HTMLFormElement>(null);
  // Whoever chose a field in the list above goes on typing here.
  useLayoutEffect(() => {
    if (before) element.current?.querySelector<HTMLInputElement>('#nameVi')?.focus();
  }, []);
  const errorAt = (id: (typeof controls)[number]) => errors.find((error) => error.id === id)?.text;
  const summary = useMemo(() => errors.map((error) => ({ ...error, text: labelled(error, texts) })), [errors, texts]);

  async function submit(given: FormData) {
    const text = (name: string) => String(given.get(name) ?? '').trim();
    const needed = controls.filter((name) => !before || name !== 'fieldId');
    const missing = needed.filter((name) => text(name) === '');
    if (missing.length > 0) return setErrors(missing.map((id) => ({ id, text: texts.procedure.missing })));
    const names = { nameVi: text('nameVi'), nameEn: text('nameEn') };
    setErrors([]);
    setBusy(true);
    try {
      if (before) {
        const changed = { ...names, enabled: !given.has('closed'), revision: before.revision };
        await client.changeField(before.fieldId, changed);
      } else await client.addField({ fieldId: text('fieldId'), ...names });
      saved(names.nameVi);
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setErrors(formErrors(reason, controls, words));
    }
    setBusy(false);
  }

  return (
    <form
      ref={element}
      class="case-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit(new FormData(event.currentTarget));
      }}
    >
      <ErrorSummary
        heading={fillCounted(words.errorSummary, errors.length, { n: format.count(errors.length) })}
        errors={summary}
      />
      {!before && (
        <TextField
          id="fieldId"
          label={form.fieldId}
          hint={form.fieldIdHint}
          error={errorAt('fieldId')}
          input={{ maxLength: 64, autocomplete: 'off', spellcheck: false, autocapitalize: 'none' }}
        />
      )}
      <TextField
        id="nameVi"
        label={form.nameVi}
        error={errorAt('nameVi')}
        value={before?.nameVi}
        input={{ maxLength: 200, autocomplete: 'off' }}
      />
      <TextField
        id="nameEn"
        label={form.nameEn}
        error={errorAt('nameEn')}
        value={before?.nameEn}
        input={{ maxLength: 200, autocomplete: 'off' }}
      />
      {before && (
        <div class="field">
          <label class="check">
            <input type="checkbox" name="closed" defaultChecked={!before.enabled} aria-describedby="closed-hint" />
            {form.closed}
          </label>
          <p id="closed-hint" class="hint">
            {form.closedHint}
          </p>
        </div>
      )}
      <p class="actions">
        <button type="submit" class="button primary" aria-disabled={busy}>
          {busy ? texts.procedure.saving : texts.procedure.submit}
        </button>
        {before && <a href="/admin/catalogue/fields">{words.cancel}</a>}
      </p>
    </form>
  );
}

function labelled({ id, text }: FormError, { fields }: CatalogueWords): string {
  const control = controls.find((known) => known === id);
  return control ? `${fields[control]}: ${text}` : text;
}
