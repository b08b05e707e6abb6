import { useTexts } from '../language.ts';
import type { PageProps } from '../page.ts';
import { Failure } from '../parts/failure.tsx';
import { FeedbackForm } from '../parts/feedback-form.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { en } from '../words/feedback/en.ts';
import { vi } from '../words/feedback/vi.ts';
import { fill, fillCounted } from '../words/fill.ts';

/** One piece of feedback: what was written, and the answer that its sender will read. */
export default function FeedbackPage({ params }: PageProps) {
  const { client, announce } = useSurroundings();
  const { words, format, language } = useTexts();
  const texts = { vi, en }[language];
  const { feedbackId = '' } = params;
  const loaded = useResource(feedbackId, (signal) => client.feedback(feedbackId, signal));
  const { data } = loaded;
  return (
    <>
      <p class="back">
        <a href="/admin/feedback">{texts.back}</a>
      </p>
      <PageTitle text={data ? fill(texts.one, { date: format.date(data.receivedOn) }) : texts.title} />
      {loaded.failure && <Failure refusal={loaded.failure} retry={loaded.reload} />}
      {loaded.busy && !data && <Progress />}
      {data && (
        <>
          <dl class="facts">
            <Fact term={texts.columns.state} value={texts.filters[data.state]} />
            <Fact term={texts.columns.topic} value={texts.topics[data.topic]} />
            <Fact term={texts.columns.due} value={data.dueOn ? format.date(data.dueOn) : texts.noDue}>
              {data.daysOverdue > 0 && (
                <small class="late">
                  {fillCounted(texts.overdue, data.daysOverdue, { n: format.count(data.daysOverdue) })}
                </small>
              )}
            </Fact>
            <Fact
              term={texts.contact}
              value={data.contact ?? (data.hasContact ? texts.hiddenContact : texts.noContact)}
            >
              {data.contact && <small>{texts.contactHint}</small>}
            </Fact>
          </dl>
          <h2>{texts.message}</h2>
          <blockquote class="feedback-text" lang={data.language}>
            {data.message}
          </blockquote>
          <p class="aside">{texts.writtenIn[data.language]}</p>
          {data.agency && <p>{`${texts.agency}: ${data.agency}`}</p>}
          {data.answer && (
            <>
              <h2>{texts.answer}</h2>
              <blockquote class="feedback-text">{data.answer}</blockquote>
            </>
          )}
          {data.moves.length > 0 ? (
            <FeedbackForm
              key={data.revision}
              texts={texts}
              feedback={data}
              saved={() => {
                announce(words.saved);
                loaded.reload();
                scrollTo(0, 0);
              }}
            />
          ) : (
            <p class="aside">{texts.readOnly}</p>
          )}
        </>
      )}
    </>
  );
}

interface FactProps {
  readonly term: string;
  readonly value: string;
  readonly children?: preact.ComponentChildren;
}

function Fact({ term, value, children }: FactProps) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <b>{value}</b>
        {children}
      </dd>
    </div>
  );
}
