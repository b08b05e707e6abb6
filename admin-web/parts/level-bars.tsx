import { distribution } from '../../api/satisfaction/distribution.ts';
import type { Levels } from '../../api/satisfaction/rollup.ts';
import { Chart } from '../charts/chart.tsx';
import type { Group } from '../client.ts';
import { useTexts } from '../language.ts';
import { type Column, DataTable } from './data-table.tsx';
import { Folded } from './folded.tsx';

interface Row {
  readonly key: string;
  readonly name: string;
  readonly group: Group;
  readonly shares: readonly number[];
  readonly mean: number;
}

/** How the marks of some groups spread, as bars and as a table. Groups without answers are left out. */
export function LevelBars({ groups, nameOf }: { groups: readonly Group[]; nameOf(group: Group): string }) {
  const { words, format, language } = useTexts();
  const rows = groups.flatMap((group): Row[] => {
    const spread = distribution(fiveOf(group.levels));
    return spread ? [{ key: group.key, name: nameOf(group), group, shares: spread.shares, mean: spread.mean }] : [];
  });
  if (rows.length === 0) return null;
  const columns: Column<Row>[] = [
    { key: 'name', heading: words.detail.levels, cell: ({ name }) => <span class="group-name">{name}</span> },
    ...words.charts.levels.map((heading, index) => ({
      key: 'level',
      heading,
      numeric: true,
      cell: ({ group, shares }: Row) => (
        <>
          {format.count(group.levels[index] ?? 0)} <small>{format.percent(shares[index] ?? 0)}</small>
        </>
      ),
    })),
    { key: 'mean', heading: words.detail.mean, numeric: true, cell: ({ mean }) => format.mean(mean) },
  ];
  return (
    <section aria-labelledby="levels" class="block">
      <h2 id="levels">{words.detail.levels}</h2>
      <ul class="legend" aria-hidden="true">
        {words.charts.levels.map((name, index) => (
          <li key={name}>
            <svg width="14" height="14" aria-hidden="true">
              <rect class={`plot-level level-${index + 1}`} width="14" height="14" />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <div class="sheet">
        <Chart
          label={words.detail.levelsChart}
          of={`${language} ${JSON.stringify(rows)}`}
          draw={(drawings, width) => drawings.levelBars(rows, { width, percentName: format.percent })}
        />
      </div>
      <Folded summary={words.detail.levelsTable}>
        <DataTable caption={words.detail.levels} columns={columns} rows={rows} rowKey={({ key }) => key} />
      </Folded>
    </section>
  );
}

function fiveOf([one = 0, two = 0, three = 0, four = 0, five = 0]: readonly number[]): Levels {
  return [one, two, three, four, five];
}
