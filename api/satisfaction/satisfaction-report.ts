import type { LocalDate, Month } from '../../db/vocabulary.ts';
import type { Figures } from './satisfaction.ts';

/** A row of figures with the target it is held against. */
export interface CountedGroup extends Figures {
  readonly key: string;
  readonly name: string;
  readonly target: { readonly percent: number; readonly legalBasis: string } | null;
  readonly provisional: boolean;
}

/**
 * The same where something may be missing: a question with one to four answers has no figures, and cases have no medium,
 * so that `closed` is null there.
 */
export type SatisfactionGroup = Omit<CountedGroup, Missing> & { readonly [Key in Missing]: CountedGroup[Key] | null };
type Missing = 'closed' | 'answered' | 'satisfied' | 'levels';

/** What `/satisfaction` answers (contract, section 4). */
export interface SatisfactionReport {
  readonly rule: { readonly id: string; readonly version: number; readonly text: string };
  readonly period: {
    readonly from: Month;
    readonly to: Month;
    readonly settledTo: Month | null;
    readonly sealedOn: LocalDate | null;
  };
  /** Fewest answers for a verdict. */
  readonly minimum: number;
  readonly waiting: number;
  readonly total: CountedGroup;
  readonly groups: readonly SatisfactionGroup[];
}
