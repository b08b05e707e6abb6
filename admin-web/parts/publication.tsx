import { useState } from 'preact/hooks';
import { quarterOf } from '../../api/calendar.ts';
import type { Satisfaction } from '../client.ts';
import { useTexts } from '../language.ts';
import { address } from '../navigation.ts';
import { kindOf, type Period } from '../period.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';
import { en } from '../words/published/en.ts';
import { vi } from '../words/published/vi.ts';
import { Confirm } from './dialog.tsx';
import { Failure } from './failure.tsx';

/** Whether everybody may see a settled quarter, and the way to change that; for leaders. */
export function Publication({ period, result }: { readonly period: Period; readonly result: Satisfaction }) {
  const { session } = useSurroundings();
  const isSettledQuarter = kindOf(period) === 'quarter' && !result.total.provisional;
  if (!isSettledQuarter || !session?.roles.includes('leader')) return null;
  return <OfQuarter period={period} />;
}

function OfQuarter({ period }: { readonly period: Period }) {
  const { client, session, announce } = useSurroundings();
  const { format, language } = useTexts();
  const [asks, setAsks] = useState(false);
  const list = useResource('published', (signal) => client.published(signal));
  const texts = { vi, en }[language];
  const quarter = quarterOf(period.from);
  const name = { period: format.period(period) };
  if (!list.data) return list.failure ? <Failure refusal={list.failure} /> : null;
  const found = list.data.find((published) => published.quarter === quarter);
  const change = found
    ? { ask: texts.takeBack, title: texts.takeBackTitle, text: texts.takeBackText, sure: texts.takeBackSure }
    : { ask: texts.publish, title: texts.publishTitle, text: texts.publishText, sure: texts.publishSure };
  return (
    <section aria-labelledby="publication">
      <h2 id="publication">{texts.heading}</h2>
      <p>
        {found
          ? fill(texts.published, { ...name, date: format.date(found.publishedOn) })
          : fill(texts.unpublished, name)}{' '}
        {found && (
          <a href={address('/cong-khai', { unit: session?.unit?.code, quarter, lang: language })}>{texts.see}</a>
        )}
      </p>
      <button type="button" class="button" onClick={() => setAsks(true)}>
        {change.ask}
      </button>
      {asks && (
        <Confirm
          title={fill(change.title, name)}
          text={change.text}
          sure={change.sure}
          action={change.ask}
          close={() => setAsks(false)}
          act={async () => {
            await (found ? client.takeBackQuarter(quarter) : client.publishQuarter(quarter));
            announce(fill(found ? texts.takenBack : texts.done, name));
            list.reload();
          }}
        />
      )}
    </section>
  );
}
