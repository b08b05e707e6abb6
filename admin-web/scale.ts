import type { Group } from './client.ts';

/** Ends of an axis, in percent, that holds every interval and target of a table, and where its lines stand. */
export interface Scale {
  readonly from: number;
  readonly ticks: readonly number[];
}

export function scaleOf(groups: readonly Group[]): Scale {
  return scaleAround(groups.flatMap((group) => [group.low ?? 90, group.target?.percent ?? 90]));
}

/** The same for any percentages that have to find room on it. */
export function scaleAround(percents: readonly number[]): Scale {
  const lowest = Math.min(90, ...percents);
  const from = Math.max(0, Math.floor((lowest - 1) / 10) * 10);
  const step = [5, 10, 20, 25].find((candidate) => (100 - from) / candidate <= 4) ?? 25;
  const ticks: number[] = [];
  for (let tick = 100; tick >= from; tick -= step) ticks.unshift(tick);
  return { from, ticks };
}

/** Where a percentage lies on the scale, 0 to 100. */
export function position(percent: number, { from }: Scale): number {
  return ((percent - from) / (100 - from)) * 100;
}
