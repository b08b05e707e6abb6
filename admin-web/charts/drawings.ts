/** All that draws with Plot, behind one door, so that it is one file which is fetched when a chart is wanted. */
import { monthTrend } from './month-trend.ts';

export const drawings = { monthTrend };
