import { useEffect, useState } from 'preact/hooks';
import { atLeastOne } from '../../api/satisfaction/verdict-errors.ts';
import { useTexts } from '../language.ts';
import { decimals, type ErrorRow, errorRows, sizes } from '../method-example.ts';
import { fill } from '../words/fill.ts';
import type { MethodWords } from '../words/method/vi.ts';
import { DataTable } from './data-table.tsx';
import { MethodSection } from './method-section.tsx';

/** How often each verdict is wrong, against each of the unit's targets: computed here, after the page is there to read. */
export function ErrorsSection({ texts, targets }: { texts: MethodWords; targets: readonly number[] }) {
  const { format } = useTexts();
  const { title, text, coin, promise } = texts.errors;
  const said = format.list(targets.map(format.target));
  return (
    <MethodSection id="errors" title={title} texts={texts}>
      <p>{fill(text, { target: said })}</p>
      <p>{coin}</p>
      <p>{promise}</p>
      {targets.map((target) => (
        <ErrorTable key={target} texts={texts} target={target} />
      ))}
    </MethodSection>
  );
}

function ErrorTable({ texts, target }: { texts: MethodWords; target: number }) {
  const { words, format, language } = useTexts();
  const [rows, setRows] = useState<readonly ErrorRow[]>();
  useEffect(() => {
    const timer = setTimeout(() => setRows(errorRows(target)));
    return () => clearTimeout(timer);
  }, [target]);
  const { caption, columns, justUnder, cell, worstCell, computing } = texts.errors;
  const heading = fill(caption, { target: format.target(target) });
  const percent = (chance: number, places: number) => decimals(100 * chance, places, language);
  return (
    <>
      <h3>{heading}</h3>
      {!rows && <p role="status">{computing}</p>}
      {rows && (
        <DataTable
          caption={heading}
          columns={[
            {
              key: 'truth',
              heading: columns.truth,
              cell: ({ truePercent, isJustUnder }) => (
                <b>
                  {isJustUnder
                    ? fill(justUnder, { target: format.target(target) })
                    : format.target(Math.round(truePercent * 100) / 100)}
                </b>
              ),
            },
            {
              key: 'wrong',
              heading: columns.wrong,
              cell: ({ truePercent }) => (truePercent < target ? words.tips.met : words.tips.missed),
            },
            ...sizes.map((size, index) => ({
              key: `size-${size}`,
              heading: fill(columns.size, { n: format.count(size) }),
              numeric: true,
              cell: ({ bySize }: ErrorRow) => {
                const { certain = 0, any = 0 } = bySize[index] ?? {};
                return fill(cell, { certain: percent(certain, 2), any: percent(any, 1) });
              },
            })),
            {
              key: 'worst',
              heading: columns.worst,
              numeric: true,
              cell: ({ worst }) =>
                fill(worstCell, { certain: percent(worst.certain, 2), n: format.count(worst.answered) }),
            },
            {
              key: 'ten',
              heading: columns.ten,
              numeric: true,
              cell: ({ worst }) => percent(atLeastOne(worst.certain, 10), 1),
            },
          ]}
          rows={rows}
          rowKey={({ truePercent }) => String(truePercent)}
        />
      )}
    </>
  );
}
