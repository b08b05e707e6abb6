import type { LocalDate, Month } from '../../db/vocabulary.ts';
import type { Figures } from './satisfaction.ts';

/** The target that a row is held against. */
export interface HeldAgainst {
  readonly percent: number;
  readonly legalBasis: string;
  readonly effectiveFrom: LocalDate;
  readonly plannedTo: LocalDate | null;
  /** The plan that it comes from was over before the period was, and none has followed. */
  readonly planOver: boolean;
}

/** Figures with the target they are held against. */
export interface HeldFigures extends Figures {
  readonly key: string;
  readonly name: string;
  readonly target: HeldAgainst | null;
  readonly provisional: boolean;
}

/** A row of them. */
export interface CountedGroup extends HeldFigures {
  /** Month by month, where that was asked for: each as the month alone would be. */
  readonly months?: readonly HeldFigures[];
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
  /** The field that was asked about. */
  readonly field: { readonly key: string; readonly name: string } | null;
  /** Fewest answers for a verdict. */
  readonly minimum: number;
  readonly waiting: number;
  readonly total: CountedGroup;
  readonly groups: readonly SatisfactionGroup[];
}
