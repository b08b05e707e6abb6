import { type Change, change, type Trend } from '../api/satisfaction/change.ts';
import { fewestIfAllSatisfied, moreAnswersNeeded } from '../api/satisfaction/sample-size.ts';
import type { Group } from './client.ts';
import { inFirstOrder } from './group-order.ts';
import type { Texts } from './language.ts';
import { markOf } from './verdict-shape.ts';
import { fill, fillCounted } from './words/fill.ts';

/** The fields by what the head has to do about them, those that need looking at most first. */
export interface Sorting {
  /** Below target with answers enough, certain or not. */
  readonly below: readonly Group[];
  /** At target, but luck is not ruled out. */
  readonly looksFine: readonly Group[];
  /** Everything else: certainly met, too few answers, no target. */
  readonly others: readonly Group[];
}

export function sortOut(groups: readonly Group[]): Sorting {
  const ordered = inFirstOrder(groups);
  const isBelow = (group: Group) => group.flagged;
  const looksFine = (group: Group) => !group.flagged && group.verdict === 'met-uncertain';
  return {
    below: ordered.filter(isBelow),
    looksFine: ordered.filter(looksFine),
    others: ordered.filter((group) => !isBelow(group) && !looksFine(group)),
  };
}

/** The verdict of a group that is not certain, as far as more answers can make it so; undefined where none is missing. */
export function missingAnswers(group: Group, minimum: number): number | null | undefined {
  const mark = markOf(group.verdict);
  if (!mark || mark.certain || !group.target) return undefined;
  return moreAnswersNeeded(group, { targetPercent: group.target.percent, fewest: minimum });
}

/** More than a centre could ever ask for: from here on the number itself would help nobody. */
const manyAnswers = 10_000;

/** How many answers are missing, in a sentence; undefined where the verdict is certain or there is none. */
export function missingSentence(group: Group, minimum: number, { words, format }: Texts): string | undefined {
  const missing = missingAnswers(group, minimum);
  if (missing === undefined) return undefined;
  if (missing === null || missing > manyAnswers)
    return fill(words.overview.moreNever, { n: format.count(manyAnswers) });
  return fillCounted(words.overview.more, missing, { n: format.count(missing) });
}

/**
 * Fields that can't come out certainly met in a period however satisfied everybody is: they have fewer answers than that
 * takes. Twelve months together may tell more of them. What is certainly missed needs no more telling.
 */
export function withFewAnswers(groups: readonly Group[]): Group[] {
  return groups.filter(({ answered, target, verdict }) => {
    const fewest = target && fewestIfAllSatisfied(target.percent);
    return typeof fewest === 'number' && answered < fewest && verdict !== 'missed';
  });
}

/** A field in two periods and what lies between. */
export interface FieldChange {
  readonly key: string;
  readonly name: string;
  readonly before: Group;
  readonly now: Group;
  readonly change: Change;
}

const trendOrder: readonly Trend[] = ['down', 'up', 'unclear'];

/** What changed, clear changes first, what fell before what rose. Fields without answers in one of the periods are left out. */
export function changesOf(before: readonly Group[], now: readonly Group[]): FieldChange[] {
  const known = new Map(before.map((group) => [group.key, group]));
  return inFirstOrder(now)
    .flatMap((group) => {
      const earlier = known.get(group.key);
      const found = earlier && change(earlier, group);
      return earlier && found ? [{ key: group.key, name: group.name, before: earlier, now: group, change: found }] : [];
    })
    .sort((a, b) => trendOrder.indexOf(a.change.trend) - trendOrder.indexOf(b.change.trend));
}

/** `Tăng rõ, tăng 2,1 điểm phần trăm (khoảng tin cậy từ +0,4 đến +3,9).` */
export function changeSentence({ trend, points, low, high }: Change, { words, format }: Texts): string {
  const { changes } = words;
  const risen = points > 0 ? changes.up : changes.down;
  const way = points === 0 ? changes.same : risen;
  return fill(changes.sentence, {
    trend: words.trend[trend],
    change: fill(way, { points: format.points(points) }),
    low: format.signedPoints(low),
    high: format.signedPoints(high),
  });
}
