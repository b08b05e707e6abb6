import type { ImportSummary } from '../client.ts';
import { useTexts } from '../language.ts';
import { address } from '../navigation.ts';
import { dayOn } from '../period.ts';
import type { ImportWords } from '../words/imports/vi.ts';
import { DataTable } from './data-table.tsx';

/** The unit's last imports; each leads to what it came to. */
export function LastImports({ imports, texts }: { imports: readonly ImportSummary[]; texts: ImportWords }) {
  const { format } = useTexts();
  if (imports.length === 0) return null;
  const { last, states } = texts;
  return (
    <section class="stack">
      <h2>{texts.lastTitle}</h2>
      <DataTable
        caption={texts.lastTitle}
        rows={imports}
        rowKey={({ importId }) => importId}
        columns={[
          {
            key: 'when',
            heading: last.when,
            cell: ({ importId, madeAt }) => (
              <a href={address('/admin/cases/import', { id: importId })}>{format.tableDate(dayOn(new Date(madeAt)))}</a>
            ),
          },
          { key: 'by', heading: last.by, cell: ({ by }) => by },
          { key: 'rows', heading: last.rows, numeric: true, cell: ({ rows }) => format.count(rows) },
          { key: 'created', heading: last.created, numeric: true, cell: ({ created }) => format.count(created) },
          { key: 'updated', heading: last.updated, numeric: true, cell: ({ updated }) => format.count(updated) },
          {
            key: 'rejected',
            heading: last.rejected,
            numeric: true,
            cell: ({ rejectedRows }) => format.count(rejectedRows),
          },
          { key: 'state', heading: last.state, cell: ({ state }) => states[state] },
        ]}
      />
    </section>
  );
}
