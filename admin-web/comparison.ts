import { type FunnelPlace, funnelLimits, funnelPlace } from '../api/satisfaction/funnel.ts';
import type { Interval } from '../api/satisfaction/interval.ts';
import type { FunnelStep } from './charts/funnel-plot.ts';
import type { Group } from './client.ts';

/** A unit beside the limits of luck for its own number of answers. */
export interface Compared {
  readonly group: Group;
  /** Undefined without answers. */
  readonly place: FunnelPlace | undefined;
  readonly limits: Interval | undefined;
}

/** What all units are seen against: the target that they share, else the rate of all of them together; null without answers. */
export function centreOf({ target, satisfied, answered }: Group): number | null {
  if (target) return target.percent;
  return answered === 0 ? null : (100 * satisfied) / answered;
}

export function compare(groups: readonly Group[], centre: number): Compared[] {
  return groups.map((group) =>
    group.answered === 0
      ? { group, place: undefined, limits: undefined }
      : { group, place: funnelPlace(group, centre), limits: funnelLimits(group.answered, centre).inner },
  );
}

/** The limits from a few answers to the most that any unit has, closer together where they bend. */
export function funnelSteps(most: number, centre: number): FunnelStep[] {
  const [first, count] = [5, 80];
  const last = Math.max(most, first * 2);
  const sizes = Array.from({ length: count + 1 }, (_, index) => Math.round(first * (last / first) ** (index / count)));
  return [...new Set(sizes)].map((answered) => {
    const { inner, outer } = funnelLimits(answered, centre);
    return { answered, innerLow: inner.low, innerHigh: inner.high, outerLow: outer.low, outerHigh: outer.high };
  });
}

/** Twice 2.5 %: how many of so many units lie beyond the inner lines at most, on average, though nothing is different. */
export function expectedOutside(units: number): number {
  return Math.round(units * 0.5) / 10;
}

export const comparedKeys = ['name', 'percent', 'answers', 'coverage', 'place'] as const;
export type ComparedKey = (typeof comparedKeys)[number];

const places: readonly FunnelPlace[] = ['far-below', 'below', 'inside', 'above', 'far-above'];
const names = new Intl.Collator('vi', { numeric: true });

/** By name where nobody asked for another order: a list of units is no ranking. What has no value stands last. */
export function inOrder(rows: readonly Compared[], sort: { key: ComparedKey; down: boolean } | undefined): Compared[] {
  const byName = (a: Compared, b: Compared) => names.compare(a.group.name, b.group.name);
  const { key, down } = sort ?? { key: 'name', down: false };
  if (key === 'name') return [...rows].sort((a, b) => (down ? byName(b, a) : byName(a, b)));
  const value = values[key];
  return [...rows].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || byName(a, b);
    return (down ? right - left : left - right) || byName(a, b);
  });
}

const values: Readonly<Record<Exclude<ComparedKey, 'name'>, (row: Compared) => number | null>> = {
  percent: ({ group }) => group.percent,
  answers: ({ group }) => group.answered,
  coverage: ({ group }) => (group.closed === 0 ? null : group.answered / group.closed),
  place: ({ place }) => (place === undefined ? null : places.indexOf(place)),
};
