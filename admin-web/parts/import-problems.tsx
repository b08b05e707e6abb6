import { refusedList } from '../../api/imports/refused-list.ts';
import type { CheckedImport } from '../client.ts';
import { useTexts } from '../language.ts';
import { fill } from '../words/fill.ts';
import type { ImportWords } from '../words/imports/vi.ts';
import { DataTable } from './data-table.tsx';

type Rejected = CheckedImport['rejected'];

/** More than this nobody reads on a page; the download has them all. */
const shownAtMost = 200;

/** What is to be mended in a file, by row, column, value and what is expected. */
export function ImportProblems({ rejected, texts }: { rejected: Rejected; texts: ImportWords }) {
  const { format } = useTexts();
  if (rejected.length === 0) return null;
  const shown = rejected.slice(0, shownAtMost).map((problem, index) => ({ ...problem, index }));
  return (
    <div class="stack">
      <DataTable
        caption={texts.rejectedTitle}
        rows={shown}
        rowKey={({ index }) => String(index)}
        columns={[
          { key: 'row', heading: texts.row, cell: ({ row }) => format.count(row) },
          { key: 'column', heading: texts.column, cell: ({ column }) => column },
          { key: 'value', heading: texts.value, cell: ({ value }) => shownValue(value, texts) },
          { key: 'problem', heading: texts.problem, cell: ({ problem }) => problem },
        ]}
      />
      {rejected.length > shown.length && (
        <p class="aside">
          {fill(texts.firstOf, { shown: format.count(shown.length), all: format.count(rejected.length) })}
        </p>
      )}
    </div>
  );
}

const shownValue = (value: string | null, texts: ImportWords) =>
  value === null ? <i>{texts.noValue}</i> : value && `“${value}”`;

/** Saves the list as a file of this browser's. */
export function downloadProblems(rejected: Rejected, texts: ImportWords): void {
  const text = refusedList([texts.row, texts.column, texts.value, texts.problem], rejected);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = texts.fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}
