import { axisX, axisY, barY, gridY, line, ruleX, tickY } from '@observablehq/plot';
import type { Verdict } from '../../db/vocabulary.ts';
import type { Scale } from '../scale.ts';
import { plainPlot, verdictDots } from './plain-plot.ts';

/** A month of a field; null where it has no figure. */
export interface TrendMonth {
  readonly month: string;
  readonly percent: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly target: number | null;
  readonly verdict: Verdict;
  readonly provisional: boolean;
  /** In the period that is shown; the others are there to compare with. */
  readonly shown: boolean;
}

/** Rates month by month with their intervals, against the target in force in each. */
export function monthTrend(
  months: readonly TrendMonth[],
  options: { width: number; scale: Scale; monthName(month: string): string; percentName(percent: number): string },
): SVGElement {
  const { width, scale, monthName, percentName } = options;
  // About 28 pixels for a label.
  const every = Math.max(1, Math.ceil((months.length * 28) / (width - 40)));
  const answered = months.filter(({ percent }) => percent !== null);
  const interval = { x: 'month', y1: 'low', y2: 'high', strokeWidth: 2 } as const;
  return plainPlot({
    width,
    height: 150,
    marginLeft: 40,
    marginRight: 4,
    marginTop: 8,
    marginBottom: 22,
    x: { type: 'band', domain: months.map(({ month }) => month), padding: 0, label: null },
    y: { domain: [scale.from, 100], label: null },
    marks: [
      barY(
        months.filter(({ shown }) => shown),
        { x: 'month', y1: scale.from, y2: 100, className: 'plot-shown' },
      ),
      gridY({ ticks: [...scale.ticks], className: 'plot-grid' }),
      axisY({ ticks: [...scale.ticks], tickFormat: percentName, tickSize: 0 }),
      axisX({
        ticks: months.filter((_, index) => (months.length - 1 - index) % every === 0).map(({ month }) => month),
        tickFormat: monthName,
        tickSize: 0,
      }),
      tickY(
        months.filter(({ target }) => target !== null),
        { x: 'month', y: 'target', className: 'plot-target' },
      ),
      line(months, { x: 'month', y: 'percent', className: 'plot-line' }),
      ...[
        ...Map.groupBy(answered, ({ verdict, provisional }) => `verdict-${verdict}${provisional ? ' plot-open' : ''}`),
      ].map(([className, alike]) => ruleX(alike, { ...interval, className: `${className} plot-interval` })),
      ...verdictDots(answered, { x: ({ month }) => month, y: ({ percent }) => percent }),
    ],
  });
}
