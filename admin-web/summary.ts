import type { Group, Satisfaction } from './client.ts';
import { inFirstOrder } from './group-order.ts';
import type { Texts } from './language.ts';
import { addMonths, type Period } from './period.ts';
import { markOf } from './verdict-shape.ts';
import { fill, fillCounted } from './words/fill.ts';

type Standing = Pick<Satisfaction, 'total' | 'minimum'>;

/** How the total stands, as one says it: rate, target and how sure that is. */
export function verdictSentence({ total, minimum }: Standing, { words, format }: Texts): string {
  const { percent, low, high, target } = total;
  const values = {
    satisfied: format.count(total.satisfied),
    answered: format.count(total.answered),
    percent: percent === null ? '' : format.percent(percent),
    low: low === null ? '' : format.percent(low),
    high: high === null ? '' : format.percent(high),
    target: target === null ? '' : format.target(target.percent),
    minimum: format.count(minimum),
  };
  if (total.answered === 0) return `${words.noFigure}.`;
  if (total.verdict === 'no-target') return `${fill(words.rateOnly, values)} ${words.verdicts['no-target']}`;
  return fill(words.verdicts[total.verdict], values);
}

/** Which fields are below their target; undefined where none has answers enough to say. */
export function flaggedSentence(groups: readonly Group[], { words, format }: Texts): string | undefined {
  const flagged = inFirstOrder(groups).filter((group) => group.flagged);
  if (flagged.length > 0) {
    const fields = format.list(flagged.map((group) => group.name));
    return fillCounted(words.flagged, flagged.length, { n: format.count(flagged.length), fields });
  }
  const judged = groups.filter((group) => markOf(group.verdict)).length;
  return judged > 0 ? fill(words.none, { k: format.count(judged) }) : undefined;
}

/** How many answers wait, as of the last night, never live. */
export function waitingSentence({ waiting, period }: Satisfaction, { words, format }: Texts): string {
  if (period.sealedOn === null) return words.neverSealed;
  const date = format.date(period.sealedOn);
  if (waiting === 0) return fill(words.waitingNone, { date });
  return fillCounted(words.waiting, waiting, { n: format.count(waiting), date });
}

/** The part of a period whose figures never change again, and the part that still may. */
export function settledParts({ from, to, settledTo }: Satisfaction['period']): { settled?: Period; open?: Period } {
  if (settledTo === null || settledTo < from) return { open: { from, to } };
  if (settledTo >= to) return { settled: { from, to } };
  return { settled: { from, to: settledTo }, open: { from: addMonths(settledTo, 1), to } };
}
