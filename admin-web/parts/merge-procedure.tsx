import { useState } from 'preact/hooks';
import { type Field, type MergePreview, nameOf, type Procedure } from '../client.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
import { likelyProcedures } from '../likely-procedures.ts';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import type { CatalogueWords } from '../words/catalogue/vi.ts';
import { fill, fillCounted } from '../words/fill.ts';
import { Combobox } from './combobox.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { Failure } from './failure.tsx';
import { FormField } from './form-field.tsx';

interface Props {
  readonly texts: CatalogueWords;
  readonly fields: readonly Field[];
  readonly procedures: readonly Procedure[];
  readonly procedure: Procedure;
  merged(into: string): void;
}

/** Chooses the procedure that another code stands for, and shows what that changes before it is done. */
export function MergeProcedure({ texts, fields, procedures, procedure, merged }: Props) {
  const { words, format } = useTexts();
  const { client } = useSurroundings();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [chosen, choose] = useState('');
  const [looked, setLooked] = useState<{ into: Procedure; preview: MergePreview }>();
  const [busy, setBusy] = useState(false);
  const { merge } = texts;
  const { procedureCode } = procedure;
  const likely = procedure.reviewed ? [] : likelyProcedures(procedure, procedures);

  async function look(code: string) {
    const into = procedures.find((known) => known.procedureCode === code);
    if (!into) return setErrors([{ id: 'into', text: merge.choose }]);
    setErrors([]);
    setBusy(true);
    try {
      setLooked({ into, preview: await client.mergePreview(procedureCode, code) });
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setErrors(formErrors(reason, ['into'], words));
    }
    setBusy(false);
  }

  return (
    <section class="stack" aria-labelledby="merge">
      <h2 id="merge">{merge.title}</h2>
      <form
        class="case-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void look(String(new FormData(event.currentTarget).get('into') ?? ''));
        }}
      >
        <ErrorSummary
          heading={fillCounted(words.errorSummary, errors.length, { n: format.count(errors.length) })}
          errors={errors}
        />
        <p class="aside">{merge.lead}</p>
        {likely.length > 0 && (
          <div>
            <p>{merge.likely}</p>
            <ul class="names">
              {likely.map((known) => (
                <li key={known.procedureCode}>
                  <button type="button" class="quiet" onClick={() => choose(known.procedureCode)}>
                    {known.procedureCode} – {known.nameVi}
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
        <FormField
          id="into"
          label={merge.into}
          hint={merge.intoHint}
          error={errors.find(({ id }) => id === 'into')?.text}
        >
          {(described) => (
            <Combobox
              key={chosen}
              described={described}
              name="into"
              listLabel={merge.options}
              options={procedures
                .filter((known) => known.procedureCode !== procedureCode && known.mergedInto === null)
                .map((known) => ({ value: known.procedureCode, text: `${known.procedureCode} – ${known.nameVi}` }))}
              value={chosen}
            />
          )}
        </FormField>
        <p class="actions">
          <button type="submit" class="button" aria-disabled={busy}>
            {merge.look}
          </button>
        </p>
      </form>
      {looked && (
        <Preview
          {...{ texts, fields, procedure, ...looked }}
          close={() => setLooked(undefined)}
          done={() => merged(looked.into.procedureCode)}
        />
      )}
    </section>
  );
}

function Preview(props: {
  texts: CatalogueWords;
  fields: readonly Field[];
  procedure: Procedure;
  into: Procedure;
  preview: MergePreview;
  close: () => void;
  done: () => void;
}) {
  const { texts, fields, procedure, into, preview, close, done } = props;
  const { words, format, language } = useTexts();
  const { client } = useSurroundings();
  const [failure, setFailure] = useState<Refusal>();
  const [busy, setBusy] = useState(false);
  const { merge } = texts;
  const codes = { code: procedure.procedureCode, into: into.procedureCode };
  const fieldName = (id: string) => {
    const field = fields.find(({ fieldId }) => fieldId === id);
    return field ? nameOf(field, language) : id;
  };
  const { cases, settledQuarters } = preview;

  async function go() {
    setBusy(true);
    setFailure(undefined);
    try {
      await client.mergeProcedure(procedure.procedureCode, {
        into: into.procedureCode,
        revision: procedure.revision,
      });
      done();
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setFailure(reason);
      setBusy(false);
    }
  }

  return (
    <Dialog title={fill(merge.previewTitle, codes)} close={close}>
      <ul>
        <li>
          {fillCounted(merge.cases, cases, {
            n: format.count(cases),
            codes: format.list(preview.codes),
            name: into.nameVi,
          })}
        </li>
        <li>{fill(merge.later, { name: into.nameVi, field: fieldName(into.fieldId) })}</li>
        {procedure.fieldId !== into.fieldId && <li>{fill(merge.stays, { field: fieldName(procedure.fieldId) })}</li>}
        <li>{merge.open}</li>
        <li>
          {settledQuarters.length > 0
            ? fill(merge.settled, { quarters: format.list(settledQuarters.map(quarterText)) })
            : merge.settledNone}
        </li>
        <li>{merge.undo}</li>
      </ul>
      {failure && <Failure refusal={failure} />}
      <form method="dialog" class="actions">
        <button type="button" class="button primary" aria-disabled={busy} onClick={() => !busy && void go()}>
          {fill(merge.submit, codes)}
        </button>
        <button type="submit" class="button">
          {words.cancel}
        </button>
      </form>
    </Dialog>
  );

  function quarterText(quarter: string): string {
    const [year = '', number = ''] = quarter.split('-Q');
    const last = Number(number) * 3;
    const month = (which: number) => `${year}-${String(which).padStart(2, '0')}`;
    return format.period({ from: month(last - 2), to: month(last) } as Parameters<typeof format.period>[0]);
  }
}
