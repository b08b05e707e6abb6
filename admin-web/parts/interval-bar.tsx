import type { Group } from '../client.ts';
import { useTexts } from '../language.ts';
import { position, type Scale } from '../scale.ts';
import { fill } from '../words/fill.ts';
import { MarkShape } from './verdict-badge.tsx';

/** The interval against the target line; the numbers stand under it, so the drawing itself is for the eye only. */
export function IntervalBar({ group, scale }: { group: Group; scale: Scale }) {
  const { words, format } = useTexts();
  const { low, high, percent, target, verdict } = group;
  if (low === null || high === null || percent === null) return <span class="none">{words.noFigure}</span>;
  const at = (value: number) => `${position(value, scale)}%`;
  return (
    <div class="interval">
      <svg class={`bar verdict-${verdict}`} width="100%" height="22" aria-hidden="true">
        {scale.ticks.map((tick) => (
          <line key={tick} class="bar-tick" x1={at(tick)} x2={at(tick)} y1="0" y2="22" />
        ))}
        {target && <line class="bar-target" x1={at(target.percent)} x2={at(target.percent)} y1="0" y2="22" />}
        <line class="bar-range" x1={at(low)} x2={at(high)} y1="11" y2="11" />
        <line class="bar-end" x1={at(low)} x2={at(low)} y1="7" y2="15" />
        <line class="bar-end" x1={at(high)} x2={at(high)} y1="7" y2="15" />
        <svg class="bar-point" x={at(percent)} y="11" overflow="visible" aria-hidden="true">
          <MarkShape verdict={verdict} />
        </svg>
      </svg>
      <span class="interval-ends">
        {fill(words.interval, { low: format.percent(low), high: format.percent(high) })}
      </span>
    </div>
  );
}

/** The percentages that the bars' fine lines stand for. */
export function ScaleTicks({ scale }: { scale: Scale }) {
  const { format } = useTexts();
  return (
    <svg class="ticks" width="100%" height="14" aria-hidden="true">
      {scale.ticks.map((tick, index) => (
        <text key={tick} x={`${position(tick, scale)}%`} y="11" text-anchor={anchor(index, scale.ticks.length)}>
          {format.target(tick)}
        </text>
      ))}
    </svg>
  );
}

function anchor(index: number, count: number): 'start' | 'middle' | 'end' {
  if (index === 0) return 'start';
  return index === count - 1 ? 'end' : 'middle';
}
