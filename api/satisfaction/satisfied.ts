import type { Score } from '../../db/vocabulary.ts';

/** Marks 4 “Hài lòng” and 5 “Rất hài lòng” are satisfied (`satisfaction.overall.top2`, version 1). Nobody else compares with 4. */
export const isSatisfied = (score: Score): boolean => score >= 4;
