import type { Verdict } from '../../db/vocabulary.ts';
import { useTexts } from '../language.ts';
import { markOf } from '../verdict-shape.ts';

/** A verdict in words, with its mark: readable without colour and without the mark. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const { words } = useTexts();
  return (
    <span class={`badge verdict-${verdict}`}>
      <VerdictMark verdict={verdict} />
      {words.badges[verdict]}
    </span>
  );
}

export function VerdictMark({ verdict }: { verdict: Verdict }) {
  return (
    <svg class={`mark verdict-${verdict}`} viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">
      <MarkShape verdict={verdict} />
    </svg>
  );
}

/** The mark by itself, around the origin, for use inside of a drawing. */
export function MarkShape({ verdict }: { verdict: Verdict }) {
  const mark = markOf(verdict);
  if (!mark) return <path class="shape-none" d="M-4 0H4" />;
  const kind = mark.certain ? 'shape-certain' : 'shape-uncertain';
  return mark.met ? <circle class={kind} r="5" /> : <path class={kind} d="M-6 -5H6L0 6Z" />;
}
