import { useState } from 'preact/hooks';
import { type CaseColumn, caseColumns } from '../../api/imports/case-columns.ts';
import type { ColumnChoice, FileColumn } from '../file-reading.ts';
import { fill } from '../words/fill.ts';
import type { ImportWords } from '../words/imports/vi.ts';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { FormField } from './form-field.tsx';

const needed: readonly CaseColumn[] = ['caseCode', 'closedOn'];

/** Says by hand which column of a file holds what; columns about persons are not offered. */
export function ColumnChoiceForm(props: {
  texts: ImportWords;
  columns: readonly FileColumn[];
  choose: (mapping: ColumnChoice) => void;
}) {
  const { columns, choose } = props;
  const { columns: texts } = props.texts;
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const offered = columns.filter(({ use }) => use !== 'personal');

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const chosen = new Map(caseColumns.map((column) => [column, String(form.get(column) ?? '')]));
    const missing = needed.filter((column) => !chosen.get(column));
    const found: FormError[] = missing.map((column) => ({
      id: column,
      text: fill(texts.missing, { columns: texts.names[column] }),
    }));
    if (!chosen.get('procedure') && !chosen.get('procedureName')) {
      found.push({ id: 'procedureName', text: texts.oneProcedure });
    }
    setErrors(found);
    if (found.length > 0) return;
    const mapping: Record<string, CaseColumn | null> = Object.fromEntries(offered.map(({ header }) => [header, null]));
    for (const [column, header] of chosen) if (header) mapping[header] = column;
    choose(mapping);
  }

  return (
    <form class="stack" onSubmit={submit} noValidate aria-labelledby="columns">
      <h2 id="columns" tabIndex={-1}>
        {texts.title}
      </h2>
      <p class="reading">{texts.lead}</p>
      <ErrorSummary heading={texts.title} errors={errors} />
      <div class="field-row">
        {caseColumns.map((column) => (
          <FormField
            key={column}
            id={column}
            label={`${texts.names[column]}${needed.includes(column) ? ` ${texts.needed}` : ''}`}
            error={errors.find(({ id }) => id === column)?.text}
          >
            {(described) => (
              <select {...described} name={column} defaultValue={headerFor(column, columns)}>
                <option value="">{texts.none}</option>
                {offered.map(({ header }) => (
                  <option key={header} value={header} selected={header === headerFor(column, columns)}>
                    {header}
                  </option>
                ))}
              </select>
            )}
          </FormField>
        ))}
      </div>
      <p>
        <button type="submit" class="button primary">
          {texts.go}
        </button>
      </p>
    </form>
  );
}

/** The header that was recognised for a column already. */
const headerFor = (column: CaseColumn, columns: readonly FileColumn[]): string =>
  columns.find(({ use }) => use === column)?.header ?? '';
