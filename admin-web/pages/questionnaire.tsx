import { useTexts } from '../language.ts';
import type { PageProps } from '../page.ts';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { QuestionnaireGroup, WordingHead } from '../parts/questionnaire-group.tsx';
import { PreviewButtons, PreviewForms } from '../parts/questionnaire-preview.tsx';
import { dayOn } from '../period.ts';
import { textGroups } from '../questionnaire-texts.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';
import { en } from '../words/questionnaires/en.ts';
import { vi } from '../words/questionnaires/vi.ts';

/** One published version as it is asked, to read in both languages. */
export default function PublishedVersion({ params }: PageProps) {
  const { client, session } = useSurroundings();
  const { format, language } = useTexts();
  const texts = { vi, en }[language];
  const { version = '' } = params;
  const loaded = useResource(version, (signal) => client.questionnaire(version, signal));
  const { data } = loaded;
  const mayPreview = session?.roles.some((role) => role === 'admin' || role === 'leader');
  return (
    <>
      <p class="back">
        <a href="/admin/questionnaires">‹ {texts.edit.back}</a>
      </p>
      <PageTitle text={fill(texts.version, { n: version })} />
      {loaded.failure && <Failure refusal={loaded.failure} retry={loaded.reload} />}
      {loaded.busy && !data && <Progress />}
      {data && (
        <>
          <p>
            <span class={data.latest ? 'tag' : 'tag tag-open'}>{data.latest ? texts.latest : texts.former}</span>{' '}
            {texts.forms[data.questionnaire.choice.form]} · {texts.columns.published}{' '}
            {format.date(dayOn(new Date(data.publishedAt)))}
            {!data.wordingConfirmed && ` · ${texts.unconfirmed}`}
          </p>
          {mayPreview && (
            <>
              <PreviewButtons texts={texts} />
              <PreviewForms questionnaire={() => data.questionnaire} />
            </>
          )}
          <WordingHead />
          {textGroups(data.questionnaire).map((group) => (
            <QuestionnaireGroup
              key={group.entries[0]?.path}
              texts={texts}
              draft={data.questionnaire}
              group={group}
              text={({ value }, spoken) => <p lang={spoken}>{value[spoken]}</p>}
            />
          ))}
        </>
      )}
    </>
  );
}
