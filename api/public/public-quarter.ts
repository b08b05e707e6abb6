import type { Quarter } from '../../db/vocabulary.ts';
import type { SatisfactionReport } from '../satisfaction/satisfaction-report.ts';

/** What everybody may see of a settled quarter: its figures, and nothing of the nights after it. */
export type PublicQuarter = { readonly quarter: Quarter } & Pick<
  SatisfactionReport,
  'rule' | 'minimum' | 'total' | 'groups'
>;

/** Leaves out what is of today and not of the quarter: how many answers wait, and since when. */
export function publicQuarter(quarter: Quarter, { rule, minimum, total, groups }: SatisfactionReport): PublicQuarter {
  return { quarter, rule, minimum, total, groups };
}
