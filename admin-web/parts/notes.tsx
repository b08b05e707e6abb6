import { verdicts } from '../../db/vocabulary.ts';
import type { Satisfaction } from '../client.ts';
import { useTexts } from '../language.ts';
import { address } from '../navigation.ts';
import { planEnded } from '../plan.ts';
import { markOf } from '../verdict-shape.ts';
import { fill } from '../words/fill.ts';
import type { Words } from '../words/vi.ts';
import { HeldMark } from './group-columns.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

/** What the marks of a table mean, how its figures come about, and by which rule. */
export function Notes({ result }: { result: Satisfaction }) {
  const texts = useTexts();
  const { words } = texts;
  const { rule, total, groups } = result;
  const shown = [total, ...groups];
  const occurring = verdicts.filter((verdict) =>
    shown.some((group) => group.verdict === verdict && group.answered > 0),
  );
  const bases = new Set(
    shown.flatMap(({ target }) => {
      if (!target) return [];
      const ended = target.planOver && planEnded(target, texts);
      return [[fill(words.basis, { basis: target.legalBasis }), ended].filter(Boolean).join('. ')];
    }),
  );
  return (
    <section class="notes" aria-labelledby="notes">
      <h2 id="notes">{words.marks}</h2>
      <dl>
        {occurring.map((verdict) => (
          <div key={verdict}>
            <dt>
              <VerdictBadge verdict={verdict} />
            </dt>
            <dd>{tipOf(verdict, words)}</dd>
          </div>
        ))}
        {shown.some((group) => group.held) && (
          <div>
            <dt>
              <HeldMark />
            </dt>
            <dd>{words.held}</dd>
          </div>
        )}
      </dl>
      <p>
        {words.marksText.shapes} {words.marksText.line}
      </p>
      <p>
        {rule.text} {words.intervalRule} {fill(words.rule, { id: rule.id, version: rule.version })}
      </p>
      {[...bases].map((basis) => (
        <p key={basis}>{basis}</p>
      ))}
      <p>
        {words.byCriteria}{' '}
        <a href={address('/admin/method', { from: result.period.from, to: result.period.to })}>{words.places.method}</a>
      </p>
    </section>
  );
}

function tipOf(verdict: (typeof verdicts)[number], words: Words): string {
  const mark = markOf(verdict);
  if (mark?.certain) return words.tips.certain;
  if (mark) return fill(words.tips.uncertain, { verdict: mark.met ? words.tips.met : words.tips.missed });
  return verdict === 'insufficient' ? words.tips.insufficient : words.verdicts['no-target'];
}
