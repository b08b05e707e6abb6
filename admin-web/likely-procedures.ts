import type { Procedure } from './client.ts';
import { fold } from './fold.ts';

/** How alike two names must be to be worth a look: half of all their words in common. */
const fewestShared = 0.5;
const shownAtMost = 3;

/** The known procedures that a procedure which came with a case may be, by the words of their names, most alike first. */
export function likelyProcedures(of: Procedure, procedures: readonly Procedure[]): Procedure[] {
  const words = wordsOf(of.nameVi);
  return procedures
    .filter((known) => known.procedureCode !== of.procedureCode && known.reviewed && known.mergedInto === null)
    .map((known) => ({ known, shared: shareOf(words, wordsOf(known.nameVi)) }))
    .filter(({ shared }) => shared >= fewestShared)
    .sort((a, b) => b.shared - a.shared || (a.known.procedureCode < b.known.procedureCode ? -1 : 1))
    .slice(0, shownAtMost)
    .map(({ known }) => known);
}

/** The share of all words of two names that both have. */
function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((word) => other.has(word)).length;
  return both / Math.max(1, one.size + other.size - both);
}

function wordsOf(name: string): Set<string> {
  return new Set(fold(name).match(/[\p{L}\p{N}]+/gu) ?? []);
}
