import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Group, Satisfaction } from '../client.ts';
import { useTexts } from '../language.ts';
import { changeSentence, changesOf, type FieldChange, missingSentence, sortOut } from '../overview.ts';
import type { Period } from '../period.ts';
import { type Scale, scaleOf } from '../scale.ts';
import { markOf } from '../verdict-shape.ts';
import { fill } from '../words/fill.ts';
import { FieldLink } from './field-link.tsx';
import { IntervalBar } from './interval-bar.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

interface Props {
  readonly period: Period;
  readonly result: Satisfaction;
  readonly before: Satisfaction | undefined;
  readonly earlier: Period;
}

/** Below target, and beside it, as large, what only looks fine; then the others in short. */
export function FieldLists({ period, result, before, earlier }: Props) {
  const { words } = useTexts();
  const { overview } = words;
  const { groups, minimum } = result;
  const { below, looksFine, others } = useMemo(() => sortOut(groups), [groups]);
  const changes = useMemo(
    () => new Map(changesOf(before?.groups ?? [], groups).map((found) => [found.key, found])),
    [before, groups],
  );
  const scale = scaleOf([...below, ...looksFine]);
  const isJudged = groups.some(({ verdict }) => markOf(verdict));
  const card = (group: Group) => (
    <FieldCard key={group.key} {...{ group, period, earlier, scale, minimum }} change={changes.get(group.key)} />
  );
  return (
    <div class="field-lists">
      <List id="below" heading={overview.below} none={isJudged ? noneBelow(groups, words.none) : overview.noneJudged}>
        {below.map(card)}
      </List>
      <List id="looks-fine" heading={overview.looksFine} lead={overview.looksFineLead} none={overview.looksFineNone}>
        {looksFine.map(card)}
      </List>
      {others.length > 0 && <OtherFields fields={others} period={period} />}
    </div>
  );
}

function List(props: { id: string; heading: string; lead?: string; none: string; children: ComponentChildren[] }) {
  const { id, heading, lead, none, children } = props;
  return (
    <section class={`field-list ${id}`} aria-labelledby={id}>
      <h2 id={id}>
        {heading} <span class="count">{children.length}</span>
      </h2>
      {children.length > 0 && lead && <p class="aside">{lead}</p>}
      {children.length > 0 ? <ul>{children}</ul> : <p>{none}</p>}
    </section>
  );
}

interface CardProps {
  readonly group: Group;
  readonly period: Period;
  readonly earlier: Period;
  readonly scale: Scale;
  readonly minimum: number;
  readonly change: FieldChange | undefined;
}

function FieldCard({ group, period, earlier, scale, minimum, change }: CardProps) {
  const texts = useTexts();
  const { words, format } = texts;
  const missing = useMemo(() => missingSentence(group, minimum, texts), [group, minimum, texts]);
  return (
    <li class={`field-card verdict-${group.verdict}`}>
      <p class="field-card-head">
        <FieldLink field={group} period={period} /> <VerdictBadge verdict={group.verdict} />
      </p>
      <p>
        {fill(words.overview.rate, {
          percent: group.percent === null ? '' : format.percent(group.percent),
          satisfied: format.count(group.satisfied),
          answered: format.count(group.answered),
          target: group.target ? format.target(group.target.percent) : '',
        })}
      </p>
      <IntervalBar group={group} scale={scale} />
      {missing && <p>{missing}</p>}
      {change && change.change.trend !== 'unclear' && (
        <p class="aside">
          {fill(words.overview.againstBefore, {
            period: format.period(earlier),
            change: changeSentence(change.change, texts),
          })}
        </p>
      )}
    </li>
  );
}

/** A line each with its rate; those without figures are only named. */
function OtherFields({ fields, period }: { fields: readonly Group[]; period: Period }) {
  const { words, format } = useTexts();
  const named = fields.filter(({ percent }) => percent === null).map(({ name }) => name);
  return (
    <section class="other-fields" aria-labelledby="others">
      <h2 id="others">{words.overview.others}</h2>
      <ul>
        {fields.map(
          (group) =>
            group.percent !== null && (
              <li key={group.key}>
                <FieldLink field={group} period={period} /> <b>{format.percent(group.percent)}</b>{' '}
                <VerdictBadge verdict={group.verdict} />
              </li>
            ),
        )}
      </ul>
      {named.length > 0 && <p class="aside">{fill(words.overview.withoutFigures, { fields: format.list(named) })}</p>}
    </section>
  );
}

function noneBelow(groups: readonly Group[], text: string): string {
  return fill(text, { k: groups.filter(({ verdict }) => markOf(verdict)).length });
}
