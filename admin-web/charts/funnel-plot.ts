import { axisX, axisY, dot, gridY, line, ruleY, text } from '@observablehq/plot';
import type { Scale } from '../scale.ts';
import { plainPlot } from './plain-plot.ts';

/** A unit in the funnel. */
export interface FunnelPoint {
  readonly name: string;
  readonly answered: number;
  readonly percent: number;
  readonly isOutside: boolean;
}

/** The limits of luck at one number of answers, in percent. */
export interface FunnelStep {
  readonly answered: number;
  readonly innerLow: number;
  readonly innerHigh: number;
  readonly outerLow: number;
  readonly outerHigh: number;
}

/** Names are set in 0.9rem. */
const letter = 15.5;

/**
 * Rates by number of answers between the limits of luck. One colour for all: only being outside is marked, by filling and
 * name, so that nothing reads as a ranking.
 */
export function funnelPlot(
  points: readonly FunnelPoint[],
  options: {
    width: number;
    scale: Scale;
    steps: readonly FunnelStep[];
    centre: number;
    answersAxis: string;
    countName(count: number): string;
    percentName(percent: number): string;
  },
): SVGElement {
  const { width, scale, steps, centre, answersAxis, countName, percentName } = options;
  const most = steps.at(-1)?.answered ?? 1;
  const limit = (y: keyof FunnelStep, className: string) => line(steps, { x: 'answered', y, clip: true, className });
  const outside = points.filter(({ isOutside }) => isOutside);
  const inside = points.filter(({ isOutside }) => !isOutside);
  return plainPlot({
    width,
    height: Math.min(460, Math.max(280, width * 0.5)),
    marginLeft: 44,
    marginRight: 12,
    marginTop: 12,
    marginBottom: 40,
    x: { domain: [0, most], label: null },
    y: { domain: [scale.from, 100], label: null },
    marks: [
      gridY({ ticks: [...scale.ticks], className: 'plot-grid' }),
      axisY({ ticks: [...scale.ticks], tickFormat: percentName, tickSize: 0 }),
      axisX({
        ticks: Math.max(2, Math.floor(width / 110)),
        tickFormat: countName,
        label: answersAxis,
        labelAnchor: 'right',
        labelArrow: 'none',
      }),
      ruleY([centre], { className: 'plot-target' }),
      limit('outerLow', 'plot-limit plot-outer'),
      limit('outerHigh', 'plot-limit plot-outer'),
      limit('innerLow', 'plot-limit plot-inner'),
      limit('innerHigh', 'plot-limit plot-inner'),
      dot(inside, { x: 'answered', y: 'percent', r: 4.5, strokeWidth: 2, className: 'plot-ranked plot-hollow' }),
      dot(outside, { x: 'answered', y: 'percent', r: 5, strokeWidth: 2, className: 'plot-ranked plot-filled' }),
      // Towards the middle of the drawing, where there is room.
      ...(['start', 'end'] as const).map((textAnchor) =>
        text(
          outside.filter(({ answered }) => (answered > most / 2 ? 'end' : 'start') === textAnchor),
          {
            x: 'answered',
            y: 'percent',
            text: 'name',
            textAnchor,
            dy: -12,
            lineWidth: width / 2 / letter,
            textOverflow: 'ellipsis-end',
            className: 'plot-name plot-label',
          },
        ),
      ),
    ],
  });
}
