import { useTexts } from '../language.ts';
import { navigate } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { QuestionnaireEditor } from '../parts/questionnaire-editor.tsx';
import { choiceQuery, readChoice } from '../questionnaire-choice.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';
import { en } from '../words/questionnaires/en.ts';
import { vi } from '../words/questionnaires/vi.ts';

/** The next version, of the kind that the URL names: to edit, to see as citizens will, to publish. */
export default function DraftVersion({ url }: PageProps) {
  const { client, announce } = useSurroundings();
  const { format, language } = useTexts();
  const texts = { vi, en }[language];
  const choice = readChoice(url.searchParams);
  const query = choiceQuery(choice);
  const loaded = useResource(JSON.stringify(query), (signal) => client.questionnaireDraft(query, signal));
  const { data } = loaded;
  return (
    <>
      <p class="back">
        <a href="/admin/questionnaires">‹ {texts.edit.back}</a>
      </p>
      <PageTitle text={data ? fill(texts.edit.title, { n: format.count(data.follows + 1) }) : texts.choose.title} />
      <p class="reading">{texts.edit.lead}</p>
      {loaded.failure && <Failure refusal={loaded.failure} retry={loaded.reload} />}
      {loaded.busy && <Progress />}
      {data && !loaded.busy && (
        <>
          <p>
            <b>{texts.forms[choice.form]}</b>
            {choice.form !== 'short' && ` · ${texts.sets[choice.set]}`}
          </p>
          <QuestionnaireEditor
            key={JSON.stringify(query)}
            texts={texts}
            draft={data}
            published={(version) => {
              announce(fill(texts.edit.published, { n: format.count(version) }), '/admin/questionnaires');
              navigate('/admin/questionnaires');
            }}
          />
        </>
      )}
    </>
  );
}
