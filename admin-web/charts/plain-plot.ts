import { dot, type Markish, type PlotOptions, plot } from '@observablehq/plot';
import type { Verdict } from '../../db/vocabulary.ts';
import { markOf } from '../verdict-shape.ts';

/**
 * A plot without Plot's own style element, which the content security policy would refuse once it stands in the page;
 * what it says is in style.css, under the same class.
 */
export function plainPlot(options: PlotOptions): SVGElement {
  const drawing = plot({ ...options, className: 'plot' });
  drawing.querySelector('style')?.remove();
  if (!(drawing instanceof SVGElement)) throw new TypeError('A plot with a legend or caption is no single drawing');
  // The place around it has the label.
  drawing.setAttribute('aria-hidden', 'true');
  return drawing;
}

/** A triangle that points down, as in the badges. */
const downward = {
  draw(context: CanvasPath, size: number) {
    const half = Math.sqrt(size / Math.PI);
    context.moveTo(-half, -half * 0.85);
    context.lineTo(half, -half * 0.85);
    context.lineTo(0, half);
    context.closePath();
  },
};

/**
 * Points whose shape says met or not and whose filling says certain or not. One mark a verdict, since a mark's class is
 * what colours it.
 */
export function verdictDots<Point extends { readonly verdict: Verdict }>(
  points: readonly Point[],
  place: { x: (point: Point) => number | string | null; y: (point: Point) => number | string | null },
  radius = 4.5,
): Markish[] {
  return [...Map.groupBy(points, ({ verdict }) => verdict)].map(([verdict, alike]) => {
    const mark = markOf(verdict);
    return dot(alike, {
      ...place,
      r: mark && !mark.met ? radius + 1 : radius,
      symbol: mark && !mark.met ? downward : 'circle',
      className: `verdict-${verdict} ${mark?.certain ? 'plot-certain' : 'plot-uncertain'}`,
      strokeWidth: 2,
    });
  });
}
