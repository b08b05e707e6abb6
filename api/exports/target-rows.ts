import type { Language } from '../../db/vocabulary.ts';
import type { SatisfactionGroup } from '../satisfaction/satisfaction-report.ts';
import { type Cell, text } from './cells.ts';
import { targetText } from './shown-number.ts';
import { words } from './words.ts';

/** Each target that the groups are held against, what it applies to, and the law behind it. */
export function targetRows(
  groups: readonly Pick<SatisfactionGroup, 'name' | 'target'>[],
  language: Language,
  columns: number,
): Cell[][] {
  const word = words[language];
  const held = groups.flatMap(({ name, target }) => (target ? [{ name, ...target }] : []));
  const targets = [...Map.groupBy(held, ({ percent, legalBasis }) => `${percent} ${legalBasis}`).values()];
  if (targets.length === 0) return [];
  const line = (group: readonly { name: string; percent: number; legalBasis: string }[]): Cell[] => {
    const [{ percent, legalBasis } = { percent: 0, legalBasis: '' }] = group;
    const names = [...new Set(group.map(({ name }) => name))].join(', ');
    return [text(`${targetText(percent, language)}: ${names}. ${word.columns.basis}: ${legalBasis}`, 'note', columns)];
  };
  return [[], [text(word.targets, 'block', columns)], ...targets.map(line)];
}
