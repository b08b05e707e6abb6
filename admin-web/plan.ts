import { lastDayOf, monthOf } from '../api/calendar.ts';
import type { Target } from './client.ts';
import type { Texts } from './language.ts';
import { fill } from './words/fill.ts';

type Planned = Pick<Target, 'effectiveFrom' | 'plannedTo'>;

/** For when a plan is: by its half or quarter where it is one, else from day to day; undefined where no end is known. */
export function planName({ effectiveFrom, plannedTo }: Planned, { words, format }: Texts): string | undefined {
  if (plannedTo === null) return undefined;
  const [from, to] = [monthOf(effectiveFrom), monthOf(plannedTo)];
  const isMonths = effectiveFrom.endsWith('-01') && plannedTo === lastDayOf(to);
  if (isMonths) return format.period({ from, to });
  return fill(words.planDays, { from: format.date(effectiveFrom), to: format.date(plannedTo) });
}

/** That the plan is over from which a target comes, and no newer one is known; undefined where it has no known end. */
export function planEnded(target: Planned, texts: Texts): string | undefined {
  const plan = planName(target, texts);
  return plan && fill(texts.words.targetEnded, { plan });
}
