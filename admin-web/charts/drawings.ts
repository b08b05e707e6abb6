/** All that draws with Plot, behind one door, so that it is one file which is fetched when a chart is wanted. */
import { funnelPlot } from './funnel-plot.ts';
import { levelBars } from './level-bars.ts';
import { monthTrend } from './month-trend.ts';
import { rankedDots } from './ranked-dots.ts';

export const drawings = { funnelPlot, levelBars, monthTrend, rankedDots };
