import type { ComponentChildren } from 'preact';
import type { Group } from '../client.ts';
import type { Texts } from '../language.ts';
import type { Scale } from '../scale.ts';
import { fill } from '../words/fill.ts';
import type { Column } from './data-table.tsx';
import { IntervalBar, ScaleTicks } from './interval-bar.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

/** The columns that every table of results has; only what names a row differs. */
export function groupColumns(
  texts: Texts,
  options: { scale: Scale; first: { heading: string; cell(group: Group): ComponentChildren }; sorts?: boolean },
): Column<Group>[] {
  const { words, format } = texts;
  const { scale, first, sorts = false } = options;
  const { columns } = words;
  return [
    {
      key: 'name',
      heading: first.heading,
      sorts,
      cell: (group) => (
        <span class="group-name">
          {first.cell(group)} {group.held && <HeldMark text={words.held} />}
        </span>
      ),
    },
    {
      key: 'percent',
      heading: columns.percent,
      numeric: true,
      sorts,
      cell: (group) =>
        group.percent === null ? <span class="none">{words.noFigure}</span> : <b>{format.percent(group.percent)}</b>,
    },
    {
      key: 'target',
      heading: columns.target,
      numeric: true,
      sorts,
      cell: (group) =>
        group.target === null ? dash : fill(words.targetFrom, { target: format.target(group.target.percent) }),
    },
    {
      key: 'verdict',
      heading: columns.verdict,
      sorts,
      cell: (group) => (group.answered === 0 ? dash : <VerdictBadge verdict={group.verdict} />),
    },
    {
      key: 'interval',
      heading: columns.interval,
      below: <ScaleTicks scale={scale} />,
      cell: (group) => (group.percent === null ? dash : <IntervalBar group={group} scale={scale} />),
    },
    {
      key: 'answers',
      heading: columns.answers,
      numeric: true,
      sorts,
      downFirst: true,
      cell: (group) =>
        group.answered === 0
          ? '0'
          : fill(words.shareOf, { part: format.count(group.satisfied), whole: format.count(group.answered) }),
    },
    {
      key: 'coverage',
      heading: columns.coverage,
      numeric: true,
      sorts,
      cell: (group) => (
        <>
          {fill(words.shareOf, { part: format.count(group.answered), whole: format.count(group.closed) })}
          {isShare(group) && <small>{format.share(group.answered, group.closed)}</small>}
        </>
      ),
    },
  ];
}

const dash = (
  <span class="none dash" aria-hidden="true">
    –
  </span>
);

/** Answers carried over from a settled month can outnumber the cases of a small one; then there is no rate to speak of. */
export function isShare({ answered, closed }: Group): boolean {
  return closed > 0 && answered <= closed;
}

/** Some of the row's answers wait for a full batch. */
export function HeldMark({ text }: { text?: string }) {
  return (
    <span class="held" title={text}>
      <svg viewBox="-7 -8 14 16" width="14" height="16" aria-hidden="true">
        <path d="M-5 -7H5M-5 7H5M-4 -7C-4 -2 4 2 4 7M4 -7C4 -2 -4 2 -4 7" />
      </svg>
      {text && <span class="unseen">{text}</span>}
    </span>
  );
}
