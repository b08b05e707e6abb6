import { interval } from '../api/satisfaction/interval.ts';
import { figures } from '../api/satisfaction/satisfaction.ts';
import { verdictErrorTable } from '../api/satisfaction/verdict-errors.ts';
import type { Language } from '../db/vocabulary.ts';
import type { Group, Satisfaction } from './client.ts';
import { heldAgainst } from './held-against.ts';

/** The numbers of answers for which the table of wrong verdicts has a column. */
export const sizes = [30, 100, 400, 1000, 2000] as const;

/** Counts with which the interval is shown besides the example's own. */
export const workedCounts = [
  { satisfied: 20, answered: 20 },
  { satisfied: 95, answered: 100 },
  { satisfied: 380, answered: 400 },
  { satisfied: 389, answered: 400 },
] as const;

const levels: [number, number, number, number, number] = [4, 6, 10, 100, 280];
const count = { closed: 420, answered: 400, satisfied: 380, levels, held: false };

/** Stands in where the unit has no figures of its own: 380 of 400 with 420 closed cases, against 95 percent. */
export const illustration: Group = {
  key: 'all',
  name: '',
  ...figures(count, { targetPercent: 95, fewest: 5 }),
  levels,
  target: heldAgainst(95),
  provisional: false,
};

/** An end of the interval as a spreadsheet computes it; undefined where the end needs no computing. */
export function sheetFormulas(
  { satisfied, answered }: Pick<Group, 'satisfied' | 'answered'>,
  language: Language,
): { low: string | undefined; high: string | undefined } {
  const others = answered - satisfied;
  const call = (chance: string, a: number, b: number) =>
    // With a decimal comma, arguments are set apart by semicolons.
    language === 'vi' ? `=BETA.INV(${chance.replace('.', ',')}; ${a}; ${b})` : `=BETA.INV(${chance}, ${a}, ${b})`;
  return {
    low: satisfied === 0 ? undefined : call('0.025', satisfied, others + 1),
    high: others === 0 ? undefined : call('0.975', satisfied + 1, others),
  };
}

/** The ends of the interval with two decimals, so that a spreadsheet's answer can be told from its neighbours. */
export function ends({ satisfied, answered }: Pick<Group, 'satisfied' | 'answered'>, language: Language) {
  const { low, high } = interval(satisfied, answered);
  return { low: `${decimals(low, 2, language)}%`, high: `${decimals(high, 2, language)}%` };
}

/** 2.5 with two decimals → `2,50` or `2.50` */
export function decimals(value: number, places: number, language: Language): string {
  const text = value.toFixed(places);
  return language === 'vi' ? text.replace('.', ',') : text;
}

/** The targets that figures are held against, highest first; the plan's where there are none. */
export function targetsOf(result: Satisfaction | undefined): number[] {
  const percents = result ? [result.total, ...result.groups].flatMap(({ target }) => target?.percent ?? []) : [];
  const distinct = [...new Set(percents)].sort((a, b) => b - a);
  return distinct.length > 0 ? distinct : [95, 90];
}

/** The table of wrong verdicts against a target. */
export function errorRows(targetPercent: number) {
  return verdictErrorTable(targetPercent, sizes);
}
export type ErrorRow = ReturnType<typeof errorRows>[number];
