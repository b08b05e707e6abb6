import { axisX, dot, gridX, ruleX, ruleY, text } from '@observablehq/plot';
import type { Scale } from '../scale.ts';
import { plainPlot } from './plain-plot.ts';

/** A row of a ranked plot: a rate with its interval, where it has one. */
export interface RankedRow {
  readonly key: string;
  readonly name: string;
  readonly percent: number;
  readonly low: number | null;
  readonly high: number | null;
}

const rowHeight = 46;
/** Beside the plot, where no line can run through the figures. */
const valueColumn = 60;
/** Names are set in 0.9rem. */
const letter = 15.5;

/** Rates in the order given, one under the other, each under its name, with their intervals and a line to see them against. */
export function rankedDots(
  rows: readonly RankedRow[],
  options: {
    width: number;
    scale: Scale;
    reference: number | null;
    percentName(percent: number): string;
    tickName(percent: number): string;
  },
): SVGElement {
  const { width, scale, reference, percentName, tickName } = options;
  const [above, below] = [-11, 9];
  const withInterval = rows.filter(({ low, high }) => low !== null && high !== null);
  return plainPlot({
    width,
    height: rows.length * rowHeight + 24,
    marginLeft: 8,
    marginRight: 8 + valueColumn,
    marginTop: 0,
    marginBottom: 24,
    x: { domain: [scale.from, 100], label: null },
    y: { type: 'band', domain: rows.map(({ key }) => key), padding: 0, axis: null },
    marks: [
      gridX({ ticks: [...scale.ticks], className: 'plot-grid' }),
      axisX({ ticks: [...scale.ticks], tickFormat: tickName, tickSize: 0 }),
      ...(reference === null ? [] : [ruleX([reference], { className: 'plot-target' })]),
      ruleY(rows.slice(1), { y: 'key', dy: -rowHeight / 2, className: 'plot-grid' }),
      ruleY(withInterval, { y: 'key', x1: 'low', x2: 'high', dy: below, strokeWidth: 2, className: 'plot-ranked' }),
      dot(rows, { y: 'key', x: 'percent', dy: below, r: 4.5, className: 'plot-ranked plot-filled' }),
      text(rows, {
        y: 'key',
        text: 'name',
        frameAnchor: 'left',
        textAnchor: 'start',
        dy: above,
        lineWidth: (width - 80) / letter,
        textOverflow: 'ellipsis-end',
        className: 'plot-name',
      }),
      text(rows, {
        y: 'key',
        text: ({ percent }: RankedRow) => percentName(percent),
        frameAnchor: 'right',
        textAnchor: 'end',
        dx: valueColumn,
        dy: below,
        className: 'plot-value',
      }),
    ],
  });
}
