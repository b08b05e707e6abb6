import type { Verdict } from '../db/vocabulary.ts';
import type { Group } from './client.ts';
import { markOf } from './verdict-shape.ts';

export const sortKeys = ['name', 'percent', 'verdict', 'answers', 'coverage', 'target'] as const;
export type SortKey = (typeof sortKeys)[number];

/** `percent` upwards, `-percent` downwards. */
export interface Sort {
  readonly key: SortKey;
  readonly down: boolean;
}

export function readSort(text: string | null): Sort | undefined {
  const down = text?.startsWith('-') ?? false;
  const key = sortKeys.find((candidate) => candidate === (down ? text?.slice(1) : text));
  return key && { key, down };
}

export function writeSort({ key, down }: Sort): string {
  return down ? `-${key}` : key;
}

/** Flagged fields first, those that are certainly below before the others; then what is uncertain; then by name. */
export function inFirstOrder(groups: readonly Group[]): Group[] {
  return [...groups].sort((a, b) => rank(a) - rank(b) || byName(a, b));
}

export function sorted(groups: readonly Group[], sort: Sort | undefined): Group[] {
  if (!sort) return inFirstOrder(groups);
  const value = values[sort.key];
  if (!value) return [...groups].sort((a, b) => (sort.down ? byName(b, a) : byName(a, b)));
  return [...groups].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    // What has no value stands last in either direction.
    if (left === null || right === null) return Number(left === null) - Number(right === null) || byName(a, b);
    return (sort.down ? right - left : left - right) || byName(a, b);
  });
}

const values: Readonly<Record<SortKey, ((group: Group) => number | null) | undefined>> = {
  name: undefined,
  percent: (group) => group.percent,
  verdict: (group) => (markOf(group.verdict) ? verdictOrder.indexOf(group.verdict) : null),
  answers: (group) => group.answered,
  coverage: (group) => (group.closed === 0 ? null : group.answered / group.closed),
  target: (group) => group.target?.percent ?? null,
};

/** From the one that needs looking at most. */
const verdictOrder: readonly Verdict[] = ['missed', 'missed-uncertain', 'met-uncertain', 'met'];

function rank({ flagged, verdict }: Group): number {
  if (flagged) return verdict === 'missed' ? 0 : 1;
  return verdict === 'met-uncertain' ? 2 : 3;
}

const names = new Intl.Collator('vi');

function byName(a: Group, b: Group): number {
  return names.compare(a.name, b.name);
}
