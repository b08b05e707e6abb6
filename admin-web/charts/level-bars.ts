import { barX, text } from '@observablehq/plot';
import { plainPlot } from './plain-plot.ts';

/** How the marks of a group spread: `shares[i]` percent gave mark i + 1. */
export interface LevelRow {
  readonly key: string;
  readonly name: string;
  readonly shares: readonly number[];
}

const rowHeight = 48;
/** A share's number needs so many pixels. */
const room = 40;

/** A bar a group, all of one length, divided by marks from the lowest to the highest. */
export function levelBars(
  rows: readonly LevelRow[],
  options: { width: number; percentName(percent: number): string },
): SVGElement {
  const { width, percentName } = options;
  const parts = rows.flatMap(({ key, shares }) =>
    shares.map((share, index) => {
      const start = shares.slice(0, index).reduce((sum, each) => sum + each, 0);
      return { key, level: index + 1, share, start, end: start + share };
    }),
  );
  const atLevel = [
    ...Map.groupBy(
      parts.filter(({ share }) => share > 0),
      ({ level }) => level,
    ),
  ];
  return plainPlot({
    width,
    height: rows.length * rowHeight,
    marginLeft: 1,
    marginRight: 1,
    marginTop: 0,
    marginBottom: 0,
    x: { domain: [0, 100], axis: null },
    y: { type: 'band', domain: rows.map(({ key }) => key), padding: 0, axis: null },
    marks: [
      ...atLevel.map(([level, alike]) =>
        barX(alike, {
          y: 'key',
          x1: 'start',
          x2: 'end',
          insetTop: 20,
          insetBottom: 4,
          className: `plot-level level-${level}`,
        }),
      ),
      ...atLevel.map(([level, alike]) =>
        text(
          alike.filter(({ share }) => (share / 100) * width > room),
          {
            y: 'key',
            x: ({ start, end }: (typeof alike)[number]) => (start + end) / 2,
            text: ({ share }: (typeof alike)[number]) => percentName(share),
            dy: 8,
            className: `plot-share share-${level}`,
          },
        ),
      ),
      text(rows, {
        y: 'key',
        text: 'name',
        frameAnchor: 'left',
        textAnchor: 'start',
        dy: -14,
        className: 'plot-name',
      }),
    ],
  });
}
