import type { ComponentChildren } from 'preact';
import { useTexts } from '../language.ts';

export interface Column<Row> {
  readonly key: string;
  readonly heading: string;
  /** Drawn under the heading, for the eye only. */
  readonly below?: ComponentChildren;
  readonly numeric?: boolean;
  /** Whether readers may order the table by it. */
  readonly sorts?: boolean;
  /** Which way round the first press puts it. */
  readonly downFirst?: boolean;
  cell(row: Row): ComponentChildren;
}

interface Order {
  readonly key: string;
  readonly down: boolean;
}

interface Props<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  rowKey(row: Row): string;
  rowClass?(row: Row): string | undefined;
  readonly foot?: Row | undefined;
  readonly busy?: boolean;
  readonly sort?: Order | undefined;
  readonly onSort?: ((order: Order) => void) | undefined;
}

/** A table whose first column names the row. On a narrow screen each row becomes a card (style.css). */
export function DataTable<Row>(props: Props<Row>) {
  const { caption, columns, rows, rowKey, rowClass, foot, busy } = props;
  return (
    <table class="data" aria-busy={busy}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <Heading key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} class={rowClass?.(row)}>
            <Cells columns={columns} row={row} />
          </tr>
        ))}
      </tbody>
      {foot !== undefined && (
        <tfoot>
          <tr>
            <Cells columns={columns} row={foot} />
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function Heading<Row>({ column, sort, onSort }: { column: Column<Row> } & Pick<Props<Row>, 'sort' | 'onSort'>) {
  const { words } = useTexts();
  const { key, heading, below, numeric, sorts, downFirst } = column;
  const active = sort?.key === key ? sort : undefined;
  const kind = [numeric && 'numeric', `column-${key}`].filter(Boolean).join(' ');
  if (!sorts || !onSort) {
    return (
      <th scope="col" class={kind}>
        {heading}
        {below}
      </th>
    );
  }
  const down = active ? !active.down : Boolean(downFirst);
  return (
    <th scope="col" class={kind} aria-sort={active && (active.down ? 'descending' : 'ascending')}>
      <button type="button" class="sort" title={`${words.sortBy}: ${heading}`} onClick={() => onSort({ key, down })}>
        {heading}
        <svg class="sort-arrow" viewBox="0 0 8 12" width="8" height="12" aria-hidden="true">
          {!active?.down && <path d="M4 0L8 5H0Z" />}
          {(!active || active.down) && <path d="M4 12L0 7H8Z" />}
        </svg>
      </button>
      {below}
    </th>
  );
}

function Cells<Row>({ columns, row }: { columns: readonly Column<Row>[]; row: Row }) {
  return (
    <>
      {columns.map((column, index) => {
        const kind = [column.numeric && 'numeric', `column-${column.key}`].filter(Boolean).join(' ');
        return index === 0 ? (
          <th key={column.key} scope="row" class={kind}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.key} class={kind} data-label={column.heading}>
            {column.cell(row)}
          </td>
        );
      })}
    </>
  );
}
