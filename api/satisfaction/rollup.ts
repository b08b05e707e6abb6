import { type Month, type Score, scores } from '../../db/vocabulary.ts';
import { isSatisfied } from './satisfied.ts';

/** How many answers gave each mark: `levels[i]` counts mark i + 1. */
export type Levels = readonly [number, number, number, number, number];

/** What `seal` stored, summed over fields and months. */
export interface Count {
  /** Cases that were asked about: invitations answered or not withdrawn. */
  readonly closed: number;
  readonly answered: number;
  readonly satisfied: number;
  readonly levels: Levels;
  /** Whether some answers of the group still wait for a full batch. */
  readonly held: boolean;
}

/** What a batch adds to one row of the rollups. */
export interface RollupChange {
  readonly fieldId: string;
  readonly month: Month;
  readonly levels: Levels;
}

const noLevels: Levels = [0, 0, 0, 0, 0];

export const emptyCount: Count = { closed: 0, answered: 0, satisfied: 0, levels: noLevels, held: false };

/** The count of two groups together; one that holds answers back makes the sum hold some. */
export function addCounts(a: Count, b: Count): Count {
  return {
    closed: a.closed + b.closed,
    answered: a.answered + b.answered,
    satisfied: a.satisfied + b.satisfied,
    levels: addLevels(a.levels, b.levels),
    held: a.held || b.held,
  };
}

/** The count of a row of marks; `closed` and `held` where the row knows them. */
export function countOf(levels: Levels, { closed = 0, held = false }: { closed?: number; held?: boolean } = {}): Count {
  const satisfied = levels.filter((_, index) => scores[index] && isSatisfied(scores[index]));
  return { closed, answered: sum(levels), satisfied: sum(satisfied), levels, held };
}

/** What a batch of answers adds to the rollups: summed, and sorted by field and month so that locks are taken in one order. */
export function rollupChanges(
  batch: readonly { readonly fieldId: string; readonly month: Month; readonly overall: Score }[],
): RollupChange[] {
  const changes = new Map<string, RollupChange>();
  for (const { fieldId, month, overall } of batch) {
    const key = `${month} ${fieldId}`;
    const levels = addLevels(changes.get(key)?.levels ?? noLevels, one(overall));
    changes.set(key, { fieldId, month, levels });
  }
  return [...changes.values()].sort(byFieldAndMonth);
}

function one(score: Score): Levels {
  const at = (step: Score) => Number(step === score);
  return [at(1), at(2), at(3), at(4), at(5)];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function addLevels(a: Levels, b: Levels): Levels {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4]];
}

/** By code unit, not by language: the order must not depend on the machine's locale. */
function byFieldAndMonth(a: RollupChange, b: RollupChange): number {
  return compare(a.fieldId, b.fieldId) || compare(a.month, b.month);
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
