import type { LocalDate } from '../db/vocabulary.ts';
import type { Group } from './client.ts';

/** A target as figures are answered with it, from no plan in particular: for examples. */
export function heldAgainst(percent: number): NonNullable<Group['target']> {
  return { percent, legalBasis: '', effectiveFrom: '2025-07-01' as LocalDate, plannedTo: null, planOver: false };
}
