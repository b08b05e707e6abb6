import type { Satisfaction } from '../client.ts';
import { useTexts } from '../language.ts';
import { planEnded } from '../plan.ts';
import { flaggedSentence, settledParts, verdictSentence, waitingSentence } from '../summary.ts';
import { fill } from '../words/fill.ts';
import { isShare } from './group-columns.tsx';
import { VerdictMark } from './verdict-badge.tsx';

/** How a period stands, in sentences: the verdict, what is below target, how final it is, what still waits. */
export function Standing({ result, ofOneField }: { result: Satisfaction; ofOneField?: boolean }) {
  const texts = useTexts();
  const { words, format } = texts;
  const { total, groups } = result;
  const ended = total.target?.planOver && planEnded(total.target, texts);
  const flagged = ofOneField ? undefined : flaggedSentence(groups, texts);
  return (
    <div class="standing">
      <p class={`lead verdict-${total.verdict}`} role="status">
        <VerdictMark verdict={total.verdict} />
        <span>{verdictSentence(result, texts)}</span>
      </p>
      {ended && <p>{ended}</p>}
      {flagged && <p class={groups.some((group) => group.flagged) ? 'flagged-fields' : undefined}>{flagged}</p>}
      {isShare(total) && (
        <p>
          {fill(words.coverage, {
            answered: format.count(total.answered),
            closed: format.count(total.closed),
            percent: format.share(total.answered, total.closed),
          })}
        </p>
      )}
      <SettledTags result={result} />
      <details class="waiting">
        <summary>
          {waitingSentence(result, texts)} <span class="why">{words.why}</span>
        </summary>
        <p>{words.waitingWhy}</p>
      </details>
    </div>
  );
}

function SettledTags({ result }: { result: Satisfaction }) {
  const { words, format } = useTexts();
  if (!result.total.provisional)
    return <SettledTag text={words.settled} tip={fill(words.settledTip, { month: format.months(result.period) })} />;
  const { settled, open } = settledParts(result.period);
  return (
    <>
      {settled && <SettledTag text={words.settled} tip={fill(words.settledTip, { month: format.months(settled) })} />}
      {open && (
        <p>
          <span class="tag tag-open">{words.provisional}</span>{' '}
          {fill(words.provisionalTip, { month: format.months(open) })}
        </p>
      )}
    </>
  );
}

function SettledTag({ text, tip }: { text: string; tip: string }) {
  return (
    <p>
      <span class="tag">{text}</span> {tip}
    </p>
  );
}
