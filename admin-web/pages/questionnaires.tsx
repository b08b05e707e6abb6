import type { Versions } from '../client.ts';
import { useTexts } from '../language.ts';
import type { PageProps } from '../page.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { QuestionnaireChoice } from '../parts/questionnaire-choice.tsx';
import { dayOn } from '../period.ts';
import { readChoice } from '../questionnaire-choice.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';
import { en } from '../words/questionnaires/en.ts';
import { type QuestionnaireWords, vi } from '../words/questionnaires/vi.ts';

/** Every version that was published, and the way to the next one. */
export default function Questionnaires({ url }: PageProps) {
  const { client, session } = useSurroundings();
  const { language } = useTexts();
  const texts = { vi, en }[language];
  const versions = useResource('versions', (signal) => client.versions(signal));
  const mayPublish = session?.roles.some((role) => role === 'admin' || role === 'leader') ?? false;
  const latest = versions.data?.find((version) => version.latest);
  return (
    <>
      <PageTitle text={texts.title} />
      <p class="reading">{texts.lead}</p>
      {versions.failure && <Failure refusal={versions.failure} retry={versions.reload} />}
      {versions.busy && !versions.data && <Progress />}
      {latest && !latest.wordingConfirmed && <p class="notice">{texts.unconfirmedWhy}</p>}
      {versions.data && (
        <section class="stack">
          <h2>{texts.versions}</h2>
          <List texts={texts} versions={versions.data} />
          {!mayPublish && <p class="aside">{texts.readOnly}</p>}
        </section>
      )}
      {latest && mayPublish && (
        <section class="stack for-screen">
          <h2>{texts.choose.title}</h2>
          <QuestionnaireChoice
            texts={texts}
            choice={
              url.search.includes('form=') ? readChoice(url.searchParams) : { ...latest.choice, wording: 'latest' }
            }
          />
        </section>
      )}
    </>
  );
}

function List({ texts, versions }: { texts: QuestionnaireWords; versions: Versions }) {
  const { format } = useTexts();
  const { columns } = texts;
  return (
    <DataTable
      caption={texts.versions}
      columns={[
        {
          key: 'name',
          heading: columns.version,
          cell: ({ version }) => (
            <a href={`/admin/questionnaires/${version}`}>{fill(texts.version, { n: format.count(version) })}</a>
          ),
        },
        {
          key: 'form',
          heading: columns.form,
          cell: ({ choice }) => (
            <>
              {texts.forms[choice.form]}
              {choice.form !== 'short' && <small>{texts.sets[choice.set]}</small>}
            </>
          ),
        },
        {
          key: 'questions',
          heading: columns.questions,
          numeric: true,
          cell: ({ questions }) => format.count(questions),
        },
        {
          key: 'date',
          heading: columns.published,
          cell: ({ publishedAt }) => format.tableDate(dayOn(new Date(publishedAt))),
        },
        {
          key: 'standing',
          heading: columns.state,
          cell: ({ latest, wordingConfirmed }) => (
            <>
              <span class={latest ? 'tag' : 'tag tag-open'}>{latest ? texts.latest : texts.former}</span>
              {!wordingConfirmed && <small>{texts.unconfirmed}</small>}
            </>
          ),
        },
      ]}
      rows={versions}
      rowKey={({ version }) => String(version)}
    />
  );
}
