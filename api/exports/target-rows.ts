import type { Language } from '../../db/vocabulary.ts';
import type { SatisfactionGroup } from '../satisfaction/satisfaction-report.ts';
import { type Cell, text } from './cells.ts';
import { planName } from './period.ts';
import { targetText } from './shown-number.ts';
import { fill, words } from './words.ts';

/** Each target that the groups are held against, what it applies to, and the law behind it; the most common one last. */
export function targetRows(
  groups: readonly Pick<SatisfactionGroup, 'name' | 'target'>[],
  language: Language,
  columns: number,
): Cell[][] {
  const word = words[language];
  const held = groups.flatMap(({ name, target }) => (target ? [{ name, ...target }] : []));
  const targets = [...Map.groupBy(held, ({ percent, legalBasis }) => `${percent} ${legalBasis}`).values()].sort(
    (a, b) => a.length - b.length,
  );
  const lines = targets.flatMap((group, index) => {
    const [first] = group;
    const isLast = index === targets.length - 1;
    const names = isLast ? word.otherRows : group.map(({ name }) => name).join(', ');
    const whose = targets.length > 1 ? `: ${names}` : '';
    if (!first) return [];
    const line = `${targetText(first.percent, language)}${whose}. ${word.columns.basis}: ${first.legalBasis}`;
    const ended = first.planOver ? planEnded(first, language) : undefined;
    return [ended ? `${line}. ${ended}` : line];
  });
  if (lines.length === 0) return [];
  return [[], [text(word.targets, 'block', columns)], ...lines.map((line) => [text(line, 'note', columns)])];
}

function planEnded(target: Parameters<typeof planName>[0], language: Language): string | undefined {
  const plan = planName(target, language);
  return plan && fill(words[language].targetEnded, { plan });
}
